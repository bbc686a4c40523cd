"""Checkpoints leave the machine: each day, and with each report, to where the school has them kept.

A log that stands only where its owner can write proves nothing against the owner. A checkpoint that
somebody else has does: from then on nothing before it can be changed unnoticed. It holds a number
and a hash, nothing of any entry and nothing about anybody.

The mail of the day goes to every address. The one of a report goes only to addresses that two people
say are outside the school: that one arrives would tell whoever works there that something was reported
(decision 92).
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.db import transaction

from lanyard.records import jobs
from lanyard.records.log.checkpoints import checkpoint_numbered, is_sent, record_sent, sign_checkpoint
from lanyard.records.models import Checkpoint, CheckpointReason

from . import mail, stamps
from .models import CheckpointAddress, School
from .queries.checkpoints import address_in_use, all_addresses, confirmed_outside, emails_of

SUBJECT = "Please keep this: a checkpoint"
WORDS = (
    "Please keep this message. It says how long the log of a Lanyard service was, and its hash; it holds nothing of "
    "what stands in the log, and nothing about anybody. With it, anybody can find out later whether something "
    "that was in the log by then was changed. Nothing has to be answered."
)


@transaction.atomic
def send_daily(*, on: datetime.date, at: datetime.datetime) -> Checkpoint:
    """Sign the checkpoint of a day, once, and ask for a timestamp and for a mail to every address of every school."""
    made = sign_checkpoint(reason=CheckpointReason.DAILY, of=on.isoformat(), at=at)
    stamps.ask_later(made, at=at)
    _ask_for_mails(made, all_addresses(), at=at)
    return made


@transaction.atomic
def send(*, school: School, report: str, at: datetime.datetime) -> Checkpoint:
    """Sign the checkpoint of a report, once, and ask for a timestamp and for a mail to the school's addresses outside.

    Call it once the report is kept: the checkpoint then covers the report's own entry, and its
    ``note`` may stand on the reporter's receipt. ``report`` is the id of the report and leaves the
    service nowhere.
    """
    made = sign_checkpoint(reason=CheckpointReason.REPORT, of=report, at=at)
    stamps.ask_later(made, at=at)
    _ask_for_mails(made, confirmed_outside(school), at=at)
    return made


def deliver(*, checkpoint: int, address: int, at: datetime.datetime) -> None:
    """Mail a checkpoint to an address and write that down. What was sent or ended meanwhile is left alone.

    After a crash between the two it is sent again, with the same message id. A mail about a report that
    could not be sent for a day is let go, because the checkpoint of the next morning covers it: given
    up, it would stand on a page and tell that there was one.
    """
    found, to = checkpoint_numbered(checkpoint), address_in_use(address)
    if found is None or to is None or not mail.is_sent() or is_sent(checkpoint=found, address=to.pk):
        return
    if found.reason == CheckpointReason.REPORT and at - found.made_at > stamps.REPORT_TRIED_FOR:
        return
    emails = emails_of(to, on=at.astimezone(jobs.UK).date())
    for number, email in enumerate(emails):
        key = f"checkpoint:{found.pk}:{to.pk}:{number}"
        mail.send(to=email, subject=SUBJECT, words=f"{WORDS}\n\n{found.note}", key=key)
    if emails:
        record_sent(checkpoint=found, school=to.school_id, address=to.pk, at=at)


def _ask_for_mails(made: Checkpoint, addresses: Iterable[CheckpointAddress], *, at: datetime.datetime) -> None:
    if not mail.is_sent():
        return
    for address in addresses:
        told = {"checkpoint": made.pk, "address": address.pk, "school": address.school_id}
        jobs.enqueue("checkpoint mail", key=f"checkpoint-mail:{made.pk}:{address.pk}", due_at=at, at=at, **told)
