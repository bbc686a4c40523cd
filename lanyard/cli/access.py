"""``lanyard explain-access`` and ``lanyard let-in``: what somebody may do and why, and a way back in."""

from __future__ import annotations

import difflib

from lanyard.cli.page import harmless
from lanyard.cli.working import check_database
from lanyard.site.configuration import ConfigurationError


def explain(*, sign_in_name: str, permission: str | None) -> None:
    """Print what an account may do, permission by permission, with the reason of each."""
    from django.utils import timezone

    from lanyard.people.queries import account_named, scope_of
    from lanyard.people.rights import PERMISSIONS, ROLES, can

    if permission is not None and permission not in PERMISSIONS:
        near = difflib.get_close_matches(permission, PERMISSIONS, n=3) or list(PERMISSIONS)
        raise ConfigurationError(f"“{permission}” is not a permission. These are: {', '.join(near)}.")
    check_database()
    account = account_named(sign_in_name)
    if account is None:
        raise ConfigurationError("Nobody signs in with that name here.")
    today = timezone.localdate()
    scope = scope_of(account, on=today)
    if scope is None:
        print(f"On {today:%-d %B %Y} nobody in scope of the policy signs in with that name, so it opens nothing.")
        print("The person’s time at the school has not begun or has ended, or the account is closed.")
        return
    held = [f"{ROLES[role].name} ({ROLES[role].does})" for role in ROLES if role in scope.roles]
    print(f"On {today:%-d %B %Y} this is an adult of school {scope.school.pk}, group: {scope.adult.get_group_display()}.")
    print("Roles held: " + ("; ".join(held) or "none") + ".")
    for id_ in [permission] if permission else PERMISSIONS:
        decision = can(scope, id_)
        print(f"  {'yes' if decision.allowed else 'no ':<3}  {id_:<20} {decision.reason}")


def let_in(*, sign_in_name: str, lost_second_step: bool) -> None:
    """Open a way back for somebody who manages sign-ins, and print their one-time code."""
    from django.core.exceptions import ValidationError
    from django.utils import timezone

    from lanyard.people import actions, mail
    from lanyard.people.queries import account_named, scope_of

    check_database()
    at, today = timezone.now(), timezone.localdate()
    account = account_named(sign_in_name)
    scope = scope_of(account, on=today) if account is not None else None
    if scope is None:
        raise ConfigurationError("Nobody who is at a school today signs in with that name here.")
    try:
        issued, told = actions.open_way_back(adult=scope.adult, lost_second_step=lost_second_step, on=today, by=None, at=at)
    except ValidationError as error:
        raise ConfigurationError(f"Nothing was changed. {error.messages[0]}.") from error
    until = timezone.localtime(issued.code.expires_at)
    print(f"Hand this to {harmless(scope.adult.name)} in person. It is shown once and works once, until {until:%H:%M}:")
    print(f"  sign-in name   {harmless(account.sign_in_name)}")
    print(f"  one-time code  {issued.words}")
    print(
        "They type it under “I have a code from the school” and choose a new password."
        + (" Then they set up a new second step." if lost_second_step else "")
    )
    print("It was written down. Their colleagues see it on their desks for two weeks.")
    if told and mail.is_sent():
        print(f"{len(told)} of them {'is' if len(told) == 1 else 'are'} told by mail.")
    else:
        print("Nobody is told by mail: tell the chair of governors yourself.")
