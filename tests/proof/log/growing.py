"""A log in memory, for the tests."""

from __future__ import annotations

from lanyard.proof.log.tree import Frontier


class Grown:
    """A tree over some leaves, with every node that it ever completed."""

    def __init__(self, count: int, *, salt: str = "leaf") -> None:
        self.leaves = [f"{salt} {number}".encode() for number in range(count)]
        self.roots: list[bytes] = []
        self.nodes: dict[tuple[int, int], bytes] = {}
        frontier = Frontier()
        self.roots.append(frontier.root())
        for leaf in self.leaves:
            for level, place, found in frontier.append(leaf):
                assert (level, place) not in self.nodes, "a node is completed once"
                self.nodes[level, place] = found
            self.roots.append(frontier.root())
        self.frontier = frontier

    def node(self, level: int, place: int) -> bytes:
        """What proofs are made from."""
        return self.nodes[level, place]


def changed(raw: bytes, place: int) -> bytes:
    """The same bytes, with one bit of one of them turned."""
    at = place % len(raw)
    return raw[:at] + bytes([raw[at] ^ (1 << place % 8)]) + raw[at + 1 :]
