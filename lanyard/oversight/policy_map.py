"""The whole policy on one page: what somebody might do, with whom, and the verdicts that may follow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from lanyard.policy.engine import Engine
from lanyard.policy.facts import Fact, Value
from lanyard.practice import wording
from lanyard.practice.questions import planner

#: The facts that may head the columns: whom it is about, else the person's own part in the school.
COLUMNS = ("other", "role")


@dataclass(frozen=True)
class Cell:
    """One square: the verdicts still possible there. ``look`` picks sign and shade."""

    value: Value | None
    verdicts: tuple[str, ...]
    share: dict[str, int]

    @property
    def look(self) -> str:
        """One verdict's name, or ``mixed``."""
        return self.verdicts[0] if len(self.verdicts) == 1 else "mixed"

    @property
    def signs(self) -> str:
        """The signs of the verdicts, mildest first: two when it depends, from the mildest to the strictest."""
        shown = [verdict for verdict in wording.RANGE_ORDER if verdict in self.verdicts]
        ends = shown if len(shown) <= 2 else [shown[0], shown[-2] if shown[-1] == "silent" else shown[-1]]
        return " ".join(wording.LOOKS[verdict].sign for verdict in ends)

    @property
    def words(self) -> str:
        """The verdicts in words."""
        return wording.range_words(self.verdicts)


@dataclass(frozen=True)
class Row:
    """One act with its squares. ``fact`` is what they tell apart, where the table's columns do not say it."""

    act: Value
    fact: Fact | None
    cells: tuple[Cell, ...]
    whole: Cell

    @property
    def numbers(self) -> tuple[int, ...]:
        """Of a hundred situations, how many get each verdict, mildest first and silence last."""
        return tuple(self.whole.share.get(verdict, 0) for verdict in wording.RANGE_ORDER)


@dataclass(frozen=True)
class Picture:
    """One table of the map: acts that depend on the same fact."""

    fact: Fact | None
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class PolicyMap:
    """The map and its numbers."""

    pictures: tuple[Picture, ...]

    @property
    def rows(self) -> tuple[Row, ...]:
        """Every act, in the order of the pictures."""
        return tuple(row for picture in self.pictures for row in picture.rows)


def build_map(engine: Engine) -> PolicyMap:
    """The map of a version: acts by the other person, by the person's own part, and the rest by what decides each."""
    facts = [engine.vocabulary.fact(id_) for id_ in COLUMNS if id_ in engine.vocabulary]
    groups: dict[str, list[Row]] = {fact.id: [] for fact in facts} | {"": []}
    act = engine.vocabulary.facts[0]
    for value in act.values:
        fact = column_of(engine, value.id)
        group = fact.id if fact and fact.id in COLUMNS else ""
        groups[group].append(_row(engine, act, value, fact))
    pictures = [Picture(fact, tuple(groups[fact.id])) for fact in facts] + [Picture(None, tuple(groups[""]))]
    return PolicyMap(tuple(picture for picture in pictures if picture.rows))


def column_of(engine: Engine, act: str) -> Fact | None:
    """The fact that tells the squares of an act apart: whom it is about, else the person's part, else what is asked first.

    ``None`` where the verdict is always the same.
    """
    fixed = engine.fixed({engine.vocabulary.facts[0].id: act})
    support = engine.diagram.support(engine.verdicts, fixed)
    for id_ in COLUMNS:
        if id_ in engine.vocabulary and engine.vocabulary.level(id_) in support:
            return engine.vocabulary.fact(id_)
    if not support:
        return None
    level = planner(engine, past_urgent=True).choose(engine.diagram.restrict(engine.simple, fixed))
    return engine.vocabulary.facts[level] if level is not None else None


def _row(engine: Engine, act: Fact, value: Value, fact: Fact | None) -> Row:
    values: Sequence[Value] = fact.values if fact else ()
    cells = tuple(_cell(engine, {act.id: value.id, fact.id: one.id}, one) for one in values) if fact else ()
    return Row(value, fact, cells, _cell(engine, {act.id: value.id}, None))


def _cell(engine: Engine, known: dict[str, str], value: Value | None) -> Cell:
    fixed = engine.fixed(known)
    leaves = engine.diagram.reachable(engine.verdicts, fixed)
    found = {engine.diagram.payload(leaf) for leaf in leaves}
    return Cell(value, tuple(verdict for verdict in wording.RANGE_ORDER if verdict in found), _share(engine, fixed))


def _share(engine: Engine, fixed: dict[int, int]) -> dict[str, int]:
    """Of a hundred situations, how many get each verdict; every value of an open fact counts the same."""
    node = engine.diagram.restrict(engine.verdicts, fixed)
    total = engine.diagram.count(node, lambda payload: True)
    counted = Counter({verdict: engine.diagram.count(node, verdict.__eq__) for verdict in wording.RANGE_ORDER})
    return {verdict: round(100 * number / total) for verdict, number in counted.items() if number}
