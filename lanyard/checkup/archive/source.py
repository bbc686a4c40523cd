"""What somebody gives to be read: zips, tars, folders and single files, and the files in them before anything is opened.

A folder is never left: links are not followed, and a file is opened only if it is a regular one. A zip inside a part is
opened one level deep, under the same limits, as if it had been unpacked where it lies.
"""

from __future__ import annotations

import datetime
import io
import os
import stat
import struct
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

from . import safety, tar_file, zip_file
from .outcomes import Damaged, Outcome
from .safety import Refusal, Refused


class Part(NamedTuple):
    """One file or folder that was given: its name, and where it is or what opens it. A stream has to allow ``seek``."""

    name: str
    source: Path | str | Callable[[], BinaryIO]


class Found(NamedTuple):
    """A file of a part, not yet opened. ``verdict`` is set where it never will be. ``home`` opens it by ``at``.

    ``order`` is its place in its home, by which reading goes forward only. ``crc`` is the check sum that the archive
    declares, or -1.
    """

    name: str
    size: int
    verdict: Outcome | None
    home: Home
    at: object
    order: int
    crc: int = -1
    when: datetime.datetime | None = None


class Home:
    """What holds files: opens them, and is closed at the end. Each of its streams raises ``outcomes.NotRead`` only."""

    def open(self, at: object) -> BinaryIO:
        """A stream of a file."""
        raise NotImplementedError

    def close(self) -> None:
        """Give back what is open. It opens again by itself."""


class Opener:
    """Opens one stream when it is first needed, and keeps it."""

    def __init__(self, open_: Callable[[], BinaryIO]) -> None:
        self._open, self._stream = open_, None

    _stream: BinaryIO | None

    def get(self) -> BinaryIO:
        """The stream. Raises ``Damaged`` where it cannot be had any more."""
        if self._stream is None:
            try:
                self._stream = self._open()
            except OSError:
                raise Damaged from None
        return self._stream

    def close(self) -> None:
        """Close it; ``get`` opens it again."""
        if self._stream is not None:
            self._stream.close()
            self._stream = None


class ZipHome(Home):
    """A zip."""

    def __init__(self, opener: Opener) -> None:
        self._opener = opener

    def open(self, at: object) -> BinaryIO:
        assert isinstance(at, zip_file.ZipEntry)
        return zip_file.open_entry(self._opener.get(), at)

    def close(self) -> None:
        self._opener.close()


class TarHome(Home):
    """A tar, plain or packed with gzip. Going back in a packed one means unpacking it again from its beginning."""

    def __init__(self, opener: Opener) -> None:
        self._opener = opener
        self._tar: BinaryIO | None = None

    def tar(self) -> BinaryIO:
        """The unpacked stream."""
        if self._tar is None:
            self._tar = tar_file.unpacked(self._opener.get())
        return self._tar

    def open(self, at: object) -> BinaryIO:
        assert isinstance(at, tar_file.TarEntry)
        return tar_file.open_window(self.tar(), at.offset, at.size)

    def close(self) -> None:
        self._tar = None
        self._opener.close()


class FileHome(Home):
    """Files as they lie on a computer, or one stream that was given."""

    def open(self, at: object) -> BinaryIO:
        try:
            return open_file(at) if isinstance(at, (str, Path)) else at()  # type: ignore[operator]
        except OSError:
            raise Damaged from None


def open_file(path: Path | str) -> BinaryIO:
    """A regular file, for reading. Raises ``OSError`` for a link and for whatever is no file, which might wait for ever."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0))
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise OSError("not a regular file")
    return os.fdopen(handle, "rb")


def list_part(part: Part) -> tuple[list[Found], Refusal | None]:
    """The files of a part, and why it was not taken, or not to its end. Never raises for what is in it."""
    try:
        if not callable(part.source) and Path(part.source).is_dir():
            return list(_list_folder(Path(part.source))), None
        # The one who gives a file may give it by a link; inside a folder a link is not followed.
        open_ = part.source if callable(part.source) else _opens(Path(part.source).resolve(strict=True))
        return _list_file(part.name, open_)
    except Refused as refused:
        return [], refused.reason
    except (Damaged, OSError, ValueError):
        return [], Refusal.NO_ACCESS


def _opens(path: Path) -> Callable[[], BinaryIO]:
    return lambda: open_file(path)


def _list_file(name: str, open_: Callable[[], BinaryIO]) -> tuple[list[Found], Refusal | None]:
    opener = Opener(open_)
    stream = opener.get()
    try:
        if not stream.seekable():
            raise Refused(Refusal.NOT_SEEKABLE)
        start = stream.read(512)
        if is_zip(start) or name.casefold().endswith(".zip"):
            return [found for each in _list_zip(opener) for found in _looked_into(each)], None
        if start[:2] == b"\x1f\x8b" or tar_file.is_tar(start):
            return _list_tar(name, opener, open_)
        size = stream.seek(0, io.SEEK_END)
        return [Found(_without_count(name), size, None, FileHome(), open_, 0)], None
    finally:
        opener.close()


def is_zip(start: bytes) -> bool:
    """Whether a zip begins so."""
    return start[:4] in (b"PK\3\4", b"PK\5\6")


def _without_count(name: str) -> str:
    """The name of a file without the `` (1)`` that a browser adds to a second download."""
    stem, dot, ending = name.rpartition(".")
    if dot and stem.endswith(")") and stem.rpartition(" (")[2][:-1].isdecimal():
        return f"{stem.rpartition(' (')[0]}.{ending}"
    return name


def _list_zip(opener: Opener) -> Iterator[Found]:
    home = ZipHome(opener)
    for order, each in enumerate(zip_file.list_zip(opener.get())):
        if each.name.endswith(("/", "\\")) and not each.size:
            continue
        yield Found(each.name, each.size, _verdict(each), home, each, order, each.crc, each.when)


def _verdict(entry: zip_file.ZipEntry) -> Outcome | None:
    """What is known of a member of a zip from the list alone."""
    kind = stat.S_IFMT(entry.mode)
    if kind not in (0, stat.S_IFREG) or entry.name.endswith(("/", "\\")):
        return Outcome.NOT_A_FILE
    if entry.encrypted:
        return Outcome.LOCKED
    if entry.method not in (zip_file.STORED, zip_file.DEFLATED):
        return Outcome.KNOWN_UNSUPPORTED
    if entry.method == zip_file.STORED and entry.packed != entry.size or not entry.packed and entry.size:
        return Outcome.DAMAGED
    if entry.size > safety.LARGEST_ENTRY or (entry.size > safety.RATIO_ABOVE and entry.size > safety.RATIO * entry.packed):
        return Outcome.OVER_LIMIT
    return None


def _list_tar(name: str, opener: Opener, open_: Callable[[], BinaryIO]) -> tuple[list[Found], Refusal | None]:
    home = TarHome(opener)
    length = opener.get().seek(0, io.SEEK_END)
    try:
        listed, refusal = tar_file.list_tar(home.tar(), length)
    except OSError:
        return [], Refusal.BROKEN
    finally:
        home.close()
    if refusal is Refusal.BROKEN and not name.casefold().endswith((".tar", ".tgz", ".tar.gz")):
        return [Found(_without_count(name), length, None, FileHome(), open_, 0)], None
    return [
        Found(each.name, each.size, None if each.regular else Outcome.NOT_A_FILE, home, each, order, when=each.when)
        for order, each in enumerate(listed)
    ], refusal


def _list_folder(folder: Path) -> Iterator[Found]:
    home, order, left = FileHome(), 0, [(str(folder), "", 0)]
    while left:
        where, inside, depth = left.pop()
        with os.scandir(where) as scan:
            listed = sorted(scan, key=lambda each: each.name)
        for each in listed:
            name = inside + each.name
            if (order := order + 1) > safety.MOST_ENTRIES:
                raise Refused(Refusal.TOO_MANY)
            if each.is_dir(follow_symlinks=False) and depth < safety.DEEPEST_FOLDER:
                left.append((each.path, name + "/", depth + 1))
            elif each.is_file(follow_symlinks=False):
                told = each.stat(follow_symlinks=False)
                found = Found(name, told.st_size, None, home, each.path, order, when=_of_second(told.st_mtime))
                yield from _looked_into(found)
            else:
                yield Found(name, 0, Outcome.NOT_A_FILE, home, each.path, order)


def _of_second(second: float) -> datetime.datetime | None:
    try:
        return datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC) + datetime.timedelta(seconds=second)
    except OverflowError:
        return None


def _looked_into(found: Found) -> Iterator[Found]:
    """The files of a zip inside a part in place of it, or itself, saying why it was not opened."""
    path = safety.tidy_path(found.name)
    if found.verdict or not found.size or safety.is_junk(path) or not safety.is_packed(path):
        yield found
        return
    # Deeper ones were sent by somebody; platforms put theirs beside each other.
    if not path.casefold().endswith(".zip") or path.count("/") > 2:
        yield found._replace(verdict=Outcome.NESTED_NOT_OPENED)
        return
    opener = Opener(lambda: _inner(found))
    try:
        inner = list(_list_zip(opener))
    except (Refused, Damaged, OSError, struct.error):
        yield found._replace(verdict=Outcome.NESTED_NOT_OPENED)
        return
    finally:
        opener.close()
    prefix = path[: -len(".zip")] + "/"
    for each in inner:
        nested = safety.is_packed(each.name) and not safety.is_junk(each.name) and each.verdict is None
        verdict = Outcome.NESTED_NOT_OPENED if nested else each.verdict
        yield each._replace(name=prefix + each.name, verdict=verdict, order=found.order)


def _inner(found: Found) -> BinaryIO:
    """A stream of a zip inside a part that can go to and fro. Raises ``Damaged`` where that would take too much memory."""
    at = found.at
    if isinstance(at, zip_file.ZipEntry):
        with found.home.open(at) as stream:
            if found.size <= safety.LARGEST_NESTED:
                return io.BytesIO(stream.read(safety.LARGEST_NESTED + 1))
        raise Damaged
    return found.home.open(at)
