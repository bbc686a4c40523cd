"""A second reading of a policy, row by row, to check the decision diagram against.

It is written from the meaning of the language alone and shares no code with ``lanyard.policy``: it
reads the rule blocks itself, keeps every condition where it was written, and works each situation
out from nothing. It is slow and simple on purpose, and it knows valid policies only.
"""

from __future__ import annotations

import itertools
import math
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

STRICTEST_FIRST = ("never", "agree", "caution", "fine")
SOONEST_FIRST = ("now", "same_day", "one_working_day", "within_72_hours", "one_week", "before", "when_asked", "routine")

Needs = list[tuple[str, frozenset[str]]]


@dataclass
class Row:
    """One rule or nested exception. ``needs`` are its own conditions and those of all that surrounds it."""

    id: str
    clause: str
    needs: Needs
    verdict: str = ""
    unless: list[Needs] = field(default_factory=list)
    despite: list[str] = field(default_factory=list)
    duties: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Judgement:
    """What follows in one situation. ``removed`` gives, for each rule set aside, the survivors that did so."""

    verdict: str
    survivors: frozenset[str]
    removed: Mapping[str, frozenset[str]]
    duties: Mapping[str, str]
    conflicts: frozenset[tuple[str, frozenset[str]]]

    @property
    def urgent(self) -> frozenset[str]:
        """The duties that are due now."""
        return frozenset(duty for duty, urgency in self.duties.items() if urgency == "now")

    @property
    def follows(self) -> tuple[str, frozenset[tuple[str, str]]]:
        """The verdict with the duties: what questions are asked to find out."""
        return self.verdict, frozenset(self.duties.items())


class Reference:
    """A policy as rows, with its facts and duties."""

    def __init__(self, sources: Mapping[str, str]) -> None:
        facts = tomllib.loads(sources["facts.toml"])["fact"]
        book = tomllib.loads(sources["duties.toml"])
        self.facts = {fact["id"]: tuple(value["id"] for value in fact["value"]) for fact in facts}
        self.red_flags = [fact["id"] for fact in facts if fact.get("red_flag")]
        self.changeable = [fact["id"] for fact in facts if fact.get("changeable")]
        self.default_urgency = {duty["id"]: duty["urgency"] for duty in book.get("duty", ())}
        self.exclusive = [frozenset(pair["duties"]) for pair in book.get("incompatible", ())]
        self.when_silent = list(book.get("when_silent", ()))
        self.rows = _Rows(self, sources["policy.md"]).rows

    def leave_out(self, id_: str) -> None:
        """Go on as if the rule had never been written."""
        self.rows = [row for row in self.rows if row.id != id_]

    def judge(self, situation: Mapping[str, str]) -> Judgement:
        """What follows in a fully known situation."""
        firing = [row for row in self.rows if _fires(row, situation)]
        removers = {row.id: [other for other in firing if row.clause in other.despite] for row in firing}
        decided: dict[str, bool] = {}

        def survives(row: Row) -> bool:
            if row.id not in decided:
                decided[row.id] = not any(survives(other) for other in removers[row.id])
            return decided[row.id]

        surviving = [row for row in firing if survives(row)]
        removed = {
            row.id: frozenset(other.id for other in removers[row.id] if survives(other)) for row in firing if not survives(row)
        }
        verdict = next((word for word in STRICTEST_FIRST if any(row.verdict == word for row in surviving)), "silent")
        owed = [duty for row in surviving for duty in row.duties]
        if verdict == "silent":
            owed += [(duty, self.default_urgency[duty]) for duty in self.when_silent]
        duties: dict[str, str] = {}
        for duty, urgency in owed:
            duties[duty] = min(urgency, duties.get(duty, urgency), key=SOONEST_FIRST.index)
        return Judgement(verdict, frozenset(row.id for row in surviving), removed, duties, self._conflicts(surviving, duties))

    def _conflicts(self, surviving: list[Row], duties: Mapping[str, str]) -> frozenset[tuple[str, frozenset[str]]]:
        permitting = [row.id for row in surviving if row.verdict == "fine"]
        forbidding = [row.id for row in surviving if row.verdict in ("never", "agree")]
        found = {("contradiction", frozenset(pair)) for pair in itertools.product(permitting, forbidding)}
        for together in self.exclusive:
            if together <= set(duties):
                found.add(("duties", frozenset(row.id for row in surviving if together & {duty for duty, _ in row.duties})))
        return frozenset(found)

    def completions(self, known: Mapping[str, str], over: Iterable[str] | None = None) -> Iterator[dict[str, str]]:
        """Every situation that agrees with what is known; with ``over``, only these facts are filled in."""
        open_facts = [fact for fact in (self.facts if over is None else over) if fact not in known]
        for values in itertools.product(*(self.facts[fact] for fact in open_facts)):
            yield {**known, **dict(zip(open_facts, values, strict=True))}

    def possible(self, known: Mapping[str, str]) -> list[Judgement]:
        """What may follow when only this is known."""
        return [self.judge(situation) for situation in self.completions(known)]

    def situations(self) -> int:
        """How many situations the facts tell apart."""
        return math.prod(len(values) for values in self.facts.values())

    def facts_for(self, act: str) -> list[str]:
        """The facts, besides the act, that some rule which can fire with this act mentions."""
        rows = [row for row in self.rows if all(act in values for fact, values in row.needs if fact == "act")]
        named = {fact for row in rows for fact, _ in itertools.chain(row.needs, *row.unless)}
        return [fact for fact in self.facts if fact in named and fact != "act"]


def _fires(row: Row, situation: Mapping[str, str]) -> bool:
    for fact, values in row.needs:
        if situation[fact] not in values:
            return False
    return not any(all(situation[fact] in values for fact, values in needs) for needs in row.unless)


class _Rows:
    """Reads the rule blocks of a policy, one clause after the other."""

    def __init__(self, reference: Reference, policy: str) -> None:
        self.reference = reference
        headings = re.findall(r"^### (\S+) .*\{#(\S+)\}\s*$", policy, re.MULTILINE)
        self.ids = dict(headings) | {id_: id_ for _, id_ in headings}
        self.rows: list[Row] = []
        clause, counts = "", dict.fromkeys(self.ids.values(), 0)
        block: list[str] | None = None
        for line in policy.split("\n"):
            if line.strip() == "```rule":
                block = []
            elif line.strip() == "```" and block is not None:
                counts[clause] += 1
                name = clause if counts[clause] == 1 else f"{clause}/{counts[clause]}"
                self._read(block, Row(name, clause, []))
                block = None
            elif block is not None:
                block += [line] if line.strip() else []
            elif line.startswith("### "):
                clause = line.rpartition("{#")[2].strip().rstrip("}")

    def _read(self, lines: list[str], row: Row) -> None:
        self.rows.append(row)
        inner: list[tuple[str, Needs, list[str]]] = []
        position = 0
        while position < len(lines):
            line, position = lines[position], position + 1
            key, _, rest = (part.strip() for part in line.partition(":"))
            if key == "unless":
                needs = self._needs(rest)
                row.unless.append(needs)
                depth = len(line) - len(line.lstrip())
                nested = []
                while position < len(lines) and len(lines[position]) - len(lines[position].lstrip()) > depth:
                    nested.append(lines[position])
                    position += 1
                if nested:
                    inner.append((f"{row.id}/unless{len(row.unless)}", needs, nested))
            elif key == "despite":
                row.despite += [self.ids[name.strip()] for name in rest.split(",")]
            elif key == "duty":
                row.duties += [self._duty(part) for part in rest.split(",")]
            elif key in STRICTEST_FIRST:
                row.verdict = key
            elif key not in ("note", "from", "instead", "absolute"):
                row.needs += self._needs(line)
        for name, needs, nested in inner:
            self._read(nested, Row(name, row.clause, row.needs + needs))

    def _duty(self, text: str) -> tuple[str, str]:
        id_, _, urgency = text.strip().partition(" ")
        return id_, urgency.strip() or self.reference.default_urgency[id_]

    def _needs(self, text: str) -> Needs:
        needs = []
        for part in text.split("·"):
            fact, _, values = part.partition(":")
            needs.append((fact.strip(), frozenset(value.strip() for value in (values or "yes").split(","))))
        return needs
