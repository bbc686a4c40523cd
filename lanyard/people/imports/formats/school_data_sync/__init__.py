"""Microsoft School Data Sync, versions 1, 2 and 2.1 (CSV), as a zip or as its files.

Some of its users files carry passwords in plain letters. Those columns are dropped as they are
read, like everything else that an adult's place in the register does not need.
"""

from __future__ import annotations

from lanyard.people.imports.columns import plain
from lanyard.people.imports.formats import Asked, Format
from lanyard.people.imports.refusal import ImportRefusal
from lanyard.people.imports.rows import ADULTS, Roll
from lanyard.people.imports.sheets import Sheet
from lanyard.people.imports.uploads import Upload

from .parser import read_teachers, read_users


def recognises(upload: Upload) -> bool:
    """Users and roles without a manifest (2 and 2.1), or teachers with an id of their school system (1)."""
    if upload.has("users.csv", "roles.csv") and not upload.has("manifest.csv"):
        return True
    return upload.has("teacher.csv") and _has_sis_id(upload)


def read(upload: Upload, asked: Asked) -> Roll:
    """Read the staff. Pupils, parents and classes in the same export are not looked at."""
    rows, sheet, unread = (read_users if upload.has("users.csv") else read_teachers)(upload, asked)
    return Roll(kind=ADULTS, format=FORMAT.id, rows=rows, encoding=sheet.encoding, complete=asked.complete, unread=unread)


def _has_sis_id(upload: Upload) -> bool:
    try:
        return "sisid" in {plain(heading) for heading in Sheet(upload.read("teacher.csv")).headings}
    except ImportRefusal:
        return False


FORMAT = Format(
    id="school_data_sync",
    title="Microsoft School Data Sync (CSV)",
    does="users.csv with roles.csv, or teacher.csv, alone or in a zip. Passwords in it are never read.",
    kinds=(ADULTS,),
    recognises=recognises,
    read=read,
    order=30,
)
