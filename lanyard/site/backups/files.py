"""Writing files that survive a loss of power and are nobody else's to read, and reading files without following links."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

BLOCK = 1024 * 1024
#: Told how many files of how many are copied.
Progress = Callable[[int, int], None]


class Written(NamedTuple):
    """What was written or read: its size in bytes and its SHA-256 in hex."""

    size: int
    sha256: str


class NotAFile(ValueError):
    """Something that should be an ordinary file is a link, a folder or a device, or is not there."""


def write_new(path: Path, pieces: Iterable[bytes]) -> Written:
    """Write a new file that only this account may read, and have it on the disk. Raises ``OSError``; never writes over one."""
    digest, size = hashlib.sha256(), 0
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600), "wb") as file:
        for piece in pieces:
            file.write(piece)
            digest.update(piece)
            size += len(piece)
        file.flush()
        os.fsync(file.fileno())
    return Written(size, digest.hexdigest())


def pieces_of(path: Path) -> Iterator[bytes]:
    """The content of an ordinary file, piece by piece. Raises ``NotAFile`` for anything else, and ``OSError``."""
    with _opened(path) as file:
        while piece := file.read(BLOCK):
            yield piece


def measure(path: Path) -> Written:
    """Read an ordinary file through. Raises ``NotAFile`` and ``OSError``."""
    with _opened(path) as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        return Written(file.tell(), sha256)


def make_folder(folder: Path) -> None:
    """A folder that only this account may look into, and those above it; nothing happens where it is there."""
    if not folder.is_dir():
        make_folder(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)


def sync(path: Path) -> None:
    """Have a file's content, or a folder's names, on the disk."""
    opened = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def sync_folders(top: Path) -> None:
    """Have the names in a folder and in all folders below it on the disk, the lowest first, and its own in the one above."""
    for folder, _, _ in os.walk(top, topdown=False):
        sync(Path(folder))
    sync(top.parent)


def _opened(path: Path) -> BinaryIO:
    try:
        # Without waiting: to open a pipe that somebody put here would never end.
        number = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        if path.is_symlink() or not path.exists():
            raise NotAFile("is not a file") from error
        raise
    if not stat.S_ISREG(os.fstat(number).st_mode):
        os.close(number)
        raise NotAFile("is not a file")
    return open(number, "rb")
