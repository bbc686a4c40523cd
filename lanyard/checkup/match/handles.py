"""Names that were run together in a handle, such as ``katiejones09``, taken apart by the names that exist."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from math import log2
from typing import NamedTuple

from .links import Vocabulary
from .names import is_latin
from .tables import RAREST, load_forenames, load_surnames

#: What is often put before or behind a name in one word with it.
_BEFORE = re.compile(
    r"^(?:x{1,4}|its|itz|iam|im|the|real|thereal|mr|mrs|miss|ms|hey|hi|official|not|just|only|little|lil|big|ig)(?=\w{4})"
)
_AFTER = re.compile(
    r"(?<=\w{4})(?:x{1,4}|xo|xoxo|official|offical|real|yt|ytb|tv|uk|insta|ig|snap|gaming|games|music|art|photos"
    r"|photography|spam|priv|private|baby|babe)$"
)
_SHORTEST, _LONGEST = 4, 32
_MOST = 4
#: How likely it is that a part is a name that nobody knows, an initial, or that names stand the other way round.
_UNKNOWN, _INITIAL, _SWAPPED = -19.0, -8.0, -3.0


class Split(NamedTuple):
    """A way to take a word apart, and how likely it is, in bits."""

    words: tuple[str, ...]
    bits: float


class Splitter:
    """Takes words apart into names; the roll's names are known to it besides the common ones."""

    def __init__(self, given: Vocabulary, family: Vocabulary) -> None:
        self._forenames, self._surnames = load_forenames(), load_surnames()
        self._given, self._family = given, family
        self._cache: dict[str, tuple[Split, ...]] = {}

    def split(self, word: str) -> tuple[Split, ...]:
        """The likeliest ways to take a folded word apart, at most four, each with how likely it is among them.

        None for a word that is more likely a name as it is.
        """
        if word not in self._cache:
            if len(self._cache) > 20_000:
                self._cache.clear()
            self._cache[word] = tuple(self._find(word))
        return self._cache[word]

    def _find(self, word: str) -> Iterable[Split]:
        if not _SHORTEST <= len(word) <= _LONGEST or not is_latin(word):
            return ()
        found: dict[tuple[str, ...], float] = {}
        for core in _cores(word):
            if core != word and (self._forename(core) or self._surname(core)):
                found[(core,)] = -12.0
            for at in range(1, len(core)):
                self._weigh(core[:at], core[at:], found)
        whole = max(self._forename(word) or -99, self._surname(word) or -99) - 2.0
        best = sorted((each for each in found if found[each] > whole), key=lambda each: -found[each])
        together = log2(sum(2.0 ** found[each] for each in best)) if best else 0.0
        return [Split(each, found[each] - together) for each in best[:_MOST]]

    def _weigh(self, one: str, rest: str, found: dict[tuple[str, ...], float]) -> None:
        forename, surname = self._forename(one), self._surname(rest)
        if forename and surname:
            _keep(found, (one, rest), forename + surname)
        elif len(one) == 1 and surname:
            _keep(found, (one, rest), _INITIAL + surname)
        elif forename and len(rest) == 1:
            _keep(found, (one, rest), forename + _INITIAL)
        elif forename and len(rest) >= 3:
            _keep(found, (one, rest), forename + _UNKNOWN)
            if (middle := self._surname(rest[1:])) is not None:
                _keep(found, (one, rest[1:]), forename + _INITIAL + middle)
        elif surname and len(one) >= 3 and len(rest) >= 4:
            _keep(found, (one, rest), surname + _UNKNOWN)
        swapped = (self._surname(one), self._forename(rest))
        if swapped[0] and swapped[1]:
            _keep(found, (one, rest), swapped[0] + swapped[1] + _SWAPPED)

    def _forename(self, word: str) -> float | None:
        return _bits_of(word, self._forenames, self._given.knows(word))

    def _surname(self, word: str) -> float | None:
        return _bits_of(word, self._surnames, self._family.knows(word))


def _bits_of(word: str, common: Mapping[str, float], known: bool) -> float | None:
    if len(word) < 2 or (len(word) == 2 and not known):
        return None
    share = common.get(word)
    if share is None:
        return log2(RAREST * 4) if known else None
    # Short words are names by chance more often than long ones.
    return log2(share) - (3.0 if len(word) == 2 else 1.0 if len(word) == 3 else 0.0)


def _keep(found: dict[tuple[str, ...], float], words: tuple[str, ...], bits: float) -> None:
    if bits > found.get(words, -99.0):
        found[words] = bits


def _cores(word: str) -> list[str]:
    cores = [word]
    for pattern in (_BEFORE, _AFTER):
        cores += [core for each in list(cores) if (core := pattern.sub("", each)) != each]
    return cores
