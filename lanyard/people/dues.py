"""What needs a person, by when and why: every feature says so here, and the desk, reminders and calendars listen.

A feature registers a source, which is asked for one person at a time and looks only at what that
person may see::

    @dues.source
    def agreements_to_decide(scope: Scope) -> Iterable[Due]: …

A due thing is never stored: it follows from the records and the day, so that nothing is chased
that was done, and nothing due is forgotten because a job was lost.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from .queries.scope import Scope


@dataclass(frozen=True)
class Due:
    """One thing that needs somebody.

    ``kind`` names what sort of thing it is (for reminders and bulk), ``key`` names this one for good
    and holds ids only. ``by`` is the last day on which it is in time, or ``None`` for whenever suits.
    ``href`` leads to where it is done. ``clause`` is the id of the clause that asks for it.
    """

    kind: str
    key: str
    title: str
    why: str
    href: str
    clause: str = ""
    by: datetime.date | None = None
    is_urgent: bool = False

    def is_late(self, on: datetime.date) -> bool:
        """Whether its last day has passed."""
        return self.by is not None and self.by < on


Source = Callable[[Scope], Iterable[Due]]
_sources: list[Source] = []


def source(ask: Source) -> Source:
    """Register a source of due things. Registering it again changes nothing."""
    if ask not in _sources:
        _sources.append(ask)
    return ask


def dues_of(scope: Scope) -> list[Due]:
    """Everything that needs this person: urgent first, then by day, what has none last."""
    found = [due for ask in _sources for due in ask(scope)]
    return sorted(found, key=lambda due: (not due.is_urgent, due.by is None, due.by or scope.on, due.kind, due.key))
