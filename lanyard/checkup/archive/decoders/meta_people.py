"""Who takes part in a conversation of Meta's archives, and whose each message is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lanyard.checkup.archive.json_text import stream_rows
from lanyard.checkup.archive.members import Member, Owner
from lanyard.checkup.archive.outcomes import KnownEmpty, UnknownShape
from lanyard.checkup.archive.text import repair_meta


class People:
    """The participants of one conversation. Nothing is known of whose a message is where none of them is the owner."""

    __slots__ = ("_known", "_names", "_owner")

    def __init__(self, names: Sequence[str], owner: Owner) -> None:
        self._names, self._owner = tuple(dict.fromkeys(filter(None, names))), owner
        self._known = any(owner.is_me(each) for each in self._names)

    def owns(self, sender: str) -> bool | None:
        """Whether a message is the owner's. ``None`` where they are not among the participants by a known name."""
        is_me = self._owner.is_me(sender)
        return is_me if is_me or self._known else None

    def others(self, sender: str) -> tuple[str, ...]:
        """The other people: other than the owner, or where that is not known, than the sender."""
        if self._known:
            return tuple(each for each in self._names if not self._owner.is_me(each))
        return tuple(each for each in self._names if each != sender)

    @property
    def is_group(self) -> bool:
        """Whether more than two take part."""
        return len(self._names) > 2


def people_of(member: Member, head: Mapping[str, object], owner: Owner) -> People:
    """Who takes part, by the ``participants`` of a file: objects in one kind of archive and texts in the other.

    ``head`` is what the file says before its messages; they are looked for behind them where it does not say. Raises
    ``UnknownShape`` where the file has no such list, or people have no names in it.
    """
    told = head.get("participants")
    if not isinstance(told, list):
        try:
            told = list(stream_rows(member, "participants"))
        except KnownEmpty:
            told = []
    names = [each.get("name") if isinstance(each, dict) else each for each in told]
    if not all(isinstance(each, str) for each in names):
        raise UnknownShape(frozenset(("name",)))
    return People([repair_meta(each) for each in names if isinstance(each, str)], owner)
