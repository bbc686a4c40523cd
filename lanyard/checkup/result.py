"""What a check-up comes to: for each check of the policy what was found, and how far it could be made at all."""

from __future__ import annotations

import datetime
from enum import StrEnum
from typing import NamedTuple

from lanyard.checkup.archive.outcomes import Outcome, Why
from lanyard.checkup.checks import Check
from lanyard.checkup.findings import Finding
from lanyard.checkup.items import Evidence


class State(StrEnum):
    """How far a check could be made, the least of it last. Only ``NOTHING_FOUND`` says that all that was there was read."""

    FOUND = "found"
    NOTHING_FOUND = "nothing_found"
    IN_PART = "in_part"
    NOT_IN_ARCHIVE = "not_in_archive"
    NOT_EXPORTED = "not_exported"
    NOT_COMPARED = "not_compared"
    NOT_EXAMINED = "not_examined"


class Cover(NamedTuple):
    """How far one platform's archive allowed a check. ``words`` say what to do: the box to tick, or why there is none.

    ``items`` are those that were looked at; ``first`` and ``last`` are the earliest and the latest time among them.
    ``level`` is how sure the reader is of the format, a key of ``dialects.LEVELS``, or empty where nothing was read.
    """

    platform: str
    state: State
    items: int = 0
    first: datetime.datetime | None = None
    last: datetime.datetime | None = None
    words: tuple[str, ...] = ()
    level: str = ""


class Shown(NamedTuple):
    """A finding with the number by which a person speaks of it. Numbers are those of one result, from 1."""

    number: int
    finding: Finding


class Chapter(NamedTuple):
    """One check: its findings, how many there are in all (``total``), how many were set aside, and how far it could be made."""

    check: Check
    state: State
    covers: tuple[Cover, ...]
    found: tuple[Shown, ...] = ()
    total: int = 0
    set_aside: int = 0


class PartRead(NamedTuple):
    """A file or folder that was given. ``platforms`` are ids; ``advice`` says what to do where it was not read as it is."""

    name: str
    platforms: tuple[str, ...] = ()
    advice: str = ""


class PlatformRead(NamedTuple):
    """A platform whose archive was there. ``levels`` says how sure the reader is of each kind of evidence that it read."""

    id: str
    label: str
    levels: tuple[tuple[Evidence, str], ...] = ()
    items: tuple[tuple[Evidence, int], ...] = ()


class Guide(NamedTuple):
    """Where a platform keeps its settings, by the pack's own registers. ``checked`` is the last day somebody looked."""

    platform: str
    name: str
    steps: tuple[str, ...]
    checked: datetime.date | None = None


class Files(NamedTuple):
    """What became of every file of the archive, and of the rows in those that were read. The outcomes add up to ``members``."""

    members: int
    outcomes: tuple[tuple[Outcome, int], ...]
    rows_read: int = 0
    rows_rejected: tuple[tuple[Why, int], ...] = ()


class Result(NamedTuple):
    """A whole check-up. ``alarms`` are sentences about what may be missing from an archive that was read.

    ``compared`` says with what people were compared, or is empty; ``owner_unknown`` that it is not known which words
    are the owner's, because an archive does not say whose it is.
    """

    pack: str
    at: datetime.datetime
    urgent: str
    parts: tuple[PartRead, ...]
    platforms: tuple[PlatformRead, ...]
    chapters: tuple[Chapter, ...]
    files: Files
    alarms: tuple[str, ...] = ()
    guides: tuple[Guide, ...] = ()
    compared: str = ""
    owner_unknown: bool = False

    @property
    def total(self) -> int:
        """How many findings there are in all, without those that were set aside."""
        return sum(each.total for each in self.chapters)

    def named(self, platform: str) -> str:
        """The name of a platform by its id."""
        return next((each.label for each in self.platforms if each.id == platform), platform)
