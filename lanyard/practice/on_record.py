"""What is on record about a person's own arrangements, told to the policy before it is asked.

A live agreement (2.5.6), an agreed protocol (2.5.7) or a declaration (2.6.2) answers questions that
the person would otherwise have to answer: the answer page then says on which record it rests. ::

    @on_record.source
    def live_agreements(scope: Scope) -> Iterable[Recorded]: …

Only what is in force on the day counts. Nothing is filled in by itself: the person says which of their
records the question is about, or that none is, because an agreement about one pupil says nothing about
another. They may always change a fact that was filled in.
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
    naming anybody; ``choice`` says it so that its owner can tell it from others of theirs, and is shown
    to nobody else. ``until`` is its last day. ``key`` names it for good and holds ids only.
    """

    facts: Mapping[str, str]
    when: Mapping[str, str]
    words: str
    clause: str
    href: str
    until: datetime.date | None = None
    key: str = ""
    choice: str = ""

    @property
    def id(self) -> str:
        """What a journey remembers of it."""
        return self.key or self.href

    @property
    def offer(self) -> str:
        """How its owner tells it from others."""
        return self.choice or self.words

    def fits(self, known: Mapping[str, str]) -> bool:
        """Whether it matters for what is known, and says nothing else than what was answered."""
        return all(known.get(fact) == value for fact, value in self.when.items()) and all(
            known.get(fact, value) == value for fact, value in self.facts.items()
        )


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


def offered(records: Iterable[Recorded], known: Mapping[str, str], fact: str) -> list[Recorded]:
    """The records that would answer a question, for what is known so far."""
    return [record for record in records if fact in record.facts and record.fits(known)]


def resting_on(records: Iterable[Recorded], ids: Iterable[str]) -> list[Recorded]:
    """The records with some ids, as far as they still hold."""
    wanted = set(ids)
    return [record for record in records if record.id in wanted]
