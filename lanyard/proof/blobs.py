"""Evidence on disk: encrypted on the way in, named by its ciphertext, whole or not there at all.

The order of writing is the promise (ADR 0094): encrypt → part file → fsync(file) → rename →
fsync(folder, and the folder above it) → and only then may a row be committed that names the blob,
and only after that a receipt be shown. ``tests/crash`` cuts the power at every step.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import secrets
from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, NamedTuple, Protocol

from .agefile import Encryptor, decrypted
from .identities import Identity

#: How much is read at once; more is never held in memory.
BLOCK = 256 * 1024
PARTS, HELD = "parts", "held"
NAME = re.compile(r"[0-9a-f]{64}")
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class Stored(NamedTuple):
    """What is known of a blob: its name (SHA-256 of the ciphertext, in hex), the plaintext's SHA-256, both sizes in bytes.

    ``plain_sha256`` may stand inside sealed text only: in clear it would tell who has the same file.
    """

    name: str
    plain_sha256: str
    size: int
    plain_size: int


class TooLarge(ValueError):
    """More bytes came than may be stored; nothing of them is kept."""


class NotStored(OSError):
    """A file could not be stored, and nothing of it was kept; the message says why and what to do."""


class NotWhole(ValueError):
    """A blob is missing, or is not what its name says."""


class Readable(Protocol):
    """Anything that is read piece by piece."""

    def read(self, size: int, /) -> bytes:
        """At most so many bytes; none at the end."""


class BlobStore:
    """The blobs under one folder, which nobody but the service's own account can look into."""

    def __init__(self, root: Path) -> None:
        self.root = root
        for folder in (root, root / PARTS, root / HELD):
            _make(folder)

    def begin(self, *, recipient: str, most: int) -> Incoming:
        """Receive a blob that is pushed piece by piece, of at most so many bytes. Raises ``NotStored``."""
        return Incoming(self, recipient=recipient, most=most)

    def put(self, stream: Readable, *, recipient: str, most: int) -> Stored:
        """Store a stream for a recipient. When this returns, the blob survives a loss of power.

        Raises ``TooLarge``, ``NotStored``, and what reading the stream raises; nothing is left then.
        """
        with self.begin(recipient=recipient, most=most) as incoming:
            while piece := stream.read(BLOCK):
                incoming.write(piece)
            return incoming.finish()

    def path(self, name: str) -> Path:
        """Where a blob lies. Raises ``NotWhole`` for what is no name of a blob."""
        if not NAME.fullmatch(name):
            raise NotWhole("this is not the name of a blob")
        return self.root / name[:2] / name

    def check(self, name: str) -> int:
        """Read a blob through and return its size in bytes; raises ``NotWhole``."""
        with self._opened(name) as file:
            return os.fstat(file.fileno()).st_size

    def read(self, name: str, *, by: Identity) -> Iterator[bytes]:
        """The plaintext of a blob, piece by piece, once the whole blob was found to be what its name says.

        Raises ``NotWhole`` and ``CannotOpen`` at the first step, before anything is shown.
        """
        with self._opened(name) as file:
            yield from decrypted(file, by=by)

    def fetch(self, name: str) -> Iterator[bytes]:
        """The ciphertext of a blob, piece by piece, for a backup or a bundle. Raises ``NotWhole`` first."""
        with self._opened(name) as file:
            while block := file.read(BLOCK):
                yield block

    def names(self) -> Iterator[str]:
        """The names of all blobs that lie in their places."""
        for folder in sorted(self.root.glob("[0-9a-f][0-9a-f]")):
            yield from sorted(each.name for each in folder.iterdir() if NAME.fullmatch(each.name))

    def held(self) -> Iterator[str]:
        """The names of the blobs in the holding area."""
        yield from sorted(each.name for each in (self.root / HELD).iterdir())

    def sweep(self, known: Collection[str], *, before: datetime) -> list[str]:
        """Move blobs that no row knows into the holding area, and return their names.

        Only what was last written before ``before`` is touched: a younger blob may be one whose row
        is being committed, so let it lie a day behind the clock. Parts of uploads that broke off
        are deleted; nobody ever had a key to them.
        """
        old = [name for name in self.names() if name not in known and _written(self.path(name)) < before.timestamp()]
        for name in old:
            _settle(self.path(name), self.root / HELD / name)
        for part in (self.root / PARTS).iterdir():
            if _written(part) < before.timestamp():
                part.unlink(missing_ok=True)
        return old

    def bring_back(self, name: str) -> None:
        """Move a blob out of the holding area into its place. Raises ``NotWhole`` if it is not held."""
        target = self.path(name)
        try:
            _settle(self.root / HELD / name, target)
        except FileNotFoundError as error:
            raise NotWhole("this blob is not in the holding area") from error

    def destroy(self, name: str) -> None:
        """Delete a blob for good, wherever it lies; nothing happens if it is gone already."""
        for path in (self.path(name), self.root / HELD / name):
            with suppress(FileNotFoundError):
                path.unlink()
                _sync(path.parent)

    def _opened(self, name: str) -> BinaryIO:
        """A blob from its start, after it was read through."""
        try:
            file = open(self.path(name), "rb")
        except FileNotFoundError as error:
            raise NotWhole("the blob is missing") from error
        if hashlib.file_digest(file, "sha256").hexdigest() != name:
            file.close()
            raise NotWhole("the blob is not what its name says")
        file.seek(0)
        return file


class Incoming:
    """A blob on its way in: ``write`` each piece, then ``finish``. Left in any other way, nothing remains."""

    def __init__(self, store: BlobStore, *, recipient: str, most: int) -> None:
        self._store = store
        self._most = most
        self._encryptor = Encryptor(recipient)
        self._plain, self._cipher = hashlib.sha256(), hashlib.sha256()
        self._plain_size = self._size = 0
        self._part = store.root / PARTS / secrets.token_hex(16)
        self._file: int | None = None
        self._finished = False
        self._trying(self._open)

    def __enter__(self) -> Incoming:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if not self._finished:
            self.abandon()

    def write(self, piece: bytes) -> None:
        """Take the next piece. Raises ``TooLarge`` and ``NotStored``; nothing of the blob is left then."""
        self._plain_size += len(piece)
        if self._plain_size > self._most:
            self.abandon()
            raise TooLarge(f"The file is larger than {_spelled_size(self._most)}. Nothing of it was kept.")
        self._plain.update(piece)
        self._trying(lambda: self._append(self._encryptor.update(piece)))

    def finish(self) -> Stored:
        """Put the blob in its place, safe from a loss of power. Raises ``NotStored``; nothing is left then."""
        self._trying(lambda: self._append(self._encryptor.finish()))
        name = self._cipher.hexdigest()
        self._trying(lambda: self._place(self._store.path(name)))
        self._finished = True
        return Stored(name, self._plain.hexdigest(), self._size, self._plain_size)

    def abandon(self) -> None:
        """Leave nothing of the blob. Does nothing when that was done already."""
        if self._file is not None:
            with suppress(OSError):
                os.close(self._file)
            self._file = None
        with suppress(OSError):
            self._part.unlink(missing_ok=True)

    def _open(self) -> None:
        self._file = os.open(self._part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        self._append(self._encryptor.header)

    def _append(self, sealed: bytes) -> None:
        if self._file is None:
            raise ValueError("this blob was finished or abandoned")
        with memoryview(sealed) as left:
            done = 0
            while done < len(left):
                done += os.write(self._file, left[done:])
        self._cipher.update(sealed)
        self._size += len(sealed)

    def _place(self, target: Path) -> None:
        assert self._file is not None
        os.fsync(self._file)
        file, self._file = self._file, None
        # Some disks tell of a failed write only here.
        os.close(file)
        try:
            _settle(self._part, target)
        except OSError:
            with suppress(OSError):
                target.unlink(missing_ok=True)
            raise

    def _trying(self, step: Callable[[], None]) -> None:
        """Take one step; what the disk refuses leaves nothing and is told in words for people."""
        try:
            step()
        except OSError as error:
            self.abandon()
            if error.errno in FULL:
                raise NotStored(error.errno, "There is no room to store the file. Nothing of it was kept.") from error
            raise NotStored(error.errno, "The file could not be stored. Nothing of it was kept.") from error


def _settle(source: Path, target: Path) -> None:
    """Move a whole file to its place so that neither it nor its folder is lost with the power."""
    target.parent.mkdir(mode=0o700, exist_ok=True)
    os.rename(source, target)
    _sync(target.parent)
    # Always, not only when the folder is new: another process may have made it and not come so far yet.
    _sync(target.parent.parent)


def _make(folder: Path) -> None:
    """A folder, and those above it, safe from a loss of power; nothing happens where it is there."""
    if not folder.is_dir():
        _make(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)
        _sync(folder.parent)


def _sync(folder: Path) -> None:
    """Make the names in a folder survive a loss of power."""
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _written(path: Path) -> float:
    """When a file was last written; one that has just gone counts as young."""
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return float("inf")


def _spelled_size(size: int) -> str:
    for unit, name in ((1024**3, "GB"), (1024**2, "MB"), (1024, "kB")):
        if size >= unit:
            return f"{size / unit:g} {name}"
    return f"{size} bytes"
