"""The numbered choices under a question, and finding one of them by a word."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from lanyard.cli.registers import find_platform
from lanyard.policy.facts import Fact


class Choice(NamedTuple):
    """One line under a question. ``value`` is empty for something to be described."""

    number: int
    value: str
    label: str
    hint: str
    words: tuple[str, ...]


def offered(fact: Fact) -> list[Choice]:
    """The choices of a question, the commonest first, numbered from 1."""
    values = sorted(fact.values, key=lambda value: not value.common)
    rows = [(value.id, value.label, value.hint, (value.id, value.label, *value.words)) for value in values]
    if fact.described:
        rows.append(("", "Something else: let me describe it", "", ()))
    return [Choice(number, *row) for number, row in enumerate(rows, start=1)]


def find_choices(choices: Sequence[Choice], said: str, fact: Fact, pack: str) -> list[Choice]:
    """The choices that somebody may mean: by number, id, platform's name, or words that occur in them."""
    if said.isdecimal():
        return [choice for choice in choices if choice.number == int(said)]
    exact = [choice for choice in choices if choice.value and said == choice.value]
    if exact or not said:
        return exact
    if fact.id == "channel":
        channel, _ = find_platform(said, pack)
        named = [choice for choice in choices if channel and choice.value == channel]
        if named:
            return named
    wanted = said.replace("’", "'").split()
    return [choice for choice in choices if all(_occurs(word, choice) for word in wanted)]


def _occurs(word: str, choice: Choice) -> bool:
    texts = [text.lower().replace("’", "'") for text in choice.words]
    if len(word) < 3:
        return any(word in text.split() for text in texts)
    return any(word in text for text in texts)
