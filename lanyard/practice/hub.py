"""What an adult can do under the policy, group by group: the features of the catalogue that work today."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lanyard.policy.features import GROUPS, Feature

#: What each group is called, and what it is for.
CALLED = {
    "acknowledge": ("Acknowledge", "Read what binds you, and say what you think of it."),
    "declare": ("Declare", "Say openly whom you know, before anybody wonders."),
    "agree": ("Agree", "Ask first, where the policy wants a yes."),
    "note": ("Note", "Write down what happened, on the day it happened."),
    "protect": ("Protect", "Look after yourself, your profiles and your devices."),
}
assert CALLED.keys() == set(GROUPS)


@dataclass(frozen=True)
class Line:
    """One thing to do, in a line."""

    title: str
    page: str
    does: str


@dataclass(frozen=True)
class Section:
    """One group of things to do."""

    title: str
    words: str
    lines: tuple[Line, ...]


def sections(features: Iterable[Feature]) -> list[Section]:
    """The groups in which something works today."""
    held = [feature for feature in features if feature.live and feature.group]
    found = []
    for group, (title, words) in CALLED.items():
        lines = tuple(Line(one.title, one.page, first_sentence(one.does)) for one in held if one.group == group)
        if lines:
            found.append(Section(title, words, lines))
    return found


def first_sentence(text: str) -> str:
    """The beginning of a text, up to its first full stop."""
    head, stop, _ = text.partition(". ")
    return f"{head}." if stop else text
