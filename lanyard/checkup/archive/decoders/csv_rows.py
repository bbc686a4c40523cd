"""Rows of CSV files that become items by a table: contacts, posts, messages, profiles, settings. See ``flat_tables``."""

from __future__ import annotations

from collections.abc import Iterator

from lanyard.checkup.archive.csv_text import read_rows
from lanyard.checkup.archive.dialects import Feature
from lanyard.checkup.archive.members import Member, Owner

from .flat_rows import FlatReader
from .flat_tables import Tables, tables_of
from .kinds import Row

_cache: dict[tuple[str, str], tuple[Feature, Tables]] = {}


def decode(member: Member, feature: Feature, owner: Owner) -> Iterator[Row]:
    """The items of each row, by the feature's table.

    Raises ``UnknownShape`` where the header is not there or a column that matters was renamed, and ``KnownEmpty`` where there
    is nothing but a header.
    """
    tables = _tables_of(feature)
    reader = FlatReader(tables, owner)
    for number, row in enumerate(read_rows(member, header=tables.require)):
        yield reader.read(row, member.ref(number))
    reader.judge()


def _tables_of(feature: Feature) -> Tables:
    """The feature's tables, made once."""
    key = feature.platform, feature.id
    if key not in _cache or _cache[key][0] is not feature:
        _cache[key] = feature, tables_of(feature.told, f"{feature.platform}, feature {feature.id}")
    return _cache[key][1]
