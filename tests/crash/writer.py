"""Stores a few reports as the service does, each acknowledged on standard output, with a defect if one is asked for.

`python -m tests.crash.writer FOLDER DEFECT` is run under a tracer, or killed half-way.
"""

from __future__ import annotations

import io
import os
import signal
import sqlite3
import stat
import sys
from pathlib import Path

from lanyard.proof.blobs import BlobStore
from lanyard.proof.identities import Identity

#: Sizes of the evidence: less than a piece of the age format, just one, several, none. So many reports
#: that the write-ahead log is emptied once and begins again.
SIZES = (10, 64 * 1024, 150_000, 0, 40)
MOST = 1_000_000
DATABASE, BLOBS = "records.sqlite3", "blobs"

NOTHING = "nothing"


def evidence(number: int) -> bytes:
    """The evidence of a report, which no other report has."""
    return bytes([64 + number]) * SIZES[number - 1]


def prepare(folder: Path) -> None:
    """What setting up leaves behind: an empty database in WAL mode, and empty folders."""
    BlobStore(folder / BLOBS)
    database = connect(folder, "FULL")
    database.execute("CREATE TABLE report (number INTEGER PRIMARY KEY, blob TEXT NOT NULL, secret TEXT NOT NULL, words TEXT)")
    database.close()


def connect(folder: Path, synchronous: str) -> sqlite3.Connection:
    """The settings of the service's own connections; a checkpoint comes early, so that one is in the trace."""
    database = sqlite3.connect(folder / DATABASE, isolation_level=None)
    for pragma in ("journal_mode=WAL", f"synchronous={synchronous}", "secure_delete=ON", "wal_autocheckpoint=6"):
        database.execute(f"PRAGMA {pragma}").fetchall()
    return database


def store(blobs: BlobStore, database: sqlite3.Connection, number: int, defect: str) -> None:
    """One report: blob, row, receipt, in this order and no other."""
    identity = Identity.make()

    def put() -> str:
        return blobs.put(io.BytesIO(evidence(number)), recipient=identity.recipient, most=MOST).name

    def commit(name: str) -> None:
        database.execute("BEGIN IMMEDIATE")
        database.execute("INSERT INTO report VALUES (?, ?, ?, ?)", (number, name, identity.reveal(), "words " * 300))
        if defect == "receipt before commit":
            acknowledge(number)
        database.execute("COMMIT")

    if defect == "row before blob":
        # The name is known only afterwards, so the ciphertext is made first and stored last.
        spare = BlobStore(blobs.root.parent.parent / "spare")
        name = spare.put(io.BytesIO(evidence(number)), recipient=identity.recipient, most=MOST).name
        commit(name)
        blobs.path(name).parent.mkdir(exist_ok=True)
        os.rename(spare.path(name), blobs.path(name))
    else:
        commit(put())
    if defect != "receipt before commit":
        acknowledge(number)


def acknowledge(number: int) -> None:
    """What a reporter sees."""
    os.write(1, f"stored {number}\n".encode())


def seed(defect: str, folder: Path) -> None:
    """Break the writing of blobs in one way."""
    sync, rename, write, close = os.fsync, os.rename, os.write, os.close

    def passes_over(what) -> None:
        os.fsync = lambda file: None if what(os.fstat(file)) else sync(file)

    if defect == "no fsync of the file":
        passes_over(lambda found: stat.S_ISREG(found.st_mode))
    elif defect == "no fsync of the folder":
        passes_over(lambda found: stat.S_ISDIR(found.st_mode))
    elif defect == "no fsync of the folder above":
        passes_over(lambda found: found.st_ino == (folder / BLOBS).stat().st_ino)
    elif defect == "rename before write":
        kept: dict[str, object] = {"text": b"", "file": -1}

        def keep(file: int, text: bytes) -> int:
            if file == 1:
                return write(file, text)
            kept["text"], kept["file"] = kept["text"] + bytes(text), file
            return len(text)

        def rename_then_write(source: Path, target: Path) -> None:
            rename(source, target)
            file = os.open(target, os.O_WRONLY)
            write(file, kept["text"])
            sync(file)
            close(file)
            kept["text"] = b""

        os.write, os.rename = keep, rename_then_write


def kill_at(step: int) -> None:
    """Die, as by `kill -9`, just before the given call that changes something on disk."""
    left = step

    def dying(call):
        def counted(*given, **named):
            nonlocal left
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return call(*given, **named)

        return counted

    for name in ("open", "write", "fsync", "close", "rename", "mkdir"):
        setattr(os, name, dying(getattr(os, name)))


def main(folder: Path, defect: str, step: int = 0) -> None:
    """Store all reports, in a folder that was prepared."""
    blobs = BlobStore(folder / BLOBS)
    synchronous = defect.partition("=")[2] or "FULL"
    database = connect(folder, synchronous)
    seed(defect, folder)
    kill_at(step)
    for number in range(1, len(SIZES) + 1):
        store(blobs, database, number, defect)
    database.close()


def kill_everywhere(root: Path) -> None:
    """Store the reports again and again, each time killed one step later, until a run comes through.

    Leaves one folder for each run, and beside it what was acknowledged. It forks, and so wants a
    process of its own.
    """
    for step in range(1, 1000):
        folder = root / str(step)
        folder.mkdir()
        prepare(folder)
        child = os.fork()
        if child == 0:
            os.dup2(os.open(root / f"{step}.told", os.O_WRONLY | os.O_CREAT), 1)
            main(folder, NOTHING, step)
            os._exit(0)
        if os.waitpid(child, 0)[1] == 0:
            return


if __name__ == "__main__":
    if sys.argv[2] == "kill everywhere":
        kill_everywhere(Path(sys.argv[1]))
    else:
        main(Path(sys.argv[1]), sys.argv[2])
