"""What changes from one version of a policy to the next, in words and numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lanyard.policy.duties import URGENCIES
from lanyard.policy.rules import VERDICT_WORDS

#: How an answer can change: milder, stricter, no longer given, given for the first time, or in its duties alone.
DIRECTIONS = ("looser", "newly_silent", "newly_spoken", "stricter", "duties")

Duties = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Change:
    """How one answer becomes another. A duty whose urgency alone changes is both lost and gained."""

    before: str
    after: str
    direction: str
    lost: Duties
    gained: Duties

    @property
    def loosens(self) -> bool:
        """Whether a governor must acknowledge it.

        So it is with a milder verdict, with silence where the policy spoke, with a permission where it was silent, and
        with a duty that goes, or may wait longer, while the verdict stays.
        """
        if self.direction in ("looser", "newly_silent"):
            return True
        if self.direction == "newly_spoken":
            return self.after in ("fine", "caution")
        owed = dict(self.gained)
        return self.direction == "duties" and any(id_ not in owed or _later(owed[id_], urgency) for id_, urgency in self.lost)

    @property
    def words(self) -> str:
        """The change of the verdict in words."""
        before, after = VERDICT_WORDS[self.before], VERDICT_WORDS[self.after]
        return f"{before}: what must be done changes" if before == after else f"“{before}” becomes “{after}”"


def _later(one: str, other: str) -> bool:
    return URGENCIES.index(one) > URGENCIES.index(other)


@dataclass(frozen=True, slots=True)
class ChangeGroup:
    """Situations that change alike and can be said in one breath.

    ``held`` gives fact ids with value ids. ``count`` is the number of cases that no group before it holds. ``roles`` are
    the parts in the school that it is limited to; empty when it concerns everybody.
    """

    act: str
    held: tuple[tuple[str, tuple[str, ...]], ...]
    told: str
    situation: Mapping[str, str]
    change: Change
    count: int
    clauses: tuple[str, ...]
    roles: tuple[str, ...]

    @property
    def before(self) -> str:
        """The old verdict."""
        return self.change.before

    @property
    def after(self) -> str:
        """The new verdict."""
        return self.change.after

    @property
    def direction(self) -> str:
        """One of ``DIRECTIONS``."""
        return self.change.direction

    @property
    def loosens(self) -> bool:
        """Whether a governor must acknowledge it."""
        return self.change.loosens

    def as_dict(self) -> dict[str, Any]:
        """The group as plain values, for JSON."""
        return {
            "act": self.act,
            "facts": {fact: list(values) for fact, values in self.held},
            "told": self.told,
            "situation": dict(self.situation),
            "before": self.before,
            "after": self.after,
            "direction": self.direction,
            "loosens": self.loosens,
            "duties_lost": [{"duty": id_, "urgency": urgency} for id_, urgency in self.change.lost],
            "duties_gained": [{"duty": id_, "urgency": urgency} for id_, urgency in self.change.gained],
            "count": self.count,
            "clauses": list(self.clauses),
            "roles": list(self.roles),
        }


@dataclass(frozen=True, slots=True)
class ActChange:
    """What changes about one act: cases by direction, the groups to read, and the cases left over by direction."""

    act: str
    phrase: str
    situations: int
    counts: Mapping[str, int]
    groups: tuple[ChangeGroup, ...]
    rest: Mapping[str, int]

    @property
    def changed(self) -> int:
        """How many cases change in any way."""
        return sum(self.counts.values())

    def as_dict(self) -> dict[str, Any]:
        """The act as plain values, for JSON; its groups are listed with the comparison."""
        return {
            "act": self.act,
            "phrase": self.phrase,
            "situations": self.situations,
            "changed": self.changed,
            "counts": dict(self.counts),
            "rest": dict(self.rest),
        }


@dataclass(frozen=True, slots=True)
class RoleChange:
    """In how many cases an answer changes for somebody with this part in the school."""

    role: str
    label: str
    changed: int
    situations: int

    def as_dict(self) -> dict[str, Any]:
        """The role as plain values, for JSON."""
        return {"role": self.role, "label": self.label, "changed": self.changed, "situations": self.situations}
