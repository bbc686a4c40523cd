"""From a roll and the register to a plan: who is new, changed, gone, or left to a person. Nothing here writes."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from typing import Any

from .matching import Match, match
from .plans import Change, Known, Plan, Sort, Step, make_plan
from .rows import ADULTS, AdultRow, Roll, Row
from .upns import fits, looks_like_upn

#: What a row may tell, by kind, in the order in which a person reads it.
TOLD = {
    ADULTS: ("name", "email", "group", "employer", "starts_on", "ends_on", "contact_with_pupils"),
    "pupils": ("given_name", "family_name", "class_name", "year_group", "starts_on", "ends_on"),
}
MOST_NAMED = 12


def plan_roll(roll: Roll, known: Sequence[Known], *, on: datetime.date) -> Plan:
    """Plan what a roll does on a day. Every row, and everybody who may be missing from it, has one step."""
    matches = match(roll.rows, known, on=on)
    steps = [_step(each, roll, on) for each in matches]
    touched = {id_ for each in matches for id_ in each.touched}
    if roll.complete and roll.rows:
        steps += [_missing(each, on) for each in known if each.id not in touched and _may_be_missed(each, on)]
    return make_plan(roll.kind, steps, known, on=on, warnings=[*roll.warnings, *_upn_warnings(roll.rows)])


def _step(found: Match, roll: Roll, on: datetime.date) -> Step:
    row = found.row
    if found.same_as is not None:
        return Step(Sort.ASIDE, row.row, row.name, why=f"says the same as row {found.same_as}")
    if found.doubt:
        return Step(Sort.AMBIGUOUS, row.row, row.name, why=found.doubt)
    gone = row.left or (row.ends_on is not None and row.ends_on < on)
    if found.known is None:
        return _aside(row, "left before, and was never here") if gone else _create(row, roll, on)
    if not found.known.is_current(on):
        return _of_leaver(row, found.known, roll, on, gone=gone)
    return _leave(row, found.known, on) if gone else _change(row, found.known, roll)


def _create(row: Row, roll: Roll, on: datetime.date) -> Step:
    if isinstance(row, AdultRow) and row.group is None:
        return Step(Sort.AMBIGUOUS, row.row, row.name, why="the file does not say whether this is a teacher or something else")
    starts_on = row.starts_on or on
    if row.ends_on and row.ends_on < starts_on:
        return Step(Sort.AMBIGUOUS, row.row, row.name, why="the last day comes before the first")
    values = {**_told(row, roll), "starts_on": starts_on}
    changes = tuple(Change(field, None, value) for field, value in values.items())
    return Step(Sort.CREATE, row.row, row.name, changes=changes)


def _change(row: Row, known: Known, roll: Roll) -> Step:
    told = _told(row, roll)
    changes = tuple(
        Change(field, known.values.get(field), value) for field, value in told.items() if known.values.get(field) != value
    )
    after = {**known.values, **told}
    if after.get("ends_on") and after["ends_on"] < after["starts_on"]:
        return Step(Sort.AMBIGUOUS, row.row, row.name, known.id, why="the last day would come before the first")
    sort = Sort.CHANGE if changes else Sort.UNCHANGED
    return Step(sort, row.row, row.name, known.id, changes)


def _of_leaver(row: Row, known: Known, roll: Roll, on: datetime.date, *, gone: bool) -> Step:
    """Somebody who left here: a roll brings them back only when it names a new first day after the last one."""
    if gone:
        return Step(Sort.ASIDE, row.row, row.name, known.id, why="has left here too")
    assert known.ends_on is not None
    if row.starts_on is None or row.starts_on <= known.ends_on:
        why = f"left here on {known.ends_on.day} {known.ends_on:%B %Y}, but the file still lists them"
        return Step(Sort.AMBIGUOUS, row.row, row.name, known.id, why=why)
    values = {**_told(row, roll), "starts_on": row.starts_on}
    changes = tuple(Change(field, known.values.get(field), value) for field, value in values.items())
    return Step(Sort.RETURN, row.row, row.name, known.id, changes)


def _leave(row: Row, known: Known, on: datetime.date) -> Step:
    last = row.ends_on if row.ends_on and row.ends_on <= on else on
    return _end(known, max(last, known.starts_on), row.row, on)


def _missing(known: Known, on: datetime.date) -> Step:
    return _end(known, on, None, on)


def _end(known: Known, last: datetime.date, row: int | None, on: datetime.date) -> Step:
    if known.held:
        return Step(Sort.AMBIGUOUS, row, known.name, known.id, why=known.held)
    if known.ends_on is not None and known.ends_on <= last:
        return Step(Sort.UNCHANGED, row, known.name, known.id)
    why = "" if row else "not in the file"
    return Step(Sort.LEAVE, row, known.name, known.id, (Change("ends_on", known.ends_on, last),), why)


def _may_be_missed(known: Known, on: datetime.date) -> bool:
    """Whether being missing from a whole roll means something: not for who came by hand, has an end, or starts later."""
    return known.on_roll and known.ends_on is None and known.starts_on <= on


def _told(row: Row, roll: Roll) -> dict[str, Any]:
    """What the row tells, field by field; what it does not tell is left out."""
    told = {field: value for field in TOLD[roll.kind] if (value := getattr(row, field)) is not None}
    if isinstance(row, AdultRow):
        told["roll"] = roll.format
    if row.key:
        told["roll_key"] = row.key
    elif isinstance(row, AdultRow):
        told["roll_key"] = ""
    return told


def _aside(row: Row, why: str) -> Step:
    return Step(Sort.ASIDE, row.row, row.name, why=why)


def _upn_warnings(rows: Iterable[Row]) -> list[str]:
    """UPNs whose check letter does not fit. They are taken as they are."""
    wrong = [row.row for row in rows if not isinstance(row, AdultRow) and looks_like_upn(row.key) and not fits(row.key)]
    if not wrong:
        return []
    named = ", ".join(map(str, wrong[:MOST_NAMED])) + (" and others" if len(wrong) > MOST_NAMED else "")
    many = (
        "unique pupil numbers have check letters that do"
        if len(wrong) > 1
        else "unique pupil number has a check letter that does"
    )
    return [f"{len(wrong)} {many} not fit (row {named}). They are taken as they are; compare them with your pupil system."]
