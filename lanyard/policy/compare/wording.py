"""What two versions of a policy say differently: clauses, the rules that read them, facts and duties."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from lanyard.policy.duties import URGENCY_WORDS
from lanyard.policy.pack import Clause, Pack
from lanyard.policy.rules import Rule


@dataclass(frozen=True, slots=True)
class ClauseChange:
    """One thing that changed about a clause; a clause may be listed more than once.

    ``kind`` is ``added``, ``removed``, ``renumbered``, ``reworded``, ``rules_changed``, ``terms_changed`` (its force,
    whom it binds, its exception or record) or ``notes_changed`` (examples, readings, invariants, notes).
    """

    id: str
    kind: str
    number: str
    title: str


@dataclass(frozen=True, slots=True)
class WordChange:
    """A fact or duty that changed. ``kind`` is ``added``, ``removed`` or ``changed``; ``details`` says how, in words."""

    id: str
    kind: str
    details: str


def clause_changes(old: Pack, new: Pack) -> tuple[ClauseChange, ...]:
    """What changed in the text and its reading, in the new version's order; removed clauses stand at the end."""
    before = {clause.id: clause for clause in old.clauses}
    after = {clause.id: clause for clause in new.clauses}
    found = [
        ClauseChange(id_, kind, one.number, one.title) for id_, one in after.items() for kind in _kinds(before.get(id_), one)
    ]
    found += [ClauseChange(id_, "removed", one.number, one.title) for id_, one in before.items() if id_ not in after]
    return tuple(found)


def _kinds(old: Clause | None, new: Clause) -> Iterator[str]:
    if old is None:
        yield "added"
        return
    if old.number != new.number:
        yield "renumbered"
    if (old.title, old.prose) != (new.title, new.prose):
        yield "reworded"
    rules_differ = _plain_rules(old.rules) != _plain_rules(new.rules)
    if rules_differ:
        yield "rules_changed"
    terms_differ = _terms(old) != _terms(new)
    if terms_differ:
        yield "terms_changed"
    if not rules_differ and not terms_differ and _notes(old) != _notes(new):
        yield "notes_changed"


def _plain_rules(rules: tuple[Rule, ...]) -> list[Rule]:
    return [replace(rule, line=0, note="") for rule in rules]


def _terms(clause: Clause) -> tuple[Any, ...]:
    return (
        clause.force,
        clause.binds,
        clause.except_,
        clause.record,
        clause.features,
        clause.guidance,
        clause.law,
        clause.purposes,
    )


def _notes(clause: Clause) -> list[Any]:
    examples = [replace(example, line=0) for example in clause.examples]
    invariants = [replace(invariant, line=0) for invariant in clause.invariants]
    readings = [replace(reading, line=0) for reading in clause.readings]
    return [*(rule.note for rule in clause.rules), *examples, *invariants, *readings]


def fact_changes(old: Pack, new: Pack) -> tuple[WordChange, ...]:
    """Facts that only one version asks about, and facts whose answers differ."""
    found = []
    for fact in new.vocabulary:
        if fact.id not in old.vocabulary:
            found.append(WordChange(fact.id, "added", f"“{fact.question}” is asked."))
            continue
        before, after = old.vocabulary.fact(fact.id), fact
        gained = [value.label for value in after.values if value.id not in before.value_ids()]
        lost = [value.label for value in before.values if value.id not in after.value_ids()]
        if gained or lost:
            said = [f"New answers: {'; '.join(gained)}."] if gained else []
            said += [f"Answers gone: {'; '.join(lost)}."] if lost else []
            found.append(WordChange(fact.id, "changed", " ".join(said)))
    found += [
        WordChange(fact.id, "removed", f"“{fact.question}” is no longer asked.")
        for fact in old.vocabulary
        if fact.id not in new.vocabulary
    ]
    return tuple(found)


def duty_changes(old: Pack, new: Pack) -> tuple[WordChange, ...]:
    """Duties that came or went, and those whose wording, addressee, urgency or way changed."""
    found = [WordChange(id_, "added", duty.wording) for id_, duty in new.duties.items() if id_ not in old.duties]
    for id_, duty in new.duties.items():
        if id_ in old.duties and old.duties[id_] != duty:
            found.append(WordChange(id_, "changed", _duty_details(old, new, id_)))
    found += [WordChange(id_, "removed", duty.wording) for id_, duty in old.duties.items() if id_ not in new.duties]
    return tuple(found)


def _duty_details(old: Pack, new: Pack, id_: str) -> str:
    before, after = old.duties[id_], new.duties[id_]
    said = [new.duties[id_].wording]
    if before.addressees != after.addressees:
        was = " or ".join(old.who[one].label for one in before.addressees)
        said.append(f"It was owed to {was}, and is owed to {' or '.join(new.who[one].label for one in after.addressees)}.")
    if before.wording != after.wording:
        said.append(f"It used to say: {before.wording}")
    if before.urgency != after.urgency:
        said.append(f"It was due {URGENCY_WORDS[before.urgency]}, and is due {URGENCY_WORDS[after.urgency]}.")
    return " ".join(said) if len(said) > 1 else f"{said[0]} How it is done changed."


def as_dict(change: ClauseChange | WordChange) -> Mapping[str, str]:
    """A change as plain values, for JSON."""
    return {field.name: getattr(change, field.name) for field in fields(change)}
