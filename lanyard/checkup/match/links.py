"""Which names of a roll a written word may be, and how much that tells: cost grows with distinct names, not with the roll.

What a link tells is in bits, by Fellegi and Sunter: how much likelier a person of that name is to show this word
than anybody else is. How often anybody else does comes from outside tables, so a rare name tells more.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import IntEnum
from math import log2
from typing import NamedTuple

from .sounds import sound_of
from .tables import RAREST, Nicknames, load_forenames, load_nicknames, load_surnames, share_of_form


class Level(IntEnum):
    """How a word and a name of the roll agree; the smaller the closer."""

    EXACT = 0
    SPELLING = 1
    NICKNAME = 2
    EDIT = 3
    PREFIX = 4
    SOUND = 5
    TWO_EDITS = 6
    INITIAL = 7


class Link(NamedTuple):
    """A name of the roll that a word may be, how they agree, and how many bits that tells."""

    name: int
    level: Level
    bits: float


#: How often a person shows their name in each of these ways, and over how many words of that kind it is spread.
_SHOWN = {
    Level.EXACT: 0.66,
    Level.SPELLING: 0.03,
    Level.NICKNAME: 0.26,
    Level.EDIT: 0.05 / 60,
    Level.PREFIX: 0.02 / 3,
    Level.SOUND: 0.01 / 13,
    Level.TWO_EDITS: 0.01 / 500,
}
#: The same for surnames, which have no short forms.
_SHOWN_SURNAME = {**_SHOWN, Level.EXACT: 0.9, Level.NICKNAME: 0.0}
#: A short form of another short form of the same name (Kate for Katie) is rarer than one of the name itself.
_SIDEWAYS = 0.08
_SHORTEST_PREFIX = 3
#: What is put behind the beginning of a name to make it a pet name.
_PET_ENDINGS = ("y", "ie", "i", "s", "z", "ey", "ee", "o", "a", "ers", "za")
#: How much rarer it is to show a word that is a name of its own than any other slip or short form.
_NAME_BY_SLIP = 0.1
#: How many people the outside tables weigh as much as, against those on the roll.
_OUTSIDE = 3000
#: What an initial tells that no known name has.
_INITIAL_BITS = 6.0
_MOST_CACHED = 20_000
#: A link that tells less than this against it is none.
LEAST_BITS = -3.0


_Add = Callable[[int, Level, float], None]


class Vocabulary:
    """The distinct forenames or surnames of a roll, and the words that may be one of them."""

    def __init__(self, names: Iterable[str], *, surnames: bool = False) -> None:
        counts = Counter(names)
        self.names = sorted(counts)
        self._counts, self._size = counts, counts.total()
        self._common = load_surnames() if surnames else load_forenames()
        self._shown = _SHOWN_SURNAME if surnames else _SHOWN
        self._ids = {name: at for at, name in enumerate(self.names)}
        self._deleted = _index(self.names, _deletions)
        self._sounds = _index(self.names, lambda name: [sound_of(name)])
        self._initials = _index(self.names, lambda name: [name[0]])
        self._forms = {} if surnames else _forms_of(self.names, load_nicknames())
        self._cache: dict[str, dict[int, Link]] = {}
        self._initial_bits = _initial_bits(self._common)

    def share_of(self, word: str) -> float:
        """What part of people show this word: from outside, corrected by what is common here.

        A name that several on the roll have is commoner among the people whom somebody here knows than elsewhere.
        One on the roll is who it is compared with, and does not count.
        """
        if len(word) == 1:
            return float(2 ** -self._initial_bits.get(word, _INITIAL_BITS))
        others = max(0, self._counts.get(word, 0) - 1)
        return (self._common.get(word, RAREST) * _OUTSIDE + others) / (_OUTSIDE + self._size)

    def knows(self, word: str) -> bool:
        """Whether the word is a name of the roll, or short for one."""
        return word in self._ids or word in self._forms

    def shown(self, level: Level) -> float:
        """How often somebody shows their name in this way, over how many words that is spread."""
        return self._shown.get(level, 0.0)

    def is_name(self, word: str) -> bool:
        """Whether the word is a name that exists, on the roll or elsewhere."""
        return word in self._common or self.knows(word)

    def links(self, word: str) -> dict[int, Link]:
        """The names that the word may be, by their number, each with its best link."""
        found = self._cache.get(word)
        if found is None:
            if len(self._cache) > _MOST_CACHED:
                self._cache.clear()
            found = self._cache[word] = self._find(word)
        return found

    def _find(self, word: str) -> dict[int, Link]:
        if len(word) == 1:
            bits = self._initial_bits.get(word, _INITIAL_BITS)
            return {name: Link(name, Level.INITIAL, bits) for name in self._initials.get(word, ())}
        rarity = -log2(self.share_of(word))
        found: dict[int, Link] = {}

        def add(name: int, level: Level, shown: float) -> None:
            bits = log2(shown) + rarity
            if bits >= LEAST_BITS and (name not in found or bits > found[name].bits):
                found[name] = Link(name, level, bits)

        if word in self._ids:
            add(self._ids[word], Level.EXACT, self._shown[Level.EXACT])
        for name, level, share in self._forms.get(word, ()):
            add(name, level, self._shown[level] * share)
        self._add_close(word, add)
        return found

    def _add_close(self, word: str, add: _Add) -> None:
        # A slip seldom makes another name that exists: who shows one is most likely called so.
        slip = _NAME_BY_SLIP if word in self._common else 1.0
        if len(word) >= 4:
            for key in _deletions(word):
                for name in self._deleted.get(key, ()):
                    edits = distance(word, self.names[name], 2)
                    if edits == 1:
                        add(name, Level.EDIT, self._shown[Level.EDIT] * slip)
                    elif edits == 2 and len(word) >= 6:
                        add(name, Level.TWO_EDITS, self._shown[Level.TWO_EDITS] * slip)
        if len(word) >= _SHORTEST_PREFIX:
            self._add_beginnings(word, slip, add)
            sound = sound_of(word)
            for name in self._sounds.get(sound, ()):
                if len(sound) >= 3 or distance(word, self.names[name], 1) == 1:
                    add(name, Level.SOUND, self._shown[Level.SOUND] * slip)

    def _add_beginnings(self, word: str, slip: float, add: _Add) -> None:
        """Names that begin with the word, or with what is left of it without a pet ending (``Kaits``, ``Addie``, ``Tommy``)."""
        for stem, share in _stems(word):
            for at in range(bisect_left(self.names, stem), len(self.names)):
                if not self.names[at].startswith(stem):
                    break
                if self.names[at] != stem:
                    add(at, Level.PREFIX, self._shown[Level.PREFIX] * share * slip)
        for end in range(max(_SHORTEST_PREFIX, len(word) - 4), len(word)):
            if word[:end] in self._ids:
                add(self._ids[word[:end]], Level.PREFIX, self._shown[Level.PREFIX] * slip / 8)


def _index(names: list[str], keys_of: Callable[[str], Iterable[str]]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for at, name in enumerate(names):
        for key in keys_of(name):
            if key:
                found[key].append(at)
    return dict(found)


def _stems(word: str) -> Iterator[tuple[str, float]]:
    yield word, 1.0
    for ending in _PET_ENDINGS:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= _SHORTEST_PREFIX:
            yield stem, 0.4
            if stem[-1] == stem[-2] and len(stem) > _SHORTEST_PREFIX:
                yield stem[:-1], 0.4


def _deletions(name: str) -> set[str]:
    if len(name) < 4:
        return {name}
    return {name, *(name[:at] + name[at + 1 :] for at in range(len(name)))}


def _forms_of(names: list[str], nicknames: Nicknames) -> dict[str, list[tuple[int, Level, float]]]:
    """By word: the names of the roll for which it is a short form or another spelling, and what share of people use it so."""
    found: dict[str, list[tuple[int, Level, float]]] = defaultdict(list)
    for at, name in enumerate(names):
        short, other = nicknames.short.get(name, ()), nicknames.spelling.get(name, ())
        for place, form in enumerate(short):
            found[form].append((at, Level.NICKNAME, share_of_form(place, len(short))))
        for form in other:
            found[form].append((at, Level.SPELLING, 1 / max(3, len(other))))
        for full in nicknames.full.get(name, ()):
            found[full].append((at, Level.NICKNAME, 0.25))
            for form in nicknames.short.get(full, ()):
                if form != name:
                    found[form].append((at, Level.NICKNAME, _SIDEWAYS))
    return dict(found)


def _initial_bits(common: Mapping[str, float]) -> dict[str, float]:
    shares: dict[str, float] = defaultdict(float)
    for name, share in common.items():
        shares[name[0]] += share
    total = sum(shares.values())
    return {letter: -log2(share / total) for letter, share in shares.items()}


def distance(one: str, other: str, most: int) -> int:
    """How many letters to change, add, drop or swap with the next to get from one word to the other; at most ``most`` + 1."""
    if one == other:
        return 0
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, start=1):
        above, row, before_letter = row, [at], one[at - 2] if at > 1 else ""
        for to, counter in enumerate(other, start=1):
            best = min(above[to] + 1, row[to - 1] + 1, above[to - 1] + (letter != counter))
            if to > 1 and before and letter == other[to - 2] and counter == before_letter:
                best = min(best, before[to - 2] + 1)
            row.append(best)
        if min(row) > most:
            return most + 1
        before = above
    return min(row[-1], most + 1)
