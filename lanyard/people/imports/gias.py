"""Looking a school up in the establishments file of Get Information about Schools (GIAS).

The file has 50,000 rows and more, so it is read row by row and only what fits is held. It is
written in Windows-1252 with days as dd-mm-yyyy; a school's number changes when it becomes an
academy, so what is found fills in a form and is keyed on nowhere.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .refusal import ImportRefusal
from .sheets import find_encoding
from .values import fold

MOST_BYTES = 200 * 1024 * 1024
MOST_FOUND = 20
NEEDED = ("URN", "EstablishmentName", "LA (name)")


@dataclass(frozen=True, slots=True)
class Establishment:
    """A school as the register of establishments tells it."""

    urn: str
    name: str
    council: str
    town: str
    is_open: bool


def find_schools(path: Path, words: str) -> list[Establishment]:
    """The schools whose number is ``words``, or whose name has all of them; open ones first, 20 at most."""
    if path.stat().st_size > MOST_BYTES:
        raise ImportRefusal("This file is larger than the whole register of schools.", "Choose the establishment fields CSV.")
    wanted = fold(words).split()
    if not wanted:
        return []
    found = [
        each
        for each in _establishments(path)
        if each.urn == words.strip() or all(word in fold(each.name).split() for word in wanted)
    ]
    return sorted(found, key=lambda each: (not each.is_open, each.name, each.urn))[:MOST_FOUND]


def is_urn(text: str) -> bool:
    """Whether a text has the shape of a unique reference number: six digits, the first of which is no nought."""
    return len(text) == 6 and text.isascii() and text.isdigit() and text[0] != "0"


def _establishments(path: Path) -> Iterator[Establishment]:
    with path.open("rb") as file:
        start = file.read(1 << 20)
        encoding = find_encoding(start[: start.rfind(b"\n") + 1] or start)
        file.seek(0)
        text = io.TextIOWrapper(file, encoding="utf-8-sig" if encoding == "utf-8" else encoding, newline="", errors="replace")
        try:
            reader = csv.DictReader(text)
            if not set(NEEDED) <= set(reader.fieldnames or ()):
                raise ImportRefusal(
                    "This is not the list of establishments.",
                    "Download “Establishment fields CSV” from Get Information about Schools.",
                )
            for row in reader:
                yield Establishment(
                    urn=(row["URN"] or "").strip(),
                    name=(row["EstablishmentName"] or "").strip(),
                    council=(row["LA (name)"] or "").strip(),
                    town=(row.get("Town") or "").strip(),
                    is_open=(row.get("EstablishmentStatus (name)") or "Open").startswith("Open"),
                )
        except csv.Error as error:
            raise ImportRefusal("The list of establishments cannot be read to its end.", "Download it again.") from error
