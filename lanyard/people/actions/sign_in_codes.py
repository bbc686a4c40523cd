"""Writing sign-in codes: issued by somebody who manages sign-ins, used once by the person they name."""

from __future__ import annotations

import datetime
import secrets
from dataclasses import dataclass

from django.contrib.auth.hashers import check_password, make_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from lanyard.people import sign_in_mail
from lanyard.people.models import Account, Adult, Ending, Group, SignInCode

from .noting import note

#: Letters and numbers that nobody mistakes for one another, read out or in handwriting.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
#: 12 of 32 signs are 60 bits.
LENGTH, GROUP = 12, 4
TRIES = 5
DEFAULT_HOURS, MOST_HOURS = 48, 14 * 24
MISTAKEN = str.maketrans({"O": "0", "I": "1", "L": "1", "-": "", " ": "", "\u2013": "", "\u00a0": ""})


@dataclass(frozen=True)
class Issued:
    """A new code as its issuer sees it, this once."""

    code: SignInCode
    words: str

    def __repr__(self) -> str:
        return f"Issued({self.code})"


@transaction.atomic
def issue_sign_in_code(
    *, adult: Adult, hours: int = DEFAULT_HOURS, by: Account | None, at: datetime.datetime, tell: bool = False
) -> Issued:
    """A code that lets one adult in once, instead of a password, for ``hours`` from now or from their first day.

    It ends any code before it. A supply teacher's sign-in must have a last day first. With
    ``tell`` the person is sent a mail that says where to type the code, and not the code.
    """
    _check_may_have_code(adult, hours, by)
    opens = max(at, _midnight(adult.starts_on))
    expires_at = opens + datetime.timedelta(hours=hours)
    if adult.ends_on is not None:
        expires_at = min(expires_at, _midnight(adult.ends_on + datetime.timedelta(days=1)))
    if expires_at <= at:
        raise ValidationError("This person’s time at the school has ended")
    withdraw_sign_in_codes(account=adult.account, by=by, at=at)
    words = _new_words()
    code = SignInCode(
        account=adult.account,
        secret=make_password(words),
        issued_at=at,
        issued_by=by,
        expires_at=expires_at,
        tries_left=TRIES,
    )
    code.save()
    note("sign-in code issued", by=by, school=adult.school, at=at, adult=adult.pk, code=code.pk)
    if tell:
        sign_in_mail.plan(adult=adult, about="code", of=code.pk, at=at)
    return Issued(code, "-".join(words[place : place + GROUP] for place in range(0, LENGTH, GROUP)))


@transaction.atomic
def withdraw_sign_in_codes(*, account: Account, by: Account | None, at: datetime.datetime) -> int:
    """End whatever code still lets somebody into an account; the number that were ended."""
    live = SignInCode.objects.filter(account=account, ended_at__isnull=True)
    return live.update(ended_at=at, ending=Ending.WITHDRAWN)


@sensitive_variables()
def use_sign_in_code(*, sign_in_name: str, words: str, at: datetime.datetime) -> Account | None:
    """The account that a code opens, which it does once; ``None`` for anything else.

    It takes as long for a name that nobody has. A try is taken off before the code is looked
    at, and the code is ended by whoever is first: two at once cannot both come in.
    """
    typed = words.upper().translate(MISTAKEN)
    code = _take_try(sign_in_name, at=at)
    if code is None:
        make_password(typed[:LENGTH])
        return None
    if not check_password(typed, code.secret):
        SignInCode.objects.filter(pk=code.pk, ended_at__isnull=True, tries_left=0).update(ended_at=at, ending=Ending.GUESSED_AT)
        return None
    return code.account if _end_as_used(code, at=at) else None


def _take_try(sign_in_name: str, *, at: datetime.datetime) -> SignInCode | None:
    """The live code of a name, one of its tries spent."""
    live = SignInCode.objects.select_related("account").filter(
        account__sign_in_name=sign_in_name.strip().lower(),
        account__is_active=True,
        ended_at__isnull=True,
        expires_at__gt=at,
        tries_left__gt=0,
    )
    code = live.first()
    if code is None or not live.filter(pk=code.pk).update(tries_left=F("tries_left") - 1):
        return None
    return code


@transaction.atomic
def _end_as_used(code: SignInCode, *, at: datetime.datetime) -> bool:
    live = SignInCode.objects.filter(pk=code.pk, ended_at__isnull=True, expires_at__gt=at)
    if not live.update(ended_at=at, ending=Ending.USED):
        return False
    note("sign-in code used", by=code.account, at=at, code=code.pk)
    return True


def _check_may_have_code(adult: Adult, hours: int, by: Account | None) -> None:
    if adult.account is None or not adult.account.is_active:
        raise ValidationError("Give this person a sign-in name first")
    if by is not None and by == adult.account:
        raise ValidationError("Somebody else must issue a code for you")
    if adult.group == Group.SUPPLY and adult.ends_on is None:
        raise ValidationError("Record the supply teacher’s last day first: their sign-in ends with it")
    if not 1 <= hours <= MOST_HOURS:
        raise ValidationError(f"A code can last from 1 to {MOST_HOURS} hours")


def _new_words() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def _midnight(day: datetime.date) -> datetime.datetime:
    """When a day begins at the school."""
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time.min))
