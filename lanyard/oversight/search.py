"""Searching what can be asked, the clauses, the lessons and the platforms by a word or two.

Small on purpose: a policy is a few hundred short texts, so everything is held in memory, words match
by their beginnings, and a word that matches nothing is taken for a slip of the finger.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

from lanyard.policy.pack import Pack
from lanyard.practice.markdown import plain
from lanyard.practice.registers import Registers

#: What a word counts in a title, among the search words, and in the text.
TITLE, WORDS, BODY = 5.0, 4.0, 1.0

#: Shorter words must match whole.
LEAST_STEM = 4

#: A known word may differ from a mistyped one by so many letters in length.
MOST_LETTERS_OUT = 2
#: So many words of a search are taken for slips of the finger; who mistypes more is asked to try again.
MOST_SLIPS = 4

MOST_FOUND = 8
MOST_WORDS = 12
COMMON = frozenset(
    "a an and are be by can do for from has have i in is it me my of on or that the this to we what when who with you".split()
)
KINDS = ("act", "clause", "lesson", "platform")


@dataclass(frozen=True)
class Entry:
    """Something that can be found. ``id`` leads to it; ``about`` is a line of it."""

    kind: str
    id: str
    title: str
    about: str
    weights: dict[str, float] = field(hash=False, compare=False)


@dataclass(frozen=True)
class Found:
    """What a search found, by kind, and the words it took the person to mean."""

    acts: tuple[Entry, ...]
    clauses: tuple[Entry, ...]
    lessons: tuple[Entry, ...]
    platforms: tuple[Entry, ...]
    meant: tuple[tuple[str, str], ...]

    @property
    def count(self) -> int:
        """How many entries were found."""
        return len(self.acts) + len(self.clauses) + len(self.lessons) + len(self.platforms)


class Index:
    """Every entry with its words."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = tuple(entries)
        self.words = sorted({word for entry in self.entries for word in entry.weights})

    def search(self, text: str) -> Found:
        """What fits best, best first; every word given should be found, but none must."""
        asked = [word for word in split(text) if word not in COMMON][:MOST_WORDS] or split(text)[:MOST_WORDS]
        alike = {word: self._alike(word) for word in asked}
        slips = [word for word in asked if not alike[word]][:MOST_SLIPS]
        meant = {word: self._meant(word) for word in slips}
        alike.update({word: self._alike(other) for word, other in meant.items() if other})
        scored = []
        for place, entry in enumerate(self.entries):
            scores = [_score(entry, meant.get(word) or word, alike[word]) * (0.7 if meant.get(word) else 1) for word in asked]
            hits = sum(score > 0 for score in scores)
            if hits and hits * 2 >= len(asked):
                scored.append((-hits, -sum(scores), place, entry))
        scored.sort(key=lambda row: row[:3])
        by_kind = {kind: [row[3] for row in scored if row[3].kind == kind][:MOST_FOUND] for kind in KINDS}
        changed = tuple((word, other) for word, other in meant.items() if other)
        return Found(*(tuple(found) for found in by_kind.values()), changed)

    def _meant(self, word: str) -> str:
        """The known word closest to one that matches nothing; empty when nothing is close."""
        if len(word) < LEAST_STEM:
            return ""
        likely = [known for known in self.words if abs(len(known) - len(word)) <= MOST_LETTERS_OUT]
        near = difflib.get_close_matches(word, likely, n=1, cutoff=0.75)
        return near[0] if near else ""

    def _alike(self, word: str) -> frozenset[str]:
        """The known words that a word may stand for."""
        return frozenset(known for known in self.words if _same(word, known))


def build_index(pack: Pack, registers: Registers) -> Index:
    """The index of a version and the registers beside it."""
    entries = []
    for value in pack.vocabulary.facts[0].values:
        entries.append(_entry("act", value.id, value.label, value.hint, words=(value.phrase, *value.words)))
    for clause in pack.clauses:
        text = plain(clause.prose)
        stories = " ".join(example.story for example in clause.examples)
        entries.append(_entry("clause", clause.id, f"{clause.number} {clause.title}", text, body=f"{text} {stories}"))
    for lesson in registers.lessons:
        entries.append(_entry("lesson", lesson.id, lesson.title, "", words=lesson.words, body=plain(lesson.body)))
    labels = {value.id: value.label for fact in pack.vocabulary if fact.id == "channel" for value in fact.values}
    for platform in registers.platforms:
        counts = labels.get(platform.otherwise or platform.channel, "")
        formers = [former.name for former in registers.platforms.defunct() if former.treated_as == platform.id]
        entries.append(_entry("platform", platform.id, platform.name, counts, words=(*platform.aliases, *formers)))
    return Index(entries)


def _entry(kind: str, id_: str, title: str, about: str, *, words: Iterable[str] = (), body: str = "") -> Entry:
    weights: dict[str, float] = {}
    for text, weight in ((title, TITLE), (" ".join(words), WORDS), (body, BODY)):
        for word in split(text):
            weights[word] = max(weights.get(word, 0), weight)
    return Entry(kind, id_, title, about, weights)


def split(text: str) -> list[str]:
    """The words of a text without case and accents; clause numbers stay whole, hyphens fall away."""
    flat = unicodedata.normalize("NFKD", text.casefold()).replace("’", "").replace("'", "")
    flat = "".join(sign for sign in flat if not unicodedata.combining(sign)).replace("e-mail", "email").replace("-", " ")
    return re.findall(r"\b(?:[a-z]|\d+)(?:\.\w+)+|[a-z0-9]+", flat)


def _same(asked: str, known: str) -> bool:
    """Whether a known word is meant: the same, a longer form (photo, photographs) or another ending (requests, requesting)."""
    if asked == known:
        return True
    if len(asked) < LEAST_STEM or len(known) < LEAST_STEM:
        return False
    if known.startswith(asked):
        return True
    if any(sign.isdigit() for sign in asked + known):
        return False
    shared = next((place for place, (a, b) in enumerate(zip(asked, known, strict=False)) if a != b), min(len(asked), len(known)))
    return shared >= max(LEAST_STEM + 1, min(len(asked), len(known)) - 2) and abs(len(asked) - len(known)) <= 3


def _score(entry: Entry, word: str, alike: frozenset[str]) -> float:
    exact = entry.weights.get(word)
    if exact:
        return exact
    return max((entry.weights[known] * 0.8 for known in alike & entry.weights.keys()), default=0)
