"""What happened. Each app describes its kinds of event in its own ``events.toml``."""

from __future__ import annotations

import datetime

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


def append(kind: str, *, school: int | None = None, by: int | None = None, at: datetime.datetime, **ids: object) -> Event:
    """Write down that something happened, in the same transaction as the thing itself.

    ``school`` and ``by`` are primary keys; ``ids`` name what it is about. If the event cannot be
    written, what it is about is not done either. The event goes into the transparency log at once;
    one that names a ``case`` also into the chain of that case. Lock other rows before the first
    event of an action: from then on the action holds the log (decision 90).
    """
    if kind not in kinds():
        raise UndescribedEvent(f"{kind!r} stands in no app's events.toml")
    check_transaction()
    about = only_ids(ids)
    event = Event(kind=kind, school_id=only_number("school", school), by_id=only_number("by", by), at=at, about=about)
    event.save()
    writing.add(event)
    log.info(kind, **{**about, "school": event.school_id, "by": event.by_id, "record": event.pk})
    return event


def check_transaction() -> None:
    """Refuse to write outside a transaction: a cause and its record stand or fall together."""
    if not transaction.get_connection().in_atomic_block:
        raise OutsideTransaction("wrap the action in @transaction.atomic")
