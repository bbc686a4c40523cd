"""The Merkle tree of a log, hashed as RFC 6962 (2.1) says, and grown one leaf at a time.

A *node* is named by its level and its place there: node (0, i) is the hash of leaf i, node (l, i)
covers the leaves from i·2^l to (i+1)·2^l. Only complete nodes have a name; they never change.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable

#: The length of every hash here, in bytes.
SIZE = 32
#: The root of a log without entries.
EMPTY = hashlib.sha256().digest()

#: Gives the hash of a complete node: ``lookup(level, place)``.
Lookup = Callable[[int, int], bytes]


def leaf_hash(leaf: bytes) -> bytes:
    """The hash of a leaf. Its first byte tells it apart from a node, so that neither passes for the other."""
    return hashlib.sha256(b"\x00" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of a node above two others."""
    return hashlib.sha256(b"\x01" + left + right).digest()


class Frontier:
    """What must be remembered of a tree to go on with it: its size and the roots of its complete parts.

    There is one part for each 1 in the size written in binary, the largest first, so a log of a
    million entries is continued from at most 20 hashes.
    """

    def __init__(self, size: int = 0, parts: Iterable[bytes] = ()) -> None:
        """Raises ``ValueError`` when the parts do not belong to a tree of that size."""
        self.size = size
        self.parts = list(parts)
        if size < 0 or len(self.parts) != size.bit_count() or any(len(part) != SIZE for part in self.parts):
            raise ValueError("these are not the parts of a tree of this size")

    @classmethod
    def read(cls, size: int, kept: bytes) -> Frontier:
        """A frontier from its size and ``bytes(frontier)``; raises ``ValueError`` for anything else."""
        if len(kept) % SIZE:
            raise ValueError("these are not the parts of a tree of this size")
        return cls(size, [kept[at : at + SIZE] for at in range(0, len(kept), SIZE)])

    def __bytes__(self) -> bytes:
        return b"".join(self.parts)

    def append(self, leaf: bytes) -> list[tuple[int, int, bytes]]:
        """Add a leaf; the nodes that it completes, each as level, place and hash, the lowest first."""
        level, place, found = 0, self.size, leaf_hash(leaf)
        made = [(level, place, found)]
        while place & 1:
            level, place, found = level + 1, place >> 1, node_hash(self.parts.pop(), found)
            made.append((level, place, found))
        self.parts.append(found)
        self.size += 1
        return made

    def root(self) -> bytes:
        """The one hash that stands for all leaves and their order."""
        if not self.parts:
            return EMPTY
        found = self.parts[-1]
        for part in reversed(self.parts[:-1]):
            found = node_hash(part, found)
        return found


def root_of(leaves: Iterable[bytes]) -> bytes:
    """The root of a tree over some leaves."""
    frontier = Frontier()
    for leaf in leaves:
        frontier.append(leaf)
    return frontier.root()
