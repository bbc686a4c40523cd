"""Tables as archives write them: the header wherever it stands, named without regard to case, space or underscore."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterator

from .members import Member
from .outcomes import Damaged, KnownEmpty, UnknownShape
from .text import stream_lines

#: The header is looked for in this many rows; some platforms write notes above it.
_HEADER_WITHIN = 40


def column(name: str) -> str:
    """A column's name as rows carry it: casefolded, without spaces, underscores and a mark of byte order."""
    return name.casefold().replace(" ", "").replace("_", "").replace("\ufeff", "").replace("\u00a0", "").strip()


def read_rows(member: Member, *, header: Collection[str], delimiter: str = ",") -> Iterator[dict[str, str]]:
    """The rows under the header that has at least the columns ``header``, each by the names that ``column`` gives.

    Cells that a row lacks are empty; what it has beyond the header is under ``""``. Empty rows are left out. A later row
    that is such a header too begins another table. Raises ``UnknownShape`` where there is no such header, ``KnownEmpty``
    where there is nothing but it or nothing at all, and ``Damaged`` where a cell never ends.
    """
    wanted = frozenset(map(column, header))
    names: list[str] = []
    above = given = 0
    with member.open() as stream:
        for cells in _cells(csv.reader(stream_lines(stream), delimiter=delimiter)):
            found = [column(each) for each in cells] if not names or len(cells) >= len(wanted) else []
            if wanted <= frozenset(found):
                names = found
            elif names:
                given += 1
                yield _row(names, cells)
            elif (above := above + 1) > _HEADER_WITHIN:
                break
    if not names and above:
        raise UnknownShape(wanted, frozenset())
    if not given:
        raise KnownEmpty


def _cells(reader: Iterator[list[str]]) -> Iterator[list[str]]:
    while True:
        try:
            cells = next(reader, None)
        except csv.Error:
            # The error's text would quote the table, and its chain would carry it.
            raise Damaged from None
        if cells is None:
            return
        if any(each.strip() for each in cells):
            yield cells


def _row(names: list[str], cells: list[str]) -> dict[str, str]:
    row = dict.fromkeys(names, "")
    # The first of two columns of one name counts, so later ones are put in before it.
    row.update(reversed([*zip(names, cells, strict=False)]))
    beyond = [each for each in cells[len(names) :] if each.strip()]
    if beyond:
        row[""] = "\n".join(beyond)
    return row


def header_of(member: Member, *, within: int = _HEADER_WITHIN) -> list[frozenset[str]]:
    """The names in each of the first rows, for telling tables of one file name apart. Raises as ``Member.open`` does."""
    found: list[frozenset[str]] = []
    with member.open() as stream:
        for cells in _cells(csv.reader(stream_lines(stream))):
            found.append(frozenset(map(column, cells)))
            if len(found) >= within:
                break
    return found
