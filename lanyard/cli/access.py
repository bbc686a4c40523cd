"""``lanyard explain-access``: what somebody may do today, and why."""

from __future__ import annotations

import difflib

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
