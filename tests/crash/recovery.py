"""The service starts again on what is left of a disk: is everything there that somebody was promised?"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from datetime import UTC, datetime
from pathlib import Path

from lanyard.proof.blobs import BlobStore, NotWhole
from lanyard.proof.identities import Identity
from tests.crash import writer

LATER = datetime(2100, 1, 1, tzinfo=UTC)


def fault(root: Path, acknowledged: Collection[int]) -> str | None:
    """What is wrong with a disk after the service has started on it again, if anything is."""
    blobs = BlobStore(root / writer.BLOBS)
    database = writer.connect(root, "FULL")
    try:
        if database.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
            return "the database is broken"
        rows = database.execute("SELECT number, blob, secret FROM report ORDER BY number").fetchall()
    except sqlite3.DatabaseError as error:
        return f"the database does not open: {error}"
    finally:
        database.close()
    if missing := set(acknowledged) - {number for number, _, _ in rows}:
        return f"acknowledged and lost: {missing}"
    try:
        for name in blobs.names():
            blobs.check(name)
        blobs.sweep({name for _, name, _ in rows}, before=LATER)
        for number, name, secret in rows:
            if b"".join(blobs.read(name, by=Identity(secret))) != writer.evidence(number):
                return f"report {number} has other evidence"
    except NotWhole as error:
        return f"a row or a name without its blob: {error}"
    return None
