"""What several notes show together: a child who reaches out, an account that tries many adults, a trip without a phone.

Pure. Nothing here weighs what an adult did.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

#: From how many departures from one clause governors are asked to look at it (4.1.1).
REVIEW_FROM = 3
#: From how many emergencies on one trip, or in one month, a trip phone is needed (2.4.2, 2.4.7).
PHONE_FROM = 2

NOT_KNOWN = frozenset({"", "not shown", "not known", "unknown", "none", "no name"})


@dataclass(frozen=True)
class Request:
    """One request from a pupil: which note, to which adult, and what it showed."""

    note: object
    adult: int
    platform: str
    handle: str
    pupil: str


@dataclass(frozen=True)
class Pattern:
    """Several requests that belong together, by account or by pupil."""

    about: str
    name: str
    times: int
    adults: int
    notes: tuple[object, ...]

    @property
    def words(self) -> str:
        """What it may mean, with care for the child first."""
        if self.adults > 1:
            return f"{self.adults} adults were tried. Somebody may be targeting staff, or a child may need someone to talk to."
        return "One adult was tried again. A child may be reaching out to somebody they trust."


def patterns(requests: Iterable[Request]) -> list[Pattern]:
    """The accounts and pupils that stand in more than one request, those who tried most adults first."""
    groups: dict[tuple[str, str], list[Request]] = {}
    names: dict[tuple[str, str], str] = {}
    for request in requests:
        account = spelled(request.handle)
        for about, key, name in (
            ("Account", f"{account} on {spelled(request.platform)}" if account not in NOT_KNOWN else "", request.handle),
            ("Pupil", spelled(request.pupil), request.pupil),
        ):
            if key not in NOT_KNOWN:
                groups.setdefault((about, key), []).append(request)
                names.setdefault((about, key), f"{name} on {request.platform}" if about == "Account" else name)
    found = [
        Pattern(about, names[about, key], len(each), len({one.adult for one in each}), tuple(one.note for one in each))
        for (about, key), each in groups.items()
        if len(each) > 1
    ]
    return sorted(found, key=lambda one: (-one.adults, -one.times, one.about, one.name))


def spelled(name: str) -> str:
    """A name as it counts: capitals, spaces and the sign before an account do not make another one."""
    return re.sub(r"\s+", " ", name).strip().lstrip("@").casefold()


def by_month(days: Iterable[datetime.date]) -> dict[datetime.date, int]:
    """How many fell in each month, the latest month first; a month is its first day."""
    found: dict[datetime.date, int] = {}
    for day in days:
        month = day.replace(day=1)
        found[month] = found.get(month, 0) + 1
    return dict(sorted(found.items(), reverse=True))


def by_trip(trips: Iterable[str]) -> dict[str, int]:
    """How many fell on each trip, the most first."""
    names: dict[str, str] = {}
    found: dict[str, int] = {}
    for trip in trips:
        key = spelled(trip)
        if key and key not in {*NOT_KNOWN, "no"}:
            names.setdefault(key, trip.strip())
            found[key] = found.get(key, 0) + 1
    return {names[key]: count for key, count in sorted(found.items(), key=lambda item: (-item[1], item[0]))}


def needs_phone(counts: Mapping[object, int]) -> list[object]:
    """The trips, or months, in which a trip phone would have been needed."""
    return [name for name, count in counts.items() if count >= PHONE_FROM]


def to_review(departures: Mapping[str, int]) -> list[str]:
    """The clauses that were departed from so often that governors are asked to look at them."""
    return [clause for clause, count in departures.items() if count >= REVIEW_FROM]
