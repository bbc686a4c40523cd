"""Bank holidays of the United Kingdom: the yearly ones by rule, the others from ``packs/calendar.toml``.

England (with Wales), Scotland and Northern Ireland differ. Freedom of information looks at all of
them, because a bank holiday anywhere in the country is not a working day there.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from lanyard.policy.registers import Entry, RegisterReader

ENGLAND, SCOTLAND, NORTHERN_IRELAND = "england", "scotland", "northern-ireland"
NATIONS = (ENGLAND, SCOTLAND, NORTHERN_IRELAND)

MONDAY, SATURDAY = 0, 5


@dataclass(frozen=True, slots=True)
class Proclaimed:
    """A bank holiday that was proclaimed for one day."""

    day: dt.date
    title: str
    nations: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Moved:
    """A yearly bank holiday that was kept on another day in one year, everywhere in the country."""

    usual: dt.date
    day: dt.date
    title: str
    source: str


@dataclass(frozen=True)
class BankHolidays:
    """The bank holidays of each nation from ``first_year`` on.

    Later years follow the law as it stands: a day that nobody has proclaimed yet cannot be known.
    """

    first_year: int
    proclaimed: tuple[Proclaimed, ...] = ()
    moved: tuple[Moved, ...] = ()
    _years: dict[tuple[str, int], Mapping[dt.date, str]] = field(default_factory=dict, compare=False, repr=False)

    def in_year(self, nation: str, year: int) -> Mapping[dt.date, str]:
        """The bank holidays of a nation in a year, as dates with their names, in order.

        Raises ``ValueError`` for a year before the first and for a nation that is not in ``NATIONS``.
        """
        if year < self.first_year:
            raise ValueError(f"Bank holidays before {self.first_year} are not recorded, so {year} cannot be worked out.")
        if nation not in NATIONS:
            raise ValueError(f"“{nation}” is not one of {', '.join(NATIONS)}.")
        if (nation, year) not in self._years:
            self._years[nation, year] = self._work_out(nation, year)
        return self._years[nation, year]

    def name(self, day: dt.date, nation: str = ENGLAND) -> str:
        """The name of the bank holiday that falls on a day, or an empty text."""
        return self.in_year(nation, day.year).get(day, "")

    def name_anywhere(self, day: dt.date) -> str:
        """The same for the whole country; a holiday that England does not share names its nation."""
        if shared := self.name(day):
            return shared
        for nation, shown in ((SCOTLAND, "Scotland"), (NORTHERN_IRELAND, "Northern Ireland")):
            if found := self.name(day, nation):
                return f"{found}, {shown}"
        return ""

    def _work_out(self, nation: str, year: int) -> Mapping[dt.date, str]:
        days = _yearly(nation, year)
        for move in self.moved:
            if days.get(move.usual) == move.title:
                del days[move.usual]
                days[move.day] = move.title
        days.update({one.day: one.title for one in self.proclaimed if nation in one.nations and one.day.year == year})
        return dict(sorted(days.items()))


def easter_sunday(year: int) -> dt.date:
    """Easter Sunday of the western churches, by the anonymous Gregorian method."""
    century, within = divmod(year, 100)
    golden = year % 19
    moon = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (within // 4) - moon - within % 4) % 7
    late = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * late + 114, 31)
    return dt.date(year, month, day + 1)


def load_bank_holidays(path: Path | str) -> BankHolidays:
    """Load the proclaimed and moved days of ``calendar.toml``."""
    reader = RegisterReader(path)
    root = reader.start()
    first_year = root.number("first_year")
    proclaimed = tuple(_read_proclaimed(entry) for entry in root.entries("proclaimed"))
    moved = tuple(_read_moved(entry) for entry in root.entries("moved"))
    root.finish()
    reader.refuse()
    return BankHolidays(first_year, proclaimed, moved)


def _read_proclaimed(entry: Entry) -> Proclaimed:
    found = Proclaimed(entry.needed_day("day"), entry.text("title"), entry.words("nations"), entry.text("source"))
    entry.finish()
    if not found.nations or not set(found.nations) <= set(NATIONS):
        entry.complain("it must name the nations that keep it.", f"Known: {', '.join(NATIONS)}.")
    return found


def _read_moved(entry: Entry) -> Moved:
    found = Moved(entry.needed_day("usual"), entry.needed_day("day"), entry.text("title"), entry.text("source"))
    entry.finish()
    if _yearly(ENGLAND, max(found.usual.year, 1600)).get(found.usual) != found.title:
        entry.complain(f"no bank holiday called “{found.title}” usually falls on {found.usual}.", "Check the day and the title.")
    return found


def _yearly(nation: str, year: int) -> dict[dt.date, str]:
    """The bank holidays that return every year, with the days that stand in for those at a weekend."""
    easter = easter_sunday(year)
    days = {
        easter - dt.timedelta(days=2): "Good Friday",
        _first_monday(year, 5): "Early May bank holiday",
        _last_monday(year, 5): "Spring bank holiday",
    }
    _add(days, (dt.date(year, 12, 25), "Christmas Day"), (dt.date(year, 12, 26), "Boxing Day"))
    if nation == SCOTLAND:
        _add(days, (dt.date(year, 1, 1), "New Year’s Day"), (dt.date(year, 1, 2), "2 January"))
        _add(days, (dt.date(year, 11, 30), "St Andrew’s Day"))
        days[_first_monday(year, 8)] = "Summer bank holiday"
        return days
    _add(days, (dt.date(year, 1, 1), "New Year’s Day"))
    days[easter + dt.timedelta(days=1)] = "Easter Monday"
    days[_last_monday(year, 8)] = "Summer bank holiday"
    if nation == NORTHERN_IRELAND:
        _add(days, (dt.date(year, 3, 17), "St Patrick’s Day"))
        _add(days, (dt.date(year, 7, 12), "Battle of the Boyne"))
    return days


def _add(days: dict[dt.date, str], *fixed: tuple[dt.date, str]) -> None:
    """Add days of fixed date; one at a weekend is kept on the next weekday that is not taken."""
    taken = {day for day, _ in fixed if day.weekday() < SATURDAY}
    for day, title in fixed:
        if day.weekday() < SATURDAY:
            days[day] = title
            continue
        substitute = day
        while substitute.weekday() >= SATURDAY or substitute in taken:
            substitute += dt.timedelta(days=1)
        taken.add(substitute)
        days[substitute] = f"{title} (substitute day)"


def _first_monday(year: int, month: int) -> dt.date:
    first = dt.date(year, month, 1)
    return first + dt.timedelta(days=(MONDAY - first.weekday()) % 7)


def _last_monday(year: int, month: int) -> dt.date:
    last = dt.date(year, month, 31)
    return last - dt.timedelta(days=(last.weekday() - MONDAY) % 7)
