"""A person's desk: what needs them, the next deadline first, and what can be done several at once."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from lanyard.people.dues import Due

SOON = datetime.timedelta(days=7)


@dataclass(frozen=True)
class Together:
    """That things due of one kind can be done on one page, by the name of its address."""

    words: str
    name: str
    args: tuple[str, ...] = ()

    @property
    def href(self) -> str:
        """The address of the page."""
        return reverse(self.name, args=self.args)


@dataclass(frozen=True)
class Line:
    """One thing due, with its day in words."""

    due: Due
    when: str
    is_late: bool


@dataclass(frozen=True)
class Group:
    """The things due in one stretch of time."""

    id: str
    title: str
    lines: tuple[Line, ...]


_together: dict[str, Together] = {}


def together(kind: str, *, words: str, name: str, args: tuple[str, ...] = ()) -> None:
    """Say that several things due of a kind can be done on one page, which shows each before it is done."""
    _together[kind] = Together(words, name, args)


def several(dues: Sequence[Due]) -> list[Together]:
    """Where several of these can be done at once."""
    kinds = [due.kind for due in dues]
    return [each for kind, each in _together.items() if kinds.count(kind) > 1]


def grouped(dues: Sequence[Due], *, on: datetime.date) -> list[Group]:
    """Things due as a desk shows them: what is urgent, what is late, then by day; what has no day last."""
    stretches: dict[str, tuple[str, list[Line]]] = {
        "now": ("Now", []),
        "late": ("Late", []),
        "today": ("Today", []),
        "soon": ("In the next seven days", []),
        "later": ("Later", []),
        "any-time": ("When it suits you", []),
    }
    for due in dues:
        stretches[_stretch(due, on)][1].append(Line(due, when(due, on), due.is_late(on)))
    return [Group(id_, title, tuple(lines)) for id_, (title, lines) in stretches.items() if lines]


def _stretch(due: Due, on: datetime.date) -> str:
    if due.is_urgent:
        return "now"
    if due.by is None:
        return "any-time"
    if due.by < on:
        return "late"
    if due.by == on:
        return "today"
    return "soon" if due.by <= on + SOON else "later"


def when(due: Due, on: datetime.date) -> str:
    """The last day of something due, in words."""
    if due.by is None:
        return "No date"
    day = f"{due.by:%A} {due.by.day} {due.by:%B}"
    days = (due.by - on).days
    if days < 0:
        return f"Late by {-days} {'day' if days == -1 else 'days'}: it was due on {day}"
    if days == 0:
        return "Today"
    return f"Tomorrow, {day}" if days == 1 else f"By {day}"


def summary(dues: Sequence[Due], *, on: datetime.date) -> str:
    """How much there is, in a sentence."""
    if not dues:
        return "Nothing needs you today."
    count = "1 thing needs you" if len(dues) == 1 else f"{len(dues)} things need you"
    late = sum(due.is_late(on) for due in dues)
    dated = [due.by for due in dues if due.by is not None and due.by >= on]
    ends = [f"{late} {'is' if late == 1 else 'are'} late" if late else ""]
    if dated:
        first = min(dated)
        ends.append(f"the next {'is due today' if first == on else f'day is {first:%A} {first.day} {first:%B}'}")
    said = " and ".join(part for part in ends if part)
    return f"{count}; {said}." if said else f"{count}."
