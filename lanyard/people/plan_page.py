"""A plan as a person reads it: its parts, and each row in words."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format

from .imports.plans import Change, Plan, Sort, Step
from .models import Group

#: The parts of a plan in the order in which they are read: what changes something first, then what needs a person.
PARTS = (
    (Sort.AMBIGUOUS, "Needs you", "Nothing is done about these. Settle them by hand, or mend the list and bring it again."),
    (Sort.LEAVE, "Would leave", "They get this last day. Their roles and sign-ins end with it; nothing about them is deleted."),
    (Sort.CREATE, "Would be added", "They come into the register without roles. You choose afterwards how they sign in."),
    (Sort.RETURN, "Would come back", "They left before, and the list gives them a new first day."),
    (Sort.CHANGE, "Would change", "What the list says replaces what is here."),
    (Sort.UNCHANGED, "Stay as they are", "The list says what is here already."),
    (Sort.ASIDE, "Left aside", "There is nothing to do about these rows."),
)

LABELS = {
    "name": "Name",
    "email": "Work e-mail",
    "group": "What they are",
    "employer": "Employer",
    "starts_on": "First day",
    "ends_on": "Last day",
    "contact_with_pupils": "Contact with pupils",
    "given_name": "First name",
    "family_name": "Last name",
    "class_name": "Class",
    "year_group": "Year",
    "roll": "Kept by",
    "roll_key": "Number",
}
#: What a plan does not repeat of somebody who is added, because it is of no use to the reader.
SILENT = frozenset(("roll", "name", "given_name", "family_name"))


@dataclass(frozen=True)
class Part:
    """The steps of one sort."""

    id: str
    title: str
    explains: str
    steps: list[Step]

    def rows(self, steps: Iterable[Step], kind: str) -> list[dict[str, Any]]:
        """Steps in words."""
        return [_row(step) for step in steps]


def parts(plan: Plan) -> list[Part]:
    """The parts that hold anything."""
    return [part for sort, *_ in PARTS if (part := _part(plan, sort)).steps]


def part_of(told: str, plan: Plan) -> Part:
    """The part that is asked for, or the first that holds anything."""
    found = parts(plan)
    return next((part for part in found if part.id == told), found[0] if found else _part(plan, Sort.UNCHANGED))


def said(value: Any) -> str:
    """A value of the register in words."""
    if isinstance(value, datetime.date):
        return date_format(value, "j F Y")
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value in Group.values:
        return Group(value).label
    return str(value) if value not in (None, "") else "none"


def change_words(change: Change) -> str:
    """One change on one line, for the terminal."""
    return f"{LABELS.get(change.field, change.field)}: {said(change.before)} → {said(change.after)}"


def step_words(step: Step) -> str:
    """What becomes of somebody on one line, for the terminal."""
    if step.sort in (Sort.CREATE, Sort.RETURN):
        return "; ".join(
            f"{LABELS[each.field]}: {said(each.after)}"
            for each in step.changes
            if each.field not in SILENT and each.after not in (None, "")
        )
    return "; ".join(change_words(each) for each in step.changes if each.field != "roll")


def _part(plan: Plan, sort: Sort) -> Part:
    title, explains = next((title, explains) for each, title, explains in PARTS if each is sort)
    return Part(sort.value, title, explains, plan.of(sort))


def _row(step: Step) -> dict[str, Any]:
    lines = []
    for change in step.changes:
        if step.sort in (Sort.CREATE, Sort.RETURN):
            if change.field not in SILENT and change.after not in (None, ""):
                lines.append({"label": LABELS[change.field], "after": said(change.after)})
        elif change.field != "roll":
            lines.append({"label": LABELS[change.field], "before": said(change.before), "after": said(change.after)})
        else:
            lines.append(
                {"label": LABELS["roll"], "before": "hand" if not change.before else "another list", "after": "this list"}
            )
    return {"number": step.row, "name": step.name or "No name", "why": step.why, "lines": lines, "id": step.id}
