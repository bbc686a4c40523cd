"""What stands in a case, in words: each item as a sentence with what was said."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lanyard.concerns.custody import DONE, Act
from lanyard.concerns.models import ItemKind
from lanyard.concerns.opened import OpenCase, Opened
from lanyard.concerns.origins import origin_rows
from lanyard.concerns.queries.readings import REASONS
from lanyard.people.models import Role
from lanyard.policy.routes.book import Fact, Step
from lanyard.policy.routes.history import NOT_KNOWN, moment, roles_of
from lanyard.policy.routes.names import NameAct
from lanyard.practice.templatetags.policy import moment as in_words

UNKNOWN = "Not known"
FROM_REPORTER = "The reporter"
LOCKED = "It is locked (2.7.4). Only the police have it opened, with the recovery key."
NAME_ACTS = {
    NameAct.ASK: "Asked to see the reporter’s name",
    NameAct.AGREE: "Agreed that the reporter’s name is shown",
    NameAct.REFUSE: "Did not agree that the reporter’s name is shown",
    NameAct.TAKE_BACK: "No longer asks for the reporter’s name",
}


@dataclass(frozen=True)
class Entry:
    """One thing in the course of a case. ``had_no_effect`` is true for a step that could not be taken when it came."""

    at: datetime.datetime
    who: str
    what: str
    rows: tuple[tuple[str, str], ...] = ()
    had_no_effect: bool = False


@dataclass(frozen=True)
class Said:
    """One message between the school and whoever holds the receipt."""

    at: datetime.datetime
    who: str
    words: str


def course(opened: OpenCase, names: Mapping[int, str]) -> list[Entry]:
    """Everything since the report, in order. Readings stand apart (``readings``)."""
    apart = (ItemKind.REPORT, ItemKind.REPORTER, ItemKind.READING)
    return [_entry(opened, one, names) for one in opened.items if one.item.kind not in apart]


def readings(opened: OpenCase) -> list[Entry]:
    """Who opened the case, and why, the last first."""
    found = []
    for one in reversed(opened.of(ItemKind.READING)):
        body = one.body or {}
        rows = (("In their words", body["words"]),) if body.get("words") else ()
        found.append(Entry(one.at, _who(one), REASONS.get(body.get("reason", ""), UNKNOWN), rows))
    return found


def messages(opened: OpenCase) -> list[Said]:
    """What passed between the school and whoever holds the receipt, in order."""
    found = opened.of(ItemKind.MESSAGE, ItemKind.ADDITION)
    return [Said(one.at, _who(one), (one.body or {}).get("words", LOCKED)) for one in found]


def value_words(opened: OpenCase, fact: Fact, value: str, names: Mapping[int, str]) -> str:
    """What a step wrote down under a fact, as people say it."""
    if value == NOT_KNOWN:
        return UNKNOWN
    if fact.kind == "choice":
        return next((option.label for option in fact.options if option.id == value), value)
    if fact.kind == "person":
        return names.get(int(value), value) if value.isdecimal() else value
    if fact.kind == "moment":
        found = moment(value)
        return in_words(found) if found else value
    if fact.kind == "route":
        return next((route.title for route in opened.book if route.id == value), value)
    if fact.kind == "step":
        return step_label(opened, value)
    if fact.id == "roles":
        return ", ".join(role_words(role) for role in sorted(roles_of({"roles": value})))
    return value


def role_words(role: str) -> str:
    """A role as people call it."""
    return next((each.label for each in Role if each == role), role)


def fact_rows(opened: OpenCase, facts: Mapping[str, str], names: Mapping[int, str]) -> tuple[tuple[str, str], ...]:
    """Facts of a step as rows of label and words."""
    known = {fact.id: fact for fact in opened.book.facts}
    return tuple(
        (known[id_].label, value_words(opened, known[id_], value, names)) for id_, value in facts.items() if id_ in known
    )


def step_label(opened: OpenCase, id_: str) -> str:
    """What a step is called, on the route of now or on one that came before."""
    routes = (*(phase.route for phase in reversed(opened.standing.phases)), *opened.book)
    return next((route.step(id_).label for route in routes if route.has(id_)), id_)


def people_in(opened: OpenCase) -> set[int]:
    """The adults whom the case names by id."""
    told = set(opened.left_out)
    people = [fact.id for fact in opened.book.facts if fact.kind == "person"]
    for one in opened.of(ItemKind.STEP):
        facts = (one.body or {}).get("facts", {})
        told.update(int(facts[id_]) for id_ in people if facts.get(id_, "").isdecimal())
    return told


def checklist(opened: OpenCase) -> Iterator[tuple[Step, str]]:
    """Each step of the checklist with where it stands: done, left for a reason, or still to do."""
    now = opened.standing
    for step in now.route.checklist:
        done = "Done" if step.id in now.done else "Left out, for a reason" if step.id in now.skipped else "To do"
        yield step, done


def _entry(opened: OpenCase, one: Opened, names: Mapping[int, str]) -> Entry:
    body = one.body
    if body is None:
        return Entry(one.at, _who(one), _kind(one), (("Locked", LOCKED),))
    if one.item.kind == ItemKind.STEP:
        return _step(opened, one, names)
    if one.item.kind == ItemKind.NAME:
        return Entry(one.at, _who(one), NAME_ACTS[NameAct(body["act"])], (("Why", body["reason"]),))
    if one.item.kind == ItemKind.INCIDENT:
        happened = moment(body["happened_at"])
        rows = (
            ("Who did it", body["actor"] or UNKNOWN),
            ("To whom", body["target"]),
            ("When", in_words(happened) if happened else UNKNOWN),
            ("What", body["words"]),
        )
        return Entry(one.at, _who(one), "Wrote down an incident", rows)
    if one.item.kind == ItemKind.EVIDENCE:
        return Entry(one.at, _who(one), "A file was kept", tuple(origin_rows(body.get("origin", {}))))
    if one.item.kind == ItemKind.CUSTODY:
        return Entry(one.at, _who(one), DONE[Act(body["act"])], (("Why", body["words"]),))
    return Entry(one.at, _who(one), _kind(one), ((_kind(one), body.get("words", "")),))


def _step(opened: OpenCase, one: Opened, names: Mapping[int, str]) -> Entry:
    facts = (one.body or {}).get("facts", {})
    ignored = any(event.at == one.at and event.step == one.item.step for event in opened.standing.ignored)
    return Entry(one.at, _who(one), step_label(opened, one.item.step), fact_rows(opened, facts, names), ignored)


def _kind(one: Opened) -> str:
    return ItemKind(one.item.kind).label


def _who(one: Opened) -> str:
    return one.by.name if one.by else FROM_REPORTER
