"""Text made comparable without moving a letter: what is found in it stands at the same place in the original."""

from __future__ import annotations

import re
from collections.abc import Iterable

#: Signs that people and keyboards use for one another, each for exactly one.
ALIKE = str.maketrans(
    {
        "\u2018": "'",
        "\u2019": "'",
        "\u02bc": "'",
        "\u201c": '"',
        "\u201d": '"',
        "\u00ab": '"',
        "\u00bb": '"',
        "\u2010": "-",
        "\u2011": "-",
        "\u2012": "-",
        "\u2013": "-",
        "\u2014": "-",
        "\u00a0": " ",
        "\u2009": " ",
        "\u202f": " ",
        "\u2007": " ",
        "\uff20": "@",
        "\uff0e": ".",
        **{chr(0xFF10 + digit): str(digit) for digit in range(10)},
    }
)


def fold(text: str) -> str:
    """The text in small letters, with plain quotation marks, dashes and spaces, of the same length."""
    folded = text.lower()
    if text.isascii():
        return folded
    if len(folded) != len(text):
        folded = "".join(small if len(small := letter.lower()) == 1 else letter for letter in text)
    return folded.translate(ALIKE)


def cue_pattern(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern for any of the words or phrases, as whole words only."""
    either = "|".join(re.escape(each) for each in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<![a-z0-9])(?:{either})(?![a-z0-9])")


def around(text: str, start: int, end: int, near: int) -> str:
    """The words around a place, without the place itself."""
    return text[max(0, start - near) : start] + " | " + text[end : end + near]
