"""What is to be done later, or by a machine: put into the queue with its cause, done by a worker.

A job is enqueued in the transaction of the action that causes it, so neither exists without the
other. A handler may be called again after a worker died in the middle of it; that is why it must
not matter how often it is called (see decision 40).
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol
from zoneinfo import ZoneInfo

from .events import check_transaction
from .ids import only_ids, only_number
from .models import Job

UK = ZoneInfo("Europe/London")
#: When a day's derivations are due: mails that follow from them should not arrive at night.
DAILY_FROM = datetime.time(6, 0)
DAILY = "daily derivation"
#: How long a done job stays: as long as its key could be asked for again.
KEPT_FOR = datetime.timedelta(days=400)
LEASE = datetime.timedelta(minutes=2)


class Handler(Protocol):
    """Does one kind of job. It must not matter if it is called twice for the same payload."""

    def __call__(self, payload: dict, *, at: datetime.datetime) -> None: ...


class Daily(Protocol):
    """Derives from dates what is to be done on a day; called once a day for the installation."""

    def __call__(self, *, on: datetime.date, at: datetime.datetime) -> None: ...


@dataclass(frozen=True)
class Handling:
    """How one kind of job is done."""

    handler: Handler
    in_transaction: bool
    lease: datetime.timedelta
    quiet: bool = False


_handlings: dict[str, Handling] = {}
_dailies: dict[str, Daily] = {}


def _add(registry: dict, name: str, found: object) -> None:
    if name in registry:
        raise ValueError(f"{name!r} is registered twice")
    registry[name] = found


def enqueue(kind: str, *, key: str, due_at: datetime.datetime, at: datetime.datetime, **ids: object) -> None:
    """Ask for a job, in the same transaction as what causes it. The same ``key`` twice is one job.

    ``ids`` become the payload. Give ``school=`` where the job is one school's: only its own people
    see it waiting or given up.
    """
    enqueue_all([asked(kind, key=key, due_at=due_at, at=at, **ids)])


def asked(kind: str, *, key: str, due_at: datetime.datetime, at: datetime.datetime, **ids: object) -> Job:
    """A job as ``enqueue`` takes it, for an action that asks for several at once with ``enqueue_all``."""
    if kind not in _handlings:
        raise LookupError(f"no app's jobs.py handles {kind!r}")
    school = only_number("school", ids.get("school"))
    job = Job(kind=kind, key=key, school_id=school, payload=only_ids(ids), due_at=due_at, queued_at=at)
    job.clean_fields(exclude=["payload"])
    return job


def enqueue_all(wanted: Iterable[Job]) -> None:
    """Ask for several jobs, in the same transaction as what causes them."""
    check_transaction()
    Job.objects.bulk_create(wanted, ignore_conflicts=True)


def handles(
    kind: str, *, in_transaction: bool = True, lease: datetime.timedelta = LEASE, quiet: bool = False
) -> Callable[[Handler], Handler]:
    """Register the handler of a kind of job: ``@jobs.handles("mail due")``.

    What it writes and the mark that the job is done are one transaction, so its writes happen
    exactly once. A handler that talks to another machine says ``in_transaction=False``: nobody
    should wait for the database meanwhile; it may then be called again after a crash.
    ``lease`` is longer than the handler ever takes. A ``quiet`` kind is left out of every count: how
    many there are could tell somebody that a matter about them is under way.
    """

    def register(handler: Handler) -> Handler:
        _add(_handlings, kind, Handling(handler, in_transaction, lease, quiet))
        return handler

    return register


def daily(name: str) -> Callable[[Daily], Daily]:
    """Register what is derived from dates once a day: ``@jobs.daily("reminders")``.

    A day on which nothing ran is not made up for, so derive from dates what is due by ``on``,
    not what changed since yesterday.
    """

    def register(derive: Daily) -> Daily:
        _add(_dailies, name, derive)
        return derive

    return register


def handling(kind: str) -> Handling | None:
    """How a kind of job is done; ``None`` when this release does not know it."""
    return _handlings.get(kind)


def handled_kinds() -> list[str]:
    """Every kind of job that some app handles."""
    return sorted(_handlings)


def quiet_kinds() -> list[str]:
    """The kinds that stand in no count."""
    return sorted(kind for kind, known in _handlings.items() if known.quiet)


def daily_names() -> list[str]:
    """Everything that is derived once a day."""
    return sorted(_dailies)


def enqueue_dailies(*, at: datetime.datetime) -> None:
    """Ask for the derivations of the day; the key has the day, so any number of workers may ask."""
    day = at.astimezone(UK).date()
    due_at = datetime.datetime.combine(day, DAILY_FROM, tzinfo=UK)
    for name in daily_names():
        enqueue(DAILY, key=f"daily:{name}:{day}", due_at=due_at, at=at, name=name.replace(" ", "-"), day=day)


@handles(DAILY, lease=datetime.timedelta(minutes=10))
def derive(payload: dict, *, at: datetime.datetime) -> None:
    """Run one of the day's derivations."""
    for name, found in _dailies.items():
        if name.replace(" ", "-") == payload["name"]:
            found(on=datetime.date.fromisoformat(payload["day"]), at=at)


@daily("old jobs")
def clear_old_jobs(*, on: datetime.date, at: datetime.datetime) -> None:
    """Forget jobs that were done long ago."""
    Job.objects.filter(done_at__lt=at - KEPT_FOR).delete()


def run_due(*, at: datetime.datetime, worker: str, limit: int = 100) -> int:
    """Do what is due, oldest first; the number of jobs taken, done or not."""
    from . import work

    return work.run_due(at=at, worker=worker, limit=limit)
