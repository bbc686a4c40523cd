"""Reading rule blocks: lines to rules, with a precise refusal for every line that cannot be read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from lanyard.policy.duties import URGENCIES
from lanyard.policy.facts import Vocabulary
from lanyard.policy.refusal import did_you_mean
from lanyard.policy.rules import REFUSALS, VERDICTS, Conditions, Instead, Rule
from lanyard.policy.text import ClauseText, Document
from lanyard.policy.vocabulary import DutyBook

_KEYS = ("despite", "duty", "from", "instead", "note", "unless")

#: Exceptions within exceptions beyond this depth are a mistake of indentation.
_DEEPEST = 8

Line = tuple[int, str]


@dataclass(slots=True)
class Draft:
    """A rule while it is being read, before its parent's conditions are joined to it."""

    line: int
    verdict: str | None = None
    conditions: dict[str, tuple[str, ...]] = field(default_factory=dict)
    despite: list[str] = field(default_factory=list)
    duties: list[tuple[str, str]] = field(default_factory=list)
    instead: list[Instead] = field(default_factory=list)
    source: str | None = None
    note: str = ""
    absolute: bool = False
    exceptions: list[tuple[int, Conditions, Draft | None]] = field(default_factory=list)


class RuleReader:
    """Reads the blocks of one policy against its vocabulary, duties and clauses."""

    def __init__(self, document: Document, vocabulary: Vocabulary, book: DutyBook) -> None:
        self.document, self.vocabulary, self.book = document, vocabulary, book
        self.clause_ids = {name: clause.id for clause in document.clauses for name in (clause.id, clause.number)}
        self.clause = ""

    def read_rules(self, clause: ClauseText) -> list[Rule]:
        """All rules of a clause, each followed by its exceptions."""
        self.clause = clause.number
        blocks = [block for block in clause.blocks if block.kind == "rule"]
        rules: list[Rule] = []
        for index, block in enumerate(blocks, start=1):
            lines = block.numbered()
            if not lines:
                self.complain(block.line, "this rule block is empty.")
                continue
            before = len(self.document.problems)
            draft = self._read_draft(lines)
            if not draft.conditions and len(self.document.problems) == before:
                self.complain(
                    block.line, "this rule has no condition, so it would decide every question.", "Add at least “act: …”."
                )
            name = clause.id if index == 1 else f"{clause.id}/{index}"
            rules.extend(self._finish(draft, name, clause.id, {}, None))
        return rules

    def complain(self, line: int, message: str, suggestion: str = "") -> None:
        """Note a problem with the clause in hand."""
        self.document.complain(line, message, suggestion, self.clause)

    def _read_draft(self, lines: list[Line], depth: int = 0) -> Draft:
        draft = Draft(lines[0][0])
        before = len(self.document.problems)
        index = 0
        while index < len(lines):
            number, text = lines[index]
            index += 1
            if text.strip().startswith("unless"):
                indent = _indent(text)
                nested = index
                while nested < len(lines) and _indent(lines[nested][1]) > indent:
                    nested += 1
                self._read_exception(draft, number, text.strip(), lines[index:nested], depth)
                index = nested
            else:
                self._read_line(draft, number, text.strip())
        if draft.instead and draft.verdict not in REFUSALS:
            self.complain(draft.line, "this rule refuses nothing, so it can name nothing instead.", "Take the “instead” out.")
        if draft.verdict is None and not draft.duties and len(self.document.problems) == before:
            self.complain(
                draft.line,
                "this rule has neither a verdict nor a duty.",
                f"Begin with one of {', '.join(VERDICTS)}, or add a duty.",
            )
        return draft

    def _read_exception(self, draft: Draft, number: int, text: str, nested: list[Line], depth: int) -> None:
        key, _, rest = text.partition(":")
        if key.strip() != "unless" or not rest.strip():
            self.complain(
                number, f"“{text}” is not an exception.", "Write “unless: emergency”, or “unless: fact: value · fact: value”."
            )
            return
        if depth == _DEEPEST:
            self.complain(
                number, f"exceptions are nested more than {_DEEPEST} deep here.", "Write a rule of its own for this case."
            )
            return
        conditions = tuple(self.read_conditions(rest, number).items())
        inner = self._read_draft(nested, depth + 1) if nested else None
        if conditions:
            draft.exceptions.append((number, conditions, inner))

    def _read_line(self, draft: Draft, number: int, text: str) -> None:
        key, colon, rest = (part.strip() for part in text.partition(":"))
        if not colon:
            self._read_word(draft, number, text)
        elif key == "despite":
            draft.despite.extend(self._read_clauses(rest, number))
        elif key == "duty":
            for named in rest.split(","):
                draft.duties.extend(self.read_duty(named.strip(), number))
        elif key == "instead":
            draft.instead.extend(self._read_instead(rest, number))
        elif key == "note":
            draft.note = f"{draft.note} {rest}".strip()
        elif key == "from":
            if rest not in self.book.linked:
                self.complain(number, f"“{rest}” is not a linked policy.", did_you_mean(rest, self.book.linked))
            draft.source = rest
        else:
            self.add_conditions(draft.conditions, self.read_conditions(text, number), number)

    def add_conditions(self, found: dict[str, tuple[str, ...]], more: Mapping[str, tuple[str, ...]], number: int) -> None:
        """Add the conditions of another line to those found; refuse a fact that has one already."""
        for fact, values in more.items():
            if fact in found:
                self.complain(number, f"there are two conditions on “{fact}”.", "List all values on one line.")
            found[fact] = values

    def _read_word(self, draft: Draft, number: int, word: str) -> None:
        if word == "absolute":
            draft.absolute = True
        elif word in VERDICTS:
            if draft.verdict:
                self.complain(number, f"this rule gives two verdicts, {draft.verdict} and {word}.")
            draft.verdict = word
        else:
            known = [*VERDICTS, "absolute", *(f"{key}:" for key in _KEYS), *(f"{id_}:" for id_ in self.vocabulary.ids())]
            self.complain(number, f"“{word}” is not a verdict, and no condition.", did_you_mean(word, known))

    def _read_instead(self, text: str, number: int) -> Iterable[Instead]:
        words, arrow, facts = (part.strip() for part in text.partition("→"))
        if not (words and arrow and facts):
            self.complain(number, "this does not say what to do instead.", "Write “instead: words → fact: value · fact: value”.")
            return
        conditions = self.read_conditions(facts, number)
        if self.vocabulary.facts[0].id not in conditions:
            self.complain(number, "this does not say which act is meant.", "Begin with “act: …” after the arrow.")
        yield Instead(words, self._ordered(conditions))

    def _read_clauses(self, names: str, number: int) -> Iterable[str]:
        for name in (part.strip() for part in names.split(",")):
            if name in self.clause_ids:
                yield self.clause_ids[name]
            else:
                self.complain(number, f"there is no clause “{name}”.", did_you_mean(name, self.clause_ids))

    def read_duty(self, text: str, number: int) -> list[tuple[str, str]]:
        """Read “duty_id” or “duty_id urgency”."""
        id_, _, urgency = text.partition(" ")
        if id_ not in self.book.duties:
            self.complain(number, f"there is no duty “{id_}”.", did_you_mean(id_, self.book.duties))
            return []
        if urgency and urgency.strip() not in URGENCIES:
            self.complain(number, f"“{urgency.strip()}” is not an urgency.", did_you_mean(urgency.strip(), URGENCIES))
            return []
        return [(id_, urgency.strip() or self.book.duties[id_].urgency)]

    def read_conditions(self, text: str, number: int) -> dict[str, tuple[str, ...]]:
        """Read “fact: value, value · fact”; a bare fact means that it is answered yes."""
        conditions: dict[str, tuple[str, ...]] = {}
        for part in (piece.strip() for piece in text.split("·")):
            fact_id, colon, values = (piece.strip() for piece in part.partition(":"))
            if fact_id not in self.vocabulary:
                known = [*self.vocabulary.ids(), *_KEYS]
                self.complain(number, f"there is no fact “{fact_id}”.", did_you_mean(fact_id, known))
                continue
            if fact_id in conditions:
                self.complain(number, f"“{fact_id}” is named twice.", "List all its values together.")
            named = [value.strip() for value in values.split(",")] if colon else ["yes"]
            known_values = self._known_values(fact_id, named, number)
            if known_values:
                conditions[fact_id] = known_values
        return conditions

    def _known_values(self, fact_id: str, named: list[str], number: int) -> tuple[str, ...]:
        fact = self.vocabulary.fact(fact_id)
        allowed = fact.value_ids()
        for value in named:
            if value in allowed:
                continue
            owners = [other.id for other in self.vocabulary if value in other.value_ids()]
            if owners and value not in ("yes", "no"):
                advice = f"“{value}” is a value of “{owners[0]}”."
            else:
                advice = did_you_mean(value, allowed)
            self.complain(number, f"“{value}” is not a value of “{fact_id}”.", advice)
        return tuple(value for value in allowed if value in named)

    def _finish(
        self, draft: Draft, id_: str, clause_id: str, inherited: Mapping[str, tuple[str, ...]], parent: str | None
    ) -> list[Rule]:
        conditions = self._join(inherited, draft.conditions, draft.line)
        rule = Rule(
            id=id_,
            clause_id=clause_id,
            verdict=draft.verdict,
            conditions=self._ordered(conditions),
            exceptions=tuple(self._ordered(dict(unless)) for _, unless, _ in draft.exceptions),
            despite=tuple(draft.despite),
            duties=tuple(draft.duties),
            source=draft.source,
            note=draft.note,
            absolute=draft.absolute,
            parent=parent,
            line=draft.line,
            instead=tuple(draft.instead),
        )
        rules = [rule]
        for index, (line, unless, nested) in enumerate(draft.exceptions, start=1):
            if nested is not None:
                joined = self._join(conditions, dict(unless), line)
                rules.extend(self._finish(nested, f"{id_}/unless{index}", clause_id, joined, id_))
        return rules

    def _join(
        self, inherited: Mapping[str, tuple[str, ...]], own: Mapping[str, tuple[str, ...]], line: int
    ) -> dict[str, tuple[str, ...]]:
        joined = dict(inherited)
        for fact, values in own.items():
            both = tuple(value for value in values if value in joined.get(fact, values))
            if not both:
                self.complain(line, f"this exception can never hold: its “{fact}” excludes the values the rule around it needs.")
            joined[fact] = both
        return joined

    def _ordered(self, conditions: Mapping[str, tuple[str, ...]]) -> Conditions:
        return tuple(sorted(conditions.items(), key=lambda item: self.vocabulary.level(item[0])))


def check_despite(document: Document, rules: list[Rule]) -> None:
    """Refuse a ``despite`` that touches an absolute clause, or that comes round in a circle."""
    numbers = {clause.id: clause.number for clause in document.clauses}
    absolute = {rule.clause_id for rule in rules if rule.absolute}
    removes: dict[str, set[str]] = {}
    for rule in rules:
        for target in rule.despite:
            removes.setdefault(rule.clause_id, set()).add(target)
            if target in absolute:
                message = f"clause {numbers[target]} is absolute: no rule may set it aside."
                document.complain(rule.line, message, "Take the “despite” out.", numbers[rule.clause_id])
    for clause_id in removes:
        if _comes_back(clause_id, removes):
            line = next(rule.line for rule in rules if rule.clause_id == clause_id and rule.despite)
            message = f"clause {numbers[clause_id]} would set itself aside, by a circle of “despite”."
            document.complain(line, message, "Decide which of the clauses gives way.", numbers[clause_id])


def _comes_back(start: str, removes: Mapping[str, set[str]]) -> bool:
    seen: set[str] = set()
    waiting = list(removes[start])
    while waiting:
        clause_id = waiting.pop()
        if clause_id == start:
            return True
        if clause_id not in seen:
            seen.add(clause_id)
            waiting.extend(removes.get(clause_id, ()))
    return False


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip())
