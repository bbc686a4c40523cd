"""OneRoster 1.1 and 1.2 (CSV), as a zip or as its files."""

from __future__ import annotations

from lanyard.people.imports.formats import Asked, Format
from lanyard.people.imports.refusal import ImportRefusal
from lanyard.people.imports.rows import ADULTS, PUPILS, Roll
from lanyard.people.imports.uploads import Upload

from .parser import read_manifest, read_people

VERSIONS = ("1.0", "1.1", "1.2")


def recognises(upload: Upload) -> bool:
    """A manifest beside the users, which no other roll has."""
    return upload.has("manifest.csv", "users.csv")


def read(upload: Upload, asked: Asked) -> Roll:
    """Read staff only, or pupils only. A file that tells changes alone ends nobody who is missing."""
    manifest = read_manifest(upload)
    version = manifest.get("oneroster.version", "")
    if version not in VERSIONS:
        raise ImportRefusal("The manifest does not say that this is OneRoster 1.1 or 1.2.", "Export it in one of these versions.")
    found = read_people(upload, asked)
    is_delta = manifest.get("file.users", "").lower() == "delta"
    return Roll(
        kind=asked.kind,
        format=FORMAT.id,
        rows=found.rows,
        encoding=found.encoding,
        complete=asked.complete and not is_delta,
        warnings=("This export tells changes only, so nobody who is missing from it is taken to have left.",) if is_delta else (),
        unread=found.unread,
    )


FORMAT = Format(
    id="oneroster",
    title="OneRoster 1.1 or 1.2 (CSV)",
    does="The zip that many school systems export, with manifest.csv and users.csv.",
    kinds=(ADULTS, PUPILS),
    recognises=recognises,
    read=read,
    order=20,
)
