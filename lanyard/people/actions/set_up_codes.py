"""Writing the one-time code with which an operator sets an empty installation up in the browser."""

from __future__ import annotations

import datetime
import hashlib
import secrets

from django.db import transaction
from django.db.models import F
from django.views.decorators.debug import sensitive_variables

from lanyard.people.models import School, SetUpCode

from .noting import note

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
#: 16 of 32 signs are 80 bits: too many to guess, few enough to type.
LENGTH, GROUP = 16, 4
LASTS = datetime.timedelta(days=1)
MOST_WRONG = 20
MISTAKEN = str.maketrans({"O": "0", "I": "1", "L": "1", "-": "", " ": "", "\u2013": "", "\u00a0": ""})


@transaction.atomic
def make_set_up_code(*, by: None, at: datetime.datetime) -> str:
    """A new code, in words to print. Every earlier one stops working."""
    SetUpCode.objects.filter(used_at__isnull=True).delete()
    words = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    SetUpCode.objects.create(digest=_digest(words), made_at=at)
    note("set-up code made", by=by, at=at)
    return "-".join(words[place : place + GROUP] for place in range(0, LENGTH, GROUP))


@sensitive_variables()
@transaction.atomic
def try_set_up_code(*, words: str, by: None, at: datetime.datetime) -> str:
    """The digest of a code that opens the set-up, or an empty text. A code ends after 20 wrong tries."""
    if School.objects.exists():
        return ""
    live = SetUpCode.objects.filter(used_at__isnull=True, made_at__gt=at - LASTS, wrong_tries__lt=MOST_WRONG)
    digest = _digest(words.upper().translate(MISTAKEN))
    if live.filter(digest=digest).exists():
        return digest
    live.update(wrong_tries=F("wrong_tries") + 1)
    return ""


@transaction.atomic
def use_set_up_code(*, digest: str, by: None, at: datetime.datetime) -> bool:
    """Use a code up; ``False`` when it does not count any more, so that of two who finish only one does."""
    live = SetUpCode.objects.filter(digest=digest, used_at__isnull=True, made_at__gt=at - LASTS)
    if School.objects.exists() or not live.update(used_at=at):
        return False
    note("set-up code used", by=by, at=at)
    return True


def _digest(words: str) -> str:
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()
