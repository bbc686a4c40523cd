"""What a person has done under the policy, in the order it happened (1.4b): every feature tells its part.

    @timeline.source
    def declarations(scope: Scope) -> Iterable[Entry]: …

A source tells only what the person did or was told themselves. The timeline is theirs alone; they
may export it as a signed file in their own defence.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from .queries.scope import Scope


@dataclass(frozen=True)
class Entry:
    """One thing that happened.

    ``words`` is a sentence about it; ``href`` leads to the record; ``statement`` is what the export
    says of it: plain texts, whole numbers, lists and objects only.
    """

    at: datetime.datetime
    kind: str
    words: str
    clause: str = ""
    href: str = ""
    statement: dict[str, Any] = field(default_factory=dict)


Source = Callable[[Scope], Iterable[Entry]]
_sources: list[Source] = []


def source(ask: Source) -> Source:
    """Register a source of entries. Registering it again changes nothing."""
    if ask not in _sources:
        _sources.append(ask)
    return ask


def timeline_of(scope: Scope) -> list[Entry]:
    """Everything this person has done, the latest first."""
    found = [entry for ask in _sources for entry in ask(scope)]
    return sorted(found, key=lambda entry: (entry.at, entry.kind), reverse=True)
