"""Rows of JSON that become records by a table: contacts, posts, comments, profiles. See ``row_tables`` for the table."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from typing import Any

from lanyard.checkup.archive.dialects import Feature
from lanyard.checkup.archive.json_scan import Scanner
from lanyard.checkup.archive.json_text import stream_rows
from lanyard.checkup.archive.members import Member, Owner
from lanyard.checkup.archive.outcomes import KnownEmpty, Rejected, UnknownShape, Why
from lanyard.checkup.archive.text import repair_meta_all
from lanyard.checkup.items import Item, Post, Ref

from .json_paths import values_at
from .kinds import Row
from .labels import with_labels
from .row_tables import COUNTS, FLAGS, IDENTITY, ITEMS, LISTS, NAMES, Filled, Table, Tables, tables_of
from .row_values import CONVERTERS


def decode(member: Member, feature: Feature, owner: Owner) -> Iterator[Row]:
    """The records of each row, by the feature's table.

    Raises ``UnknownShape`` where the rows are not where they are known to be, or a key was renamed.
    """
    tables = tables_of(feature)
    watch = tables.watch()
    for number, row in enumerate(rows_at(member, tables.roots, tables.beside)):
        if not isinstance(row, dict):
            yield Rejected(Why.WRONG_KIND)
            continue
        told = repair_meta_all(row) if tables.repair else row
        if not isinstance(told, dict) or not watch.takes(told):
            yield Rejected(Why.KEY_MISSING)
            continue
        yield _read(told, member.ref(number), tables, owner)
    watch.judge()


def rows_at(member: Member, roots: Iterable[str], beside: Iterable[str] = ()) -> Iterator[Any]:
    """The rows at whichever of the roots are there, one list after the other; ``""``, the file itself, where no other is.

    Raises ``UnknownShape`` where none is, and afterwards where a key stands beside them that nobody knows: it may be a
    new name for more of the same.
    """
    roots = tuple(roots)
    there = _keys_on_top(member)
    named: dict[str, list[str]] = {}
    for root in filter(None, roots):
        if there and root.split(".")[0] in there:
            named.setdefault(root.split(".")[0], []).append(root)
    if not named:
        if "" not in roots and there != frozenset():
            raise UnknownShape(frozenset(roots), there or frozenset(("[]",)))
        yield from stream_rows(member)
        return
    given = 0
    for ways in named.values():
        for row in _first_that_leads(member, ways):
            given += 1
            yield row
    if strange := (there or frozenset()) - set(named) - set(beside):
        raise UnknownShape(extra=strange)
    if not given:
        raise KnownEmpty


def _first_that_leads(member: Member, ways: list[str]) -> Iterator[Any]:
    """The rows at the first of several paths under one key that leads to any."""
    for last, root in enumerate(ways, 1):
        given = False
        try:
            for row in stream_rows(member, root):
                given = True
                yield row
            return
        except KnownEmpty:
            return
        except UnknownShape:
            if given or last == len(ways):
                raise


def _keys_on_top(member: Member) -> frozenset[str] | None:
    """The keys of the object that a file is; ``None`` where it is a list or something else."""
    with member.open() as stream:
        scanner = Scanner(stream)
        first = scanner.peek()
        if first != "{":
            return None if first else frozenset()
        found = set()
        for key in scanner.keys():
            found.add(key)
            scanner.skip()
        return frozenset(found)


def _read(row: dict[str, Any], ref: Ref, tables: Tables, owner: Owner) -> Row:
    told = with_labels(row, tables.labels) if tables.labels else row
    found: list[Item] = []
    for table in tables.parts:
        for value in values_at(told, table.each):
            if (item := _item(value, ref, table, owner)) is not None:
                found.append(item)
    if tables.labels and not found and told["labels"].get("?"):
        return Rejected(Why.UNKNOWN_LABEL)
    return tuple(found)


def _item(value: object, ref: Ref, table: Table, owner: Owner) -> Item | None:
    """The record, or ``None`` where nothing is in it that anything could be found by."""
    told = dict(table.fixed)
    for filled in table.filled:
        if (found := _fill(value, filled)) is not None:
            told[filled.field] = found
    if not any(told.get(field) for field in IDENTITY[table.item]):
        return None
    if table.item == "post":
        told.setdefault("text", "")
    item: Item = ITEMS[table.item](ref=ref, **told)
    if table.mine and isinstance(item, Post):
        own = owner.is_me(item.author) if item.author else None
        return None if own is False else item._replace(own=own)
    return item


def _fill(value: object, filled: Filled) -> object | None:
    found: list[Any] = []
    for way in filled.ways:
        made = (CONVERTERS[way.converter](each) for each in values_at(value, way.path))
        new = [each for each in made if each is not None]
        if new and not filled.all:
            return new[0]
        found += new
    if filled.field in COUNTS:
        return len(found)
    if filled.field in FLAGS:
        return bool(found)
    if not found or not filled.all:
        return None
    if isinstance(found[0], datetime.datetime):
        return found[0]
    distinct = tuple(dict.fromkeys(map(str, found)))
    if filled.field in LISTS:
        return distinct
    return (" " if filled.field in NAMES else "\n").join(distinct)
