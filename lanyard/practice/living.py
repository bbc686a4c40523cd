"""How a school is living a clause: counts, never names, and never a small number.

    @living.source
    def declarations(school: School, on: date) -> Iterable[Living]: …

With about 25 adults a small count points at people, so any number below five is not shown.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from lanyard.people.models import School

#: The smallest number that is shown.
FEWEST = 5


@dataclass(frozen=True)
class Living:
    """One count that shows a clause at work: ``words`` go after the number, as in “12 adults declared a contact”.

    ``out_of`` is how many there could have been, where that is known.
    """

    clause: str
    words: str
    count: int
    out_of: int | None = None

    @property
    def shown(self) -> str:
        """The count in words, with small numbers hidden: a number of people, of those left out, or of all."""
        if self.count < FEWEST:
            return f"Fewer than {FEWEST} {self.words}"
        if self.out_of is None:
            return f"{self.count} {self.words}"
        if 0 < self.out_of - self.count < FEWEST:
            return f"Nearly all of {self.out_of} {self.words}"
        return f"{self.count} of {self.out_of} {self.words}"


Source = Callable[[School, datetime.date], Iterable[Living]]
_sources: list[Source] = []


def source(ask: Source) -> Source:
    """Register a source of counts. Registering it again changes nothing."""
    if ask not in _sources:
        _sources.append(ask)
    return ask


def living_by(school: School, clause: str, *, on: datetime.date) -> list[Living]:
    """How the school is living one clause, named by its id."""
    return [each for ask in _sources for each in ask(school, on) if each.clause == clause]
