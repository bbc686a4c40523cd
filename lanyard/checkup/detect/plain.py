"""The executor that needs nothing but Python: it runs in a browser as it is."""

from __future__ import annotations

import re
from collections.abc import Callable

from lanyard.checkup.detect.gates import LONG, Gates, Look, Shape, cut_words

FIGURE = re.compile(r"[0-9]")
STRETCHED = "|".join(f"{each}{{3}}" for each in "abcdefghijklmnopqrstuvwxyz")


def plain(gates: Gates) -> Look:
    """A look at texts through these gates, with Python's own ``re``."""
    words, known = gates.words, frozenset(gates.words)
    always, literal, figure = searches(gates)
    joined = re.compile(LONG.pattern.encode()).search
    long_bit = next(bit for shape, bit in gates.shapes if shape is LONG)

    def look(folded: str) -> int:
        text = f" {folded} "
        found = cut_words(folded)
        bits = 0
        for word in known.intersection(found):
            bits |= words[word]
        long = [word for word in found if len(word) > 7]
        if long and joined(b" ".join(long)):
            bits |= long_bit
        for shape, search, bit in literal:
            if any_in(shape.literals, text) and search(text):
                bits |= bit
        for _, search, bit in figure if FIGURE.search(text) else ():
            if search(text):
                bits |= bit
        for _, search, bit in always:
            if search(text):
                bits |= bit
        return bits

    return look


def any_in(literals: tuple[str, ...], text: str) -> bool:
    """Whether one of some literal texts is in a text."""
    for literal in literals:
        if literal in text:
            return True
    return False


Search = tuple[Shape, Callable[[str], object], int]


def searches(gates: Gates) -> tuple[list[Search], list[Search], list[Search]]:
    """The shapes' searches: those always tried, those that need a literal, those that need a figure."""
    # One repeated group is what the alternatives for every letter say, and is much faster here; RE2 has no such thing.
    patterns = {STRETCHED: r"([a-z])\1\1"}
    made = [
        (shape, re.compile(patterns.get(shape.pattern, shape.pattern)).search, bit)
        for shape, bit in gates.shapes
        if shape is not LONG
    ]
    return (
        [each for each in made if not each[0].literals and not each[0].figure],
        [each for each in made if each[0].literals and not each[0].figure],
        [each for each in made if each[0].figure],
    )
