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
from lanyard.records.rows import fields_of, row_hash, values_hash

__all__ = ["ALONE", "KEPT", "PARTS", "UNTOLD", "keep_state", "row_hash", "state_of", "states_of"]

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


def states_of(cases: list[uuid.UUID]) -> dict[uuid.UUID, str]:
    """The same for several cases, by id."""
    told: dict[uuid.UUID, dict[str, Plain]] = {case: {} for case in cases}
    for model, field in PARTS:
        names = _fields(model)
        label = str(model._meta.model_name)
        for whose, *row in model._default_manager.filter(**{f"{field}__in": cases}).order_by().values_list(field, *names):
            rows = told[whose].setdefault(label, [])
            assert isinstance(rows, list)
            rows.append(values_hash(names, tuple(row)))
    for parts in told.values():
        for rows in parts.values():
            assert isinstance(rows, list)
            rows.sort(key=str)
    return {case: hashlib.sha256(canonical({"case": str(case), **parts})).hexdigest() for case, parts in told.items()}


def keep_state(case: Case, *, at: datetime.datetime) -> None:
    """Commit the log to a case as it is now. Every action that changes a row of a case ends with this."""
    events.append(KEPT, school=case.school_id, at=at, case=case.pk, state=state_of(case))


def _fields(model: type[Model]) -> tuple[str, ...]:
    return fields_of(model, but=[name for whose, name in UNTOLD if whose is model])
