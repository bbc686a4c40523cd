"""What belongs together: a course of conduct (Harassment Act 1997, section 7), and low-level concerns.

Dates and words only. Nothing here counts anybody up, ranks them or weighs them: it lays side by side
what a person then reads.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby


@dataclass(frozen=True, slots=True)
class Incident:
    """One thing that was done to somebody. ``actor`` is empty while nobody knows who did it.

    ``occasion`` joins incidents that were one and the same occasion, such as ten messages in a row.
    Whoever handles the matter says so; each incident is its own occasion otherwise.
    """

    id: str
    actor: str
    target: str
    at: dt.datetime
    occasion: str = ""


@dataclass(frozen=True, slots=True)
class Course:
    """What one person did to another, in order. ``second_at`` is when the second occasion began, if there was one."""

    actor: str
    target: str
    incidents: tuple[Incident, ...]
    second_at: dt.datetime | None

    @property
    def has_second_occasion(self) -> bool:
        """Whether there are two occasions, which a course of conduct towards one person takes at least."""
        return self.second_at is not None


@dataclass(frozen=True, slots=True)
class Concern:
    """A low-level concern about an adult, with the clauses that it touches."""

    id: str
    subject: str
    at: dt.datetime
    clauses: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Pattern:
    """Two or more concerns about one adult, in order, and the clauses that more than one of them touches."""

    subject: str
    concerns: tuple[Concern, ...]
    shared_clauses: tuple[str, ...]


def courses(incidents: Iterable[Incident]) -> tuple[Course, ...]:
    """Incidents grouped by who did them to whom, each group in order of time, groups by their first incident.

    Where nobody knows who did it, each incident stands alone: two unknown people are not one.
    """
    known = sorted(incidents, key=lambda one: (one.actor, one.target, one.at, one.id))
    found = []
    for (actor, target), group in groupby(known, key=lambda one: (one.actor, one.target)):
        members = tuple(group)
        for part in (members,) if actor else tuple((one,) for one in members):
            found.append(Course(actor, target, part, _second(part)))
    return tuple(sorted(found, key=lambda course: (course.incidents[0].at, course.incidents[0].id)))


def _second(incidents: tuple[Incident, ...]) -> dt.datetime | None:
    first = incidents[0]
    later = (one for one in incidents[1:] if not one.occasion or one.occasion != first.occasion)
    return next((one.at for one in later), None)


def patterns(concerns: Iterable[Concern]) -> tuple[Pattern, ...]:
    """Adults about whom there is more than one concern, by the first of them, for the eyes of whoever decides.

    Give only concerns that the reader may read: about the head that is the chair.
    """
    ordered = sorted(concerns, key=lambda one: (one.subject, one.at, one.id))
    found = []
    for subject, group in groupby(ordered, key=lambda one: one.subject):
        members = tuple(group)
        if len(members) > 1:
            clauses = [clause for one in members for clause in one.clauses]
            shared = sorted({clause for clause in clauses if clauses.count(clause) > 1})
            found.append(Pattern(subject, members, tuple(shared)))
    return tuple(sorted(found, key=lambda pattern: (pattern.concerns[0].at, pattern.concerns[0].id)))
