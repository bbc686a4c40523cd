"""Timestamps of checkpoints by an outside authority, as they are kept: each reply as it came, in a chain.

They are asked for in ``lanyard.people.stamps``.
"""

from __future__ import annotations

import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from lanyard.proof.timestamps import Stamp, name_of
from lanyard.records import events
from lanyard.records.models import Checkpoint, CheckpointReason, CheckpointStamp
from lanyard.records.rows import row_hash

from . import writing


@transaction.atomic
def record_stamp(*, checkpoint: Checkpoint, place: int, stamp: Stamp, at: datetime.datetime) -> None:
    """Keep a timestamp in its place of the chain, once: 0 is for the note, each later one for the reply before it."""
    writing.take_turn()
    if CheckpointStamp.objects.filter(checkpoint=checkpoint, place=place).exists():
        return
    made = CheckpointStamp(
        checkpoint=checkpoint,
        place=place,
        reply=stamp.reply,
        authority=name_of(stamp)[:200],
        stamped_at=stamp.at,
        valid_until=stamp.good_until,
        kept_at=at,
    )
    made.save()
    events.append("checkpoint stamped", at=at, checkpoint=checkpoint.pk, place=place, stamp=made.pk, row=row_hash(made))


def stamps_of(checkpoint: Checkpoint) -> list[CheckpointStamp]:
    """The timestamps of a checkpoint, the first one first; none when it has none."""
    return list(CheckpointStamp.objects.filter(checkpoint=checkpoint).order_by("place"))


def last_stamps(*, ending_from: datetime.datetime, ending_by: datetime.datetime) -> QuerySet[CheckpointStamp]:
    """The last timestamp of each checkpoint, where its certificate ends between two moments; what ends first comes first."""
    later = CheckpointStamp.objects.filter(checkpoint=OuterRef("checkpoint"), place=OuterRef("place") + 1)
    ending = CheckpointStamp.objects.filter(~Exists(later), valid_until__gte=ending_from, valid_until__lte=ending_by)
    return ending.select_related("checkpoint").order_by("valid_until", "pk")


def stamped_checkpoint_of_report(report: str) -> Checkpoint | None:
    """The checkpoint that was signed with a report, where it has a timestamp."""
    return Checkpoint.objects.filter(key=f"{CheckpointReason.REPORT}:{report}", stamps__place=0).first()
