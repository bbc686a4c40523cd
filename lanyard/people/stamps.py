"""Timestamps of checkpoints: an outside authority says when a checkpoint existed, where the operator named one.

It is sent the SHA-256 of a checkpoint and a number by chance, nothing else, and nothing ever waits for it:
without a reply everything goes on as it does without an authority (decisions 97 and 106).
"""

from __future__ import annotations

import datetime
import time
from collections.abc import Callable
from hashlib import sha256

import structlog
from django.conf import settings
from django.db import transaction

from lanyard.proof.timestamps import AHEAD, Failed, Stamp, ask, check_chain, must_restamp, post_to, restamp
from lanyard.records import jobs
from lanyard.records.log.checkpoints import checkpoint_numbered
from lanyard.records.log.stamps import last_stamps, record_stamp, stamps_of
from lanyard.records.models import Checkpoint, CheckpointReason, CheckpointStamp

log = structlog.get_logger(__name__)

#: How long is tried what is about a report, mails as well; the checkpoint of the next morning covers it then.
REPORT_TRIED_FOR = datetime.timedelta(days=1)
#: How long one exchange may take, in seconds: in the background, and while somebody waits for a bundle.
PATIENCE, SHORT_PATIENCE = 10.0, 5.0
#: How long a day's stamping again may go on, in seconds: well within the lease of its job.
AGAIN_FOR = 60.0
#: How many are stamped again in a day at most.
MOST_AGAIN = 500


class NoStamp(Exception):
    """The authority gave no timestamp that holds; the queue tries again later."""


def is_asked() -> bool:
    """Whether this installation asks an authority for timestamps."""
    return bool(settings.TIMESTAMPS)


def ask_later(checkpoint: Checkpoint, *, at: datetime.datetime) -> None:
    """Have a checkpoint stamped by the queue, in the transaction that signed it; nothing where nobody is asked."""
    if is_asked():
        jobs.enqueue("checkpoint stamp", key=f"checkpoint-stamp:{checkpoint.pk}", due_at=at, at=at, checkpoint=checkpoint.pk)


def stamp_waiting(*, checkpoint: int, at: datetime.datetime) -> None:
    """Have a checkpoint stamped by its number, unless that was done. Raises ``NoStamp``.

    One of a report is let go after a day: given up, it would stand on a page and tell that there was one.
    """
    found = checkpoint_numbered(checkpoint)
    if found is None or not is_asked():
        return
    if found.reason == CheckpointReason.REPORT and at - found.made_at > REPORT_TRIED_FOR:
        return
    if not stamp_now(found, at=at):
        raise NoStamp


def stamp_now(checkpoint: Checkpoint, *, at: datetime.datetime, patience: float = PATIENCE) -> bool:
    """Ask for the timestamp of a checkpoint and keep it; whether it has one now. ``patience`` is in seconds."""
    if stamps_of(checkpoint):
        return True
    found = _ask(digest_of(checkpoint), at=at, patience=patience)
    if isinstance(found, Failed):
        return False
    record_stamp(checkpoint=checkpoint, place=0, stamp=found, at=at)
    return True


def digest_of(checkpoint: Checkpoint) -> bytes:
    """What is stamped of a checkpoint: the SHA-256 of its note."""
    return sha256(checkpoint.note.encode("utf-8")).digest()


def asker_for_bundle(checkpoint: Checkpoint, *, at: datetime.datetime) -> Callable[[bytes], bytes | None] | None:
    """Have the checkpoint of a bundle stamped now; what then asks for the timestamp of the bundle itself.

    ``None`` where there is no authority, or where it did not answer: somebody waits for the bundle, and
    should not wait for nothing twice.
    """
    if not is_asked() or not stamp_now(checkpoint, at=at, patience=SHORT_PATIENCE):
        return None

    def ask_now(digest: bytes) -> bytes | None:
        found = _ask(digest, at=at, patience=SHORT_PATIENCE)
        return found.reply if isinstance(found, Stamp) else None

    return ask_now


@transaction.atomic
def ask_again_later(*, on: datetime.date, at: datetime.datetime) -> None:
    """Have the queue stamp again what ends soon, once a day."""
    if is_asked():
        jobs.enqueue("checkpoint stamps again", key=f"checkpoint-stamps-again:{on}", due_at=at, at=at)


def stamp_again(*, at: datetime.datetime) -> None:
    """Stamp again each timestamp whose certificate ends soon, those that end first in front.

    It stops for the day at the first that gets nothing better: the authority is down, or still has the
    same certificate. There are 90 days for it, so nothing is tried again before tomorrow.
    """
    until = time.monotonic() + AGAIN_FOR
    for last in last_stamps(ending_from=at, ending_by=at + AHEAD)[:MOST_AGAIN]:
        if not is_asked() or time.monotonic() > until or not _stamp_again(last, at=at):
            return


def _stamp_again(last: CheckpointStamp, *, at: datetime.datetime) -> bool:
    """Stamp the last reply of one chain; whether to go on with the next."""
    replies = [bytes(each.reply) for each in stamps_of(last.checkpoint)]
    chain = check_chain(replies, digest_of(last.checkpoint), roots=settings.TIMESTAMPS_ROOTS, at=at)
    if isinstance(chain, Failed):
        log.warning("stamp does not hold", checkpoint=last.checkpoint_id, record=last.pk)
        return True
    if not must_restamp(chain[-1], at=at):
        return True
    transport = post_to(settings.TIMESTAMPS, timeout=PATIENCE)
    found = restamp(chain[-1], roots=settings.TIMESTAMPS_ROOTS, transport=transport, at=at)
    if isinstance(found, Failed) or found.good_until <= chain[-1].good_until:
        return False
    record_stamp(checkpoint=last.checkpoint, place=len(chain), stamp=found, at=at)
    return True


def _ask(digest: bytes, *, at: datetime.datetime, patience: float) -> Stamp | Failed:
    transport = post_to(settings.TIMESTAMPS, timeout=patience)
    return ask(digest, roots=settings.TIMESTAMPS_ROOTS, transport=transport, at=at)
