"""How many adults have acknowledged, so that no small number points at anybody."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lanyard.people.models import Group

from .living import FEWEST
from .queries import Place
from .standing import Status


@dataclass(frozen=True)
class GroupCount:
    """One group by status, for whoever may see names."""

    name: str
    total: int
    by_status: Mapping[Status, int]

    @property
    def cells(self) -> list[int]:
        """The counts in the order of the statuses."""
        return [self.by_status.get(status, 0) for status in Status]


@dataclass(frozen=True)
class Hidden:
    """A group, or several together, of which only a large enough number is told."""

    name: str
    settled: int
    total: int

    @property
    def is_exact(self) -> bool:
        """Whether the number points at nobody: neither those who have, nor those who have not, are few."""
        left = self.total - self.settled
        return self.settled >= FEWEST and (left == 0 or left >= FEWEST)

    @property
    def shown(self) -> str:
        """The count in words."""
        if self.is_exact:
            return f"{self.settled} of {self.total}"
        if self.total < FEWEST:
            return f"Fewer than {FEWEST} people: not shown"
        return f"Fewer than {FEWEST} of {self.total}" if self.settled < FEWEST else f"Nearly all of {self.total}"


def by_group(places: Iterable[Place]) -> list[GroupCount]:
    """Each group with its statuses, in the policy's order; groups nobody is in are left out."""
    found: dict[str, dict[Status, int]] = defaultdict(lambda: defaultdict(int))
    for place in places:
        found[place.adult.group][place.standing.status] += 1
    return [GroupCount(group.label, sum(found[group].values()), found[group]) for group in Group if group in found]


def hidden(places: Iterable[Place]) -> tuple[list[Hidden], str]:
    """Each group with small numbers hidden, and the school as a whole.

    Groups of a few people are told together. Where one number is hidden the whole is told to the
    nearest five below, so that it cannot be worked out from the others.
    """
    rows = [
        Hidden(one.name, sum(count for status, count in one.by_status.items() if status.is_settled), one.total)
        for one in by_group(places)
    ]
    rows = _together(rows)
    settled, total = sum(row.settled for row in rows), sum(row.total for row in rows)
    whole = Hidden("Everybody", settled, total)
    if not whole.is_exact or all(row.is_exact for row in rows):
        return rows, whole.shown
    return rows, f"At least {settled - settled % FEWEST} of {total}"


def _together(rows: list[Hidden]) -> list[Hidden]:
    """The same with groups of fewer than five as one; it takes in the next smallest while it is small itself."""
    ordered = sorted(rows, key=lambda row: row.total)
    few = [row for row in ordered if row.total < FEWEST]
    if not few:
        return rows
    rest = ordered[len(few) :]
    while rest and sum(row.total for row in few) < FEWEST:
        few.append(rest.pop(0))
    if len(few) == 1:
        return rows
    other = Hidden("Other groups together", sum(row.settled for row in few), sum(row.total for row in few))
    return [*(row for row in rows if row in rest), other]
