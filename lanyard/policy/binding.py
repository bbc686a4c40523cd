"""Whom a clause binds, and which clauses a person must look at when the policy changes (1.2.1, 3.1.2).

A person's *parts* are their group among the six and the roles they hold: ``{"teacher", "head"}``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from lanyard.policy.facts import Fact
from lanyard.policy.pack import Clause, Pack
from lanyard.policy.rules import Rule

#: The words of ``binds`` with the parts they mean; ``None`` means every adult. What binds the school
#: itself is for whoever answers for the school.
MEANT: dict[str, frozenset[str] | None] = {
    "all adults": None,
    "adult attacked": None,
    "staff": frozenset({"teacher", "support", "supply"}),
    "employees": frozenset({"teacher", "support"}),
    "school": frozenset({"head"}),
    "governors": frozenset({"governor", "chair"}),
    "head": frozenset({"head"}),
    "designated safeguarding lead": frozenset({"dsl"}),
}

_ROLE = "role"


@dataclass(frozen=True, slots=True)
class Changes:
    """What a person must look at again: clauses to read, by id in the version's order, and clauses that are gone."""

    read: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.read or self.gone)


def binds(pack: Pack, clause: Clause, parts: Collection[str]) -> bool:
    """Whether a clause binds somebody with these parts.

    A recorded reading on whom a clause means binds every adult: where governors narrow it, they
    write the narrower rule, and being asked once too often is the smaller harm.
    """
    if any(kind == "binding" and clause.id in about for reading in pack.readings for kind, about in reading.settles):
        return True
    meant = [MEANT[word] for word in clause.binds.split(" and ")]
    return any(who is None or not who.isdisjoint(parts) for who in meant)


def binding_clauses(pack: Pack, parts: Collection[str]) -> tuple[Clause, ...]:
    """The clauses that bind somebody with these parts, in the policy's order."""
    return tuple(clause for clause in pack.clauses if binds(pack, clause, parts))


def reaches(rule: Rule, parts: Collection[str]) -> bool:
    """Whether a rule can ever decide something for somebody with these parts."""
    roles = dict(rule.conditions).get(_ROLE)
    return roles is None or any(role in parts for role in roles)


def changes_for(old: Pack, new: Pack, *, before: Collection[str], now: Collection[str]) -> Changes:
    """What changed from one version to another for somebody who had the parts ``before`` and has ``now``.

    It is what binds them and is new to them, or has other words, force, exceptions or records, or is
    read by other rules or duties that can reach them. A new number or another example is no change.
    """
    was = {clause.id: clause for clause in old.clauses if binds(old, clause, before)}
    here = binding_clauses(new, now)
    read = [clause.id for clause in here if clause.id not in was or _differs(old, was[clause.id], new, clause, now)]
    kept = {clause.id for clause in new.clauses}
    return Changes(tuple(read), tuple(id_ for id_ in was if id_ not in kept))


def _differs(old: Pack, was: Clause, new: Pack, clause: Clause, parts: Collection[str]) -> bool:
    if _words(was) != _words(clause):
        return True
    before, after = _reaching(was.rules, parts), _reaching(clause.rules, parts)
    if any(rule not in after for rule in before) or any(rule not in before for rule in after):
        return True
    owed = {duty for rule in after for duty, _ in rule.duties}
    return any(old.duties[duty] != new.duties[duty] for duty in owed)


def _words(clause: Clause) -> tuple[object, ...]:
    return clause.title, clause.prose, clause.force, clause.binds, clause.except_, clause.record


def _reaching(rules: Iterable[Rule], parts: Collection[str]) -> list[Rule]:
    """The rules that can reach these parts, without what only places them in the file."""
    return [replace(rule, id="", parent=None, line=0, note="") for rule in rules if reaches(rule, parts)]


def essential_clauses(pack: Pack, parts: Collection[str], *, most: int = 10) -> tuple[Clause, ...]:
    """The few clauses that somebody who is here for a day must know, in the policy's order.

    They bind the person and rule something out, or ask for something at once. Of more than ``most``
    those stay that together say most about what people do: what is often asked counts double, and
    what another clause speaks of already counts less each time.
    """
    acts = pack.vocabulary.facts[0]
    worth = {value.id: 2 if value.common else 1 for value in acts.values}
    left = {clause.id: _hard_acts(clause, parts, acts) for clause in binding_clauses(pack, parts)}
    left = {id_: about for id_, about in left.items() if about}
    told: Counter[str] = Counter()
    chosen: set[str] = set()
    while left and len(chosen) < most:
        best = max(left, key=lambda id_: sum(worth[act] / (1 + told[act]) for act in left[id_]))
        told.update(left.pop(best))
        chosen.add(best)
    return tuple(clause for clause in pack.clauses if clause.id in chosen)


def _hard_acts(clause: Clause, parts: Collection[str], acts: Fact) -> frozenset[str]:
    """What a prohibition rules out, or asks to be dealt with at once, for somebody with these parts."""
    if "must not" not in clause.force:
        return frozenset()
    rules = [rule for rule in clause.rules if reaches(rule, parts)]
    hard = [rule for rule in rules if rule.verdict == "never" or any(urgency == "now" for _, urgency in rule.duties)]
    return frozenset(act for rule in hard for act in dict(rule.conditions).get(acts.id, acts.value_ids()))
