"""Compiling rules into the decision diagram, top-down, one fact at a time.

While facts are read, a bit set holds which conditions can still be met. Two branches with the same
set behave alike from there on, so they become one node; that, and not a later clean-up, keeps the
work small. Branches are keyed by what is left to check, never by a rule's name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lanyard.policy.diagram import Diagram
from lanyard.policy.facts import Vocabulary
from lanyard.policy.rules import Conditions, Rule


@dataclass(frozen=True, slots=True)
class _Term:
    """One set of conditions: a rule's own, or one of its exceptions'. Value numbers by level."""

    wanted: dict[int, frozenset[int]]
    last: int


class _Compiler:
    def __init__(self, diagram: Diagram, rules: Sequence[Rule], vocabulary: Vocabulary) -> None:
        self.diagram = diagram
        self.depth = len(diagram.sizes)
        self.terms: list[_Term] = []
        self.mains: list[int] = []
        #: For each term, the bits of its whole rule; for exceptions, bits to drop once one is met.
        self.group: dict[int, int] = {}
        for rule in rules:
            main = self._add(rule.conditions, vocabulary)
            self.mains.append(main)
            bits = 1 << main
            for exception in rule.exceptions:
                bits |= 1 << self._add(exception, vocabulary)
            for term in range(main, len(self.terms)):
                self.group[term] = bits
        self.main_bits = sum(1 << main for main in self.mains)
        self.fatal = [[0] * size for size in diagram.sizes]
        self.mentions = [0] * self.depth
        self.completed = [0] * (self.depth + 1)
        self._index()
        self.done: dict[tuple[int, int], int] = {}

    def _add(self, conditions: Conditions, vocabulary: Vocabulary) -> int:
        wanted: dict[int, frozenset[int]] = {}
        for fact, values in conditions:
            ids = vocabulary.fact(fact).value_ids()
            wanted[vocabulary.level(fact)] = frozenset(ids.index(value) for value in values if value in ids)
        self.terms.append(_Term(wanted, max(wanted, default=-1)))
        return len(self.terms) - 1

    def _index(self) -> None:
        for number, term in enumerate(self.terms):
            for level, values in term.wanted.items():
                self.mentions[level] |= 1 << number
                for value in range(self.diagram.sizes[level]):
                    if value not in values:
                        self.fatal[level][value] |= 1 << number
            if not self.main_bits >> number & 1:
                self.completed[term.last + 1] |= 1 << number

    def build(self) -> int:
        """The root of the diagram whose leaves are the numbers of the rules that fire."""
        return self._node(0, (1 << len(self.terms)) - 1)

    def _node(self, level: int, alive: int) -> int:
        while level < self.depth and not alive & self.mentions[level]:
            level += 1
        key = (level, alive)
        found = self.done.get(key)
        if found is None:
            if level == self.depth:
                found = self.diagram.leaf(tuple(n for n, main in enumerate(self.mains) if alive >> main & 1))
            else:
                kids = [self._node(level + 1, self._settle(alive & ~fatal, alive, level + 1)) for fatal in self.fatal[level]]
                found = self.diagram.node(level, kids)
            self.done[key] = found
        return found

    def _settle(self, alive: int, before: int, level: int) -> int:
        """Drop what no longer matters: exceptions of dead rules, and rules whose exception is met."""
        for term in _bits(before & ~alive & self.main_bits):
            alive &= ~self.group[term]
        for term in _bits(alive & self.completed[level]):
            alive &= ~self.group[term]
        return alive


def _bits(mask: int) -> list[int]:
    found = []
    while mask:
        low = mask & -mask
        found.append(low.bit_length() - 1)
        mask ^= low
    return found


def compile_rules(diagram: Diagram, rules: Sequence[Rule], vocabulary: Vocabulary) -> int:
    """Compile rules; the leaves of the root returned are tuples of the numbers of the rules that fire.

    What fires is decided before any ``despite``; see ``lanyard.policy.outcomes`` for what survives.
    Values that the vocabulary does not know are taken as never given, so that one version's rules can
    be read with another version's vocabulary.
    """
    return _Compiler(diagram, rules, vocabulary).build()
