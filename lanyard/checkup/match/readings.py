"""The ways in which a contact's name, handle and address can be read as words of a name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from lanyard.checkup.items import Contact

from .handles import Splitter
from .matched import Incomparable
from .names import EXTRAS, digits_of, edge_spellings, is_latin, words_of

_MOST_WORDS = 6
_ASIDE = re.compile(r"[(\[{“\"][^)\]}”\"]{1,40}[)\]}”\"]")
#: What a reading costs that had to be guessed.
_SPLIT_COST, _EDGE_COST = -0.5, -1.0


class Reading(NamedTuple):
    """Words of a name in order; ``cost`` in bits; ``comma`` says that the surname was put first on purpose."""

    words: tuple[str, ...]
    cost: float = 0.0
    comma: bool = False


def read_contact(contact: Contact, splitter: Splitter) -> tuple[Reading, ...]:
    """The ways to read a contact, without those that say the same twice. Empty where nothing can be compared."""
    found: dict[tuple[str, ...], Reading] = {}
    for reading in _readings(contact, splitter):
        words = tuple(word for word in reading.words if is_latin(word))[:_MOST_WORDS]
        if words and any(len(word) > 1 for word in words) and (words not in found or found[words].cost < reading.cost):
            found[words] = reading._replace(words=words)
    return tuple(found.values())


def _readings(contact: Contact, splitter: Splitter) -> Iterator[Reading]:
    local = contact.email.partition("@")[0]
    for text in dict.fromkeys(each for each in (contact.name, contact.handle, local) if each):
        words = words_of(text)
        comma = bool(re.match(r"[^\W\d_]{2,},\s", text))
        yield Reading(words, 0.0, comma)
        if edges := edge_spellings(text):
            yield Reading(edges, _EDGE_COST)
            yield from _split(edges, splitter, _EDGE_COST)
        if len(outside := words_of(_ASIDE.sub(" ", text))) < len(words):
            yield Reading(outside)
        yield from _split(words, splitter, 0.0)


def _split(words: tuple[str, ...], splitter: Splitter, cost: float) -> Iterator[Reading]:
    """Readings with one word taken apart: the only one, or, of several, one that is long."""
    for at, word in enumerate(words):
        if len(words) == 1 or len(word) >= 7:
            for parts, bits in splitter.split(word):
                yield Reading((*words[:at], *parts, *words[at + 1 :]), cost + _SPLIT_COST + bits)
    kept = tuple(word for word in words if word not in EXTRAS)
    if len(kept) < len(words) and kept:
        yield Reading(kept, cost)


def why_not(contact: Contact) -> Incomparable | None:
    """Why a contact cannot be compared, before any name of the roll is looked at; nothing where it can."""
    told = (contact.name, contact.handle, contact.email.partition("@")[0])
    if any(len(word) > 1 and is_latin(word) for text in told for word in words_of(text)) or contact.email:
        return None
    if any(sign.isalpha() for text in told for sign in text):
        return Incomparable.SCRIPT
    return Incomparable.NUMBERS if any((*told, contact.id, contact.phone)) else Incomparable.NOTHING


def years_of(contact: Contact) -> tuple[int, ...]:
    """Years of birth that digits in a name or handle may mean, between 1940 and 2025."""
    found: list[int] = []
    for text in (contact.handle, contact.name, contact.email.partition("@")[0]):
        for digits in digits_of(text):
            year = int(digits) if len(digits) == 4 else (2000 if int(digits) <= 25 else 1900) + int(digits)
            if 1940 <= year <= 2025:
                found.append(year)
    return tuple(dict.fromkeys(found))
