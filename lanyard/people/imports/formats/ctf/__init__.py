"""The common transfer file (CTF) in which English schools pass on pupils. Its version changes each September."""

from __future__ import annotations

from lanyard.people.imports.formats import Asked, Format
from lanyard.people.imports.rows import PUPILS, Roll
from lanyard.people.imports.uploads import Upload

from .parser import read_pupils


def recognises(upload: Upload) -> bool:
    """One XML file."""
    name = upload.only()
    return name is not None and (name.endswith(".xml") or upload.read(name).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"))


def read(upload: Upload, asked: Asked) -> Roll:
    """Read the few elements that a reference needs, in any version of the file."""
    encoding, rows = read_pupils(upload.read(upload.names[0]))
    return Roll(kind=PUPILS, format=FORMAT.id, rows=rows, encoding=encoding, complete=asked.complete)


FORMAT = Format(
    id="ctf",
    title="A common transfer file (CTF)",
    does="The XML file that pupil systems write for other schools. Only number, names, class, year and dates are read.",
    kinds=(PUPILS,),
    recognises=recognises,
    read=read,
    order=10,
)
