"""The questions that an act leads to: which are asked, in which order, and how many to expect."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lanyard.policy.ask import Planner
from lanyard.policy.engine import Engine


class Plan:
    """The planned questions of one act, when nothing but the act is known.

    Counts include neither the question for the act nor what “I don't know” would lead to.
    """

    def __init__(self, engine: Engine, act: str) -> None:
        self.engine, self.act = engine, act
        self.diagram, self.planner = engine.diagram, Planner(engine)
        level = engine.vocabulary.facts[0].value_ids().index(act)
        self.root = self.diagram.restrict(engine.simple, {0: level})
        self._counted: dict[int, tuple[float, int]] = {}

    @property
    def expected(self) -> float:
        """The number of questions to expect, each value being as likely as any other."""
        return self._count(self.root)[0]

    @property
    def most(self) -> int:
        """The number of questions on the longest way to an answer."""
        return self._count(self.root)[1]

    def facts(self) -> tuple[str, ...]:
        """The facts that may be asked for, in the vocabulary's order."""
        levels: set[int] = set()
        waiting, seen = [self.root], {self.root}
        while waiting:
            level = self.planner.choose(waiting[-1])
            node = waiting.pop()
            if level is None:
                continue
            levels.add(level)
            fresh = {kid for _, kid in self._branches(node, level)} - seen
            seen |= fresh
            waiting += fresh
        return tuple(self.engine.vocabulary.facts[level].id for level in sorted(levels))

    def tree(self) -> dict[str, Any]:
        """The questions as a tree. A branch with several values leads on alike for each of them."""
        return self._grow(self.root)

    def form(self, *, tree: bool) -> dict[str, Any]:
        """The plan as plain values, for JSON."""
        said = {"act": self.act, "label": self.engine.vocabulary.facts[0].value(self.act).label}
        counted = {"expected": round(self.expected, 3), "most": self.most, "facts": list(self.facts())}
        return {**said, **counted, **({"tree": self.tree()} if tree else {})}

    def _branches(self, node: int, level: int) -> Iterator[tuple[list[int], int]]:
        grouped: dict[int, list[int]] = {}
        for value in range(self.diagram.sizes[level]):
            grouped.setdefault(self.diagram.restrict(node, {level: value}), []).append(value)
        for kid, values in grouped.items():
            yield values, kid

    def _count(self, node: int) -> tuple[float, int]:
        found = self._counted.get(node)
        if found is None:
            level = self.planner.choose(node)
            found = (0.0, 0)
            if level is not None:
                kids = [
                    (len(values) / self.diagram.sizes[level], *self._count(kid)) for values, kid in self._branches(node, level)
                ]
                found = (1 + sum(share * expected for share, expected, _ in kids), 1 + max(most for _, _, most in kids))
            self._counted[node] = found
        return found

    def _grow(self, node: int) -> dict[str, Any]:
        level = self.planner.choose(node)
        if level is None:
            return self._end(node)
        fact = self.engine.vocabulary.facts[level]
        branches = [
            {"values": [fact.values[value].id for value in values], "then": self._grow(kid)}
            for values, kid in self._branches(node, level)
        ]
        return {"fact": fact.id, "question": fact.question, "branches": branches}

    def _end(self, node: int) -> dict[str, Any]:
        urgent = sorted(self.planner.urgent(node))
        if node >= 0:
            return {"verdict": None, "duties_now": urgent}
        return {"verdict": self.diagram.payload(node)[0], "duties_now": urgent}


def plans(engine: Engine) -> list[Plan]:
    """The plan of every act, in the vocabulary's order."""
    return [Plan(engine, act) for act in engine.vocabulary.facts[0].value_ids()]
