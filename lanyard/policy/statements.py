"""What must stay true of a policy: examples that run, invariants that are proved, recorded readings."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from lanyard.policy.refusal import did_you_mean
from lanyard.policy.rule_text import RuleReader
from lanyard.policy.rules import VERDICTS, Conditions
from lanyard.policy.text import Block, ClauseText

#: What a reading can settle; each is a kind of finding of ``lanyard.policy.analysis``.
FINDING_KINDS = (
    "contradiction",
    "duties",
    "interests",
    "wording",
    "binding",
    "choice",
    "gap",
    "contact",
    "law",
    "platform",
    "dead",
    "shadowed",
    "void",
    "monotonicity",
)

_ARROW = re.compile(r"\s*(?:→|->)\s*")


@dataclass(frozen=True, slots=True)
class Expected:
    """What an example or invariant expects: one of some verdicts, certain duties, certainly absent duties."""

    verdicts: tuple[str, ...] = ()
    duties: tuple[tuple[str, str], ...] = ()
    absent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Example:
    """A short story with the answer that the policy must give; facts it does not name are unknown."""

    clause_id: str
    line: int
    story: str
    situation: Mapping[str, str]
    expected: Expected


@dataclass(frozen=True, slots=True)
class Invariant:
    """An ``always`` statement: whenever the conditions hold, the expectation holds too, without exception."""

    clause_id: str
    line: int
    when: Conditions
    expected: Expected


@dataclass(frozen=True, slots=True)
class Reading:
    """A recorded decision on something the policy's words leave open.

    ``settles`` pairs a kind of finding with the clauses (or, for gaps, conditions) it is about.
    """

    clause_id: str
    line: int
    number: str
    settles: tuple[tuple[str, tuple[str, ...]], ...]
    decision: str
    basis: str


class StatementReader:
    """Reads the example, always and reading blocks of a policy."""

    def __init__(self, rules: RuleReader) -> None:
        self.rules = rules

    def read_example(self, clause: ClauseText, block: Block) -> Example | None:
        """Read a story followed by its line “fact: value · fact: value → verdict, duty”."""
        self.rules.clause = clause.number
        lines = block.numbered()
        if not lines or not _ARROW.search(lines[-1][1]):
            self.rules.complain(
                block.line,
                "this example has no line “facts → verdict”.",
                "End it with one, such as “act: contact · other: parent → never”.",
            )
            return None
        number, text = lines[-1]
        given, expected = _ARROW.split(text.strip(), maxsplit=1)
        conditions = self.rules.read_conditions(given, number)
        for fact, values in conditions.items():
            if len(values) != 1:
                self.rules.complain(number, f"an example needs one value of “{fact}”, not {len(values)}.")
        story = " ".join(line.strip() for _, line in lines[:-1])
        if not story:
            self.rules.complain(block.line, "this example tells no story.", "Say in a sentence what happened.")
        situation = {fact: values[0] for fact, values in conditions.items()}
        return Example(clause.id, block.line, story, situation, self._read_expected(expected, number))

    def read_invariant(self, clause: ClauseText, block: Block) -> Invariant:
        """Read an ``always`` block of “when:” and “then:” lines."""
        self.rules.clause = clause.number
        when: dict[str, tuple[str, ...]] = {}
        then: list[tuple[int, str]] = []
        for number, text in block.numbered():
            key, _, rest = (part.strip() for part in text.partition(":"))
            if key == "when":
                self.rules.add_conditions(when, self.rules.read_conditions(rest, number), number)
            elif key == "then":
                then.append((number, rest))
            else:
                self.rules.complain(number, f"“{key}” is not part of an always block.", did_you_mean(key, ("when", "then")))
        if not then:
            self.rules.complain(block.line, "this always block expects nothing.", "Add a line “then: …”.")
        expected = [self._read_expected(text, number) for number, text in then]
        return Invariant(clause.id, block.line, tuple(when.items()), _merge(expected))

    def read_reading(self, clause: ClauseText, block: Block) -> Reading:
        """Read a ``reading`` block of number, settles, decision and basis."""
        self.rules.clause = clause.number
        fields = read_fields(self.rules, block, ("number", "settles", "decision", "basis"))
        for key in ("settles", "decision", "basis"):
            if not fields.get(key):
                self.rules.complain(block.line, f"this reading does not give its {key}.")
        settles = [self._read_settled(part.strip(), block.line) for part in fields.get("settles", "").split(";") if part.strip()]
        return Reading(
            clause.id,
            block.line,
            fields.get("number", ""),
            tuple(settled for settled in settles if settled is not None),
            fields.get("decision", ""),
            fields.get("basis", ""),
        )

    def _read_settled(self, text: str, line: int) -> tuple[str, tuple[str, ...]] | None:
        kind, _, rest = text.partition(" ")
        if kind not in FINDING_KINDS:
            self.rules.complain(line, f"“{kind}” is not a kind of finding.", did_you_mean(kind, FINDING_KINDS))
            return None
        if kind == "gap":
            conditions = self.rules.read_conditions(rest, line)
            return kind, tuple(f"{fact}: {', '.join(values)}" for fact, values in conditions.items())
        named = [part.strip() for part in rest.split(",") if part.strip()]
        if kind in ("law", "contact", "platform", "choice"):
            return kind, tuple(named)
        for name in named:
            if name not in self.rules.clause_ids:
                self.rules.complain(line, f"there is no clause “{name}”.", did_you_mean(name, self.rules.clause_ids))
        return kind, tuple(self.rules.clause_ids.get(name, name) for name in named)

    def _read_expected(self, text: str, number: int) -> Expected:
        verdicts: list[str] = []
        duties: list[tuple[str, str]] = []
        absent: list[str] = []
        allowed = (*VERDICTS, "silent", "undecided")
        for part in (piece.strip() for piece in text.split(",")):
            if part in allowed:
                verdicts.append(part)
            elif part.startswith("not "):
                absent.extend(id_ for id_, _ in self.rules.read_duty(part[4:].strip(), number))
            elif part.partition(" ")[0] in self.rules.book.duties:
                id_, _, urgency = part.partition(" ")
                if self.rules.read_duty(part, number):
                    duties.append((id_, urgency.strip()))
            else:
                known = (*allowed, *self.rules.book.duties)
                self.rules.complain(number, f"“{part}” is neither a verdict nor a duty.", did_you_mean(part, known))
        return Expected(tuple(verdicts), tuple(duties), tuple(absent))


def read_fields(rules: RuleReader, block: Block, known: tuple[str, ...]) -> dict[str, str]:
    """Read a block of “key: value” lines; a line that begins with white space continues the one before."""
    fields: dict[str, str] = {}
    last = ""
    for number, text in block.numbered():
        key, colon, rest = (part.strip() for part in text.partition(":"))
        if text[0].isspace() and last:
            fields[last] = f"{fields[last]} {text.strip()}"
        elif not colon or key not in known:
            rules.complain(number, f"“{key}” is not a key of a {block.kind} block.", did_you_mean(key, known))
        elif key in fields:
            rules.complain(number, f"“{key}” is given twice.")
        else:
            fields[key] = rest
            last = key
    return fields


def _merge(expected: list[Expected]) -> Expected:
    return Expected(
        tuple(verdict for one in expected for verdict in one.verdicts),
        tuple(duty for one in expected for duty in one.duties),
        tuple(duty for one in expected for duty in one.absent),
    )
