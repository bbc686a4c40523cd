"""What a decoder is given and what it gives back.

A decoder is a function ``decode(member, feature, owner) -> Iterator[Row]``. It yields one ``Row``
for each row of the file: a tuple of the items in it (empty where the row holds nothing that any
check asks for, such as somebody else's comment), or ``Rejected``. So rows in are rows read plus rows
rejected, by construction. It raises one of ``outcomes.NotRead`` where the file as a whole ends in
another outcome; rows it gave before still count.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from lanyard.checkup.archive.dialects import Feature
from lanyard.checkup.archive.members import Member, Owner
from lanyard.checkup.archive.outcomes import Rejected, UnknownShape
from lanyard.checkup.items import Evidence, Item


class Declared(NamedTuple):
    """A row by which a file says how many rows another one has (``path`` inside the platform's tree), to be held against it."""

    path: str
    rows: int


class Lacking(NamedTuple):
    """No row, but word that a file has no section for some kinds of evidence that its feature may give.

    One file may hold everything, and who asks for it may choose what: what is not there was not looked at.
    """

    evidence: frozenset[Evidence]


Row = tuple[Item, ...] | Rejected | Declared | Lacking
Decode = Callable[[Member, Feature, Owner], Iterator[Row]]


class Shape:
    """Watches the keys of a file's rows: a renamed key has to become an unknown shape, never silence.

    ``require`` are keys that each row has; ``expect`` are keys of which rows may lack any, but if none
    of the whole file has one of them while rows have keys that nobody knows, it was renamed.
    """

    __slots__ = ("_extra", "_known", "_rows", "_unseen", "require")

    def __init__(self, *, require: Iterable[str] = (), expect: Iterable[str] = (), known: Iterable[str] = ()) -> None:
        self.require = frozenset(require)
        self._unseen = set(expect)
        self._known = self.require | self._unseen | frozenset(known)
        self._extra: set[str] = set()
        self._rows = 0

    def takes(self, keys: Iterable[str]) -> bool:
        """Take in the keys of a row; whether it has every key that a row has to have."""
        found = frozenset(keys)
        self._rows += 1
        self._unseen -= found
        if len(self._extra) < 100:
            self._extra |= found - self._known
        return self.require <= found

    @property
    def extra(self) -> frozenset[str]:
        """Keys that this reader does not know."""
        return frozenset(self._extra)

    def judge(self) -> None:
        """At the end of the file: raise ``UnknownShape`` where an expected key is on no row and unknown ones are."""
        if self._rows and self._unseen and self._extra:
            raise UnknownShape(frozenset(self._unseen), self.extra)
