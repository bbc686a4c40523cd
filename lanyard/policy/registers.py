"""Reading the registers that stand beside a policy: law, contacts, platforms, terms, features, clocks.

A register is live data, not part of a policy's version (docs/adr/0010). Each of its facts carries the
place where it was read and the day; what has no source says so instead of pretending.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, TypeVar

from lanyard.policy.refusal import Problem, Refusal, did_you_mean, suggestions
from lanyard.policy.tables import Table, TableReader


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact was read: an address to print, what it shows, and the day somebody read it."""

    address: str
    shows: str
    checked: dt.date


class Entry(Table):
    """One entry of a register: a table that also holds days, numbers and sources."""

    def day(self, key: str) -> dt.date | None:
        """A day, or nothing when the key is missing."""
        self._read.add(key)
        found = self.data.get(key)
        if isinstance(found, dt.date) and not isinstance(found, dt.datetime):
            return found
        if key in self.data:
            self.complain(f"“{key}” must be a day such as 2026-11-22, without quotes and without a time.")
        return None

    def needed_day(self, key: str) -> dt.date:
        """A day that must be given; a refused entry gets the first day of all."""
        found = self.day(key)
        if found is None and key not in self.data:
            self.complain(f"“{key}” is missing.", "Give it as a day such as 2026-11-22.")
        return found or dt.date.min

    def days(self, key: str) -> tuple[dt.date, ...]:
        """A list of days; empty when missing."""
        found = self._get(key, list, [], "a list of days")
        if not all(_is_day(item) for item in found):
            self.complain(f"“{key}” must hold days only, such as 2026-11-22.")
        return tuple(item for item in found if _is_day(item))

    def number(self, key: str, default: int | None = None) -> int:
        """A whole number, nought or more."""
        found = self._get(key, int, default, "a whole number")
        if isinstance(found, bool) or found < 0:
            self.complain(f"“{key}” must be a whole number, nought or more.")
            return 0
        return int(found)

    def settled(self, key: str) -> None:
        """Count a key as read although nothing here looks at it."""
        self._read.add(key)

    def entries(self, key: str) -> list[Entry]:
        """The tables of ``[[key]]``."""
        return [Entry(table.reader, table.name, table.data, table.line) for table in self.tables(key)]

    def sources(self) -> tuple[Source, ...]:
        """The sources of the entry; each needs an address, what it shows and a day."""
        return tuple(self._source(table) for table in self.entries("source"))

    def check_verified(self, verified: bool, unverified: tuple[str, ...], sources: tuple[Source, ...]) -> None:
        """An entry is verified exactly when it has a source and lists nothing as unverified."""
        if verified and unverified:
            self.complain("it says that it is verified and lists facts that are not.", "Set verified = false.")
        elif verified and not sources:
            self.complain("it says that it is verified but gives no source.", "Add a source with the day you read it.")
        elif not verified and not unverified:
            self.complain("it is not verified but does not say what is not.", "List the facts under “unverified”.")

    @staticmethod
    def _source(table: Entry) -> Source:
        source = Source(table.text("address"), table.text("shows"), table.needed_day("checked"))
        table.finish()
        return source


class RegisterReader(TableReader):
    """A register's file being read. ``refuse`` at the end raises everything that was wrong at once."""

    def __init__(self, path: Path | str) -> None:
        file = Path(path)
        try:
            text = file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            problem = Problem(str(file), 0, "", f"this file cannot be read: {error}.", "Put the register there, as UTF-8.")
            raise Refusal([problem]) from error
        super().__init__(text, str(file))

    @classmethod
    def of_text(cls, text: str, name: str) -> RegisterReader:
        """A register that is no file: a school's own entries, kept elsewhere and called ``name`` in refusals."""
        reader = cls.__new__(cls)
        TableReader.__init__(reader, text, name)
        return reader

    def start(self) -> Entry:
        """The top of the file."""
        return Entry(self, Path(self.file).name, self.data, 0)

    def check_known(self, entry: Entry, key: str, wanted: Iterable[str], known: Iterable[str]) -> None:
        """Complain when ``entry`` names something that the register does not hold."""
        choices = list(known)
        for word in wanted:
            if word not in choices:
                entry.complain(f"“{word}”, named by “{key}”, is not in this register.", did_you_mean(word, choices))

    def refuse(self) -> None:
        """Raise ``Refusal`` if anything was wrong."""
        if self.problems:
            raise Refusal(self.problems)


class Named(Protocol):
    """Anything in a register: it has an id."""

    @property
    def id(self) -> str:
        """The id, unique in its register."""


N = TypeVar("N", bound=Named)


def pick(entries: Iterable[N], id_: str, what: str) -> N:
    """The entry of that id; an unknown id is a ``KeyError`` that suggests others."""
    known = {entry.id: entry for entry in entries}
    if id_ in known:
        return known[id_]
    near = ", ".join(suggestions(id_, known))
    raise KeyError(f"There is no {what} “{id_}”.{f' Did you mean {near}?' if near else ''}")


def oldest(sources: Iterable[Source]) -> dt.date | None:
    """The day of the oldest check: an entry is as old as its oldest fact. Nothing without a source."""
    return min((source.checked for source in sources), default=None)


def add_months(day: dt.date, count: int) -> dt.date:
    """The same date ``count`` months on, or the last day of that month when it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    following = dt.date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    last = (following - dt.timedelta(days=1)).day
    return dt.date(year, month + 1, min(day.day, last))


def is_stale(last_checked: dt.date | None, on: dt.date, months: int) -> bool:
    """Whether a check is older than ``months`` on a given day; something never checked is stale."""
    return last_checked is None or add_months(last_checked, months) < on


def _is_day(item: Any) -> bool:
    return isinstance(item, dt.date) and not isinstance(item, dt.datetime)
