"""Writing how often a sign-in name was tried: the lock that holds across processes."""

from __future__ import annotations

import datetime
from enum import StrEnum

from django.db import transaction
from django.utils.crypto import salted_hmac

from lanyard.people.models import Account, Adult, SignInTries

from .noting import note

TRIES = 5
WINDOW = datetime.timedelta(minutes=15)
FIRST_LOCK = datetime.timedelta(minutes=15)
LONGEST_LOCK = datetime.timedelta(hours=12)
#: After a day without another lock the first one is short again.
FORGETS_AFTER = datetime.timedelta(days=1)


class Kind(StrEnum):
    """What is guessed at. Each is counted apart, so that no typed name can lock something else."""

    PASSWORD = "password"
    CODE = "sign-in code"
    SECOND_FACTOR = "second factor"
    RECEIPT = "receipt"
    CASE_PASSPHRASE = "case passphrase"


#: Whoever guesses at a case passphrase has signed in with two factors; a concern about a child cannot wait half a day.
LONGEST_LOCKS = {Kind.CASE_PASSPHRASE: datetime.timedelta(hours=1)}


def digest_of(name: str, kind: Kind) -> str:
    """What a typed name is counted under; without the installation's key nobody can read it back."""
    return salted_hmac(f"lanyard.people.tries.{kind}", name.strip().lower(), algorithm="sha256").hexdigest()


@transaction.atomic
def begin_try(*, of: str, kind: Kind = Kind.PASSWORD, at: datetime.datetime) -> bool:
    """Count a try at a name before what was typed is looked at; ``False`` while the name is locked.

    ``of`` is a sign-in name, the number of an account for a second factor, or the id of a case key.

    The try is written down first, so that many at once cannot slip through; ``forgive_tries``
    takes back what a right password proves to be its owner's. Every fifth try locks the name, each
    time for twice as long: a quarter of an hour at first, half a day at most (an hour for a case passphrase).
    """
    found, _ = SignInTries.objects.get_or_create(digest=digest_of(of, kind), defaults={"since": at})
    # Locked after it is known to exist: of several processes one counts at a time.
    row = SignInTries.objects.select_for_update().get(pk=found.pk)
    if row.locked_until is not None and row.locked_until > at:
        return False
    if row.locked_until is not None and row.locked_until + FORGETS_AFTER <= at:
        row.locks = 0
    if row.since + WINDOW <= at:
        row.tries, row.since = 0, at
    row.tries += 1
    if row.tries >= TRIES:
        row.locked_until = at + min(LONGEST_LOCKS.get(kind, LONGEST_LOCK), FIRST_LOCK * 2 ** min(row.locks, 10))
        row.locks += 1
        row.tries, row.since = 0, at
    row.save()
    return True


def forgive_tries(*, of: str, kind: Kind = Kind.PASSWORD) -> None:
    """Forget the tries at a name whose owner has just proved who they are."""
    SignInTries.objects.filter(digest=digest_of(of, kind)).delete()


def digests_of(account: Account) -> list[str]:
    """Everything under which tries at one account are counted."""
    name = account.sign_in_name
    return [
        digest_of(name, Kind.PASSWORD),
        digest_of(name, Kind.CODE),
        digest_of(str(account.pk), Kind.SECOND_FACTOR),
    ]


@transaction.atomic
def unlock_sign_in(*, adult: Adult, by: Account | None, at: datetime.datetime) -> bool:
    """Let somebody try again at once; whether their sign-in was locked. It leaves a trace."""
    gone, _ = SignInTries.objects.filter(digest__in=digests_of(adult.account), locked_until__gt=at).delete()
    if gone:
        note("sign-in unlocked", by=by, school=adult.school, at=at, adult=adult.pk)
    return bool(gone)


@transaction.atomic
def forget_old_tries(*, at: datetime.datetime) -> int:
    """Remove what no longer locks or counts against anybody; the number removed."""
    old = SignInTries.objects.filter(since__lt=at - FORGETS_AFTER).exclude(locked_until__gt=at - FORGETS_AFTER)
    return old.delete()[0]
