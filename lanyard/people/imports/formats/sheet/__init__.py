"""Any sheet (CSV): a person says what its columns mean, and the school's next sheet is read the same way."""

from __future__ import annotations

from lanyard.people.imports.columns import faults_of, guess_mapping, is_never_read
from lanyard.people.imports.formats import Asked, Format
from lanyard.people.imports.reading import read_adult, read_pupil
from lanyard.people.imports.refusal import ImportRefusal
from lanyard.people.imports.rows import ADULTS, PUPILS, Roll, Row
from lanyard.people.imports.sheets import Sheet
from lanyard.people.imports.uploads import Upload


def recognises(upload: Upload) -> bool:
    """One file, whatever its name."""
    return upload.only() is not None


def read(upload: Upload, asked: Asked) -> Roll:
    """Read the columns that the mapping names, and no other."""
    sheet = Sheet(upload.read(upload.names[0]))
    mapping = dict(asked.mapping) or guess_mapping(asked.kind, sheet.headings)
    if faults := faults_of(asked.kind, mapping, sheet.headings):
        raise ImportRefusal(f"{next(iter(faults.values()))}.", "Say which column means what.")
    rows: list[Row] = []
    for number, record in sheet.records(*mapping.values()):
        cells = {field: record[heading] for field, heading in mapping.items()}
        rows.append(read_pupil(number, cells) if asked.kind == PUPILS else read_adult(number, cells, group=asked.group))
    return Roll(
        kind=asked.kind,
        format=FORMAT.id,
        rows=tuple(rows),
        encoding=sheet.encoding,
        complete=asked.complete,
        unread=tuple(heading for heading in sheet.headings if is_never_read(heading)),
    )


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
