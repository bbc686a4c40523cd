"""A roll to compare contacts with: pupils, former pupils, and parents or carers, from a CSV or a common transfer file.

Of each person as little is kept as comparing needs: names, year group, year of birth, e-mail addresses, and a number that
people of one household share. Nothing says a name but ``shown`` and the words; faults tell rows, never what stands in them.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import lru_cache
from typing import IO, NamedTuple

from .names import parts_of

#: Bounds of a roll: bytes of the file, and people. A local authority's pupils fit; they go to ``lanyard match-bulk``.
MOST_BYTES = 256 * 2**20
MOST_PEOPLE = 1_000_000


class Role(StrEnum):
    """What somebody on the roll is to the school."""

    PUPIL = "pupil"
    FORMER = "former"
    SIBLING = "former_with_sibling"
    PARENT = "parent"


class BadRoll(ValueError):
    """A roll that cannot be used. ``row`` is the row of the file, counted from 1 with the headings, where there is one."""

    def __init__(self, words: str, row: int | None = None) -> None:
        super().__init__(f"Row {row:,}: {words}" if row else words)
        self.row = row


class Person(NamedTuple):
    """Somebody on the roll. ``given``, ``middle`` and ``family`` are folded words; ``children`` are numbers of people."""

    number: int
    shown: str
    given: tuple[str, ...]
    family: tuple[str, ...]
    middle: tuple[str, ...] = ()
    role: Role = Role.PUPIL
    year: str = ""
    born: int | None = None
    school: str = ""
    place: str = ""
    emails: tuple[str, ...] = ()
    household: int | None = None
    children: tuple[int, ...] = ()
    row: int = 0

    def __repr__(self) -> str:
        return f"Person({self.number}, {self.role})"


class Roll(NamedTuple):
    """Everybody to compare with. ``skipped`` are the rows that have no whole name; ``unsure`` says what was not understood."""

    people: tuple[Person, ...]
    skipped: tuple[int, ...] = ()
    unsure: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"Roll({len(self.people):,} people)"


class Row(NamedTuple):
    """A row as a reader gives it: texts by field, and parents as (given, family, e-mail)."""

    number: int
    told: Mapping[str, str]
    parents: tuple[tuple[str, str, str], ...] = ()


def read_roll(source: str | bytes | IO[str] | IO[bytes], *, at: datetime.date | None = None) -> Roll:
    """Read a CSV with headings, or a common transfer file (XML), from a text, bytes or an open file.

    ``at`` tells who has left already and which year of birth a year group has; without it a leaving date makes
    nobody a former pupil. Raises ``BadRoll`` for a file that cannot be used.
    """
    from .roll_csv import read_csv
    from .roll_ctf import read_ctf

    text = _text_of(source)
    if text.lstrip("\ufeff \t\r\n").startswith("<"):
        return gather(read_ctf(text), at=at)
    rows, unsure = read_csv(text)
    return gather(rows, at=at, unsure=unsure)


def _text_of(source: str | bytes | IO[str] | IO[bytes]) -> str:
    told = source if isinstance(source, str | bytes) else source.read(MOST_BYTES + 1)
    if len(told) > MOST_BYTES:
        raise BadRoll("The file is too large for a roll.")
    if isinstance(told, bytes):
        told = _decode(told)
    if "\0" in told:
        raise BadRoll("This is not a text file. Save the list as CSV and try again.")
    if not told.strip("\ufeff \t\r\n"):
        raise BadRoll("The file is empty.")
    return told.removeprefix("\ufeff")


def _decode(told: bytes) -> str:
    if told[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return told.decode("utf-16", errors="replace")
    try:
        return told.decode("utf-8-sig")
    except UnicodeDecodeError:
        return told.decode("cp1252", errors="replace")


def gather(rows: Iterable[Row], *, at: datetime.date | None = None, unsure: Sequence[str] = ()) -> Roll:
    """The roll that rows make: households numbered, parents joined with their children, siblings looked up."""
    made = _Making(at)
    for row in rows:
        made.add(row)
        if len(made.people) > MOST_PEOPLE:
            raise BadRoll(f"There are more than {MOST_PEOPLE:,} people in the file.", row.number)
    if not made.people:
        raise BadRoll("No row of the file has both a first and a last name.")
    return Roll(tuple(made.settled()), tuple(made.skipped), tuple(unsure))


class _Making:
    def __init__(self, at: datetime.date | None) -> None:
        self.people: list[Person] = []
        self.skipped: list[int] = []
        self._at = at
        self._households: dict[str, int] = {}
        self._parents: dict[tuple[str, str, str], int] = {}

    def add(self, row: Row) -> None:
        told = row.told
        given, family = _names_of(told)
        words, surname = parts_of(given), _family_words(family, told.get("known_family", ""))
        if not words or not surname:
            self.skipped.append(row.number)
            return
        person = Person(
            number=len(self.people),
            shown=f"{told.get('known_as') or given.split()[0]} {family}".strip(),
            given=_given_words(given, told.get("known_as", "")),
            family=surname,
            middle=_middle_words(given, told.get("middle", "")),
            role=_role_of(told, self._at),
            year=told.get("year", ""),
            born=_born_of(told, self._at),
            school=told.get("school", ""),
            place=told.get("place", "").casefold(),
            emails=_emails_of(told.get("email", "")),
            household=self._household_of(told, surname),
            row=row.number,
        )
        self.people.append(person)
        for parent in row.parents:
            self._add_parent(parent, person)

    def _household_of(self, told: Mapping[str, str], surname: tuple[str, ...]) -> int | None:
        key = told.get("household", "")
        if not key and told.get("address"):
            key = f"{' '.join(told['address'].casefold().split())}|{surname[-1]}"
        return self._households.setdefault(key, len(self._households)) if key else None

    def _add_parent(self, parent: tuple[str, str, str], child: Person) -> None:
        given, family, email = parent
        words, surname = _given_words(given, ""), _family_words(family, "")
        if not words or not surname:
            return
        # One person may be the parent of several pupils; without an address or a household the two stay apart.
        key = (" ".join((*words, "|", *surname)), email or str(child.household if child.household is not None else child.row), "")
        known = self._parents.get(key)
        if known is None:
            self._parents[key] = len(self.people)
            shown = f"{given} {family}".strip()
            self.people.append(
                Person(
                    len(self.people),
                    shown,
                    words,
                    surname,
                    role=Role.PARENT,
                    school=child.school,
                    emails=_emails_of(email),
                    household=child.household,
                    children=(child.number,),
                    row=child.row,
                )  # fmt: skip
            )
        else:
            person = self.people[known]
            self.people[known] = person._replace(children=(*person.children, child.number))

    def settled(self) -> Iterator[Person]:
        """Everybody, with former pupils told apart by whether a sibling is on the roll."""
        at_home = {each.household for each in self.people if each.role is Role.PUPIL and each.household is not None}
        for person in self.people:
            if person.role is Role.FORMER and person.household in at_home:
                yield person._replace(role=Role.SIBLING)
            else:
                yield person


def _names_of(told: Mapping[str, str]) -> tuple[str, str]:
    given, family = told.get("given", ""), told.get("family", "")
    whole = told.get("name", "")
    if whole and not (given and family):
        family, comma, given = whole.partition(",")
        if not comma:
            given, _, family = whole.strip().rpartition(" ")
    return given.strip() or told.get("known_as", ""), family.strip() or told.get("known_family", "")


def _given_words(given: str, known_as: str) -> tuple[str, ...]:
    """First names that people go by: the legal one and the preferred one, hyphenated ones whole and in parts."""
    found: list[str] = []
    for name in (given.split()[0] if given.split() else "", known_as):
        parts = parts_of(name)
        found += ["".join(parts), *parts] if parts else []
    return tuple(dict.fromkeys(found))


def _middle_words(given: str, middle: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*(part for name in given.split()[1:] for part in parts_of(name)), *parts_of(middle))))


def _family_words(family: str, known: str) -> tuple[str, ...]:
    """Parts of a surname; where there are several, the whole in one word as well, because handles run it together."""
    found: list[str] = []
    for name in (family, known):
        parts = parts_of(name)
        found += [*parts, "".join(parts)] if len(parts) > 1 else list(parts)
    return tuple(dict.fromkeys(found))


_FORMER = ("former", "leaver", "left", "ex", "exstudent", "alumni", "offroll", "archived", "inactive")
_PARENTS = ("parent", "carer", "guardian", "mother", "father", "parentcarer", "contact")


def _role_of(told: Mapping[str, str], at: datetime.date | None) -> Role:
    role = "".join(letter for letter in told.get("role", "").casefold() if letter.isalpha())
    if role.startswith(("formerwithsibling", "formerwithasibling")):
        return Role.SIBLING
    if role in _FORMER or role.startswith("former"):
        return Role.FORMER
    if role.startswith(_PARENTS):
        return Role.PARENT
    left = _day_of(told.get("left", ""))
    return Role.FORMER if left and at and left < (at.date() if isinstance(at, datetime.datetime) else at) else Role.PUPIL


@lru_cache(maxsize=65_536)
def _day_of(text: str) -> datetime.date | None:
    if not any(map(str.isdigit, text)):
        return None
    for form in ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%y", "%Y%m%d", "%d %b %Y", "%d-%b-%Y"):
        try:
            return datetime.datetime.strptime(text.strip()[:11].removesuffix("T"), form).date()  # noqa: DTZ007
        except ValueError:
            continue
    return None


def _born_of(told: Mapping[str, str], at: datetime.date | None) -> int | None:
    born = _day_of(told.get("born", ""))
    if born:
        return born.year
    digits = "".join(sign for sign in told.get("year", "") if sign.isdigit())
    reception = told.get("year", "").strip().casefold() in ("r", "reception", "rec", "yr")
    if at is None or not (reception or (digits and int(digits[:3]) <= 13)):
        return None
    starts = at.year if at.month >= 9 else at.year - 1
    # Year 1 is for those who were five before September; two thirds of a year group were born in the earlier year.
    return starts - 5 - (0 if reception else int(digits))


def _emails_of(text: str) -> tuple[str, ...]:
    return tuple(each.strip().casefold() for each in text.replace(";", ",").split(",") if "@" in each)
