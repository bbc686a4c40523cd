"""What the page of one clause shows."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from lanyard.people.models import School
from lanyard.policy.features import Feature
from lanyard.policy.law import Law
from lanyard.policy.lessons import Lesson
from lanyard.policy.pack import Clause, Pack
from lanyard.policy.rules import Rule, read_back
from lanyard.practice import wording
from lanyard.practice.living import living_by
from lanyard.practice.registers import Registers

from .history import Wording, wording_of
from .models import Adoption


@dataclass(frozen=True)
class RuleShown:
    """A rule read back in words."""

    verdict: str
    said: str
    source: str
    note: str
    overrides: tuple[Clause, ...]
    absolute: bool


@dataclass(frozen=True)
class ExampleShown:
    """A story with the answer that the policy gives, and its number on the page."""

    number: int
    story: str
    verdicts: tuple[str, ...]
    duties: tuple[str, ...]


@dataclass(frozen=True)
class ClausePage:
    """Everything about one clause."""

    clause: Clause
    force: str
    purposes: tuple[str, ...]
    rules: tuple[RuleShown, ...]
    examples: tuple[ExampleShown, ...]
    duties: tuple[str, ...]
    laws: tuple[Law, ...]
    features: tuple[Feature, ...]
    lessons: tuple[Lesson, ...]
    living: tuple[str, ...]
    wording: Wording | None
    before: Clause | None
    after: Clause | None


def build(
    pack: Pack, clause: Clause, registers: Registers, adoptions: Sequence[Adoption], *, school: School, on: datetime.date
) -> ClausePage:
    """The page of a clause of the version in force, and how a school is living it on a day."""
    place = pack.clauses.index(clause)
    owed = dict.fromkeys(id_ for rule in clause.rules for id_, _ in rule.duties)
    named = [registers.feature(id_) for id_ in clause.features]
    return ClausePage(
        clause=clause,
        force=", and ".join(wording.FORCES[force].lower() for force in clause.force),
        purposes=tuple(pack.purposes[id_] for id_ in clause.purposes),
        rules=tuple(_rule(pack, rule) for rule in clause.rules),
        examples=tuple(_example(pack, number, example) for number, example in enumerate(clause.examples, start=1)),
        duties=tuple(pack.duties[id_].wording for id_ in owed),
        laws=registers.law_of([clause]),
        features=tuple(feature for feature in named if feature is not None),
        lessons=registers.lessons.explaining(clause.number),
        living=tuple(count.shown for count in living_by(school, clause.id, on=on)),
        wording=wording_of(clause.id, clause.digest, adoptions),
        before=pack.clauses[place - 1] if place else None,
        after=pack.clauses[place + 1] if place + 1 < len(pack.clauses) else None,
    )


def _rule(pack: Pack, rule: Rule) -> RuleShown:
    return RuleShown(
        verdict=rule.verdict or "",
        said=read_back(rule, pack.vocabulary, pack.duties, verdict=False),
        source=pack.linked[rule.source].title if rule.source else "",
        note=rule.note,
        overrides=tuple(pack.clause(id_) for id_ in rule.despite),
        absolute=rule.absolute,
    )


def _example(pack: Pack, number: int, example) -> ExampleShown:
    expected = example.expected
    return ExampleShown(number, example.story, expected.verdicts, tuple(pack.duties[id_].wording for id_, _ in expected.duties))
