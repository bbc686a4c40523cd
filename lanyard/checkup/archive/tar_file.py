"""Tar files, plain or packed with gzip, as Mastodon and Google give them. Regular files only, and never unpacked to a disk.

Headers are read here and not with Python's ``tarfile``, which takes a header of any length into memory. Facts about
the format are those of POSIX.1-2017, pax, and of GNU tar's manual.
"""

from __future__ import annotations

import contextlib
import datetime
import gzip
import io
import zlib
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from .outcomes import Damaged
from .safety import LARGEST_ENTRY, MOST_ENTRIES, TOTAL_ABOVE, TOTAL_RATIO, Refusal, Refused

_BLOCK = 512
#: Bytes of a header with a long name.
_LONGEST_HEADER = 64 * 1024


class TarEntry(NamedTuple):
    """A member: where its bytes begin in the unpacked stream. ``regular`` is false for links, devices and the like."""

    name: str
    size: int
    offset: int
    regular: bool
    when: datetime.datetime | None


def is_tar(block: bytes) -> bool:
    """Whether a tar begins with this block of 512 bytes."""
    return len(block) == _BLOCK and any(block) and _has_check_sum(block)


def unpacked(stream: BinaryIO) -> BinaryIO:
    """The tar itself: the stream, or what gzip packed into it."""
    stream.seek(0)
    packed = stream.read(2) == b"\x1f\x8b"
    stream.seek(0)
    return gzip.GzipFile(fileobj=stream, mode="rb") if packed else stream  # type: ignore[return-value]


def list_tar(stream: BinaryIO, length: int) -> tuple[list[TarEntry], Refusal | None]:
    """The members, and why there may be more of them. ``length`` is that of the packed file. Raises ``Refused``."""
    listed: list[TarEntry] = []
    try:
        for each in _entries(stream, max(TOTAL_ABOVE, TOTAL_RATIO * length)):
            listed.append(each)
            if len(listed) > MOST_ENTRIES:
                raise Refused(Refusal.TOO_MANY)
    except (Damaged, OSError, EOFError, zlib.error, ValueError):
        return listed, Refusal.CUT_OFF if listed else Refusal.BROKEN
    return listed, None


def _entries(stream: BinaryIO, most: int) -> Iterator[TarEntry]:
    at, long_name, long_size = 0, "", -1
    while any(block := _read(stream, at, _BLOCK)):
        if not _has_check_sum(block):
            raise Damaged
        kind, size = block[156:157], _number(block[124:136])
        if long_size >= 0 and kind not in b"xgLK":
            size, long_size = long_size, -1
        start, at = at + _BLOCK, at + _BLOCK + -(-size // _BLOCK) * _BLOCK
        if size < 0 or size > LARGEST_ENTRY or at > most:
            raise Refused(Refusal.TOO_LARGE)
        if kind in (b"x", b"L"):
            long_name, long_size = _long(_read_header(stream, start, size), kind, long_name, long_size)
        elif kind not in (b"g", b"K"):
            name, long_name = long_name or _name(block), ""
            if kind != b"5":
                yield TarEntry(name, size, start, kind in (b"0", b"\0", b"7"), _when(block))


def _read(stream: BinaryIO, at: int, length: int) -> bytes:
    stream.seek(at)
    found = stream.read(length)
    if len(found) != length:
        raise Damaged
    return found


def _read_header(stream: BinaryIO, at: int, size: int) -> bytes:
    if size > _LONGEST_HEADER:
        raise Refused(Refusal.TOO_LARGE)
    return _read(stream, at, size)


def _has_check_sum(block: bytes) -> bool:
    with contextlib.suppress(ValueError):
        return _number(block[148:156]) == sum(block[:148]) + 8 * 32 + sum(block[156:])
    return False


def _number(field: bytes) -> int:
    """Octal digits, or what GNU tar writes where they do not suffice."""
    if field[0] & 0x80:
        return int.from_bytes(bytes((field[0] & 0x7F,)) + field[1:], "big")
    return int(field.split(b"\0", 1)[0].strip() or b"0", 8)


def _name(block: bytes) -> str:
    name = _text(block[:100])
    prefix = _text(block[345:500]) if block[257:263] == b"ustar\0" else ""
    return f"{prefix}/{name}" if prefix else name


def _text(field: bytes) -> str:
    return field.split(b"\0", 1)[0].decode("utf-8", "replace")


def _when(block: bytes) -> datetime.datetime | None:
    with contextlib.suppress(ValueError, OverflowError):
        return datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC) + datetime.timedelta(seconds=_number(block[136:148]))
    return None


def _long(header: bytes, kind: bytes, name: str, size: int) -> tuple[str, int]:
    """The name and size that a header says for the member behind it."""
    if kind == b"L":
        return _text(header), size
    while header:
        length = int(header.partition(b" ")[0])
        if not 0 < length <= len(header):
            raise Damaged
        key, _, value = header[:length].partition(b" ")[2].removesuffix(b"\n").partition(b"=")
        header = header[length:]
        if key == b"path":
            name = value.decode("utf-8", "replace")
        elif key == b"size":
            size = int(value)
    return name, size


def open_window(stream: BinaryIO, offset: int, size: int) -> BinaryIO:
    """A stream of ``size`` bytes from ``offset``. It raises ``Damaged`` where they are not all there."""
    return io.BufferedReader(_Window(stream, offset, size), 128 * 1024)


class _Window(io.RawIOBase):
    """A part of another stream, which may be read by turns with other windows on it."""

    def __init__(self, stream: BinaryIO, offset: int, size: int) -> None:
        self._stream, self._offset, self._size, self._at = stream, offset, size, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, to: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        self._at = max(0, base + to)
        return self._at

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        wanted = min(len(buffer), self._size - self._at)
        if wanted <= 0:
            return 0
        try:
            self._stream.seek(self._offset + self._at)
            found = self._stream.read(wanted)
        except (OSError, EOFError, zlib.error):
            raise Damaged from None
        if not found:
            raise Damaged
        self._at += len(found)
        buffer[: len(found)] = found
        return len(found)
