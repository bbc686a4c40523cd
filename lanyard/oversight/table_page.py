"""The decision table of an act as a page: rows in groups, each told as “when … then …”."""

from __future__ import annotations

from dataclasses import dataclass

from lanyard.policy.engine import Engine
from lanyard.policy.export.tables import Cell, DecisionTable, Row, decision_table
from lanyard.policy.facts import Fact

from .policy_map import column_of


@dataclass(frozen=True)
class RowShown:
    """One row: the conditions beside those of its group, and what follows."""

    when: tuple[str, ...]
    row: Row
    share: str


@dataclass(frozen=True)
class GroupShown:
    """Rows for the same values of the fact that heads the groups. ``anchors`` are the ids that lead here."""

    words: str
    anchors: tuple[str, ...]
    rows: tuple[RowShown, ...]


@dataclass(frozen=True)
class TableShown:
    """The whole table of an act."""

    table: DecisionTable
    heading: str
    groups: tuple[GroupShown, ...]


def build_table(engine: Engine, act: str) -> TableShown:
    """The table of an act, grouped by the fact that the map shows it by."""
    table = decision_table(engine, act)
    fact = column_of(engine, act)
    place = next((number for number, column in enumerate(table.columns) if fact and column.fact == fact.id), None)
    if fact is None or place is None:
        rows = tuple(_row(table, row, None) for row in table.rows)
        return TableShown(table, "", (GroupShown("", (), rows),))
    grouped: dict[Cell, list[Row]] = {}
    for row in table.rows:
        grouped.setdefault(row.cells[place], []).append(row)
    order = sorted(grouped, key=lambda cell: _rank(fact, cell))
    free = set(fact.value_ids())
    groups = []
    for cell in order:
        anchors = [value for value in cell.values or fact.value_ids() if value in free]
        free.difference_update(anchors)
        groups.append(_group(table, fact, cell, grouped[cell], place, tuple(anchors)))
    return TableShown(table, fact.question, tuple(groups))


def _rank(fact: Fact, cell: Cell) -> tuple[bool, int, int]:
    """Single values first, in the order of the fact; what holds for any value last."""
    ids = fact.value_ids()
    return not cell.values, min((ids.index(value) for value in cell.values), default=0), len(cell.values)


def _group(table: DecisionTable, fact: Fact, cell: Cell, rows: list[Row], place: int, anchors: tuple[str, ...]) -> GroupShown:
    if not cell.values:
        words = "Whatever the answer"
    elif len(cell.values) > 4:
        words = cell.words[:1].upper() + cell.words[1:]
    else:
        words = "; or: ".join(fact.value(value).label for value in cell.values)
    return GroupShown(words, anchors, tuple(_row(table, row, place) for row in rows))


def _row(table: DecisionTable, row: Row, place: int | None) -> RowShown:
    when = tuple(cell.words for number, cell in enumerate(row.cells) if cell.values and number != place)
    share = 100 * row.situations / table.situations
    return RowShown(when, row, f"{share:.0f}" if share >= 1 else "under 1")
