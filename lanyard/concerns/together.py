"""What belongs together in somebody’s own cases: concerns about one adult, and what one person did to another.

Dates and words side by side, for the person whose cases they are. Nothing is counted up or weighed.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from lanyard.concerns.models import Case, ItemKind
from lanyard.concerns.opened import OpenCase
from lanyard.concerns.subjects import gist_of, subjects_of
from lanyard.people.queries import Scope
from lanyard.policy.routes.conduct import Concern, Incident, courses, patterns
from lanyard.policy.routes.history import moment

#: The longest that one line about a concern or an incident gets, in characters.
LINE = 160


@dataclass(frozen=True)
class OneLine:
    """A case or an incident in one line: when, what, and the case that holds it."""

    at: datetime.datetime
    words: str
    case: Case


@dataclass(frozen=True)
class Together:
    """Lines that belong together, and about whom. ``second_at`` is when a second occasion began, if there was one."""

    title: str
    lines: tuple[OneLine, ...]
    second_at: datetime.datetime | None = None


def concerns_together(opened: Iterable[OpenCase], scope: Scope) -> list[Together]:
    """Low-level concerns about the same named adult, in cases that this person decides."""
    lines: dict[tuple[str, str], OneLine] = {}
    names: dict[str, str] = {}
    concerns = []
    for one in opened:
        if one.standing.receivers.decider not in scope.roles:
            continue
        for adult, name in subjects_of(one).items():
            names[str(adult)] = name
            concerns.append(Concern(str(one.case.pk), str(adult), one.case.opened_at))
            lines[concerns[-1].id, str(adult)] = OneLine(one.case.opened_at, _line(gist_of(one)), one.case)
    return [
        Together(names[found.subject], tuple(lines[one.id, found.subject] for one in found.concerns))
        for found in patterns(concerns)
    ]


def conduct_together(opened: Iterable[OpenCase]) -> list[Together]:
    """What one person did to another, each time, over all these cases (Harassment Act 1997)."""
    lines: dict[str, OneLine] = {}
    called: dict[str, str] = {}
    incidents = []
    for case in opened:
        for one in case.of(ItemKind.INCIDENT):
            body, id_ = one.body or {}, str(one.item.pk)
            when = moment(body.get("happened_at", ""))
            if when is None:
                continue
            for name in (body["actor"], body["target"]):
                called.setdefault(name.casefold(), name)
            occasion = body["occasion"] or id_
            incidents.append(Incident(id_, body["actor"].casefold(), body["target"].casefold(), when, occasion))
            lines[id_] = OneLine(when, _line(body["words"]), case.case)
    return [
        Together(
            f"{called[found.actor] or 'Somebody unknown'}, to {called[found.target]}",
            tuple(lines[one.id] for one in found.incidents),
            found.second_at,
        )
        for found in courses(incidents)
    ]


def _line(words: str) -> str:
    told = " ".join(words.split())
    return told if len(told) <= LINE else f"{told[: LINE - 1].rstrip()}…"
