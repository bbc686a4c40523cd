"""What to look at again before posting (2.3.7 to 2.3.11): places in a draft that deserve a second thought.

The same rules run here and in a browser, where the draft never leaves the page. So they keep to
what Python and JavaScript read alike, and both look at a text in one plain spelling (``plain``).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lanyard.policy.registers import Entry, RegisterReader

#: The longest draft that is looked at, in characters.
LONGEST = 10_000
#: Signs that phones write in place of a plain one; the browser's program has the same list.
SPELLED = str.maketrans({"\u2018": "'", "\u2019": "'", "\u02bc": "'", "\u2010": "-", "\u2011": "-", "\u2013": "-", "\u00a0": " "})
#: What Python and JavaScript do not read alike. A bare dot is one: it counts emoji differently.
UNLIKE = re.compile(r"\(\?[<P#]|\\[pPNAZzGQEhHRsS]|[*+?}]\+|(?<!\\)(?:\\\\)*\.|[^\x00-\x7f]")


@dataclass(frozen=True, slots=True)
class Look:
    """One reason to look again: the clause it serves, what it is, why it matters, and how it is recognised.

    ``settings`` names words of the policy's front matter, such as the school's name, that count too.
    """

    id: str
    clause: str
    title: str
    why: str
    cased: bool
    patterns: tuple[str, ...]
    settings: tuple[str, ...]

    def expressions(self, settings: Mapping[str, str]) -> tuple[str, ...]:
        """Everything that it looks for at a school: its patterns, and the school's own words."""
        own = [_literal(name) for key in self.settings for name in _names(settings.get(key, ""))]
        return (*self.patterns, *own)


@dataclass(frozen=True, slots=True)
class Found:
    """A reason to look again, with the words that gave it, each once and in order."""

    look: Look
    words: tuple[str, ...]


@dataclass(frozen=True)
class Looks:
    """Everything that a draft is looked at for."""

    looks: tuple[Look, ...]

    def __iter__(self) -> Iterator[Look]:
        return iter(self.looks)

    def find(self, draft: str, settings: Mapping[str, str]) -> tuple[Found, ...]:
        """What deserves a second thought in a draft, in the register's order. Nothing found is no permission."""
        text = plain(draft)
        found = [Found(look, _words(look, text, settings)) for look in self.looks]
        return tuple(each for each in found if each.words)

    def as_rules(self, settings: Mapping[str, str]) -> list[dict[str, Any]]:
        """The rules for the browser's program."""
        return [
            {
                "id": look.id,
                "clause": look.clause,
                "title": look.title,
                "why": look.why,
                "cased": look.cased,
                "patterns": list(look.expressions(settings)),
            }
            for look in self.looks
        ]


def plain(draft: str) -> str:
    """A draft in one plain spelling, however a phone wrote its apostrophes and hyphens."""
    return unicodedata.normalize("NFC", draft[:LONGEST]).translate(SPELLED)


def load_looks(path: Path | str) -> Looks:
    """Load ``before-you-post.toml``; a pattern that the two programs would read differently is refused."""
    reader = RegisterReader(path)
    root = reader.start()
    looks = tuple(_read_look(entry) for entry in root.entries("look"))
    root.finish()
    reader.check_unique((look.id for look in looks), "look")
    reader.refuse()
    return Looks(looks)


def _read_look(entry: Entry) -> Look:
    look = Look(
        id=entry.text("id"),
        clause=entry.text("clause"),
        title=entry.text("title"),
        why=entry.text("why"),
        cased=entry.flag("cased"),
        patterns=entry.words("patterns"),
        settings=entry.words("settings"),
    )
    entry.finish()
    for pattern in look.patterns:
        _check(entry, pattern)
    if not look.patterns and not look.settings:
        entry.complain("it looks for nothing.", "Give “patterns” or “settings”.")
    return look


def _check(entry: Entry, pattern: str) -> None:
    if unlike := UNLIKE.search(re.sub(r"\[[^\]]*\]", "[]", pattern)):
        entry.complain(
            f"“{pattern}” holds “{unlike[0]}”, which Python and JavaScript read differently.",
            "Use ASCII letters, and a list of signs in brackets in place of a dot.",
        )
        return
    try:
        expression = re.compile(pattern, re.ASCII)
    except re.error as error:
        entry.complain(f"“{pattern}” is no regular expression: {error}.", "Look at its brackets.")
        return
    if expression.search(""):
        entry.complain(f"“{pattern}” matches nothing at all.", "Ask for at least one letter.")


def _words(look: Look, text: str, settings: Mapping[str, str]) -> tuple[str, ...]:
    flags = re.ASCII if look.cased else re.ASCII | re.IGNORECASE
    found = [match for pattern in look.expressions(settings) for match in re.finditer(pattern, text, flags)]
    ordered = sorted(found, key=lambda match: (match.start(), match.end()))
    return tuple(dict.fromkeys(match[0] for match in ordered))


def _names(told: str) -> Iterator[str]:
    """A name as people write it: whole, and without its last word where that only says what kind of thing it is."""
    name = plain(told).strip()
    if name:
        yield name
    short, _, kind = name.rpartition(" ")
    if short and kind.lower() in {"school", "council", "academy"}:
        yield short


def _literal(name: str) -> str:
    return re.sub(r"([\\^$.*+?()\[\]{}|/-])", r"\\\1", name)
