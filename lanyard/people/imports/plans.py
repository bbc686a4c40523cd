"""A plan: what a roll would do to the register, row by row, before anything is done."""

from __future__ import annotations

import datetime
import enum
import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from .rows import ADULTS

#: Beyond this share of leavers a person is asked once more. A primary school's oldest pupils are one in seven.
MOST_LEAVING = {ADULTS: 0.10, "pupils": 0.25}


class Sort(enum.StrEnum):
    """What becomes of a row, or of somebody whom no row names."""

    CREATE = "create"
    CHANGE = "change"
    RETURN = "return"
    LEAVE = "leave"
    AMBIGUOUS = "ambiguous"
    UNCHANGED = "unchanged"
    ASIDE = "aside"


#: The sorts that change something.
DOING = (Sort.CREATE, Sort.RETURN, Sort.CHANGE, Sort.LEAVE)


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody in the register, as far as a roll is concerned.

    ``key`` is their number on the roll that is planned, empty when they are not on it. ``on_roll``
    says that some roll brought them in, so that a roll may end them. ``held`` says why no roll may.
    """

    id: int
    name: str
    key: str
    email: str
    starts_on: datetime.date
    ends_on: datetime.date | None
    on_roll: bool
    values: Mapping[str, Any] = field(default_factory=dict)
    held: str = ""

    def is_current(self, on: datetime.date) -> bool:
        """Whether they are here on the day, or will be."""
        return self.ends_on is None or self.ends_on >= on


@dataclass(frozen=True, slots=True)
class Change:
    """One thing about somebody that becomes another."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Step:
    """What becomes of one row (or, without a row, of somebody who is missing): ``why`` says it in words."""

    sort: Sort
    row: int | None
    name: str
    id: int | None = None
    changes: tuple[Change, ...] = ()
    why: str = ""

    @property
    def values(self) -> dict[str, Any]:
        """What the fields become."""
        return {change.field: change.after for change in self.changes}


@dataclass(frozen=True)
class Plan:
    """Every step, and the hash by which a person confirms exactly this plan for exactly these people."""

    kind: str
    on: datetime.date
    steps: tuple[Step, ...]
    current: int
    hash: str
    warnings: tuple[str, ...] = ()

    def of(self, *sorts: Sort) -> list[Step]:
        """The steps of some sorts, in the order of their rows."""
        return [step for step in self.steps if step.sort in sorts]

    @property
    def counts(self) -> dict[Sort, int]:
        """How many steps of each sort."""
        found = Counter(step.sort for step in self.steps)
        return {sort: found[sort] for sort in Sort}

    @property
    def does_nothing(self) -> bool:
        """Whether applying it would change nothing."""
        return not self.of(*DOING)

    @property
    def ends_many(self) -> bool:
        """Whether so many would leave that a person is asked once more."""
        return self.current > 0 and self.counts[Sort.LEAVE] / self.current > MOST_LEAVING[self.kind]


def make_plan(
    kind: str, steps: Iterable[Step], known: Iterable[Known], *, on: datetime.date, warnings: Iterable[str] = ()
) -> Plan:
    """Put the steps in order and name the plan by a hash of them and of everybody they rest on."""
    people = sorted(known, key=lambda each: each.id)
    ordered = tuple(sorted(steps, key=lambda step: (step.row is None, step.row or 0, step.id or 0)))
    current = sum(each.is_current(on) and each.starts_on <= on for each in people)
    told = [kind, on, [_step_told(step) for step in ordered], [_known_told(each) for each in people]]
    digest = hashlib.sha256(json.dumps(told, default=str, sort_keys=True).encode()).hexdigest()
    return Plan(kind, on, ordered, current, digest, tuple(warnings))


def _step_told(step: Step) -> list[Any]:
    changes = [[change.field, change.before, change.after] for change in step.changes]
    return [step.sort, step.row, step.id, step.name, changes]


def _known_told(known: Known) -> list[Any]:
    return [known.id, known.key, known.email, known.starts_on, known.ends_on, known.on_roll, known.held, dict(known.values)]
