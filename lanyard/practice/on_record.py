"""What is on record about a person's own arrangements, told to the policy before it is asked.

A live agreement (2.5.6), an agreed protocol (2.5.7) or a declaration (2.6.2) answers questions that
the person would otherwise have to answer: the answer page then says on which record it rests. ::

    @on_record.source
    def live_agreements(scope: Scope) -> Iterable[Recorded]: …

Only what is in force on the day counts. A person may always change a fact that was filled in.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from lanyard.people.queries import Scope


@dataclass(frozen=True)
class Recorded:
    """One record that answers facts of the policy.

    ``facts`` are the answers it gives, and ``when`` what must be known already for it to matter (for
    example ``{"act": "share_contact", "other": "pupil"}``). ``words`` say which record it is without
    naming anybody; ``until`` is its last day.
    """

    facts: Mapping[str, str]
    when: Mapping[str, str]
    words: str
    clause: str
    href: str
    until: datetime.date | None = None


Source = Callable[[Scope], Iterable[Recorded]]
_sources: list[Source] = []


def source(ask: Source) -> Source:
    """Register a source of records. Registering it again changes nothing."""
    if ask not in _sources:
        _sources.append(ask)
    return ask


def recorded_for(scope: Scope) -> list[Recorded]:
    """Every record that may answer something for this person today."""
    return [record for ask in _sources for record in ask(scope)]


def matching(records: Iterable[Recorded], known: Mapping[str, str]) -> list[Recorded]:
    """The records that matter for what is known so far."""
    return [record for record in records if all(known.get(fact) == value for fact, value in record.when.items())]
