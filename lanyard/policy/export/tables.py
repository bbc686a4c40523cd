"""Decision tables: one act at a time, every situation in exactly one row.

The rows come from the diagram and not from the rules, so they show what the policy comes to: after
exceptions, after one clause set aside another, and with silence in plain sight.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from math import prod
from typing import Any

from lanyard.policy.duties import URGENCY_WORDS
from lanyard.policy.engine import Engine
from lanyard.policy.facts import Fact
from lanyard.policy.rules import VERDICT_WORDS

#: What a row says where a fact may have any value.
ANY = "any"

#: Value numbers by level.
_Cube = dict[int, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Column:
    """A fact that matters for the act."""

    fact: str
    question: str


@dataclass(frozen=True, slots=True)
class Cell:
    """The values of a fact that a row is about; none means any value. ``words`` says them."""

    values: tuple[str, ...]
    words: str


@dataclass(frozen=True, slots=True)
class RowDuty:
    """A duty of a row, with the words a table shows."""

    id: str
    urgency: str
    words: str


@dataclass(frozen=True, slots=True)
class RowClause:
    """A clause that decides a row."""

    number: str
    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Row:
    """Situations that the policy treats alike. ``situations`` counts them over the columns' facts."""

    cells: tuple[Cell, ...]
    verdict: str
    duties: tuple[RowDuty, ...]
    clauses: tuple[RowClause, ...]
    situations: int


@dataclass(frozen=True, slots=True)
class DecisionTable:
    """The decision table of one act. The rows do not overlap, and their situations add up to ``situations``."""

    act: str
    phrase: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    situations: int

    def as_dict(self) -> dict[str, Any]:
        """The table as plain values, for JSON."""
        return {
            "act": self.act,
            "phrase": self.phrase,
            "situations": self.situations,
            "columns": [{"fact": column.fact, "question": column.question} for column in self.columns],
            "rows": [
                {
                    "when": {
                        column.fact: list(cell.values)
                        for column, cell in zip(self.columns, row.cells, strict=True)
                        if cell.values
                    },
                    "verdict": row.verdict,
                    "duties": [{"id": duty.id, "urgency": duty.urgency} for duty in row.duties],
                    "clauses": [{"number": clause.number, "id": clause.id, "title": clause.title} for clause in row.clauses],
                    "situations": row.situations,
                }
                for row in self.rows
            ],
        }

    def size(self) -> str:
        """How many rows and situations there are, in words."""
        return f"{_counted(len(self.rows), 'row')}, {_counted(self.situations, 'situation')}"

    def headings(self) -> tuple[str, ...]:
        """The headings of the columns as they are printed."""
        return (*(column.question for column in self.columns), "Verdict", "Duties", "Clauses", "Situations")

    def lines(self) -> tuple[tuple[str, ...], ...]:
        """The rows in words, under the headings."""
        return tuple(
            (
                *(cell.words for cell in row.cells),
                VERDICT_WORDS[row.verdict],
                "; ".join(duty.words for duty in row.duties),
                ", ".join(clause.number for clause in row.clauses),
                str(row.situations),
            )
            for row in self.rows
        )

    def to_markdown(self) -> str:
        """The table in Markdown, with its title and its sum."""
        headings = self.headings()
        laid = ["| " + " | ".join(_markdown(cell) for cell in row) + " |" for row in (headings, *self.lines())]
        laid.insert(1, "|" + " --- |" * (len(headings) - 1) + " --: |")
        title = f"## {_markdown(_title(self.phrase))}"
        return "\n".join([title, "", *laid, "", f"{self.size()}.", ""])

    def to_html(self) -> str:
        """The table as an HTML ``table`` element; every text in it is escaped."""
        head = "".join(f'<th scope="col">{escape(heading)}</th>' for heading in self.headings())
        body = "\n".join(
            f'<tr class="verdict-{row.verdict}">' + "".join(f"<td>{escape(cell)}</td>" for cell in line) + "</tr>"
            for row, line in zip(self.rows, self.lines(), strict=True)
        )
        caption = f"{_title(self.phrase)}: {self.size()}"
        return (
            f'<table class="decision-table">\n<caption>{escape(caption)}</caption>\n'
            f"<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>\n"
        )


#: Verdict, duties with urgency, and the numbers of the clauses' rules: what a row's situations share.
_Payload = tuple[str, tuple[tuple[str, str], ...], tuple[tuple[str, str, str], ...]]


def decision_table(engine: Engine, act: str) -> DecisionTable:
    """The table of an act, one row for each group of situations treated alike. ``KeyError`` for an unknown act."""
    acts = engine.vocabulary.facts[0]
    phrase = acts.value(act).phrase
    # A copy, because restricting makes nodes, and the engine may be answering somebody else.
    diagram, moved = engine.diagram.compact([engine.exact])
    root = diagram.restrict(moved[engine.exact], {0: acts.value_ids().index(act)})
    root = diagram.map_leaves(root, lambda number: _payload(engine, number))
    levels = sorted(diagram.support(root))
    cubes = _merge(list(diagram.paths(root, lambda _: True)), levels, diagram.sizes)
    facts = [engine.vocabulary.facts[level] for level in levels]
    return DecisionTable(
        act=act,
        phrase=phrase,
        columns=tuple(Column(fact.id, fact.question) for fact in facts),
        rows=tuple(_row(engine, levels, cube, payload) for cube, payload in cubes),
        situations=prod(diagram.sizes[level] for level in levels),
    )


def _payload(engine: Engine, number: int) -> _Payload:
    outcome = engine.outcomes[number]
    cards = [engine.rules[n] for n in outcome.surviving]
    return outcome.verdict, outcome.duties, tuple(dict.fromkeys((card.number, card.clause_id, card.title) for card in cards))


def _merge(cubes: list[tuple[_Cube, _Payload]], levels: Sequence[int], sizes: Sequence[int]) -> list[tuple[_Cube, _Payload]]:
    """Join rows that differ in one fact only, as often as that is possible; joined rows hold what they held apart."""
    rows = [({level: held.get(level, tuple(range(sizes[level]))) for level in levels}, payload) for held, payload in cubes]
    before = -1
    while before != len(rows):
        before = len(rows)
        for level in reversed(levels):
            rows = _merge_at(rows, level)
    return rows


def _merge_at(rows: list[tuple[_Cube, _Payload]], level: int) -> list[tuple[_Cube, _Payload]]:
    alike: dict[Any, tuple[_Cube, _Payload]] = {}
    for cube, payload in rows:
        key = (tuple((other, values) for other, values in cube.items() if other != level), payload)
        held = alike.get(key)
        together = tuple(sorted({*cube[level], *held[0][level]})) if held else cube[level]
        alike[key] = ({**cube, level: together}, payload)
    return list(alike.values())


def _row(engine: Engine, levels: Sequence[int], cube: _Cube, payload: _Payload) -> Row:
    verdict, duties, clauses = payload
    facts = engine.vocabulary.facts
    return Row(
        cells=tuple(_cell(facts[level], cube[level]) for level in levels),
        verdict=verdict,
        duties=tuple(RowDuty(id_, urgency, _duty_words(engine, id_, urgency)) for id_, urgency in duties),
        clauses=tuple(RowClause(*clause) for clause in clauses),
        situations=prod(len(cube[level]) for level in levels),
    )


def _cell(fact: Fact, values: Sequence[int]) -> Cell:
    if len(values) == len(fact.values):
        return Cell((), ANY)
    named = [fact.values[value] for value in values]
    others = [value for number, value in enumerate(fact.values) if number not in values]
    if len(named) > 4 and len(others) <= 3:
        words = " and ".join(f"not {value.phrase}" for value in others)
    else:
        words = " or ".join(value.phrase for value in named)
    return Cell(tuple(value.id for value in named), words)


def _duty_words(engine: Engine, id_: str, urgency: str) -> str:
    return f"{engine.book[id_].wording.rstrip('.')} ({URGENCY_WORDS[urgency]})"


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _title(phrase: str) -> str:
    return phrase[:1].upper() + phrase[1:]


def _markdown(text: str) -> str:
    """A text that Markdown takes for text, on one line of a table."""
    for sign in ("\\", "|", "*", "_", "`", "<", ">", "[", "]", "#"):
        text = text.replace(sign, "\\" + sign)
    return " ".join(text.split())
