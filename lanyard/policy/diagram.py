"""The decision diagram: every situation at once, in a few thousand shared nodes.

A node asks one fact and has one child per value; a leaf holds what follows. Nodes are hash-consed:
equal functions are the same node, so comparing two of them is comparing two integers. Facts are read
in the vocabulary's order, ``act`` first (any other order makes the diagram explode).

Nodes are integers: from 0 up they are inner nodes, below 0 the leaf ``leaves[~node]``.
"""

from __future__ import annotations

from _thread import allocate_lock

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
    from typing import Any


class Diagram:
    """A store of hash-consed nodes over facts of given sizes. Several roots may share it."""

    __slots__ = ("_leaf_ids", "_lock", "_node_ids", "children", "leaves", "levels", "sizes")

    def __init__(self, sizes: Sequence[int]) -> None:
        self.sizes = tuple(sizes)
        self.levels: list[int] = []
        self.children: list[tuple[int, ...]] = []
        self.leaves: list[Any] = []
        self._node_ids: dict[tuple[int, ...], int] | None = {}
        self._leaf_ids: dict[Any, int] | None = {}
        # Requests on several threads share one compiled policy; making a node must not interleave.
        self._lock = allocate_lock()

    @classmethod
    def from_tables(cls, sizes: Sequence[int], levels: list[int], children: list[tuple[int, ...]], leaves: list[Any]) -> Diagram:
        """A diagram over tables read back from a cache; the look-up tables are made when first needed."""
        diagram = cls(sizes)
        diagram.levels, diagram.children, diagram.leaves = levels, children, leaves
        diagram._node_ids = diagram._leaf_ids = None
        return diagram

    def leaf(self, payload: Hashable) -> int:
        """The leaf that holds ``payload``."""
        ids = self._leaf_ids
        found = None if ids is None else ids.get(payload)
        if found is None:
            with self._lock:
                if self._leaf_ids is None:
                    self._leaf_ids = {kept: ~index for index, kept in enumerate(self.leaves)}
                found = self._leaf_ids.get(payload)
                if found is None:
                    # Last of all the look-up: nobody may find a leaf or node that is not there yet.
                    found = ~len(self.leaves)
                    self.leaves.append(payload)
                    self._leaf_ids[payload] = found
        return found

    def node(self, level: int, children: Iterable[int]) -> int:
        """The node that asks the fact at ``level``; no node at all where every child is the same."""
        kids = tuple(children)
        first = kids[0]
        if all(kid == first for kid in kids):
            return first
        key = (level, *kids)
        ids = self._node_ids
        found = None if ids is None else ids.get(key)
        if found is None:
            with self._lock:
                if self._node_ids is None:
                    kept = zip(self.levels, self.children, strict=True)
                    self._node_ids = {(at, *below): index for index, (at, below) in enumerate(kept)}
                found = self._node_ids.get(key)
                if found is None:
                    found = len(self.levels)
                    self.levels.append(level)
                    self.children.append(kids)
                    self._node_ids[key] = found
        return found

    def payload(self, node: int) -> Any:
        """What a leaf holds."""
        return self.leaves[~node]

    def level(self, node: int) -> int:
        """The level a node asks; for a leaf, one past the last."""
        return self.levels[node] if node >= 0 else len(self.sizes)

    def evaluate(self, root: int, values: Sequence[int]) -> Any:
        """What follows in a fully known situation, given as value numbers by level."""
        node = root
        levels, children = self.levels, self.children
        while node >= 0:
            node = children[node][values[levels[node]]]
        return self.leaves[~node]

    def restrict(self, root: int, fixed: Mapping[int, int]) -> int:
        """The diagram that is left once some facts are known (level → value number)."""
        done: dict[int, int] = {}
        last = max(fixed, default=-1)

        def walk(node: int) -> int:
            if node < 0 or self.levels[node] > last:
                return node
            found = done.get(node)
            if found is None:
                level, kids = self.levels[node], self.children[node]
                if level in fixed:
                    found = walk(kids[fixed[level]])
                else:
                    found = self.node(level, [walk(kid) for kid in kids])
                done[node] = found
            return found

        return walk(root)

    def reachable(self, root: int, fixed: Mapping[int, int] | None = None) -> set[int]:
        """The leaves that can still be reached once some facts are known."""
        known = fixed or {}
        seen = {root}
        waiting = [root]
        found: set[int] = set()
        while waiting:
            node = waiting.pop()
            if node < 0:
                found.add(node)
                continue
            kids = self.children[node]
            level = self.levels[node]
            for kid in (kids[known[level]],) if level in known else kids:
                if kid not in seen:
                    seen.add(kid)
                    waiting.append(kid)
        return found

    def support(self, root: int, fixed: Mapping[int, int] | None = None) -> set[int]:
        """The levels of the facts that may still matter below a node, once some facts are known.

        With nothing known the answer is exact; for an exact one otherwise, ask about the restricted diagram.
        """
        known = fixed or {}
        seen = {root}
        waiting = [root]
        found: set[int] = set()
        while waiting:
            node = waiting.pop()
            if node < 0:
                continue
            kids = self.children[node]
            level = self.levels[node]
            if level in known:
                kids = (kids[known[level]],)
            else:
                found.add(level)
            for kid in kids:
                if kid not in seen:
                    seen.add(kid)
                    waiting.append(kid)
        return found

    def map_leaves(self, root: int, change: Callable[[Any], Hashable]) -> int:
        """The same diagram with every leaf's payload changed; equal branches fall together."""
        done: dict[int, int] = {}

        def walk(node: int) -> int:
            found = done.get(node)
            if found is None:
                if node < 0:
                    found = self.leaf(change(self.leaves[~node]))
                else:
                    found = self.node(self.levels[node], [walk(kid) for kid in self.children[node]])
                done[node] = found
            return found

        return walk(root)

    def combine(self, left: int, right: int, join: Callable[[Any, Any], Hashable]) -> int:
        """Two diagrams read side by side; ``join`` says what the two payloads make together."""
        done: dict[tuple[int, int], int] = {}

        def walk(one: int, other: int) -> int:
            key = (one, other)
            found = done.get(key)
            if found is None:
                if one < 0 and other < 0:
                    found = self.leaf(join(self.leaves[~one], self.leaves[~other]))
                else:
                    level = min(self.level(one), self.level(other))
                    ones = self.children[one] if self.level(one) == level else (one,) * self.sizes[level]
                    others = self.children[other] if self.level(other) == level else (other,) * self.sizes[level]
                    found = self.node(level, [walk(a, b) for a, b in zip(ones, others, strict=True)])
                done[key] = found
            return found

        return walk(left, right)

    def forget(self, root: int, level: int, join: Callable[[Any, Any], Hashable]) -> int:
        """The diagram for a person who does not know a fact: its values' outcomes joined."""
        done: dict[int, int] = {}

        def walk(node: int) -> int:
            if node < 0 or self.levels[node] > level:
                return node
            found = done.get(node)
            if found is None:
                kids = self.children[node]
                if self.levels[node] == level:
                    found = kids[0]
                    for kid in kids[1:]:
                        found = self.combine(found, kid, join)
                else:
                    found = self.node(self.levels[node], [walk(kid) for kid in kids])
                done[node] = found
            return found

        return walk(root)

    def count(self, root: int, wanted: Callable[[Any], bool], fixed: Iterable[int] = ()) -> int:
        """In how many situations the payload is wanted.

        ``fixed`` are the levels of facts that the diagram was restricted by: they are not counted.
        """
        left_out = set(fixed)
        free = [1 if level in left_out else size for level, size in enumerate(self.sizes)]
        below = [1] * (len(free) + 1)
        for level in range(len(free) - 1, -1, -1):
            below[level] = below[level + 1] * free[level]
        done: dict[int, int] = {}

        def walk(node: int) -> int:
            """Situations over the facts from the node's own level down."""
            if node < 0:
                return 1 if wanted(self.leaves[~node]) else 0
            found = done.get(node)
            if found is None:
                start = self.levels[node] + 1
                found = done[node] = sum(walk(kid) * (below[start] // below[self.level(kid)]) for kid in self.children[node])
            return found

        return walk(root) * (below[0] // below[self.level(root)])

    def paths(
        self, root: int, wanted: Callable[[Any], bool], within: Mapping[int, Collection[int]] | None = None
    ) -> Iterator[tuple[dict[int, tuple[int, ...]], Any]]:
        """The wanted situations as few readable groups: for each fact that matters, the values that lead there.

        Values with the same child are one branch, so that a group reads “a pupil or a parent”. The groups
        do not overlap and together hold every wanted situation. ``within`` gives, by level, the only values
        to look at.
        """
        allowed = within or {}
        useful: dict[int, bool] = {}

        def leads(node: int) -> bool:
            found = useful.get(node)
            if found is None:
                found = wanted(self.leaves[~node]) if node < 0 else any(leads(kid) for kid in self.children[node])
                useful[node] = found
            return found

        def walk(node: int, held: dict[int, tuple[int, ...]]) -> Iterator[tuple[dict[int, tuple[int, ...]], Any]]:
            if not leads(node):
                return
            if node < 0:
                yield dict(held), self.leaves[~node]
                return
            level, kids = self.levels[node], self.children[node]
            branches: dict[int, list[int]] = {}
            for value in allowed.get(level, range(len(kids))):
                branches.setdefault(kids[value], []).append(value)
            for kid, values in branches.items():
                yield from walk(kid, {**held, level: tuple(values)})

        return walk(root, {})

    def size(self, root: int) -> int:
        """How many inner nodes a diagram has."""
        seen = {root}
        waiting = [root]
        while waiting:
            node = waiting.pop()
            for kid in self.children[node] if node >= 0 else ():
                if kid not in seen:
                    seen.add(kid)
                    waiting.append(kid)
        return sum(node >= 0 for node in seen)

    def compact(self, roots: Sequence[int]) -> tuple[Diagram, dict[int, int]]:
        """A new store with only what the roots reach, and where each node went."""
        fresh = Diagram(self.sizes)
        moved: dict[int, int] = {}

        def move(node: int) -> int:
            if node not in moved:
                if node < 0:
                    moved[node] = fresh.leaf(self.leaves[~node])
                else:
                    moved[node] = fresh.node(self.levels[node], [move(kid) for kid in self.children[node]])
            return moved[node]

        for root in roots:
            move(root)
        return fresh, moved
