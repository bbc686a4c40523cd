"""Gaps: what the policy does not speak about, act by act, with how much of it and groups to read.

Silence about part of an act is information. Silence about all of it, or about one kind of it that no
clause ever names, is a finding, until a reading says that governors know: ``settles: gap act: …``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lanyard.policy.analysis.cubes import Part, count, name_values, parts, size, tell, truths
from lanyard.policy.analysis.findings import Finding, settled_by
from lanyard.policy.analysis.survey import Survey
from lanyard.policy.facts import Fact
from lanyard.policy.statements import Reading

#: More groups than this nobody reads; the rest is counted.
_MOST_GROUPS = 4

Conditions = dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class GapGroup:
    """Silent situations that can be said in one breath. ``held`` gives fact ids with value ids."""

    told: str
    held: tuple[tuple[str, tuple[str, ...]], ...]
    cases: int


@dataclass(frozen=True, slots=True)
class Gap:
    """How far the policy is silent about one act.

    Situations are counted as cases: told apart only by the facts that matter for the act. ``rest`` are
    the silent cases that no group holds. ``known`` says that a reading marks a silence of this act.
    """

    act: str
    phrase: str
    silent: int
    situations: int
    groups: tuple[GapGroup, ...]
    rest: int
    known: bool

    @property
    def share(self) -> float:
        """The share of the act's situations about which the policy is silent, from 0 to 1."""
        return self.silent / self.situations

    @property
    def examples(self) -> tuple[str, ...]:
        """The groups in words."""
        return tuple(group.told for group in self.groups)

    def as_dict(self) -> dict[str, Any]:
        """The gap as plain values, for JSON."""
        return {
            "act": self.act,
            "phrase": self.phrase,
            "silent": self.silent,
            "situations": self.situations,
            "share": self.share,
            "examples": [
                {"told": group.told, "facts": {fact: list(values) for fact, values in group.held}, "situations": group.cases}
                for group in self.groups
            ],
            "rest": self.rest,
            "known": self.known,
        }


def measure_gaps(survey: Survey) -> tuple[Gap, ...]:
    """Every act about which the policy is silent somewhere, the most silent first."""
    gaps = [gap for act, id_ in survey.acts() if (gap := _measure(survey, act, id_)).silent]
    return tuple(sorted(gaps, key=lambda gap: (-gap.share, survey.vocabulary.facts[0].value_ids().index(gap.act))))


def _measure(survey: Survey, act: int, id_: str) -> Gap:
    levels = survey.act_levels[act]
    silence = truths(survey.diagram, survey.within(survey.verdicts, act), lambda verdict: verdict == "silent")
    shown, rest = parts(survey.diagram, silence, {0: (act,)}, levels, _MOST_GROUPS)
    return Gap(
        act=id_,
        phrase=survey.vocabulary.phrase("act", id_),
        silent=count(survey.diagram, silence, levels),
        situations=size(survey.diagram, levels),
        groups=tuple(_group(survey, part) for part in shown),
        rest=rest,
        known=any(id_ in conditions.get("act", ()) for _, conditions in known_gaps(survey)),
    )


def _group(survey: Survey, part: Part) -> GapGroup:
    return GapGroup(tell(survey.vocabulary, part.cube), name_values(survey.vocabulary, part.cube), part.count)


def find_gaps(survey: Survey) -> Iterator[Finding]:
    """Acts about which the policy says nothing, kinds of an act that no clause names, and questions never asked."""
    for act, id_ in survey.acts():
        verdicts = survey.within(survey.verdicts, act)
        phrase = survey.vocabulary.phrase("act", id_)
        if verdicts < 0 and survey.diagram.payload(verdicts) == "silent":
            yield _silent(survey, f"The policy does not speak about {phrase}.", {"act": id_})
            continue
        for fact, value in _silent_values(survey, verdicts):
            where = fact.value(value).phrase
            message = f"The policy does not speak about {phrase}: {where}. No clause names it."
            yield _silent(survey, message, {"act": id_, fact.id: value})
    yield from _unused_facts(survey)
    yield from _readings_without_gap(survey)


def _silent(survey: Survey, message: str, situation: dict[str, str]) -> Finding:
    finding = Finding("gap", True, (), message, situation, survey.vocabulary.read_back(situation))
    for reading, conditions in known_gaps(survey):
        named = any(fact in conditions for fact in situation)
        if named and all(value in conditions.get(fact, (value,)) for fact, value in situation.items()):
            return settled_by(survey.pack, finding, reading)
    return finding


def _silent_values(survey: Survey, verdicts: int) -> Iterator[tuple[Fact, str]]:
    """Values of the facts that matter to an act which no rule names and about which it is silent throughout.

    Yes and no are passed over: a rule speaks of “no” by not naming “yes”.
    """
    named = _named_values(survey)
    for level in sorted(survey.diagram.support(verdicts)):
        fact = survey.vocabulary.facts[level]
        for number, value in enumerate(fact.value_ids()):
            if fact.is_yes_no or (fact.id, value) in named:
                continue
            reached = survey.diagram.reachable(verdicts, {level: number})
            if {survey.diagram.payload(leaf) for leaf in reached} == {"silent"}:
                yield fact, value


def _named_values(survey: Survey) -> set[tuple[str, str]]:
    parts = [conditions for rule in survey.rules for conditions in (rule.conditions, *rule.exceptions)]
    return {(fact, value) for conditions in parts for fact, values in conditions for value in values}


def _unused_facts(survey: Survey) -> Iterator[Finding]:
    used = survey.diagram.support(survey.root)
    for level, fact in enumerate(survey.vocabulary):
        if level and level not in used:
            yield Finding("gap", False, (), f"No answer depends on “{fact.question}”, so it is never asked.")


def known_gaps(survey: Survey) -> list[tuple[Reading, Conditions]]:
    """The silences that readings record, each as facts with the values it is about."""
    found = []
    for reading in survey.pack.readings:
        for kind, named in reading.settles:
            if kind == "gap":
                pairs = (condition.partition(": ") for condition in named)
                found.append((reading, {fact: tuple(values.split(", ")) for fact, _, values in pairs}))
    return found


def _readings_without_gap(survey: Survey) -> Iterator[Finding]:
    """Readings of a silence where the policy does speak throughout: out of date since somebody wrote a rule."""
    for reading, conditions in known_gaps(survey):
        cube = {
            survey.vocabulary.level(fact): tuple(survey.vocabulary.fact(fact).value_ids().index(value) for value in values)
            for fact, values in conditions.items()
        }
        if "silent" not in _payloads_within(survey, cube):
            told = tell(survey.vocabulary, cube)
            message = f"A reading says that the policy is silent here, and it no longer is: {told}. Take it out of the reading."
            yield Finding("gap", False, (reading.clause_id,), message)


def _payloads_within(survey: Survey, cube: dict[int, tuple[int, ...]]) -> set[str]:
    seen = {survey.verdicts}
    waiting = [survey.verdicts]
    found = set()
    while waiting:
        node = waiting.pop()
        if node < 0:
            found.add(survey.diagram.payload(node))
            continue
        kids = survey.diagram.children[node]
        for kid in (kids[value] for value in cube.get(survey.diagram.levels[node], range(len(kids)))):
            if kid not in seen:
                seen.add(kid)
                waiting.append(kid)
    return found
