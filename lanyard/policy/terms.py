"""School terms as data: on which days pupils attend."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from lanyard.policy.registers import Entry, RegisterReader


@dataclass(frozen=True, slots=True)
class Term:
    """A term, its first and last day counted in, and its half term, likewise."""

    name: str
    first: dt.date
    last: dt.date
    half_term: tuple[dt.date, dt.date]

    def holds(self, day: dt.date) -> bool:
        """Whether the day lies in the term and not in its half term."""
        return self.first <= day <= self.last and not self.half_term[0] <= day <= self.half_term[1]


@dataclass(frozen=True, slots=True)
class SchoolYear:
    """A school year from its first to its last day, holidays included, with its training days (INSET)."""

    name: str
    first: dt.date
    last: dt.date
    terms: tuple[Term, ...]
    inset: tuple[dt.date, ...]


@dataclass(frozen=True, slots=True)
class Terms:
    """The recorded school years, in order. ``demonstration`` dates are invented, and screens say so."""

    years: tuple[SchoolYear, ...] = ()
    demonstration: bool = False

    def known(self, day: dt.date) -> bool:
        """Whether the day lies in a recorded school year."""
        return any(year.first <= day <= year.last for year in self.years)

    def in_session(self, day: dt.date) -> bool:
        """Whether the day lies in a term and is no half term or training day. Weekends are not looked at."""
        return any(term.holds(day) for year in self.years for term in year.terms if day not in year.inset)

    def holiday(self, day: dt.date) -> str:
        """What keeps pupils at home on a day of a recorded year, or an empty text."""
        if not self.known(day) or self.in_session(day):
            return ""
        return "training day" if any(day in year.inset for year in self.years) else "school holiday"


def load_terms(path: Path | str) -> Terms:
    """Load ``terms.toml``; dates that cannot be right are refused."""
    return _read(RegisterReader(path))


def read_terms(text: str, name: str = "terms") -> Terms:
    """The same from its text, for the dates that a school keeps as its own."""
    return _read(RegisterReader.of_text(text, name))


def _read(reader: RegisterReader) -> Terms:
    root = reader.start()
    demonstration = root.flag("demonstration")
    entries = root.entries("year")
    years = tuple(_read_year(entry) for entry in entries)
    root.finish()
    for entry, earlier, later in zip(entries[1:], years, years[1:], strict=False):
        if later.first <= earlier.last:
            entry.complain(f"the year begins before {earlier.name} has ended.", "Put the years in order.")
    reader.refuse()
    return Terms(years, demonstration)


def _read_year(entry: Entry) -> SchoolYear:
    terms_entries = entry.entries("term")
    terms = tuple(_read_term(term) for term in terms_entries)
    year = SchoolYear(entry.text("name"), entry.needed_day("from"), entry.needed_day("until"), terms, entry.days("inset"))
    entry.finish()
    if not terms:
        entry.complain("the year has no terms.", "Add its terms with first and last day.")
    if year.last < year.first:
        entry.complain("the year ends before it begins.", "Check “from” and “until”.")
    end = None
    for term in terms:
        if not year.first <= term.first <= term.last <= year.last:
            entry.complain(f"the {term.name} term does not lie in the year.", "Check its first and last day.")
        if end is not None and term.first <= end:
            entry.complain(f"the {term.name} term begins before the term before it has ended.")
        end = term.last
    for day in year.inset:
        if not year.first <= day <= year.last:
            entry.complain(f"the training day {day} does not lie in the year.")
    return year


def _read_term(entry: Entry) -> Term:
    half = entry.days("half_term")
    if len(half) != 2:
        entry.complain("“half_term” must hold its first and its last day.")
    first, last = entry.needed_day("first"), entry.needed_day("last")
    term = Term(entry.text("name"), first, last, (half[0], half[-1]) if half else (last, first))
    entry.finish()
    if half and not first <= half[0] <= half[-1] <= last:
        entry.complain(f"the half term of the {term.name} term does not lie in it.", "Check its first and last day.")
    return term
