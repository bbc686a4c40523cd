"""Where an adult stands with the policy in force: whether it asks something of them, and what there is to read (3.1.2).

Whom a version asks follows from what it changes. Somebody who agreed to an earlier version is asked
again only where a clause that binds them changed, or where they took on a part that other clauses
bind; otherwise what they agreed to still holds.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from lanyard.people.models import Group
from lanyard.policy.binding import Changes, binding_clauses, changes_for, essential_clauses
from lanyard.policy.pack import Pack

from .computed import Memory
from .models import Acknowledgement, Extent, Response
from .policies import Policy

#: The groups that are here for a while and are given the few clauses that matter today (1.2.2).
BRIEF = frozenset({Group.SUPPLY, Group.CONTRACTOR, Group.VOLUNTEER})

#: Follows from versions and parts alone, of which a school has a few dozen pairs.
_memory = Memory(512)


class Status(Enum):
    """What can be said of an adult and a version, in the words of the pages."""

    ASKED = "Not yet"
    AGREED = "Agrees"
    HOLDS = "Agreed earlier, nothing new"
    NEEDS_HELP = "Asked for help"
    DISAGREES = "Does not agree"

    @property
    def is_settled(self) -> bool:
        """Whether nothing more is asked of the person."""
        return self in (Status.AGREED, Status.HOLDS)


@dataclass(frozen=True)
class Standing:
    """Where one adult stands with one version.

    ``to_read`` are the ids of the clauses to read, ``gone`` of those that bound them and are no longer
    there. ``since`` is what they last agreed to and ``said`` what they last said to this version.
    """

    status: Status
    parts: tuple[str, ...]
    extent: Extent
    to_read: tuple[str, ...]
    gone: tuple[str, ...] = ()
    since: Acknowledgement | None = None
    said: Acknowledgement | None = None

    @property
    def since_hash(self) -> str:
        """The hash of the version that they last agreed to; empty the first time."""
        return self.since.policy_hash if self.since else ""

    @property
    def is_open(self) -> bool:
        """Whether the person has something to say that they have not said."""
        return self.status is Status.ASKED


def parts_of(group: str, roles: Iterable[str]) -> tuple[str, ...]:
    """The parts that an adult plays, for whom a clause binds."""
    return (group, *sorted(roles))


def extent_for(pack: Pack, parts: Sequence[str]) -> Extent:
    """Whether somebody reads every clause that binds them or the few that matter for a short stay."""
    group, *roles = parts
    return Extent.BRIEF if group in BRIEF and not roles and essentials(pack, parts) else Extent.WHOLE


def whole(pack: Pack, parts: Collection[str]) -> tuple[str, ...]:
    """The ids of every clause that binds somebody with these parts."""
    return _memory.remember(("whole", pack.hash, *sorted(parts)), lambda: tuple(c.id for c in binding_clauses(pack, parts)))


def essentials(pack: Pack, parts: Collection[str]) -> tuple[str, ...]:
    """The ids of the few that matter for a short stay."""
    return _memory.remember(("few", pack.hash, *sorted(parts)), lambda: tuple(c.id for c in essential_clauses(pack, parts)))


def standing(policy: Policy, parts: Sequence[str], said: Sequence[Acknowledgement]) -> Standing:
    """Where an adult with these parts stands, given all they said at this school, the oldest first.

    ``said`` leaves out corrections and what they correct.
    """
    pack = policy.pack
    extent = extent_for(pack, parts)
    here = next((row for row in reversed(said) if row.policy_hash == pack.hash), None)
    since = last_agreed(said)
    changes = _since(policy, parts, extent, since)
    told = {"parts": tuple(parts), "extent": extent, "since": since, "said": here, "to_read": changes.read, "gone": changes.gone}
    if here is not None and here.response == Response.NEED_HELP:
        return Standing(Status.NEEDS_HELP, **told)
    if here is not None and here.response == Response.DISAGREE:
        return Standing(Status.DISAGREES, **told)
    if changes or since is None:
        return Standing(Status.ASKED, **told)
    return Standing(Status.AGREED if since is here else Status.HOLDS, **told)


def last_agreed(said: Sequence[Acknowledgement]) -> Acknowledgement | None:
    """What an adult agreed to last and did not take back by a later answer to the same version."""
    latest = {row.policy_hash: row for row in said}
    return next((row for row in reversed(said) if row.response == Response.AGREE and latest[row.policy_hash] is row), None)


def _since(policy: Policy, parts: Sequence[str], extent: Extent, since: Acknowledgement | None) -> Changes:
    """What there is to read since what was agreed to last; everything the first time."""
    pack = policy.pack
    wanted = essentials(pack, parts) if extent is Extent.BRIEF else whole(pack, parts)
    old = policy.pack_named(since.policy_hash) if since else None
    if since is None or old is None or (since.extent == Extent.BRIEF and extent is Extent.WHOLE):
        return Changes(wanted)
    if since.policy_hash == pack.hash and tuple(since.parts) == tuple(parts):
        return Changes()
    changes = _changes(old, pack, since.parts, parts)
    if extent is Extent.WHOLE:
        return changes
    known = essentials(old, since.parts) if since.extent == Extent.BRIEF else whole(old, since.parts)
    return Changes(
        tuple(id_ for id_ in wanted if id_ in changes.read or id_ not in known),
        tuple(id_ for id_ in changes.gone if id_ in known),
    )


def _changes(old: Pack, new: Pack, before: Sequence[str], now: Sequence[str]) -> Changes:
    key = ("changes", old.hash, new.hash, *before, "", *now)
    return _memory.remember(key, lambda: changes_for(old, new, before=before, now=now))
