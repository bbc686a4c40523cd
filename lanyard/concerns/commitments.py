"""What the log is told of the rows of concerns, so that a change to any of them shows: a hash over all that they hold.

Sealed words stand against changes by themselves, and each item by its link. What stands beside them
does not: whose keys there are, which wraps a case has and lacks, its receipt, its route, its files.
So every action ends by committing to the whole case (``keep_state``), and each row that belongs to
no case is committed to by the event that tells of it (``row_hash``). ``lanyard.concerns.audit``
compares (decision 104).
"""

from __future__ import annotations

import datetime
import hashlib
import uuid
from collections.abc import Iterable, Mapping

from django.db.models import Model

from lanyard.concerns.models import (
    Case,
    CaseWrap,
    Evidence,
    EvidencePlace,
    Holder,
    Item,
    RecoveryKey,
    RecoveryRequest,
    ReportDoor,
    ReportReceipt,
)
from lanyard.proof.canonical import Plain, canonical
from lanyard.records import events
from lanyard.records.events import Happening
from lanyard.records.rows import fields_of, row_hash, values_hash

__all__ = ["ALONE", "KEPT", "PARTS", "UNTOLD", "keep_state", "kept", "row_hash", "state_of", "state_of_rows", "states_of"]

KEPT = "case kept"
#: What belongs to a case, and by which field it does.
PARTS: tuple[tuple[type[Model], str], ...] = (
    (Case, "pk"),
    (CaseWrap, "case"),
    (ReportReceipt, "case"),
    (Item, "case"),
    (EvidencePlace, "case"),
    (Evidence, "place__case"),
)
#: What stands by itself, and the name under which its events tell of it.
ALONE: tuple[tuple[type[Model], str], ...] = (
    (Holder, "holder"),
    (RecoveryKey, "recovery"),
    (RecoveryRequest, "asked"),
    (ReportDoor, "door"),
)
#: What is told by another field: a body by its item's link; that a case was read is no part of what it says.
UNTOLD = {(Item, "body"), (CaseWrap, "read_at")}


def state_of(case: Case) -> str:
    """A hash over all rows of a case as they are in the database now."""
    return states_of([case.pk])[case.pk]


def state_of_rows(case: Case, rows: Iterable[Model]) -> str:
    """The same over rows that were just written, and are all that the case has: nobody has to read them again."""
    told: dict[str, list[Plain]] = {}
    for row in rows:
        names = _fields(type(row))
        values = tuple(getattr(row, name) for name in names)
        told.setdefault(str(row._meta.model_name), []).append(values_hash(names, values))
    return _hash(case.pk, told)


def states_of(cases: list[uuid.UUID]) -> dict[uuid.UUID, str]:
    """The same for several cases, by id."""
    told: dict[uuid.UUID, dict[str, list[Plain]]] = {case: {} for case in cases}
    for model, field in PARTS:
        names = _fields(model)
        label = str(model._meta.model_name)
        for whose, *row in model._default_manager.filter(**{f"{field}__in": cases}).order_by().values_list(field, *names):
            told[whose].setdefault(label, []).append(values_hash(names, tuple(row)))
    return {case: _hash(case, parts) for case, parts in told.items()}


def keep_state(case: Case, *, at: datetime.datetime) -> None:
    """Commit the log to a case as it is now. Every action that changes a row of a case ends with this."""
    events.append_all([kept(case)], school=case.school_id, at=at)


def kept(case: Case, rows: Iterable[Model] | None = None) -> Happening:
    """What ``keep_state`` tells the log, for an action that tells it several things at once.

    ``rows`` are all that a new case has.
    """
    state = state_of(case) if rows is None else state_of_rows(case, rows)
    return Happening(KEPT, None, {"case": case.pk, "state": state})


def _hash(case: uuid.UUID, parts: Mapping[str, list[Plain]]) -> str:
    ordered: dict[str, Plain] = {label: sorted(rows, key=str) for label, rows in parts.items()}
    return hashlib.sha256(canonical({"case": str(case), **ordered})).hexdigest()


def _fields(model: type[Model]) -> tuple[str, ...]:
    return fields_of(model, but=[name for whose, name in UNTOLD if whose is model])
