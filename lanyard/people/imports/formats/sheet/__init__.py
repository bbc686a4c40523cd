"""Any sheet (CSV): a person says what its columns mean, and the school's next sheet is read the same way."""

from __future__ import annotations

from lanyard.people.imports.columns import guess_mapping
from lanyard.people.imports.formats import Asked, Format
from lanyard.people.imports.rows import ADULTS, PUPILS, Roll
from lanyard.people.imports.tables import as_roll, read_table
from lanyard.people.imports.uploads import Upload


def recognises(upload: Upload) -> bool:
    """One file, whatever its name."""
    return upload.only() is not None


def read(upload: Upload, asked: Asked) -> Roll:
    """Read it with the mapping that was told, or with one guessed from the headings."""
    table = read_table(upload.read(upload.names[0]))
    mapping = dict(asked.mapping) or guess_mapping(asked.kind, table.headings)
    return as_roll(table, kind=asked.kind, format=FORMAT.id, mapping=mapping, complete=asked.complete, group=asked.group)


FORMAT = Format(
    id="sheet",
    title="A list of your own (CSV)",
    does="Any list with one person a row and headings in the first row. You say what its columns mean.",
    kinds=(ADULTS, PUPILS),
    recognises=recognises,
    read=read,
    order=90,
    is_mapped=True,
)
