"""Every situation at once: the policy compiled once more, with a trace of each exception.

An analysis asks what would follow if a rule, an exception or a ``despite`` were taken out. The leaves
of this diagram hold which rules fire, so that such a question is answered leaf by leaf and nothing is
compiled again. For each ``unless`` a trace fires where the exception, and nothing else, holds its rule back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from lanyard.policy.analysis.cubes import Cube, Part, count, parts, situation, size, tell, truths
from lanyard.policy.compiling import compile_rules
from lanyard.policy.diagram import Diagram
from lanyard.policy.engine import Outcome
from lanyard.policy.outcomes import outcome_maker
from lanyard.policy.pack import Pack
from lanyard.policy.rules import Conditions, Rule

#: Verdicts from mild to strict. Silence stands apart: it neither permits nor forbids.
STRICTNESS = {"fine": 0, "caution": 1, "agree": 2, "never": 3}

Firing = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Trace:
    """The ``unless`` numbered ``index`` (from 0) of the rule numbered ``rule``."""

    rule: int
    index: int


class Survey:
    """A pack's rules over all situations, for the analyses. Its nodes are its own, never the engine's."""

    def __init__(self, pack: Pack) -> None:
        self.pack, self.vocabulary = pack, pack.vocabulary
        self.rules = pack.rules
        self.diagram = Diagram(pack.vocabulary.sizes())
        self.traces = tuple(Trace(n, i) for n, rule in enumerate(self.rules) for i in range(len(rule.exceptions)))
        traced = [_traced(self.rules[trace.rule], trace.index) for trace in self.traces]
        #: Leaves: the numbers of the rules that fire, then of the traces, counted on from the rules.
        self.root = compile_rules(self.diagram, [*self.rules, *traced], self.vocabulary)
        self._outcomes: dict[Firing, Outcome] = {}

    @cached_property
    def when_silent(self) -> tuple[tuple[str, str], ...]:
        """The duties that follow where the policy does not speak."""
        return tuple((id_, self.pack.duties[id_].urgency) for id_ in self.pack.book.when_silent)

    @cached_property
    def _make(self) -> Callable[[Firing], Outcome]:
        return self.maker(self.rules)

    def maker(self, rules: tuple[Rule, ...]) -> Callable[[Firing], Outcome]:
        """From firing rules to outcomes, for these rules or an edited copy of them, numbered alike."""
        return outcome_maker(rules, self.pack.book.incompatible, self.when_silent)

    def outcome(self, firing: Firing) -> Outcome:
        """What follows where these rules fire; traces among them are passed over."""
        found = self._outcomes.get(firing)
        if found is None:
            rules = tuple(number for number in firing if number < len(self.rules))
            found = self._outcomes[firing] = self._make(rules)
        return found

    @cached_property
    def firings(self) -> tuple[Firing, ...]:
        """Every set of rules and traces that fires together somewhere."""
        leaves = sorted(self.diagram.reachable(self.root), reverse=True)
        return tuple(self.diagram.payload(leaf) for leaf in leaves)

    @cached_property
    def simple(self) -> int:
        """The diagram of verdicts and duties."""
        return self.diagram.map_leaves(self.root, self._simple)

    def _simple(self, firing: Firing) -> tuple[str, tuple[tuple[str, str], ...]]:
        outcome = self.outcome(firing)
        return outcome.verdict, outcome.duties

    @cached_property
    def verdicts(self) -> int:
        """The diagram of verdicts."""
        return self.diagram.map_leaves(self.simple, lambda payload: payload[0])

    @cached_property
    def deciding(self) -> int:
        """The diagram of verdicts with the numbers of the rules that give them."""
        return self.diagram.map_leaves(self.root, self._deciding)

    def _deciding(self, firing: Firing) -> tuple[str, Firing]:
        outcome = self.outcome(firing)
        return outcome.verdict, self.giving(outcome)

    def giving(self, outcome: Outcome) -> Firing:
        """The surviving rules that give an outcome its verdict."""
        return tuple(number for number in outcome.surviving if self.rules[number].verdict == outcome.verdict)

    def acts(self) -> Iterator[tuple[int, str]]:
        """Each act's value number and id."""
        return enumerate(self.vocabulary.facts[0].value_ids())

    def within(self, root: int, act: int) -> int:
        """The part of a diagram that is about one act."""
        return self.diagram.children[root][act] if self.diagram.level(root) == 0 else root

    @cached_property
    def act_levels(self) -> tuple[frozenset[int], ...]:
        """For each act, the facts that change its verdict or duties anywhere."""
        return tuple(frozenset(self.diagram.support(self.within(self.simple, act))) for act, _ in self.acts())

    def where(self, wanted: Callable[[Firing], bool]) -> int:
        """The diagram of truths of the situations whose firing rules are wanted."""
        return truths(self.diagram, self.root, wanted)

    def region(self, wanted: Callable[[Firing], bool]) -> Region:
        """The wanted situations, counted act by act, with one of them to read."""
        return self.region_of(self.where(wanted))

    def region_of(self, root: int, aside: frozenset[int] = frozenset()) -> Region:
        """The situations of a diagram of truths, counted act by act, with one of them to read.

        Facts at the levels ``aside`` do not tell situations apart.
        """
        cases = total = 0
        shown: list[Part] = []
        acts: list[str] = []
        for act, id_ in self.acts():
            part = self.within(root, act)
            levels = (self.act_levels[act] | self.diagram.support(part)) - aside
            held = count(self.diagram, part, levels)
            if held:
                cases, total = cases + held, total + size(self.diagram, levels)
                shown += parts(self.diagram, part, {0: (act,)}, levels, 1)[0]
                acts.append(id_)
        shown.sort(key=lambda one: (len(one.cube), -one.count))
        return Region(self, cases, total, shown[0].cube if shown else {}, tuple(acts))

    def clause_ids(self, rules: Iterable[int]) -> tuple[str, ...]:
        """The clauses of these rules, each once, in the order of the policy."""
        return tuple(dict.fromkeys(self.rules[number].clause_id for number in sorted(rules)))


@dataclass(frozen=True, slots=True)
class Region:
    """Some situations: how many cases, out of how many in the acts concerned, one to read, and the acts.

    A case is a situation told apart only by the facts that matter for its act.
    """

    survey: Survey
    cases: int
    total: int
    cube: Cube
    acts: tuple[str, ...]

    @property
    def situation(self) -> dict[str, str]:
        """The facts of the situation to read."""
        return situation(self.survey.vocabulary, self.cube)

    @property
    def told(self) -> str:
        """The situation to read, in words, together with all that are like it."""
        return tell(self.survey.vocabulary, self.cube)

    @property
    def how_many(self) -> str:
        """How often it happens, in words."""
        return f"in {self.cases:,} of the {self.total:,} cases there can be"


def _traced(rule: Rule, index: int) -> Rule:
    """A rule that fires exactly where the exception at ``index`` alone holds ``rule`` back."""
    others = rule.exceptions[:index] + rule.exceptions[index + 1 :]
    conditions = _joined(rule.conditions, rule.exceptions[index])
    return replace(rule, id=f"{rule.id}/trace{index + 1}", conditions=conditions, exceptions=others)


def _joined(one: Conditions, other: Conditions) -> Conditions:
    joined: dict[str, tuple[str, ...]] = dict(one)
    for fact, values in other:
        joined[fact] = tuple(value for value in values if value in joined.get(fact, values))
    return tuple(joined.items())


def strictness(verdict: str) -> int:
    """How strict a verdict is; silence lies below them all, for it forbids nothing."""
    return STRICTNESS.get(verdict, -1)
