"""Approved ways of doing the same thing: what the policy calls fine for the same act and the same people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lanyard.policy.decide import decide
from lanyard.policy.engine import Engine
from lanyard.policy.facts import Fact
from lanyard.policy.pack import Pack
from lanyard.policy.rules import Rule

#: How somebody does a thing, beside what can be changed by agreement. Everything else says who or
#: what it is about, which an alternative must leave alone.
MEANS = ("channel", "device", "raise_to", "place", "hours", "profile_shows")

#: More than this is a list that nobody reads.
MOST_SHOWN = 4


@dataclass(frozen=True)
class Alternative:
    """A way that the policy allows, in words, with the clause that allows it."""

    way: str
    number: str
    clause_id: str
    title: str


def alternatives(pack: Pack, engine: Engine, known: Mapping[str, str]) -> tuple[Alternative, ...]:
    """The ways that stay fine when only means are changed; none where the act itself is unknown."""
    act = engine.vocabulary.facts[0].id
    if act not in known:
        return ()
    found: dict[str, Alternative] = {}
    for rule in pack.rules:
        if rule.verdict == "fine" and dict(rule.conditions).get(act):
            changed = _changes(engine, rule, known)
            way = _way(engine, {fact: values for fact, values in changed.items() if values})
            if way and way not in found:
                clause = pack.clause(rule.clause_id)
                found[way] = Alternative(way, clause.number, clause.id, clause.title)
    return tuple(found.values())[:MOST_SHOWN]


def _changes(engine: Engine, rule: Rule, known: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """What the rule would change of what is known, with the values that are all right.

    Empty when the rule is about other people or another matter, when it asks for agreements alone
    (what would help says those), or when the policy does not call it fine after all.
    """
    wanted = {fact: values for fact, values in rule.conditions if known.get(fact) not in values}
    facts = [engine.vocabulary.fact(fact) for fact in wanted]
    if not all(_is_means(fact) for fact in facts) or all(fact.changeable for fact in facts):
        return {}
    good: dict[str, tuple[str, ...]] = {}
    for fact, values in wanted.items():
        first = {other: held[0] for other, held in wanted.items()}
        good[fact] = tuple(value for value in values if _is_fine(engine, {**known, **first, fact: value}))
    return good if all(good.values()) else {}


def _is_means(fact: Fact) -> bool:
    return fact.changeable or fact.id in MEANS


def _is_fine(engine: Engine, situation: Mapping[str, str]) -> bool:
    """Whether nothing that is still unknown could make it worse than a matter of care."""
    verdicts = decide(engine, situation).range
    return "fine" in verdicts and set(verdicts) <= {"fine", "caution"}


def _way(engine: Engine, changed: Mapping[str, tuple[str, ...]]) -> str:
    phrases = [[engine.vocabulary.phrase(fact, value) for value in values] for fact, values in changed.items()]
    return "; ".join(said[0] if len(said) == 1 else f"{', '.join(said[:-1])} or {said[-1]}" for said in phrases)
