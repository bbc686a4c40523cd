"""All files of all parts, before any is read: each with what is known of it from its name and size alone."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable
from typing import BinaryIO, NamedTuple

from . import safety
from .outcomes import NotRead, Outcome
from .safety import Refusal
from .source import Found, Home, Part, list_part
from .text import CHUNK


class Entry:
    """A file of the archive. ``path`` is for comparing only. ``outcome`` is what became of it, once that is known."""

    __slots__ = ("_found", "outcome", "part", "path")

    def __init__(self, part: int, found: Found) -> None:
        self.part, self._found = part, found
        self.path = safety.tidy_path(found.name)
        self.outcome = _outcome(self.path, found)

    @property
    def size(self) -> int:
        """Bytes that it has, or says that it has."""
        return self._found.size

    @property
    def place(self) -> tuple[int, int]:
        """Where it stands; reading goes in this order."""
        return self.part, self._found.order

    @property
    def crc(self) -> int:
        """The check sum that the archive declares, or -1."""
        return self._found.crc

    @property
    def when(self) -> datetime.datetime | None:
        """When it was written, as the archive says; in whatever zone."""
        return self._found.when

    @property
    def is_strange(self) -> bool:
        """Whether its name would be dangerous as a path."""
        return safety.is_strange(self._found.name)

    @property
    def home(self) -> Home:
        """What holds it."""
        return self._found.home

    def open(self) -> BinaryIO:
        """A stream of its bytes. Raises ``outcomes.NotRead``, now or while it is read."""
        return self._found.home.open(self._found.at)


def _outcome(path: str, found: Found) -> Outcome | None:
    if safety.is_junk(path):
        return Outcome.JUNK
    if found.verdict is Outcome.NOT_A_FILE:
        return found.verdict
    if safety.is_media(path):
        return Outcome.MEDIA
    if found.size == 0 or path.rpartition("/")[2].casefold() == "no-data.txt":
        return Outcome.KNOWN_EMPTY
    return found.verdict


class Inventory(NamedTuple):
    """The files of all parts, and why a part was not taken, or not to its end, by its number."""

    parts: tuple[Part, ...]
    entries: list[Entry]
    refused: dict[int, Refusal]

    def close(self) -> None:
        """Give back whatever is open."""
        for home in {id(each.home): each.home for each in self.entries}.values():
            home.close()


def take_stock(parts: Iterable[Part]) -> Inventory:
    """The files of all parts. Nothing of their content is looked at, and nothing in them makes it raise."""
    given = tuple(parts)
    entries: list[Entry] = []
    refused: dict[int, Refusal] = {}
    for number, part in enumerate(given):
        listed, refusal = list_part(part)
        entries += (Entry(number, found) for found in listed)
        if refusal:
            refused[number] = refusal
    return Inventory(given, entries, refused)


def digest(entry: Entry) -> bytes | None:
    """A hash of its content; ``None`` where it cannot be read to its end."""
    found = hashlib.sha256()
    try:
        with entry.open() as stream:
            while chunk := stream.read(CHUNK):
                found.update(chunk)
    except NotRead:
        return None
    except OSError:
        return None
    return found.digest()
