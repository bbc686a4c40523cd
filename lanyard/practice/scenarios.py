"""The scenario check: situations of the policy's own, so that somebody finds out what it means for them (3.1.2).

The first time they come from the policy's examples and rules; for a new version they are those whose
answer changed. The same person and version always get the same situations.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from lanyard.policy.compare import ChangeGroup, Comparison
from lanyard.policy.decide import Answer, decide
from lanyard.policy.engine import Engine
from lanyard.policy.pack import Pack
from lanyard.policy.rules import VERDICTS

from .wording import sentence_case

#: How many situations a check has, and a two-minute one.
WHOLE, BRIEF = 5, 3

_ROLE = "role"


@dataclass(frozen=True)
class Scenario:
    """One situation. ``story`` tells it where the policy has a story for it; ``before`` is the earlier verdict."""

    key: str
    story: str
    told: str
    situation: Mapping[str, str]
    verdict: str
    clauses: tuple[str, ...]
    before: str = ""


def first_scenarios(
    pack: Pack, engine: Engine, *, roles: Sequence[str], clauses: Collection[str], seed: str, most: int
) -> tuple[Scenario, ...]:
    """Situations for somebody who meets the policy for the first time, from the clauses given, their verdicts varied."""
    found = [*_from_examples(pack, engine, roles, clauses)]
    if len(found) < most:
        found += _from_rules(pack, engine, roles, clauses)
    return _varied(found, seed=seed, most=most)


def changed_scenarios(
    pack: Pack, engine: Engine, comparison: Comparison, *, roles: Sequence[str], clauses: Collection[str], seed: str, most: int
) -> tuple[Scenario, ...]:
    """Situations whose answer is another one than in the version that the person last agreed to.

    Only those that concern them: by the clauses behind the change, and by their part in the school.
    None where no answer changed.
    """
    found = []
    for group in comparison.groups:
        concerns = not group.roles or any(role in group.roles for role in roles)
        if concerns and group.before != group.after and any(clause in clauses for clause in group.clauses):
            made = _from_change(pack, engine, group, [role for role in roles if not group.roles or role in group.roles])
            if made is not None:
                found.append(made)
    return _varied(found, seed=seed, most=most)


def role_values(engine: Engine, parts: Collection[str]) -> tuple[str, ...]:
    """The parts that the policy's own question about roles knows, the most particular first."""
    if _ROLE not in engine.vocabulary:
        return ()
    known = engine.vocabulary.fact(_ROLE).value_ids()
    ordered = [part for part in ("head", "dsl") if part in parts] + [part for part in parts if part not in ("head", "dsl")]
    return tuple(part for part in ordered if part in known)


def _from_examples(pack: Pack, engine: Engine, roles: Sequence[str], clauses: Collection[str]) -> Iterator[Scenario]:
    for clause in pack.clauses:
        if clause.id in clauses:
            for number, example in enumerate(clause.examples):
                key = f"{clause.id}-{number}"
                made = _scenario(engine, key, example.story, example.situation, roles, behind=(clause.id,))
                if made is not None:
                    yield made


def _from_rules(pack: Pack, engine: Engine, roles: Sequence[str], clauses: Collection[str]) -> Iterator[Scenario]:
    for clause in pack.clauses:
        if clause.id in clauses:
            for number, rule in enumerate(clause.rules):
                situation = {fact: values[0] for fact, values in rule.conditions if fact != _ROLE}
                given = dict(rule.conditions).get(_ROLE)
                part = [role for role in roles if given is None or role in given]
                if engine.vocabulary.facts[0].id in situation and (part or not roles):
                    key = f"{clause.id}-rule-{number}"
                    made = _scenario(engine, key, "", situation, part, behind=(clause.id,))
                    if made is not None:
                        yield made


def _from_change(pack: Pack, engine: Engine, group: ChangeGroup, roles: Sequence[str]) -> Scenario | None:
    """A changed situation, with a story where one of the policy's examples lies within it."""
    held = dict(group.held)
    for clause in pack.clauses:
        for number, example in enumerate(clause.examples):
            if all(example.situation.get(fact) in values for fact, values in held.items()):
                key = f"{clause.id}-{number}"
                made = _scenario(engine, key, example.story, example.situation, roles, before=group.before, behind=group.clauses)
                if made is not None and made.verdict == group.after:
                    return made
    key = f"{group.act}-{hashlib.sha256(repr(group.held).encode()).hexdigest()[:12]}"
    made = _scenario(engine, key, "", group.situation, roles, before=group.before, behind=group.clauses)
    return made if made is not None and made.verdict == group.after else None


def _scenario(
    engine: Engine,
    key: str,
    story: str,
    situation: Mapping[str, str],
    roles: Sequence[str],
    *,
    behind: tuple[str, ...],
    before: str = "",
) -> Scenario | None:
    """A situation as a question; ``None`` where it is somebody else's, or its answer is open.

    ``behind`` are the clauses that teach where the answer itself is sure of none.
    """
    known = dict(situation)
    if _ROLE in known and known[_ROLE] not in roles:
        return None
    if _ROLE not in known and roles:
        known[_ROLE] = roles[0]
    answer = decide(engine, known)
    if answer.verdict not in (*VERDICTS, "silent"):
        return None
    told = {fact: value for fact, value in situation.items() if fact != _ROLE}
    return Scenario(
        key=key,
        story=story,
        told=sentence_case(engine.vocabulary.read_back(told)),
        situation=known,
        verdict=answer.verdict,
        clauses=_clauses_behind(answer) or behind,
        before=before,
    )


def _clauses_behind(answer: Answer) -> tuple[str, ...]:
    """The clauses that give the verdict, or else all that certainly apply."""
    certain = [citation for citation in answer.clauses if citation.certain]
    deciding = [citation for citation in certain if citation.verdict == answer.verdict]
    return tuple(dict.fromkeys(citation.clause_id for citation in deciding or certain))


def _varied(found: Sequence[Scenario], *, seed: str, most: int) -> tuple[Scenario, ...]:
    """A choice by the seed alone: the verdicts take turns, and no clause comes twice while others wait."""
    unlike = {scenario.key: scenario for scenario in found}
    waiting = sorted(unlike.values(), key=lambda one: hashlib.sha256(f"{seed}:{one.key}".encode()).digest())
    chosen: list[Scenario] = []
    while waiting and len(chosen) < most:
        met = [one.verdict for one in chosen]
        clauses = {clause for one in chosen for clause in one.clauses}
        best = min(waiting, key=lambda one: (bool(clauses.intersection(one.clauses)), met.count(one.verdict)))
        chosen.append(best)
        waiting.remove(best)
    return tuple(chosen)
