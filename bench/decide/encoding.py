"""The policy as one boolean expression per rule, the common ground on which all engines are compared.

A rule survives where its conditions hold, none of its exceptions does, and no rule with a ``despite``
for its clause survives. Written out, that needs nothing but memberships, and, or, not: every engine
has those, so each gets the same policy.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from lanyard.policy.rules import Conditions, Rule


@dataclass(frozen=True)
class Member:
    """A fact has one of some values."""

    fact: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class All:
    """Every part holds."""

    parts: tuple[Expression, ...]


@dataclass(frozen=True)
class Not:
    """The part does not hold."""

    part: Expression


Expression = Member | All | Not


@dataclass(frozen=True)
class EncodedRule:
    """A rule with the acts it can fire for (empty: any) and when it survives."""

    number: int
    id: str
    acts: tuple[str, ...]
    survives: Expression


def encode(rules: Sequence[Rule]) -> list[EncodedRule]:
    """Every rule as an expression for its survival."""
    removers: dict[str, list[Rule]] = {}
    for rule in rules:
        for target in rule.despite:
            removers.setdefault(target, []).append(rule)

    def survives(rule: Rule) -> Expression:
        parts: list[Expression] = [_all(rule.conditions)]
        parts += [Not(_all(exception)) for exception in rule.exceptions]
        parts += [Not(survives(remover)) for remover in removers.get(rule.clause_id, ()) if _can_meet(rule, remover)]
        return All(tuple(parts))

    return [EncodedRule(n, rule.id, dict(rule.conditions).get("act", ()), survives(rule)) for n, rule in enumerate(rules)]


def _can_meet(rule: Rule, other: Rule) -> bool:
    wanted = dict(other.conditions)
    return all(set(values) & set(wanted.get(fact, values)) for fact, values in rule.conditions)


def _all(conditions: Conditions) -> Expression:
    return All(tuple(Member(fact, values) for fact, values in conditions))


def write(expression: Expression, member: Callable[[Member], str], conjunction: str, negation: str) -> str:
    """An expression in the notation of some language."""
    if isinstance(expression, Member):
        return member(expression)
    if isinstance(expression, Not):
        return f"{negation}({write(expression.part, member, conjunction, negation)})"
    written = [write(part, member, conjunction, negation) for part in expression.parts]
    return f"({conjunction.join(written)})" if written else "(true)"
