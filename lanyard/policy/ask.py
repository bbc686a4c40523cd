"""Which question to ask next, so that a person answers as few as possible.

The order is optimal: it minimises the number of questions expected until verdict and duties are
certain, taking each value as equally likely. Red flags come first whatever they cost. “I don't know”
is an answer: the fact is then left open, and no question is asked that takes its answer for granted. As
soon as a duty that is due now is certain, the asking stops.
"""

from __future__ import annotations

from lanyard.policy.decide import check_known, decide
from lanyard.policy.record import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from typing import Any

    from lanyard.policy.engine import Engine
    from lanyard.policy.facts import Fact, Value

#: With more open nodes than this an exact search would keep a person waiting; the greedy choice is then
#: taken, which was measured at 2 % more questions.
_EXACT_LIMIT = 4000


@record
class Question:
    """The next question: the fact it asks about and the values that may be given, beside “I don't know”."""

    fact: str
    question: str
    hint: str
    values: tuple[Value, ...]
    red_flag: bool


def next_question(
    engine: Engine, known: Mapping[str, str], dont_know: Collection[str] = (), *, past_urgent: bool = False
) -> Question | None:
    """The question to ask next, or None when nothing more would change what to do.

    ``dont_know`` lists facts the person could not tell. With ``past_urgent`` the asking goes on although
    a duty is due now. Raises ``UnknownFact`` or ``UnknownValue``.
    """
    check_known(engine, known, dont_know)
    act = engine.vocabulary.facts[0].id
    if act in dont_know and act not in known:
        return _next_red_flag(engine, known, dont_know, past_urgent)
    planner = Planner(engine, past_urgent=past_urgent)
    level = planner.choose(planner.open_node(known, dont_know))
    return None if level is None else _question(engine.vocabulary.facts[level])


def _question(fact: Fact) -> Question:
    return Question(fact.id, fact.question, fact.hint, fact.values, fact.red_flag)


def _next_red_flag(engine: Engine, known: Mapping[str, str], dont_know: Collection[str], past_urgent: bool) -> Question | None:
    """Whoever cannot say what it is about is asked only whether anybody is at risk.

    No other question could settle anything, and the diagram of all acts at once would be too large to plan on.
    """
    if not past_urgent and decide(engine, known).urgent:
        return None
    flags = [fact for fact in engine.vocabulary if fact.red_flag and fact.id not in known and fact.id not in dont_know]
    return _question(flags[0]) if flags else None


class Planner:
    """Plans questions over one engine; what it works out at a node holds for every situation that leads there."""

    def __init__(self, engine: Engine, *, past_urgent: bool = False) -> None:
        self.engine, self.diagram = engine, engine.diagram
        self.past_urgent = past_urgent
        self.red_flags = [level for level, fact in enumerate(engine.vocabulary) if fact.red_flag]
        self.after = {level: engine.vocabulary.level(fact.after) for level, fact in enumerate(engine.vocabulary) if fact.after}
        self.costs: dict[int, float] = {}
        self._most_costs = _EXACT_LIMIT
        self.chosen: dict[int, int] = {}
        self._urgent: dict[int, frozenset[str]] = {}
        self._support: dict[int, frozenset[int]] = {}

    def open_node(self, known: Mapping[str, str], dont_know: Iterable[str] = ()) -> int:
        """The diagram of verdicts and duties that is left to ask about. The act must not be among the unknown."""
        fixed = self.engine.fixed(known)
        node = self.diagram.restrict(self.engine.simple, fixed)
        unknown = {self.engine.vocabulary.level(fact) for fact in dont_know if fact not in known}
        for level, first in self.after.items():
            if first in unknown and level not in fixed:
                unknown.add(level)
        levels = sorted(unknown & self.support(node), reverse=True)
        if levels:
            node = self.diagram.map_leaves(node, lambda payload: frozenset([payload]))
            for level in levels:
                node = self.diagram.forget(node, level, frozenset.union)
        return node

    def choose(self, node: int) -> int | None:
        """The level of the fact to ask at a node; None when the asking is over."""
        if self.finished(node):
            return None
        if not self.past_urgent and node in self.engine.choices:
            return self.engine.choices[node]
        if 0 in self.support(node):
            # Everything hangs on the act, so it comes first and needs no planning.
            return 0
        if node not in self.chosen:
            self._most_costs = len(self.costs) + _EXACT_LIMIT
            try:
                self.cost(node)
            except _TooMany:
                self.chosen[node] = self._greedy(node)
        return self.chosen[node]

    def finished(self, node: int) -> bool:
        """Whether nothing more needs asking: all is certain, or a duty due now is."""
        return node < 0 or (not self.past_urgent and bool(self.urgent(node)))

    def cost(self, node: int) -> float:
        """The number of questions still expected at a node when each is chosen as well as possible."""
        if self.finished(node):
            return 0.0
        found = self.costs.get(node)
        if found is not None:
            return found
        if len(self.costs) > self._most_costs:
            raise _TooMany
        best, choice = float("inf"), -1
        for least, level, branches in self._options(node):
            if least >= best:
                break
            expected = 1.0 + sum(map(self.cost, branches)) / len(branches)
            if expected < best:
                best, choice = expected, level
        # The choice first: another thread that finds the cost takes it that the choice is there.
        self.chosen[node], self.costs[node] = choice, best
        return best

    def _options(self, node: int) -> list[tuple[float, int, list[int]]]:
        """The facts that may be asked, with the least number of questions each could lead to, best first.

        A branch that is not finished costs one question at least, or what is known of it already. Options
        that cannot beat the best found so far are then never looked into.
        """
        options = []
        for level in self._candidates(node):
            branches = [self.diagram.restrict(node, {level: value}) for value in range(self.diagram.sizes[level])]
            least = sum(0.0 if self.finished(branch) else self.costs.get(branch, 1.0) for branch in branches)
            options.append((1.0 + least / len(branches), level, branches))
        return sorted(options)

    def _candidates(self, node: int) -> list[int]:
        """The first red flag that still matters, or else every fact that does and whose question makes sense by now."""
        support = self.support(node)
        flags = [level for level in self.red_flags if level in support]
        if 0 in support:
            return [0]
        return flags[:1] or [level for level in sorted(support) if self.after.get(level) not in support]

    def _greedy(self, node: int) -> int:
        """The fact after which, on average, the fewest nodes are left."""

        def left(level: int) -> float:
            size = self.diagram.sizes[level]
            return sum(self.diagram.size(self.diagram.restrict(node, {level: value})) for value in range(size)) / size

        return min(self._candidates(node), key=lambda level: (left(level), level))

    def support(self, node: int) -> frozenset[int]:
        """The levels that matter at a node."""
        found = self._support.get(node)
        if found is None:
            found = self._support[node] = frozenset(self.diagram.support(node))
        return found

    def urgent(self, node: int) -> frozenset[str]:
        """The duties due now that are certain at a node, whatever else is still unknown."""
        found = self._urgent.get(node)
        if found is None:
            if node < 0:
                found = _urgent_at(self.diagram.payload(node))
            else:
                found = frozenset.intersection(*(self.urgent(kid) for kid in self.diagram.children[node]))
            self._urgent[node] = found
        return found


class _TooMany(Exception):
    """The exact search would visit too many nodes."""


def _urgent_at(payload: Any) -> frozenset[str]:
    """Certain urgent duties of a leaf, which holds one outcome or the set of those still possible."""
    outcomes = payload if isinstance(payload, frozenset) else (payload,)
    return frozenset.intersection(*(frozenset(id_ for id_, urgency in duties if urgency == "now") for _, duties in outcomes))


def plan_choices(engine: Engine) -> dict[int, int]:
    """The fact to ask at every node that a person reaches by answering the questions asked. Made at compile time."""
    choices: dict[int, int] = {}
    levels = range(len(engine.vocabulary.facts[0].values))
    for act in levels:
        planner = Planner(engine)
        waiting = [engine.diagram.restrict(engine.simple, {0: act})]
        while waiting:
            node = waiting.pop()
            level = None if node in choices else planner.choose(node)
            if level is not None:
                choices[node] = level
                waiting += [engine.diagram.restrict(node, {level: value}) for value in range(engine.diagram.sizes[level])]
    return choices
