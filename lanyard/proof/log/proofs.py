"""Proofs that an entry stands in a log, and that a later log only added to an earlier one (RFC 6962, 2.1).

A proof is a list of hashes. Whoever checks it needs nothing else but the two roots (or the leaf and
the root), which they have from checkpoints: a proof of 20 hashes is enough for a million entries.
"""

from __future__ import annotations

from collections.abc import Sequence

from .tree import EMPTY, SIZE, Lookup, leaf_hash, node_hash


class NotInTheLog(ValueError):
    """A proof does not show what it is said to show."""


def root_at(size: int, node: Lookup) -> bytes:
    """The root that the log had when it was ``size`` entries long."""
    return _root(0, size, node) if size else EMPTY


def prove_inclusion(index: int, size: int, node: Lookup) -> list[bytes]:
    """The proof that entry ``index`` stands in the log of ``size`` entries; raises ``ValueError`` when it does not."""
    if not 0 <= index < size:
        raise ValueError(f"a log of {size} entries has no entry {index}")
    proof: list[bytes] = []
    low, high = 0, size
    while high - low > 1:
        middle = low + _split(high - low)
        if index < middle:
            proof.append(_root(middle, high, node))
            high = middle
        else:
            proof.append(_root(low, middle, node))
            low = middle
    return proof[::-1]


def prove_consistency(old: int, new: int, node: Lookup) -> list[bytes]:
    """The proof that the log of ``new`` entries begins with that of ``old``; raises ``ValueError`` when it is shorter."""
    if not 0 <= old <= new:
        raise ValueError(f"a log of {new} entries does not go on from one of {old}")
    if old in (0, new):
        return []
    proof: list[bytes] = []
    low, high, is_whole = 0, new, True
    while old != high:
        middle = low + _split(high - low)
        if old <= middle:
            proof.append(_root(middle, high, node))
            high = middle
        else:
            proof.append(_root(low, middle, node))
            low, is_whole = middle, False
    # The old root itself needs no telling: whoever checks the proof has it.
    return ([] if is_whole else [_root(low, high, node)]) + proof[::-1]


def check_inclusion(leaf: bytes, *, index: int, size: int, root: bytes, proof: Sequence[bytes]) -> None:
    """Check that a leaf is entry ``index`` of the log of ``size`` entries with this root (RFC 9162, 2.1.3.2).

    Raises ``NotInTheLog``.
    """
    _check_shape(proof)
    if not 0 <= index < size:
        raise NotInTheLog("the log has no such entry")
    place, last, found = index, size - 1, leaf_hash(leaf)
    for step in proof:
        if last == 0:
            raise NotInTheLog("the proof is too long")
        if place & 1 or place == last:
            found = node_hash(step, found)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            found = node_hash(found, step)
        place, last = place >> 1, last >> 1
    if last != 0 or found != root:
        raise NotInTheLog("the proof leads to another log")


def check_consistency(*, old: int, old_root: bytes, new: int, new_root: bytes, proof: Sequence[bytes]) -> None:
    """Check that the log with the new root begins with everything of the old one (RFC 9162, 2.1.4.2).

    Raises ``NotInTheLog``.
    """
    _check_shape(proof)
    if not 0 <= old <= new:
        raise NotInTheLog("the log became shorter")
    if old in (0, new):
        if proof or (old == new and old_root != new_root) or (old == 0 and old_root != EMPTY):
            raise NotInTheLog("the proof leads to another log")
        return
    steps = list(proof)
    if not old & (old - 1):
        steps.insert(0, old_root)
    place, last = old - 1, new - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    if not steps:
        raise NotInTheLog("the proof is too short")
    before = after = steps[0]
    for step in steps[1:]:
        if last == 0:
            raise NotInTheLog("the proof is too long")
        if place & 1 or place == last:
            before, after = node_hash(step, before), node_hash(step, after)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            after = node_hash(after, step)
        place, last = place >> 1, last >> 1
    if last != 0 or before != old_root or after != new_root:
        raise NotInTheLog("the proof leads to another log")


def _root(low: int, high: int, node: Lookup) -> bytes:
    """The root over the leaves from ``low`` to ``high``, of which ``low`` begins a part that the tree has."""
    count = high - low
    if not count & (count - 1):
        level = count.bit_length() - 1
        return node(level, low >> level)
    middle = low + _split(count)
    return node_hash(_root(low, middle, node), _root(middle, high, node))


def _split(count: int) -> int:
    """The largest power of two below a number."""
    return 1 << ((count - 1).bit_length() - 1)


def _check_shape(proof: Sequence[bytes]) -> None:
    if any(len(step) != SIZE for step in proof):
        raise NotInTheLog("the proof holds something that is no hash")
