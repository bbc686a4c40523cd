"""A whole policy as plain dictionaries and lists, for JSON: everything it says and how it is read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from typing import Any

from lanyard.policy.engine import Engine
from lanyard.policy.facts import Fact
from lanyard.policy.pack import Clause, Pack
from lanyard.policy.rules import Conditions, Rule, read_back
from lanyard.policy.statements import Expected

#: Raised with every change of this form.
FORM = 2


def export_json(pack: Pack, engine: Engine) -> dict[str, Any]:
    """The policy, complete: settings, facts, duties, clauses with prose, rules, examples and readings.

    Rules are flat: a nested exception stands as a rule of its own with all its conditions. A rule fires
    where its conditions hold and none of its exceptions does; ``despite`` then removes rules of other
    clauses; the strictest verdict left stands.
    """
    return {
        "form": FORM,
        "policy": {"id": engine.policy_id, "version": engine.version, "hash": engine.hash, "title": engine.title},
        "settings": dict(pack.settings),
        "purposes": dict(pack.purposes),
        "situations": pack.vocabulary.situations(),
        "facts": [_fact(fact) for fact in pack.vocabulary],
        "duties": [_plain(duty) for duty in pack.duties.values()],
        "who": [_plain(who) for who in pack.who.values()],
        "linked": [_plain(linked) for linked in pack.linked.values()],
        "incompatible": [_plain(pair) for pair in pack.book.incompatible],
        "when_silent": list(pack.book.when_silent),
        "sections": [_plain(section) for section in pack.sections],
        "clauses": [_clause(pack, clause) for clause in pack.clauses],
    }


def _clause(pack: Pack, clause: Clause) -> dict[str, Any]:
    return {
        "number": clause.number,
        "id": clause.id,
        "title": clause.title,
        "section": clause.section.number,
        "prose": clause.prose,
        "force": list(clause.force),
        "binds": clause.binds,
        "except": clause.except_ or None,
        "record": clause.record or None,
        "features": list(clause.features),
        "guidance": clause.guidance or None,
        "law": list(clause.law),
        "purposes": list(clause.purposes),
        "rules": [_rule(pack, rule) for rule in clause.rules],
        "examples": [
            {"story": example.story, "facts": dict(example.situation), "expected": _expected(example.expected)}
            for example in clause.examples
        ],
        "always": [{"when": _conditions(one.when), "then": _expected(one.expected)} for one in clause.invariants],
        "readings": [
            {
                "number": reading.number or None,
                "settles": [{"kind": kind, "about": list(about)} for kind, about in reading.settles],
                "decision": reading.decision,
                "basis": reading.basis,
            }
            for reading in clause.readings
        ],
    }


def _rule(pack: Pack, rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "parent": rule.parent,
        "verdict": rule.verdict,
        "read_back": read_back(rule, pack.vocabulary, pack.duties),
        "conditions": _conditions(rule.conditions),
        "exceptions": [_conditions(exception) for exception in rule.exceptions],
        "despite": list(rule.despite),
        "duties": _duties(rule.duties),
        "instead": [{"words": one.words, "conditions": _conditions(one.conditions)} for one in rule.instead],
        "source": rule.source,
        "note": rule.note or None,
        "absolute": rule.absolute,
    }


def _fact(fact: Fact) -> dict[str, Any]:
    return {
        **{name: _listed(getattr(fact, name)) for name in _names(fact) if name not in ("values", "described")},
        "values": [_plain(value) for value in fact.values],
        "described": [_plain(row) for row in fact.described],
    }


def _expected(expected: Expected) -> dict[str, Any]:
    return {"verdicts": list(expected.verdicts), "duties": _duties(expected.duties), "absent": list(expected.absent)}


def _conditions(conditions: Conditions) -> dict[str, list[str]]:
    return {fact: list(values) for fact, values in conditions}


def _duties(duties: Iterable[tuple[str, str]]) -> list[dict[str, str | None]]:
    return [{"id": id_, "urgency": urgency or None} for id_, urgency in duties]


def _plain(value: Any) -> dict[str, Any]:
    return {name: _listed(getattr(value, name)) for name in _names(value)}


def _names(value: Any) -> tuple[str, ...]:
    if is_dataclass(value):
        return tuple(field.name for field in fields(value))
    return tuple(value.__slots__)


def _listed(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value
