"""Names that the person gave or that a roll holds, in words that tell something private (2.3.7)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from lanyard.checkup.detect.tables import read_table
from lanyard.checkup.detect.text import cue_pattern, fold
from lanyard.checkup.findings import Span, Tier

WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
CLASS = re.compile(r"(?<![\w])(?:year [1-6r]|y[1-6]|[1-6][a-z]|class [1-6][a-z]?|reception|nursery|form [1-6]?[a-z])(?![\w])")
INITIALS = re.compile(
    r"(?<![\w.@#/])(?:[A-Z]\.? ?[A-Z]\.?|(?:Little|little|poor|Poor) [A-Z]\.?)(?:,| in| from| \()\s?(?:my |the )?"
    r"(?:[Yy](?:ear )?[1-6]|[Cc]lass [1-6][A-Za-z]?|[1-6][A-Za-z]|[Rr]eception|[Nn]ursery)(?![\w])"
)


class Names(NamedTuple):
    """Names to look for: full ones by their first word, and first words by themselves."""

    full: dict[str, tuple[tuple[str, ...], ...]]
    firsts: frozenset[str]


def names_of(listed: Iterable[str]) -> Names:
    """Names ready to be looked for. A name of one word is found only where it is written with a capital."""
    full: dict[str, list[tuple[str, ...]]] = {}
    firsts = set()
    for name in listed:
        words = tuple(WORD.findall(fold(name)))
        if not words:
            continue
        firsts.add(words[0])
        if len(words) > 1:
            full.setdefault(words[0], []).append(words)
            full.setdefault(words[-1], []).append((words[-1], *words[:-1]))
    return Names({first: tuple(those) for first, those in full.items()}, frozenset(firsts))


def private_words() -> re.Pattern[str]:
    """Words for health, needs, family matters and school records."""
    return cue_pattern(read_table("people")["private"])


def class_words() -> re.Pattern[str]:
    """Words for classes, timetables and lessons."""
    return cue_pattern(read_table("people")["lessons"])


def confidential_spans(text: str, folded: str, names: Names) -> Iterator[Span]:
    """Names with private words or a class, and initials with a class, in a text."""
    reasons = read_table("people")["reason"]
    for found in INITIALS.finditer(text):
        yield Span("initials-and-class", *found.span(), Tier.LOOK, "confidential", reasons["initials"])
    if not names.firsts:
        return
    private = PRIVATE.search(folded) is not None
    lessons = LESSONS.search(folded) is not None or CLASS.search(folded) is not None
    for start, end, whole in named(text, folded, names):
        if private and (whole or lessons or PRIVATE.search(folded[max(0, start - 80) : end + 80])):
            yield Span(
                "name-and-private-matter", start, end, Tier.ACT if whole else Tier.LOOK, "confidential", reasons["private"]
            )
        elif lessons:
            yield Span("name-and-class", start, end, Tier.LOOK, "confidential", reasons["lessons"])
        elif whole:
            yield Span("name", start, end, Tier.LOOK, "confidential", reasons["name"])


def named(text: str, folded: str, names: Names) -> Iterator[tuple[int, int, bool]]:
    """Places of names: whole ones in any letters, first names only with a capital."""
    words = [(found.group(), found.start(), found.end()) for found in WORD.finditer(folded)]
    upto = -1
    for at, (word, start, end) in enumerate(words):
        if start < upto:
            continue
        for name in names.full.get(word, ()):
            if tuple(each for each, _, _ in words[at : at + len(name)]) == name:
                upto = words[at + len(name) - 1][2]
                yield start, upto, True
                break
        else:
            if word in names.firsts and text[start].isupper():
                yield start, end, False


PRIVATE = private_words()
LESSONS = class_words()
