"""What happened. Each app describes its kinds of event in its own ``events.toml``."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import NamedTuple

import structlog
from django.db import transaction

from .ids import only_ids, only_number
from .kinds import kinds
from .log import writing
from .models import Event

log = structlog.get_logger(__name__)


class UndescribedEvent(LookupError):
    """An action appended a kind of event that no ``events.toml`` describes."""


class OutsideTransaction(RuntimeError):
    """Something was to be written apart from what caused it."""


class Happening(NamedTuple):
    """Something that happened: its kind, who did it (the primary key of an account), and what it is about, by ids."""

    kind: str
    by: int | None
    ids: Mapping[str, object]


def append(kind: str, *, school: int | None = None, by: int | None = None, at: datetime.datetime, **ids: object) -> Event:
    """Write down that something happened, in the same transaction as the thing itself.

    ``school`` and ``by`` are primary keys; ``ids`` name what it is about. If the event cannot be
    written, what it is about is not done either. The event goes into the transparency log at once;
    one that names a ``case`` also into the chain of that case. Lock other rows before the first
    event of an action: from then on the action holds the log (decision 90).
    """
    (event,) = append_all([Happening(kind, by, ids)], school=school, at=at)
    return event


def append_all(happenings: Iterable[Happening], *, school: int | None = None, at: datetime.datetime) -> list[Event]:
    """Write down several things that one action did, in order: as ``append`` for each, but the log is held once."""
    check_transaction()
    made = [_event(each, school=school, at=at) for each in happenings]
    events = Event.objects.bulk_create(made)
    writing.add_all(events)
    for event in events:
        log.info(event.kind, **{**event.about, "school": event.school_id, "by": event.by_id, "record": event.pk})
    return events


def _event(told: Happening, *, school: int | None, at: datetime.datetime) -> Event:
    if told.kind not in kinds():
        raise UndescribedEvent(f"{told.kind!r} stands in no app's events.toml")
    about = only_ids(told.ids)
    return Event(kind=told.kind, school_id=only_number("school", school), by_id=only_number("by", told.by), at=at, about=about)


def check_transaction() -> None:
    """Refuse to write outside a transaction: a cause and its record stand or fall together."""
    if not transaction.get_connection().in_atomic_block:
        raise OutsideTransaction("wrap the action in @transaction.atomic")
