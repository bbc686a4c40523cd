"""A second way to find people: by the letters of the whole name, for what links between words miss.

Likeness of letters alone says little, so what it tells is read from a short table that only rises.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from heapq import nlargest
from itertools import pairwise
from math import log, sqrt

#: Likeness of letters from which it tells so many bits; measured on seeds that no figure is reported for.
_TOLD = ((0.97, 10.0), (0.93, 7.5), (0.9, 6.0), (0.86, 4.0), (0.82, 2.0), (0.78, 0.5), (0.72, -1.0), (0.6, -3.0), (0.0, -5.0))
#: Pieces that more than this many names have are left out where a name has others.
_MOST_NAMES = 400


class Letters:
    """The distinct names of a roll by pieces of three letters."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = names
        found: dict[str, list[int]] = defaultdict(list)
        for at, name in enumerate(names):
            for piece in set(_pieces(name)):
                found[piece].append(at)
        self._found = dict(found)
        self._worth = {piece: log((1 + len(names)) / len(where)) for piece, where in found.items()}
        self._length = [sqrt(sum(self._worth[each] ** 2 for each in set(_pieces(name)))) or 1.0 for name in names]

    def closest(self, text: str, most: int = 10) -> list[tuple[int, float]]:
        """The names that share most with a text of plain letters, and how many bits their likeness tells."""
        scores: dict[int, float] = defaultdict(float)
        pieces = sorted(set(_pieces(text)) & self._found.keys(), key=lambda each: len(self._found[each]))
        for place, piece in enumerate(pieces):
            where = self._found[piece]
            if place >= 2 and len(where) > _MOST_NAMES:
                break
            worth = self._worth[piece] ** 2
            for at in where:
                scores[at] += worth
        best = nlargest(most, scores, key=lambda at: scores[at] / self._length[at])
        return [(at, told_by(max(likeness(text, each) for each in _orders(self.names[at])))) for at in best]


def _pieces(name: str) -> Iterable[str]:
    joined = name.replace(" ", "")
    words = name.split()
    yield from (joined[at : at + 3] for at in range(len(joined) - 2))
    yield from (f"^{word[:2]}" for word in words)
    if len(words) > 1:
        # Names that stand the other way round share these.
        last = words[-1] + words[0]
        yield from (last[at : at + 3] for at in range(max(0, len(words[-1]) - 2), len(words[-1])))


def _orders(name: str) -> tuple[str, ...]:
    words = name.split()
    return ("".join(words), "".join((*words[1:], words[0]))) if len(words) > 1 else (name,)


def likeness(one: str, other: str) -> float:
    """How much of two texts is the same in the same order, from 0 to 1: twice the longest common sequence over both lengths."""
    one = one.replace(" ", "")
    if not one or not other:
        return 0.0
    if sum((Counter(one) & Counter(other)).values()) * 2 < 0.6 * (len(one) + len(other)):
        return 0.0
    row = [0] * (len(other) + 1)
    for letter in one:
        before = 0
        for at, counter in enumerate(other, start=1):
            above = row[at]
            row[at] = before + 1 if letter == counter else max(above, row[at - 1])
            before = above
    return 2 * row[-1] / (len(one) + len(other))


def told_by(alike: float) -> float:
    """How many bits a likeness tells."""
    for (upper, most), (lower, least) in pairwise(_TOLD):
        if alike >= upper:
            return most
        if alike >= lower:
            return least + (most - least) * (alike - lower) / (upper - lower)
    return _TOLD[-1][1]
