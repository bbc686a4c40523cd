"""The difference between two versions of a policy, in behaviour: every answer that changes, counted exactly.

Situations are counted as cases: told apart only by the facts that matter for their act in either version.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from lanyard.policy.compare.behaviour import Behaviour
from lanyard.policy.compare.changes import DIRECTIONS, ActChange, Change, ChangeGroup, RoleChange
from lanyard.policy.compare.union import unite
from lanyard.policy.compare.wording import (
    ClauseChange,
    WordChange,
    as_dict,
    clause_changes,
    duty_changes,
    fact_changes,
)
from lanyard.policy.pack import Pack

__all__ = [
    "DIRECTIONS",
    "ActChange",
    "Change",
    "ChangeGroup",
    "ClauseChange",
    "Comparison",
    "RoleChange",
    "WordChange",
    "compare_packs",
]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two versions compared. ``old`` and ``new`` are pairs of a version's name and its hash."""

    old: tuple[str, str]
    new: tuple[str, str]
    situations: int
    acts: tuple[ActChange, ...]
    roles: tuple[RoleChange, ...]
    clauses: tuple[ClauseChange, ...]
    facts: tuple[WordChange, ...]
    duties: tuple[WordChange, ...]

    def count(self, direction: str) -> int:
        """How many cases change in one direction."""
        return sum(act.counts.get(direction, 0) for act in self.acts)

    @property
    def changed(self) -> int:
        """How many cases change in any way."""
        return sum(act.changed for act in self.acts)

    @property
    def loosened(self) -> int:
        """How many cases get a milder verdict."""
        return self.count("looser")

    @property
    def tightened(self) -> int:
        """How many cases get a stricter verdict."""
        return self.count("stricter")

    @property
    def newly_silent(self) -> int:
        """About how many cases the policy no longer speaks."""
        return self.count("newly_silent")

    @property
    def newly_spoken(self) -> int:
        """About how many cases the policy speaks for the first time."""
        return self.count("newly_spoken")

    @property
    def duties_changed(self) -> int:
        """In how many cases the verdict stays and the duties change."""
        return self.count("duties")

    @property
    def groups(self) -> tuple[ChangeGroup, ...]:
        """Every group to read, act by act; in each act those that a governor must acknowledge come first."""
        return tuple(group for act in self.acts for group in act.groups)

    @property
    def loosenings(self) -> tuple[ChangeGroup, ...]:
        """The groups that a governor must acknowledge before adoption."""
        return tuple(group for group in self.groups if group.loosens)

    @property
    def same_behaviour(self) -> bool:
        """Whether every answer stays as it is."""
        return not self.acts

    def as_dict(self) -> dict[str, Any]:
        """The comparison as plain values, for JSON."""
        return {
            "old": {"version": self.old[0], "hash": self.old[1]},
            "new": {"version": self.new[0], "hash": self.new[1]},
            "situations": self.situations,
            "changed": self.changed,
            "counts": {direction: self.count(direction) for direction in DIRECTIONS},
            "acts": [act.as_dict() for act in self.acts],
            "groups": [group.as_dict() for group in self.groups],
            "roles": [role.as_dict() for role in self.roles],
            "clauses": [as_dict(change) for change in self.clauses],
            "facts": [as_dict(change) for change in self.facts],
            "duties": [as_dict(change) for change in self.duties],
        }


def compare_packs(old: Pack, new: Pack) -> Comparison:
    """Compare two versions of a policy over every situation that either can tell apart."""
    clauses = clause_changes(old, new)
    changed = frozenset(change.id for change in clauses if change.kind in ("added", "removed", "rules_changed"))
    behaviour = Behaviour(old, new, unite(old.vocabulary, new.vocabulary), changed)
    return Comparison(
        old=(old.version, old.hash),
        new=(new.version, new.hash),
        situations=behaviour.situations(),
        acts=behaviour.acts,
        roles=behaviour.roles(),
        clauses=clauses,
        facts=fact_changes(old, new),
        duties=duty_changes(old, new),
    )
