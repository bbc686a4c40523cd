"""Reads made-up archives of Meta through the whole reader, for their tests."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable

from lanyard.checkup.archive.coverage import cover
from lanyard.checkup.archive.outcomes import Outcome
from lanyard.checkup.archive.reading import Archive, open_archive, read
from lanyard.checkup.archive.source import Part
from lanyard.checkup.checks import load_checks
from lanyard.checkup.items import Item
from lanyard.checkup.result import Cover

AT = datetime.datetime(2026, 12, 1, 9, tzinfo=datetime.UTC)


def read_parts(parts: Iterable[Part], *, me: Collection[str] = ()) -> tuple[Archive, list[tuple[str, Item]]]:
    """The archive after it was read, and its items with their platforms."""
    with open_archive(parts) as archive:
        return archive, list(read(archive, at=AT, me=me))


def told(items: Iterable[tuple[str, Item]]) -> list[tuple[object, ...]]:
    """What was read, without where it stood, in an order of its own."""
    return sorted(((platform, *item[1:]) for platform, item in items), key=repr)


def outcomes(archive: Archive) -> dict[str, Outcome]:
    """What became of each file, by its path in the platform's tree."""
    return {each.routed.path: each.outcome for each in archive.tally.files}


def unread(archive: Archive) -> dict[str, Outcome]:
    """Files that did not end as they should in a whole archive."""
    fine = {Outcome.READ, Outcome.KNOWN_IGNORED, Outcome.KNOWN_EMPTY, Outcome.JUNK, Outcome.MEDIA}
    return {path: outcome for path, outcome in outcomes(archive).items() if outcome not in fine}


def covers(archive: Archive) -> dict[str, Cover]:
    """How far each check could be made on the first platform."""
    return {each.check: each.covers[0] for each in cover(load_checks(), archive, {})}
