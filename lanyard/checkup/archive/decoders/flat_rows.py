"""Makes items of flat rows by the tables of ``flat_tables``, for CSV files and for lists in JSON."""

from __future__ import annotations

from typing import Any

from lanyard.checkup.archive.members import Owner
from lanyard.checkup.archive.outcomes import Rejected, UnknownShape, Why
from lanyard.checkup.archive.times import of_format, of_iso
from lanyard.checkup.items import Contact, Item, Message, Post, Profile, Ref, Setting

from .cells import last_of
from .flat_tables import COUNTS, LISTS, TIMES, Source, Table, Tables
from .kinds import Row, Shape


class FlatReader:
    """Reads the rows of one table and watches over their columns."""

    def __init__(self, tables: Tables, owner: Owner) -> None:
        self._tables, self._owner = tables, owner
        self._shape = Shape(require=tables.require, expect=tables.expect, known=tables.known)
        self._seen: set[Item] = set()
        self._given = False

    def read(self, row: dict[str, str], ref: Ref) -> Row:
        """The items of a row, whose columns are named as ``plain_key`` names them, or why it was rejected."""
        for other, name in self._tables.alias.items():
            if other in row:
                row.setdefault(name, row.pop(other))
        if not self._shape.takes(row):
            return Rejected(Why.KEY_MISSING)
        if any(_said(row, name) not in words for name, words in self._tables.words.items() if name in row):
            return Rejected(Why.UNKNOWN_LABEL)
        if self._holds_nothing(row):
            return ()
        made = (self._item(row, ref, table) for table in self._tables.items)
        found = tuple(each for each in made if each is not None)
        self._given = self._given or bool(found)
        return found

    def judge(self) -> None:
        """At the end of the file: raise ``UnknownShape`` where a column that matters was renamed."""
        self._shape.judge()
        if self._tables.some and not self._given:
            raise UnknownShape

    def _holds_nothing(self, row: dict[str, str]) -> bool:
        return any(_said(row, name) in words for name, words in self._tables.drop.items()) or any(
            row.get(name, "").lstrip().startswith(starts) for name, starts in self._tables.starts.items()
        )

    def _item(self, row: dict[str, str], ref: Ref, table: Table) -> Item | None:
        if any(_said(row, name) not in words for name, words in table.only.items()):
            return None
        told = dict(table.fixed)
        for field, source in table.mapped.items():
            told[field] = self._field(row, field, source, table)
        if table.make is Setting and not any(name in row for name, _ in table.mapped["value"].columns):
            return None
        if table.make is Message:
            _tell_people(told, self._owner)
        item = table.make(ref, **told)
        if not _holds(item) or (table.once and self._was_given(item)):
            return None
        return item

    def _field(self, row: dict[str, str], field: str, source: Source, table: Table) -> Any:
        if field in TIMES:
            return self._time(_value(row, source, " "))
        if field == "tags":
            return tuple(filter(None, (_value(row, source, " "),)))
        if field in LISTS:
            return tuple(filter(None, (read(row.get(name, "")) for name, read in source.columns)))
        value = _first(row, source) if field == "thread" else _value(row, source, "\n" if field == "text" else " ")
        if (words := table.words.get(field)) is not None:
            found = words.get(value.casefold())
            return 0 if found is None and field in COUNTS else found
        if field in COUNTS:
            return len([each for each in value.split(",") if each.strip()])
        return (value or None) if table.make is Setting and field == "value" else value

    def _time(self, said: str) -> Any:
        if "iso" in self._tables.times:
            return of_iso(said)
        return of_format(said, *self._tables.times)

    def _was_given(self, item: Item) -> bool:
        placeless = item._replace(ref=item.ref._replace(row=0))
        if placeless in self._seen:
            return True
        self._seen.add(placeless)
        return False


def _said(row: dict[str, str], name: str) -> str:
    return row.get(name, "").strip().casefold()


def _value(row: dict[str, str], source: Source, between: str) -> str:
    return between.join(filter(None, (read(row.get(name, "")).strip() for name, read in source.columns)))


def _first(row: dict[str, str], source: Source) -> str:
    """The first that is filled: what a conversation is called, else with whom it is."""
    return next(filter(None, (read(row.get(name, "")).strip() for name, read in source.columns)), "")


def _holds(item: Item) -> bool:
    """Whether there is anything in the item that could be looked at."""
    match item:
        case Contact():
            return bool(item.name or item.handle or item.id or item.phone or item.email)
        case Post():
            return bool(item.text or item.media or item.links)
        case Message():
            return bool(item.text or item.media)
        case Profile():
            return bool(item.value and item.field)
        case Setting():
            return bool(item.key)


def _tell_people(told: dict[str, Any], owner: Owner) -> None:
    """Put in who sent a message and who else was there, from names and the addresses of their profiles."""
    url, urls = told.pop("sender_url", ""), [each for each in told.pop("other_urls", "").split(",") if each.strip()]
    sender = told["sender"]
    if told.get("own") is None:
        is_me = [owner.is_me(each) for each in (sender, last_of(url)) if each]
        told["own"] = True if True in is_me else False if False in is_me else None
    names = _names(told.get("others", ()), len(urls))
    group = told.pop("group", None)
    told.setdefault("is_group", len(names) > 1 if group is None else bool(group))
    others = names if told["own"] else (sender, *names)
    told["others"] = tuple(dict.fromkeys(each for each in others if each and owner.is_me(each) is not True))


def _names(said: tuple[str, ...], people: int) -> tuple[str, ...]:
    """The names in one text. Names hold commas too (“Jane Doe, PhD”), so it is left whole where only one person is meant."""
    if people == 1 or not said:
        return said
    return tuple(each.strip() for one in said for each in one.split(", "))
