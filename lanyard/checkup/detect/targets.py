"""Whom a word in a sentence is about: the group before a predicate, the group after a verb, and what denies it."""

from __future__ import annotations

from typing import NamedTuple

from lanyard.checkup.detect.lexicon import Mark
from lanyard.checkup.detect.reading import Reading
from lanyard.checkup.detect.words import OWNS

BREAKS = frozenset((",", "but", "because", "although", ":", "(", ")", '"', "which", "when", "while", "if"))
GROUPS = ("group", "slur", "slur_weak", "they_group", "thing")


class Place(NamedTuple):
    """Words that speak against a group. ``sure`` places are tier A where they are asserted; ``harm`` ones threaten too."""

    start: int
    end: int
    group: str
    kind: str
    sure: bool
    harm: bool = False


def subject_before(text: Reading, at: int, *, single: bool = True, reach: int = 9) -> Mark | None:
    """The group that a predicate at a word is said of: the nearest before it in the same clause."""
    first, _ = text.sentence(at)
    kinds = (*GROUPS, "single") if single else GROUPS
    best: Mark | None = None
    for mark in text.of(*kinds):
        if mark.end > at:
            break
        if mark.start >= first and at - mark.end <= reach:
            best = mark
    if best is None or any(_breaks(text, each) for each in range(best.end, at)):
        return None
    owned = best.end < len(text.words) and text.words[best.end].text == OWNS
    if owned and not any(
        text.words[each].text in ("nature", "fault", "kind", "place", "lives", "brains") for each in range(best.end, at)
    ):
        return None
    return best


def _breaks(text: Reading, at: int) -> bool:
    """Whether a word ends what its sentence said of somebody; "nothing but" and "anything but" do not."""
    word = text.words[at].text
    return word in BREAKS and not (word == "but" and at and text.words[at - 1].text in ("nothing", "anything", "all", "help"))


def object_after(text: Reading, at: int, *, single: bool = True) -> Mark | None:
    """The group right after a verb, with nothing but filling words ("all these fucking") between."""
    kinds = (*GROUPS, "single") if single else GROUPS
    starts = {mark.start: mark for mark in reversed(text.of(*kinds))}
    fill = {mark.start: mark.end for mark in text.of("fill", "bad_strong", "insult_adjective")}
    for _ in range(7):
        if at in starts:
            return starts[at]
        if at not in fill:
            return None
        at = fill[at]
    return None


def denied(text: Reading, start: int, end: int) -> bool:
    """Whether an odd number of negations stands between two words."""
    # What stands before "that" denies another sentence ("is it not clear that ..."); `stance` looks at it.
    after = max((at + 1 for at in range(start, end) if text.words[at].text == "that" and at > start), default=start)
    return text.count("negators", after, end) % 2 == 1


def reported(text: Reading, start: int, end: int) -> bool:
    """Whether the words between tell what somebody says or does to a group."""
    return text.has("said", start, end)


def not_all(text: Reading, mark: Mark) -> bool:
    """Whether a group is named as "not all", "no" or "never": then nothing is said of it."""
    return denied(text, max(text.sentence(mark.start)[0], mark.start - 2), mark.start)
