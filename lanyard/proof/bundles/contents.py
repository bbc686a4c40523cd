"""What goes into a bundle, as plain records. Nothing here holds the content of a file."""

from __future__ import annotations

import base64
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import BinaryIO, NamedTuple

from lanyard.proof.canonical import Plain


class Item(NamedTuple):
    """A file as it was received: the name that it came with, how to open it, when it came and its SHA-256 then.

    ``open`` is called twice and gives a stream of the plaintext each time: once to measure, once to
    write. Nothing is kept in between. ``about`` is what else is known about it, in plain values.
    """

    name: str
    open: Callable[[], BinaryIO]
    received_at: datetime
    sha256: str
    about: dict[str, Plain] = {}


class Step(NamedTuple):
    """One line of the custody log: when, who, what they did, and with which item (its place, from 1; 0 is the whole)."""

    at: datetime
    who: str
    what: str
    item: int = 0
    more: dict[str, Plain] = {}


class LogProof(NamedTuple):
    """An entry of the transparency log (its bytes, as they were hashed) and its proof in the form C2SP tlog-proof.

    Where the entry is a commitment, ``opened`` is what it commits to, salt and all: bytes whose SHA-256
    is the entry. Leave it out for what the reader of the bundle may not see.
    """

    name: str
    entry: bytes
    proof: bytes
    opened: bytes | None = None


def log_proof(
    name: str, *, entry: bytes, index: int, path: Sequence[bytes], checkpoint: str, opened: bytes | None = None
) -> LogProof:
    """An entry with its place, the hashes from it to the root (RFC 6962), and the signed checkpoint they lead to."""
    lines = ["c2sp.org/tlog-proof@v1", f"index {index}", *(base64.b64encode(step).decode("ascii") for step in path)]
    return LogProof(name, entry, ("\n".join(lines) + f"\n\n{checkpoint}").encode(), opened)


class Note(NamedTuple):
    """A file that is added as it is: a checkpoint note, a chain. ``name`` is a plain file name."""

    name: str
    data: bytes


class Timestamp(NamedTuple):
    """A reply of a timestamp authority (RFC 3161), as it came, for one file of the bundle: its path, ``of``."""

    name: str
    reply: bytes
    of: str


class Cover(NamedTuple):
    """What the first page says: a title without content, whose bundle it is, and for whom and why it was made."""

    name: str
    title: str
    school: str
    made_at: datetime
    made_by: str
    made_for: str = ""
    remarks: tuple[str, ...] = ()


class Proofs(NamedTuple):
    """What stands beside the items: entries of the log, the keys that sign its checkpoints, notes, timestamps.

    ``log_keys`` are lines in the form of signed-note verifier keys (``name+hint+key``).
    """

    log: tuple[LogProof, ...] = ()
    log_keys: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    timestamps: tuple[Timestamp, ...] = ()


def spelled(at: datetime) -> str:
    """A time in its one spelling, in UTC to the second. Raises ``ValueError`` for a time without a zone."""
    if at.tzinfo is None:
        raise ValueError("a time in a bundle needs its zone")
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def readable(at: datetime) -> str:
    """A time as people write it, in UTC."""
    told = at.astimezone(UTC)
    return f"{told.day} {told:%B %Y at %H:%M:%S} UTC"
