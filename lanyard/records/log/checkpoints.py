"""Signing how far the log has come, so that it can be kept where nobody at the school can change it."""

from __future__ import annotations

import datetime

from django.db import transaction

from lanyard.records import events
from lanyard.records.models import Checkpoint, CheckpointReason, CheckpointSent
from lanyard.records.rows import row_hash

from . import writing
from .keys import log_signer


@transaction.atomic
def sign_checkpoint(*, reason: str, of: str, by: int | None = None, at: datetime.datetime) -> Checkpoint:
    """The signed checkpoint of a day, a report or a request; the same ``reason`` and ``of`` twice is one.

    ``of`` is an id: the day, the report. Before the checkpoint of the day the log is filled up to a
    whole block, so that its size says nothing to whoever sees it (decision 91).
    """
    reason, key = CheckpointReason(reason).value, f"{reason}:{of}"
    held = Checkpoint.objects.filter(key=key).first()
    if held is not None:
        return held
    _, frontier = writing.take_turn()
    # Somebody may have signed it while this one waited for its turn.
    held = Checkpoint.objects.filter(key=key).first()
    if held is not None:
        return held
    if reason == CheckpointReason.DAILY:
        writing.fill()
        _, frontier = writing.take_turn()
    note = log_signer().sign(frontier.size, frontier.root())
    made = Checkpoint(key=key, reason=reason, size=frontier.size, root=frontier.root(), note=note, made_at=at)
    made.save()
    events.append("checkpoint signed", by=by, at=at, checkpoint=made.pk, row=row_hash(made))
    return made


@transaction.atomic
def record_sent(*, checkpoint: Checkpoint, school: int, address: int, at: datetime.datetime) -> None:
    """Write down that a checkpoint left the machine to an address, once."""
    told = {"checkpoint": checkpoint, "school_id": school, "address_id": address}
    writing.take_turn()
    if not is_sent(checkpoint=checkpoint, address=address):
        sent = CheckpointSent(**told, sent_at=at)
        sent.save()
        events.append(
            "checkpoint sent", school=school, at=at, checkpoint=checkpoint.pk, address=address, sent=sent.pk, row=row_hash(sent)
        )


def is_sent(*, checkpoint: Checkpoint, address: int) -> bool:
    """Whether a checkpoint was sent to an address."""
    return CheckpointSent.objects.filter(checkpoint=checkpoint, address_id=address).exists()


def checkpoint_numbered(number: int) -> Checkpoint | None:
    """A checkpoint by its number."""
    return Checkpoint.objects.filter(pk=number).first()


def note_of_report(report: str) -> str:
    """The checkpoint that was signed with a report, as its reporter may keep it; nothing before that was done."""
    found = Checkpoint.objects.filter(key=f"{CheckpointReason.REPORT}:{report}").first()
    return found.note if found is not None else ""


def last_daily() -> Checkpoint | None:
    """The newest checkpoint of a day: the one that may be shown, because its size says nothing."""
    return Checkpoint.objects.filter(reason=CheckpointReason.DAILY).order_by("-made_at", "-pk").first()
