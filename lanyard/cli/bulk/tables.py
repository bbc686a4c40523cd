"""The tables that the engine works on: readings of contacts, links of their words, distinct names of the roll, and people.

People of the same words share a name, so that a pair is scored once however many have it.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from lanyard.checkup.items import Contact, Ref, Relation
from lanyard.checkup.match.handles import Splitter
from lanyard.checkup.match.links import Vocabulary
from lanyard.checkup.match.readings import read_contact, why_not
from lanyard.checkup.match.roll import BadRoll, Person, Roll
from lanyard.checkup.match.scoring import LEFT_OVER, MIDDLE, SWAPPED, Scoring

#: Headings of a file of contacts, without spaces and signs.
_HEADINGS = {
    "adult": ("adult", "owner", "staff", "whose"),
    "id": ("id", "contactid"),
    "name": ("name", "displayname", "contact", "contactname"),
    "handle": ("handle", "username", "account"),
    "email": ("email", "emailaddress"),
}
Columns = dict[str, list[Any]]


class Told(NamedTuple):
    """A contact of a file: whose it is, its row, and what is known of it."""

    adult: str
    row: int
    contact: Contact


def read_contacts(path: Path) -> list[Told]:
    """The contacts of a CSV with a column ``name``, ``handle`` or ``email``, and ``adult`` where they are several adults'."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = csv.reader(file)
        headings = ["".join(filter(str.isalnum, each.casefold())) for each in next(lines, [])]
        at = {what: next((headings.index(word) for word in words if word in headings), None) for what, words in _HEADINGS.items()}
        if all(at[what] is None for what in ("name", "handle", "email")):
            raise BadRoll("The file of contacts has no column “name”, “handle” or “email”.")

        def cell(row: Sequence[str], what: str) -> str:
            column = at[what]
            return row[column].strip() if column is not None and column < len(row) else ""

        return [
            Told(
                cell(row, "adult"),
                number,
                Contact(
                    Ref(0, path.name, number),
                    Relation.FRIEND,
                    *(cell(row, what) for what in ("name", "handle", "id")),
                    email=cell(row, "email"),
                ),
            )
            for number, row in enumerate(lines, start=2)
            if any(each.strip() for each in row)
        ]


class Tables(NamedTuple):
    """What the engine is given, by column; ``uncompared`` are the rows of contacts without any name."""

    readings: Columns
    given_links: Columns
    family_links: Columns
    names: Columns
    people: Columns
    given_shares: Columns
    family_shares: Columns
    exact: Columns
    uncompared: list[int]


def make_tables(contacts: Sequence[Told], roll: Roll) -> Tables:
    """The tables of one run."""
    given = Vocabulary(name for each in roll.people for name in (*each.given, *each.middle))
    family = Vocabulary((name for each in roll.people for name in each.family), surnames=True)
    splitter = Splitter(given, family)
    names, people = _names_of(roll.people)
    readings: Columns = {"unique_id": [], "contact": [], "given_word": [], "family_word": [], "cost": []}
    uncompared = []
    for at, told in enumerate(contacts):
        if why_not(told.contact) is not None:
            uncompared.append(told.row)
            continue
        for given_word, family_word, cost in _pairs_of(told, splitter, given, family):
            for column, value in zip(readings, (len(readings["contact"]), at, given_word, family_word, cost), strict=True):
                readings[column].append(value)
    given_words, family_words = sorted(set(readings["given_word"])), sorted(set(readings["family_word"]))
    return Tables(
        readings,
        _links_of(given_words, given),
        _links_of(family_words, family),
        names,
        people,
        {"given_word": given_words, "tf_given_word": [given.share_of(word) for word in given_words]},
        {"family_word": family_words, "tf_family_word": [family.share_of(word) for word in family_words]},
        _exact_of(contacts, roll.people),
        uncompared,
    )


def _pairs_of(told: Told, splitter: Splitter, given: Vocabulary, family: Vocabulary) -> Iterator[tuple[str, str, int]]:
    """Words that may be a first and a last name, and what the reading costs in whole bits, each pair at its least cost."""
    best: dict[tuple[str, str], float] = {}
    for reading in read_contact(told.contact, splitter):
        left_over = LEFT_OVER * (len(reading.words) - 2)
        for last, word in enumerate(reading.words):
            for first, other in enumerate(reading.words):
                if first == last or (len(word) == 1 and len(other) == 1):
                    continue
                cost = reading.cost + left_over + (SWAPPED if (first > last) != reading.comma else 0.0)
                if given.links(other) and family.links(word):
                    best[other, word] = max(cost, best.get((other, word), -99.0))
    for (other, word), cost in best.items():
        yield other, word, max(-MOST_COST, round(cost))


#: The greatest cost of a reading, in bits, that is told apart.
MOST_COST = 12


def _links_of(words: Sequence[str], vocabulary: Vocabulary) -> Columns:
    found: Columns = {"word": [], "name": [], "level": []}
    for word in words:
        for link in vocabulary.links(word).values():
            found["word"].append(word)
            found["name"].append(vocabulary.names[link.name])
            found["level"].append(int(link.level))
    return found


def _names_of(people: Sequence[Person]) -> tuple[Columns, Columns]:
    """Distinct pairs of a first and a last name with what they cost, and who has each of them."""
    ids: dict[tuple[str, str, int], int] = {}
    names: Columns = {"unique_id": [], "given": [], "family": [], "malus": []}
    of: Columns = {"person": [], "name": []}
    for person in people:
        firsts = {**dict.fromkeys(person.middle, MIDDLE), **dict.fromkeys(person.given, 0.0)}
        for last in person.family:
            part = Scoring.cost_of_part(last, person)
            for first, more in firsts.items():
                key = (first, last, round(part + more))
                if key not in ids:
                    ids[key] = len(ids)
                    for column, value in zip(names, (ids[key], *key), strict=True):
                        names[column].append(value)
                of["person"].append(person.number)
                of["name"].append(ids[key])
    return names, of


def _exact_of(contacts: Sequence[Told], people: Sequence[Person]) -> Columns:
    by_address: dict[str, list[int]] = {}
    for person in people:
        for email in person.emails:
            by_address.setdefault(email, []).append(person.number)
    found: Columns = {"contact": [], "person": []}
    for at, told in enumerate(contacts):
        for person in by_address.get(told.contact.email.casefold(), ()):
            found["contact"].append(at)
            found["person"].append(person)
    return found
