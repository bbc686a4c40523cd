"""Reading a sheet (CSV) row by row: what its bytes mean, which columns it has, and where it goes wrong."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator

from .refusal import ImportRefusal
from .uploads import SAVE_AS_CSV

MOST_ROWS = 50_000
MOST_COLUMNS = 200
LONGEST_CELL = 10_000
DELIMITERS = (",", ";", "\t")

UTF_8, WINDOWS = "utf-8", "cp1252"
#: What a person calls each.
ENCODINGS = {UTF_8: "UTF-8", WINDOWS: "Windows-1252"}

_LONE_CR = re.compile(rb"\r(?!\n)")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


class Sheet:
    """A sheet whose first row names its columns. Rows are read as they are asked for."""

    def __init__(self, content: bytes) -> None:
        self.encoding = find_encoding(content)
        self._content = content
        self._delimiter = self._find_delimiter()
        self.headings = self._read_headings()

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Each row that says something, with its number as a spreadsheet shows it: the headings are row 1."""
        width = len(self.headings)
        for number, cells in self._numbered():
            if number == 1 or not any(cell.strip() for cell in cells):
                continue
            if len(cells) != width:
                raise ImportRefusal(
                    f"Row {number} has {len(cells)} cells where the headings have {width}.",
                    "Look for a comma inside a cell without quotation marks, mend it, and export again.",
                )
            if number > MOST_ROWS:
                raise ImportRefusal(
                    f"This sheet has more than {MOST_ROWS:,} rows, which is more than any school’s roll.",
                    "Export one school only.",
                )
            yield number, [self._clean(cell, number) for cell in cells]

    def records(self, *columns: str) -> Iterator[tuple[int, dict[str, str]]]:
        """Each row as a mapping of the columns that are named; the others are never held."""
        places = {column: self.headings.index(column) for column in columns}
        for number, cells in self.rows():
            yield number, {column: cells[place] for column, place in places.items()}

    def _clean(self, cell: str, number: int) -> str:
        if len(cell) > LONGEST_CELL:
            raise ImportRefusal(
                f"A cell in row {number} is longer than {LONGEST_CELL:,} letters.", "Shorten or remove that column."
            )
        if _CONTROL.search(cell):
            raise ImportRefusal(f"A cell in row {number} holds signs that no text has.", SAVE_AS_CSV)
        return " ".join(cell.split())

    def _numbered(self) -> Iterator[tuple[int, list[str]]]:
        text = io.TextIOWrapper(io.BytesIO(self._content), encoding=_codec(self.encoding), newline="")
        reader = csv.reader(text, delimiter=self._delimiter, strict=True)
        number = 0
        try:
            for cells in reader:
                number += 1
                yield number, cells
        except csv.Error as error:
            raise ImportRefusal(
                f"The sheet cannot be read after row {number}: a cell there is too long, or a quotation mark is left open.",
                SAVE_AS_CSV,
            ) from error

    def _find_delimiter(self) -> str:
        first = self._content.split(b"\n", 1)[0][:65536].decode(_codec(self.encoding), errors="ignore")
        bare = re.sub(r'"[^"]*"', "", first)
        return max(DELIMITERS, key=bare.count)

    def _read_headings(self) -> tuple[str, ...]:
        found = next((cells for _, cells in self._numbered()), [])
        headings = tuple(" ".join(cell.split()) for cell in found)
        if not any(headings):
            raise ImportRefusal("The first row is empty.", "It must hold the headings of the columns.")
        if len(headings) > MOST_COLUMNS:
            raise ImportRefusal(f"The sheet has more than {MOST_COLUMNS} columns.", "Export only the columns about people.")
        if any(len(heading) > 200 or _CONTROL.search(heading) for heading in headings):
            raise ImportRefusal("A heading in the first row is too long to be one.", "The first row must hold the headings.")
        named = [heading.casefold() for heading in headings if heading]
        if twice := sorted({heading for heading in headings if heading and named.count(heading.casefold()) > 1}):
            raise ImportRefusal(
                f"Two columns have the heading “{twice[0]}”.", "Give each column a heading of its own, and export again."
            )
        return headings


def find_encoding(content: bytes) -> str:
    """UTF-8 if the bytes are that, else Windows-1252; refused when they are neither, or no text at all."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise ImportRefusal("This file is written as UTF-16 (“Unicode text”).", SAVE_AS_CSV)
    if b"\0" in content:
        raise ImportRefusal("This file holds bytes that no text has (NUL).", SAVE_AS_CSV)
    if _LONE_CR.search(content):
        raise ImportRefusal("Some lines of this file end in a way that only old Macs use.", SAVE_AS_CSV)
    for encoding in (UTF_8, WINDOWS):
        if _decodes(content, encoding):
            return encoding
    raise ImportRefusal("This file is written in neither UTF-8 nor Windows-1252.", SAVE_AS_CSV)


def _decodes(content: bytes, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    view = memoryview(content)
    try:
        for start in range(0, len(view), 1 << 16):
            decoder.decode(view[start : start + (1 << 16)])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _codec(encoding: str) -> str:
    """UTF-8 may begin with a mark of its own, which is no part of the first heading."""
    return "utf-8-sig" if encoding == UTF_8 else encoding


def escape_cell(text: str) -> str:
    """A cell for a sheet that we write: what a spreadsheet would take for a formula stays text."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
