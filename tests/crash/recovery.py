"""The service starts again on what is left of a disk: is everything there that somebody was promised?"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from lanyard.proof.blobs import BlobStore, NotWhole
from lanyard.proof.identities import Identity
from tests.crash import writer

LATER = datetime(2100, 1, 1, tzinfo=UTC)
#: What each blob opened to: its name is the hash of its bytes, so a second opening would tell nothing more.
_opened: dict[tuple[str, str], bytes] = {}


def fault(root: Path, acknowledged: Collection[int]) -> str | None:
    """What is wrong with a disk after the service has started on it again, if anything is."""
    blobs = BlobStore(root / writer.BLOBS)
    try:
        with closing(writer.connect(root, "FULL")) as database:
            if database.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
                return "the database is broken"
            rows = database.execute("SELECT number, blob, secret FROM report ORDER BY number").fetchall()
    except sqlite3.DatabaseError as error:
        return f"the database does not open: {error}"
    if missing := set(acknowledged) - {number for number, _, _ in rows}:
        return f"acknowledged and lost: {missing}"
    try:
        for name in blobs.names():
            blobs.check(name)
        blobs.sweep({name for _, name, _ in rows}, before=LATER)
        for number, name, secret in rows:
            blobs.check(name)
            if (name, secret) not in _opened:
                _opened[name, secret] = b"".join(blobs.read(name, by=Identity(secret)))
            if _opened[name, secret] != writer.evidence(number):
                return f"report {number} has other evidence"
    except NotWhole as error:
        return f"a row or a name without its blob: {error}"
    return None
