"""The way in for a parent: a link, and a one-time code that is sent to the same address.

The link's secret and the code exist in the mail alone; what is kept are hashes. A code opens once,
takes five guesses, and lasts twenty minutes; no more than six are sent in a day.
"""

from __future__ import annotations

import datetime
import secrets

from django.db import transaction
from django.utils.crypto import constant_time_compare, salted_hmac

from lanyard.practice.models import AgreementPupil, ParentCode, ParentLink
from lanyard.practice.queries.agreements import hash_of
from lanyard.records import events, jobs

#: Bytes of chance in a link: 192 bits.
LINK_BYTES = 24
CODE_DIGITS = 8
TRIES = 5
LASTS = datetime.timedelta(minutes=20)
MOST_A_DAY = 6
DAY = datetime.timedelta(days=1)


@transaction.atomic
def make_link(*, pupil: AgreementPupil, at: datetime.datetime) -> str:
    """A new link for the parents of one pupil; whoever sends it is the only one who ever sees it."""
    token = secrets.token_urlsafe(LINK_BYTES)
    ParentLink(pupil=pupil, hash=hash_of(token), made_at=at).save()
    events.append("parent link made", school=pupil.agreement.school_id, at=at, pupil=pupil.pk)
    return token


@transaction.atomic
def ask_for_code(*, pupil: AgreementPupil, at: datetime.datetime) -> bool:
    """Have a code sent to the parents' address; ``False`` when too many were sent today."""
    AgreementPupil.objects.select_for_update().get(pk=pupil.pk)
    if ParentCode.objects.filter(pupil=pupil, asked_at__gt=at - DAY).count() >= MOST_A_DAY:
        return False
    asked = ParentCode(pupil=pupil, asked_at=at, tries_left=TRIES)
    asked.save()
    jobs.enqueue("parent code due", key=f"parent code {asked.pk}", due_at=at, at=at, code=asked.pk)
    return True


@transaction.atomic
def make_code(*, asked: ParentCode, at: datetime.datetime) -> str | None:
    """The words of a code that was asked for; ``None`` when it can be of no use any more."""
    held = ParentCode.objects.select_for_update().get(pk=asked.pk)
    if held.used_at is not None or held.tries_left == 0 or at > held.asked_at + DAY:
        return None
    code = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"
    held.hash, held.expires_at = _hash(held, code), at + LASTS
    held.save(update_fields=["hash", "expires_at"])
    return code


@transaction.atomic
def use_code(*, pupil: AgreementPupil, typed: str, at: datetime.datetime) -> bool:
    """Whether what was typed is the latest code sent for this pupil. It opens once; every wrong guess counts."""
    held = ParentCode.objects.select_for_update().filter(pupil=pupil, hash__isnull=False).first()
    if held is None or held.used_at is not None or held.tries_left == 0 or held.expires_at < at:
        return False
    digits = "".join(letter for letter in typed if letter.isdigit())
    if not constant_time_compare(held.hash, _hash(held, digits)):
        held.tries_left -= 1
        held.save(update_fields=["tries_left"])
        events.append("parent code guessed wrong", school=pupil.agreement.school_id, at=at, pupil=pupil.pk)
        return False
    held.used_at = at
    held.save(update_fields=["used_at"])
    events.append("parent code used", school=pupil.agreement.school_id, at=at, pupil=pupil.pk)
    return True


def _hash(code: ParentCode, digits: str) -> str:
    """A code under the installation's secret, so that the database alone does not give eight digits away."""
    return salted_hmac("lanyard parent code", f"{code.pk}:{digits}", algorithm="sha256").hexdigest()
