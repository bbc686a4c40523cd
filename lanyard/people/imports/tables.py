"""A sheet held until somebody has said what its columns mean: without the columns that are never read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from .columns import faults_of, is_never_read
from .reading import read_adult, read_pupil
from .refusal import ImportRefusal
from .rows import PUPILS, Roll, Row
from .sheets import Sheet

MOST_CELLS = 1_000_000


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a sheet with their numbers. ``unread`` are the headings that were left out."""

    headings: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    encoding: str
    unread: tuple[str, ...] = ()

    def samples(self, heading: str, most: int = 3) -> list[str]:
        """The first few things that a column says."""
        place = self.headings.index(heading)
        found = (cells[place] for _, cells in self.rows if cells[place])
        return [each for each, _ in zip(dict.fromkeys(found), range(most), strict=False)]


def read_table(content: bytes) -> Table:
    """Read a sheet, without the columns that have no heading or are never read."""
    sheet = Sheet(content)
    places = [place for place, heading in enumerate(sheet.headings) if heading and not is_never_read(heading)]
    rows: list[tuple[int, tuple[str, ...]]] = []
    for number, cells in sheet.rows():
        rows.append((number, tuple(cells[place] for place in places)))
        if len(rows) * len(places) > MOST_CELLS:
            raise ImportRefusal("This sheet has more cells than any school’s roll.", "Export only the columns about people.")
    unread = tuple(heading for heading in sheet.headings if is_never_read(heading))
    return Table(tuple(sheet.headings[place] for place in places), tuple(rows), sheet.encoding, unread)


def as_roll(
    table: Table,
    *,
    kind: str,
    format: str,
    mapping: Mapping[str, str],
    complete: bool,
    group: str | None = None,  # noqa: A002
) -> Roll:
    """What a table says once its columns mean something; only those that the mapping names are looked at."""
    if faults := faults_of(kind, mapping, table.headings):
        raise ImportRefusal(f"{next(iter(faults.values()))}.", "Say which column means what.")
    places = {field: table.headings.index(heading) for field, heading in mapping.items()}
    rows: list[Row] = []
    for number, cells in table.rows:
        told = {field: cells[place] for field, place in places.items()}
        rows.append(read_pupil(number, told) if kind == PUPILS else read_adult(number, told, group=group))
    return Roll(kind=kind, format=format, rows=tuple(rows), encoding=table.encoding, complete=complete, unread=table.unread)


def table_as_json(table: Table) -> dict[str, Any]:
    """A table as plain values, to be sealed."""
    return asdict(table)


def table_from_json(told: dict[str, Any]) -> Table:
    """The table that ``table_as_json`` wrote down."""
    rows = tuple((number, tuple(cells)) for number, cells in told["rows"])
    return Table(tuple(told["headings"]), rows, told["encoding"], tuple(told["unread"]))
