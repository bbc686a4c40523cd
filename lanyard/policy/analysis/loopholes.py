"""Loopholes: one changed fact that turns a prohibition into something milder, without anybody agreeing.

Most of them are meant: the school phone instead of your own is the approved way. Some are not: a home
address may slip past a clause that speaks of numbers. They are information for governors, who know
which is which. Left out are changes of the act, and whatever the clause itself names as its exception.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lanyard.policy.analysis.cubes import Cube, either, situation, tally, tell, truths
from lanyard.policy.analysis.cubes import parts as read_parts
from lanyard.policy.analysis.survey import Firing, Survey, strictness
from lanyard.policy.pack import Clause
from lanyard.policy.rules import VERDICT_WORDS

_HELD_BACK = ("agree", "never")

#: A verdict, and for one that holds people back the clauses that give it.
Blame = tuple[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Loophole:
    """One fact whose change escapes a clause. ``before`` and ``after`` are value ids of ``fact``.

    A ``changeable`` fact is one that somebody may properly change: often it is the approved way.

    ``situations`` counts the cases of the act, with the fact as before, that escape; ``share`` is their
    part of all those in which the clause decides so. ``situation`` is one of them, before the change.
    """

    act: str
    clause: str
    fact: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    changeable: bool
    verdict_before: str
    verdict_after: str
    situations: int
    share: float
    situation: Mapping[str, str]
    told: str
    message: str

    def as_dict(self) -> dict[str, Any]:
        """The loophole as plain values, for JSON."""
        plain = {name: getattr(self, name) for name in self.__slots__}
        return {**plain, "before": list(self.before), "after": list(self.after), "situation": dict(self.situation)}


@dataclass(slots=True)
class _Escape:
    """A loophole while it is being counted: the values left, how often, and where to find one."""

    before: list[int]
    escaping: int
    decided: int
    joined: int


def find_loopholes(survey: Survey) -> tuple[Loophole, ...]:
    """Every loophole, act by act; in each act those that end in silence come first, then the widest."""
    blame = survey.diagram.map_leaves(survey.deciding, lambda payload: _blame(survey, payload))
    spared = {clause.id: _spared_facts(clause) for clause in survey.pack.clauses}
    found: list[Loophole] = []
    for act, _ in survey.acts():
        root = survey.within(blame, act)
        holes = [hole for level in sorted(survey.diagram.support(root)) for hole in _change(survey, act, root, level, spared)]
        found += sorted(holes, key=lambda hole: (hole.verdict_after != "silent", -hole.situations, hole.clause, hole.fact))
    return tuple(found)


def _blame(survey: Survey, payload: tuple[str, Firing]) -> Blame:
    verdict, rules = payload
    return verdict, survey.clause_ids(rules) if verdict in _HELD_BACK else ()


def _spared_facts(clause: Clause) -> frozenset[str]:
    """The facts that the clause itself names as its exceptions."""
    named = (fact for rule in clause.rules for exception in rule.exceptions for fact, _ in exception)
    return frozenset(named)


def _change(survey: Survey, act: int, root: int, level: int, spared: Mapping[str, frozenset[str]]) -> Iterator[Loophole]:
    """The loopholes of one act that a change of one fact opens."""
    diagram, fact = survey.diagram, survey.vocabulary.facts[level]
    levels = survey.act_levels[act] - {level}
    sides: dict[int, list[int]] = {}
    for value in range(len(fact.values)):
        sides.setdefault(diagram.restrict(root, {level: value}), []).append(value)
    helping = fact.value_ids().index(fact.helps) if fact.helps else -1
    escapes: dict[tuple[str, str, str, tuple[int, ...]], _Escape] = {}
    for one, before in sides.items():
        decided = tally(diagram, one, levels)
        for other, values in sides.items():
            after = tuple(value for value in values if value != helping)
            if one == other or not after:
                continue
            joined = diagram.combine(one, other, lambda left, right: (left, right[0]))
            for clause, was, becomes, number in _escaping(tally(diagram, joined, levels)):
                if fact.id in spared[clause]:
                    continue
                everywhere = sum(n for (verdict, clauses), n in decided.items() if verdict == was and clause in clauses)
                escape = escapes.setdefault((clause, was, becomes, after), _Escape([], 0, 0, joined))
                escape.before += before
                escape.escaping += number * len(before)
                escape.decided += everywhere * len(before)
    for (clause, was, becomes, after), escape in escapes.items():
        yield _told(survey, (act, level), (clause, was, becomes), after, escape)


def _escaping(counts: Mapping[tuple[Blame, str], int]) -> Iterator[tuple[str, str, str, int]]:
    """Clause, verdict before, verdict after and number of cases, of everything that becomes milder."""
    found: dict[tuple[str, str, str], int] = {}
    for ((was, clauses), becomes), number in counts.items():
        for clause in clauses if strictness(becomes) < strictness(was) else ():
            found[clause, was, becomes] = found.get((clause, was, becomes), 0) + number
    for (clause, was, becomes), number in found.items():
        yield clause, was, becomes, number


def _told(
    survey: Survey, place: tuple[int, int], change: tuple[str, str, str], after: tuple[int, ...], escape: _Escape
) -> Loophole:
    (act, level), (clause, was, becomes) = place, change
    fact = survey.vocabulary.facts[level]
    root = truths(survey.diagram, escape.joined, lambda pair: pair[0][0] == was and clause in pair[0][1] and pair[1] == becomes)
    shown = read_parts(survey.diagram, root, {0: (act,), level: tuple(sorted(escape.before))}, survey.act_levels[act], 1)[0]
    cube: Cube = shown[0].cube
    instead = either(fact.values[value].phrase for value in after)
    message = (
        f"{survey.pack.clause(clause).number} says “{VERDICT_WORDS[was].lower()}” to this: {tell(survey.vocabulary, cube)}. "
        f"With another answer to “{fact.question}”, it would be “{VERDICT_WORDS[becomes].lower()}”: {instead}."
    )
    return Loophole(
        act=survey.vocabulary.facts[0].values[act].id,
        clause=clause,
        fact=fact.id,
        before=tuple(fact.values[value].id for value in sorted(escape.before)),
        after=tuple(fact.values[value].id for value in after),
        changeable=fact.changeable,
        verdict_before=was,
        verdict_after=becomes,
        situations=escape.escaping,
        share=escape.escaping / escape.decided,
        situation=situation(survey.vocabulary, cube),
        told=tell(survey.vocabulary, cube),
        message=message,
    )
