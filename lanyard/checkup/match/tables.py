"""What is known of names in general: how common they are, and which are short for which.

The tables are small text files beside this module; each says in its first lines where it comes from and its licence.
Frequencies are estimates, good to a factor of about two: enough to tell a rare name from a common one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

#: Share of an adult's contacts who were born in each decade that the table of forenames has, from 1950.
_BORN = (0.08, 0.14, 0.19, 0.2, 0.18, 0.13, 0.08)
#: How common a name is that no table has.
RAREST = 1e-5
#: What part of people with a longer name show a short form of it.
SHORTENED = 0.25


class Nicknames(NamedTuple):
    """Which short forms a name has (``short``), which names a short form may stand for (``full``), and other spellings."""

    short: Mapping[str, tuple[str, ...]]
    full: Mapping[str, tuple[str, ...]]
    spelling: Mapping[str, tuple[str, ...]]


def _lines(name: str) -> Iterator[str]:
    text = (files("lanyard.checkup.match") / "data" / name).read_text(encoding="ascii")
    return (line for line in text.splitlines() if line and not line.startswith("#"))


@lru_cache(maxsize=1)
def load_nicknames() -> Nicknames:
    """The families of names in ``data/nicknames.txt``."""
    short: dict[str, list[str]] = defaultdict(list)
    full: dict[str, list[str]] = defaultdict(list)
    spelling: dict[str, list[str]] = defaultdict(list)
    for line in _lines("nicknames.txt"):
        names, _, shorts = line.partition(":")
        family, forms = names.split(), shorts.split()
        for name in family:
            _extend(short[name], [each for each in forms if each != name])
            _extend(spelling[name], [each for each in family if each != name])
        for form in forms:
            _extend(full[form], [each for each in family if each != form])
    return Nicknames(*({name: tuple(found) for name, found in each.items()} for each in (short, full, spelling)))


def _extend(known: list[str], more: list[str]) -> None:
    known.extend(each for each in more if each not in known)


@lru_cache(maxsize=1)
def load_forenames() -> Mapping[str, float]:
    """What part of an adult's contacts are called by each forename, in its full or its short form."""
    given: dict[str, float] = {}
    for line in _lines("forenames.txt"):
        name, *shares = line.split()
        given[name] = sum(int(share) * part for share, part in zip(shares, _BORN, strict=True)) / 1e6
    shown = {name: share * (1 - SHORTENED) for name, share in given.items()}
    nicknames = load_nicknames()
    for name, forms in nicknames.short.items():
        for place, form in enumerate(forms):
            shown[form] = shown.get(form, 0.0) + given.get(name, RAREST) * SHORTENED * share_of_form(place, len(forms))
    return {name: max(share, RAREST) for name, share in shown.items()}


def share_of_form(place: int, forms: int) -> float:
    """What part of those who shorten a name use the form that stands at this place (from 0): the first are the commonest."""
    return (1 / (place + 1.5)) / sum(1 / (each + 1.5) for each in range(forms))


@lru_cache(maxsize=1)
def load_surnames() -> Mapping[str, float]:
    """What part of people have each surname."""
    return {name: int(share) / 1e6 for name, share in (line.split() for line in _lines("surnames.txt"))}
