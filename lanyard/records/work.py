"""Taking jobs, doing them, and what happens when that goes wrong."""

from __future__ import annotations

import datetime
import secrets
import traceback
from datetime import timedelta

import structlog
from django.db import connection, transaction
from django.db.models import Q

from . import events
from .jobs import LEASE, handling
from .models import Job
from .models.job import WAITING

log = structlog.get_logger(__name__)

#: After this many attempts a job is given up and shown to somebody: after a good two days.
MOST_ATTEMPTS = 10
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=12)


class LeaseLost(Exception):
    """Another worker took the job because this one was away too long; its writes are undone."""


class NobodyHandles(Exception):
    """No app of this release handles the job: an older release is running on newer data."""


def run_due(*, at: datetime.datetime, worker: str, limit: int) -> int:
    """Do up to ``limit`` jobs that are due at that moment; the number taken."""
    taken = 0
    while taken < limit and (job := take(at=at, worker=worker)) is not None:
        taken += 1
        run(job, at=at)
    return taken


@transaction.atomic
def take(*, at: datetime.datetime, worker: str) -> Job | None:
    """Lease the oldest job that is due and that nobody holds.

    On SQLite the transaction holds the only write lock from its start; on PostgreSQL a row that
    another worker is taking at this moment is skipped.
    """
    free = Q(leased_until__isnull=True) | Q(leased_until__lt=at)
    waiting = Job.objects.filter(WAITING, free, due_at__lte=at).order_by("due_at", "pk")
    if connection.features.has_select_for_update_skip_locked:
        waiting = waiting.select_for_update(skip_locked=True)
    while (job := waiting.first()) is not None and job.attempts >= MOST_ATTEMPTS:
        # Its last worker died with it, so nothing has been written about that attempt.
        _give_up(job, at=at, error="the worker stopped in the middle")
    if job is None:
        return None
    known = handling(job.kind)
    job.lease = f"{worker}:{secrets.token_hex(8)}"[-60:]
    job.leased_until = at + (known.lease if known else LEASE)
    job.attempts += 1
    job.save(update_fields=["lease", "leased_until", "attempts"])
    return job


def run(job: Job, *, at: datetime.datetime) -> bool:
    """Do a leased job; whether it is done now. A failure is noted and never raised."""
    try:
        known = handling(job.kind)
        if known is None:
            raise NobodyHandles
        if known.in_transaction:
            with transaction.atomic():
                known.handler(job.payload, at=at)
                _mark_done(job, at=at)
        else:
            known.handler(job.payload, at=at)
            with transaction.atomic():
                _mark_done(job, at=at)
    except LeaseLost:
        return False
    except Exception as error:  # whatever a handler raises is one failed attempt
        fail(job, at=at, error=error)
        return False
    return True


def pause_after(attempts: int) -> timedelta:
    """How long to wait after that many failed attempts: 1, 4, 16 … minutes, at most half a day."""
    return min(FIRST_PAUSE * 4 ** min(attempts - 1, 10), LONGEST_PAUSE)


@transaction.atomic
def fail(job: Job, *, at: datetime.datetime, error: Exception) -> None:
    """Note a failed attempt: try again later, or give the job up."""
    if not Job.objects.filter(WAITING, pk=job.pk, lease=job.lease).exists():
        return
    said = describe(error)
    log.warning("job failed", record=job.pk, error=type(error).__name__)
    if job.attempts >= MOST_ATTEMPTS:
        _give_up(job, at=at, error=said)
        return
    job.due_at, job.last_error, job.lease, job.leased_until = at + pause_after(job.attempts), said, None, None
    job.save(update_fields=["due_at", "last_error", "lease", "leased_until"])


@transaction.atomic
def retry(*, job: Job, by: int | None, at: datetime.datetime) -> bool:
    """Put a job that was given up back into the queue; ``False`` when it is not given up."""
    changed = Job.objects.filter(pk=job.pk, dead_at__isnull=False).update(dead_at=None, attempts=0, due_at=at)
    if changed:
        events.append("job tried again", by=by, at=at, job=job.pk)
    return bool(changed)


def describe(error: Exception) -> str:
    """The kind of an error and where it happened. Its message could carry somebody's words."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "/lanyard/" in frame.filename] or frames
    where = f" at {'/'.join(ours[-1].filename.split('/')[-3:])}:{ours[-1].lineno}" if ours else ""
    return f"{type(error).__name__}{where}"[:200]


def _mark_done(job: Job, *, at: datetime.datetime) -> None:
    done = Job.objects.filter(WAITING, pk=job.pk, lease=job.lease).update(
        done_at=at, lease=None, leased_until=None, last_error=""
    )
    if not done:
        raise LeaseLost


def _give_up(job: Job, *, at: datetime.datetime, error: str) -> None:
    job.dead_at, job.last_error, job.lease, job.leased_until = at, error, None, None
    job.save(update_fields=["dead_at", "last_error", "lease", "leased_until"])
    events.append("job given up", at=at, job=job.pk)
