"""Writing where somebody is signed in, and ending it."""

from __future__ import annotations

import datetime

from django.contrib.sessions.models import Session
from django.db import transaction

from lanyard.people.models import Account, Adult, SignInSession

from .noting import note
from .sign_in_codes import withdraw_sign_in_codes


@transaction.atomic
def note_sign_in(*, account: Account, session_key: str, device: str, at: datetime.datetime) -> None:
    """List a session among its owner's. The session must have been saved."""
    SignInSession.objects.update_or_create(
        session_id=session_key, defaults={"account": account, "began_at": at, "device": device[:80]}
    )


@transaction.atomic
def end_sign_ins(*, account: Account, but: str | None = None) -> int:
    """End every session of an account, except the one with the key ``but``; the number ended.

    With a session goes what it held.
    """
    ending = SignInSession.objects.filter(account=account).exclude(session_id=but)
    keys = list(ending.values_list("session_id", flat=True))
    Session.objects.filter(pk__in=keys).delete()
    return len(keys)


@transaction.atomic
def end_all_sign_ins() -> None:
    """End every session there is: those of a backup may have been ended for a reason since it was made."""
    Session.objects.all().delete()


@transaction.atomic
def end_sign_ins_of(*, adult: Adult, by: Account, at: datetime.datetime) -> int:
    """Sign somebody else out everywhere and take back their code, with a trace of who did it."""
    ended = end_sign_ins(account=adult.account)
    withdrawn = withdraw_sign_in_codes(account=adult.account, by=by, at=at)
    note("sign-ins ended", by=by, school=adult.school, at=at, adult=adult.pk)
    return ended + withdrawn


@transaction.atomic
def end_sign_in(*, account: Account, sign_in: int) -> bool:
    """End one of the account's own sessions; ``False`` when it has none with this number."""
    found = SignInSession.objects.filter(account=account, pk=sign_in).first()
    if found is None:
        return False
    Session.objects.filter(pk=found.session_id).delete()
    return True


@transaction.atomic
def end_sign_ins_of_leavers(*, on: datetime.date, at: datetime.datetime) -> int:
    """End the sessions and codes of everybody whose last day is over; the number of people."""
    left = Adult.objects.filter(ends_on__lt=on, account__isnull=False).select_related("account")
    left = left.filter(account__in=SignInSession.objects.values("account")) | left.filter(
        account__sign_in_codes__ended_at__isnull=True, account__sign_in_codes__isnull=False
    )
    found = list(left.distinct())
    for adult in found:
        end_sign_ins(account=adult.account)
        withdraw_sign_in_codes(account=adult.account, by=None, at=at)
    return len(found)
