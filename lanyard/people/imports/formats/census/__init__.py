"""A pupil list with the headings of the Department for Education's census (CSV)."""

from __future__ import annotations

from lanyard.people.imports.columns import guess_mapping, is_never_read, plain
from lanyard.people.imports.formats import Asked, Format
from lanyard.people.imports.reading import read_pupil
from lanyard.people.imports.refusal import ImportRefusal
from lanyard.people.imports.rows import PUPILS, Roll
from lanyard.people.imports.sheets import Sheet
from lanyard.people.imports.uploads import Upload

#: By these three together a census list is known.
NEEDED = {"upn", "surname", "forename"}


def recognises(upload: Upload) -> bool:
    """One sheet whose first row has the census's own words."""
    name = upload.only()
    if name is None:
        return False
    try:
        return {plain(heading) for heading in Sheet(upload.read(name)).headings} >= NEEDED
    except ImportRefusal:
        return False


def read(upload: Upload, asked: Asked) -> Roll:
    """Read number, names, class, year, entry and leaving; everything else a census holds is left alone."""
    sheet = Sheet(upload.read(upload.names[0]))
    mapping = guess_mapping(PUPILS, sheet.headings)
    rows = tuple(
        read_pupil(number, {field: record[heading] for field, heading in mapping.items()})
        for number, record in sheet.records(*mapping.values())
    )
    return Roll(
        kind=PUPILS,
        format=FORMAT.id,
        rows=rows,
        encoding=sheet.encoding,
        complete=asked.complete,
        unread=tuple(heading for heading in sheet.headings if is_never_read(heading)),
    )


FORMAT = Format(
    id="census",
    title="A census pupil list (CSV)",
    does="A list with UPN, surname and forename, as pupil systems export it for the census.",
    kinds=(PUPILS,),
    recognises=recognises,
    read=read,
    order=60,
)
