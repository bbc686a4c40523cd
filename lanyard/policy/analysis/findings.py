"""What an analysis finds, in words for governors, and whether a recorded reading settles it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from lanyard.policy.analysis.cubes import both
from lanyard.policy.pack import Pack
from lanyard.policy.statements import Reading


@dataclass(frozen=True, slots=True)
class Finding:
    """Something about a policy that governors should know.

    ``kind`` is one of ``statements.FINDING_KINDS``, or ``always``, ``instead``, ``example`` or ``untested``. A
    ``serious`` one stops adoption until it is put right or a reading settles it; any other is a notice.
    ``clauses`` are clause ids, the one it is mainly about first. ``names`` are what a reading may name
    instead of clauses: duties, Acts, contacts or platforms. ``situation`` is one to look at and
    ``told`` says it in words. ``settled_by`` is the reading that settles it, in words.
    """

    kind: str
    serious: bool
    clauses: tuple[str, ...]
    message: str
    situation: Mapping[str, str] | None = None
    told: str = ""
    settled_by: str = ""
    names: tuple[str, ...] = ()

    @property
    def unexplained(self) -> bool:
        """Whether it still waits for a decision of the governors."""
        return self.serious and not self.settled_by

    def as_dict(self) -> dict[str, Any]:
        """The finding as plain values, for JSON."""
        return {
            "kind": self.kind,
            "serious": self.serious,
            "clauses": list(self.clauses),
            "names": list(self.names),
            "message": self.message,
            "situation": None if self.situation is None else dict(self.situation),
            "told": self.told,
            "settled_by": self.settled_by or None,
        }


#: Kinds that are about clauses meeting each other: a reading settles them only by naming them all.
_BETWEEN_CLAUSES = ("contradiction", "duties", "monotonicity")


def settle(pack: Pack, finding: Finding) -> Finding:
    """The finding, marked as settled where a reading of the policy names its kind and what it is about."""
    for reading in pack.readings:
        for kind, named in reading.settles:
            if kind == finding.kind and _covers(pack, named, finding):
                return settled_by(pack, finding, reading)
    return finding


def settled_by(pack: Pack, finding: Finding, reading: Reading) -> Finding:
    """The finding, marked as settled by a reading."""
    return replace(finding, settled_by=f"The reading at {pack.clause(reading.clause_id).number}: {reading.decision}")


def _covers(pack: Pack, named: tuple[str, ...], finding: Finding) -> bool:
    if set(named).intersection(finding.names):
        return True
    known = set(pack.clause_names())
    clauses = {pack.clause(name).id for name in named if name in known}
    needed = finding.clauses if finding.kind in _BETWEEN_CLAUSES else finding.clauses[:1]
    return bool(needed) and clauses.issuperset(needed)


def numbers(pack: Pack, clauses: Iterable[str]) -> str:
    """Clauses as their numbers, in words: “2.4.2, 2.4.3 and 2.5.3”."""
    return both([pack.clause(id_).number for id_ in clauses])
