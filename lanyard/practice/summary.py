"""What a person answered, as rows to look over and change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lanyard.policy.engine import Engine
from lanyard.policy.facts import Vocabulary

from .journey import DONT_KNOW, Journey
from .wording import sentence_case


@dataclass(frozen=True)
class Row:
    """One question and what was answered. ``given`` says that it came from the sign-in, ``recorded`` from a record."""

    fact: str
    question: str
    value: str
    called: str
    given: bool
    known: bool
    recorded: bool = False


def rows(engine: Engine, journey: Journey) -> list[Row]:
    """The answers in the order in which they were asked; one from the sign-in only if it matters here."""
    return [
        _row(
            engine,
            fact,
            value,
            called=journey.called.get(fact, ""),
            given=fact in journey.given,
            recorded=fact in journey.rests_on,
        )
        for fact, value in journey.answers.items()
        if fact not in journey.given or _matters_here(engine, journey, fact)
    ]


def _matters_here(engine: Engine, journey: Journey, fact: str) -> bool:
    return engine.vocabulary.facts[0].id in journey.known and matters(engine, journey.known, fact)


def worth_keeping(engine: Engine, journey: Journey) -> dict[str, str]:
    """The facts that an answer was made from; what came from the sign-in only if it matters here."""
    return {
        fact: value for fact, value in journey.known.items() if fact not in journey.given or _matters_here(engine, journey, fact)
    }


def rows_of(engine: Engine, facts: Mapping[str, str], unknown: list[str]) -> list[Row]:
    """The same for a kept answer; a fact or value that the policy lacks is left out."""
    found = []
    for fact in engine.vocabulary:
        if facts.get(fact.id) in fact.value_ids() and (fact.id != "role" or matters(engine, facts, fact.id)):
            found.append(_row(engine, fact.id, facts[fact.id]))
        elif fact.id in unknown:
            found.append(_row(engine, fact.id, DONT_KNOW))
    return found


def about(vocabulary: Vocabulary, facts: Mapping[str, str]) -> str:
    """A kept situation in a line, as far as the policy now in force still has its words."""
    known = {fact.id: facts[fact.id] for fact in vocabulary if facts.get(fact.id) in fact.value_ids() and fact.id != "role"}
    return sentence_case(vocabulary.read_back(known)) or "An answer kept under an earlier policy"


def matters(engine: Engine, known: Mapping[str, str], fact: str) -> bool:
    """Whether a fact makes a difference beside the other known ones."""
    others = engine.fixed({one: value for one, value in known.items() if one != fact})
    return engine.vocabulary.level(fact) in engine.diagram.support(engine.exact, others)


def _row(engine: Engine, fact_id: str, value: str, *, called: str = "", given: bool = False, recorded: bool = False) -> Row:
    fact = engine.vocabulary.fact(fact_id)
    label = fact.value(value).label if value != DONT_KNOW else "I don’t know"
    return Row(fact.id, fact.question, label, called, given, value != DONT_KNOW, recorded)
