"""Zip files, read with our own checks, because Python's differ from one patch level to the next.

Nothing is ever unpacked to a disk. The list of contents is read once; a member is a stream that stops at its
declared size, compares its check sum and takes only what platforms use, stored and deflated. Facts about the
format are those of PKWARE's APPNOTE 6.3.10, sections 4.3 to 4.5.
"""

from __future__ import annotations

import contextlib
import datetime
import functools
import io
import struct
import zlib
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from .outcomes import Damaged, Locked, Unsupported
from .safety import LARGEST_DIRECTORY, MOST_ENTRIES, TOTAL_ABOVE, TOTAL_RATIO, Refusal, Refused, is_media

_END = struct.Struct("<4s4H2LH")
_END64 = struct.Struct("<4sQ2H2L4Q")
_LOCATOR = struct.Struct("<4sLQL")
_CENTRAL = struct.Struct("<4s4B4HL2L5H2L")
_LOCAL = struct.Struct("<4s2B4HL2L2H")
_FULL, _FULL16 = 0xFFFFFFFF, 0xFFFF
STORED, DEFLATED = 0, 8
_CHUNK = 128 * 1024
#: Flags: encrypted, strongly encrypted, contents hidden; and that the name is UTF-8.
_ENCRYPTED, _UTF8 = 0x1 | 0x40 | 0x2000, 0x800


class ZipEntry(NamedTuple):
    """A line of the list of contents. ``mode`` is the kind and rights of a Unix file, 0 where it has none."""

    name: str
    size: int
    packed: int
    offset: int
    crc: int
    method: int
    encrypted: bool
    mode: int
    when: datetime.datetime | None


class _End(NamedTuple):
    entries: int
    size: int
    start: int
    shift: int


def list_zip(stream: BinaryIO) -> list[ZipEntry]:
    """The contents of a zip, in the order of its list. Raises ``Refused``: broken, too many, too large or overlapping."""
    try:
        length = stream.seek(0, io.SEEK_END)
        end = _find_end(stream, length)
        if end.entries > MOST_ENTRIES or end.size > LARGEST_DIRECTORY:
            raise Refused(Refusal.TOO_MANY)
        stream.seek(end.start)
        listed = list(_entries(stream.read(end.size), end.shift))
    except (struct.error, ValueError, OSError):
        raise Refused(Refusal.BROKEN) from None
    _check_overlap(listed, end.start)
    total = sum(each.size for each in listed if not is_media(each.name))
    if total > max(TOTAL_ABOVE, TOTAL_RATIO * length):
        raise Refused(Refusal.TOO_LARGE)
    return listed


def _find_end(stream: BinaryIO, length: int) -> _End:
    """Where the list stands. Offsets are shifted by whatever stands before the zip, such as a small program."""
    tail_at = max(0, length - _END.size - _FULL16)
    stream.seek(tail_at)
    tail = stream.read(_END.size + _FULL16)
    at = tail.rfind(b"PK\5\6")
    while at >= 0 and (at + _END.size > len(tail) or at + _END.size + _END.unpack_from(tail, at)[7] > len(tail)):
        at = tail.rfind(b"PK\5\6", 0, at)
    if at < 0:
        raise Refused(Refusal.BROKEN)
    _, disk, first_disk, _, count, size, start, _ = _END.unpack_from(tail, at)
    end_at = tail_at + at
    if _FULL16 in (count, disk) or _FULL in (size, start):
        end_at, count, size, start = _find_end64(stream, end_at, (end_at, count, size, start))
    elif disk != first_disk or disk:
        raise Refused(Refusal.BROKEN)
    shift = end_at - size - start
    if shift < 0 or size < 0:
        raise Refused(Refusal.BROKEN)
    return _End(count, size, end_at - size, shift)


def _find_end64(stream: BinaryIO, end_at: int, small: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
    stream.seek(max(0, end_at - _LOCATOR.size))
    signature, _, told_at, disks = _LOCATOR.unpack(stream.read(_LOCATOR.size))
    if signature != b"PK\6\7":
        return small
    if disks > 1:
        raise Refused(Refusal.BROKEN)
    for at in (end_at - _LOCATOR.size - _END64.size, told_at):
        stream.seek(max(0, at))
        record = stream.read(_END64.size)
        if record[:4] == b"PK\6\6" and len(record) == _END64.size:
            *_, count, size, start = _END64.unpack(record)
            return at, count, size, start
    raise Refused(Refusal.BROKEN)


def _entries(listing: bytes, shift: int) -> Iterator[ZipEntry]:
    at = given = 0
    while at < len(listing):
        if (given := given + 1) > MOST_ENTRIES:
            raise Refused(Refusal.TOO_MANY)
        fields = _CENTRAL.unpack_from(listing, at)
        if fields[0] != b"PK\1\2":
            raise Refused(Refusal.BROKEN)
        name_at = at + _CENTRAL.size
        extra_at = name_at + fields[12]
        at = extra_at + fields[13] + fields[14]
        if at > len(listing):
            raise Refused(Refusal.BROKEN)
        yield _entry(fields, listing[name_at:extra_at], listing[extra_at : extra_at + fields[13]], shift)


def _entry(fields: tuple[int, ...], raw: bytes, extra: bytes, shift: int) -> ZipEntry:
    _, _, system, _, _, flags, method, time, date, crc, packed, size, _, _, _, disk, _, attributes, offset = fields
    unicode_name = b""
    for kind, data in _extras(extra):
        if kind == 1:
            size, packed, offset = _long(data, size, packed, offset)
        elif kind == 0x7075 and data[:1] == b"\1" and data[1:5] == struct.pack("<L", zlib.crc32(raw)):
            unicode_name = data[5:]
    if disk not in (0, _FULL16):
        raise Refused(Refusal.BROKEN)
    return ZipEntry(
        name=_name(unicode_name or raw, bool(unicode_name) or bool(flags & _UTF8)),
        size=size,
        packed=packed,
        offset=offset + shift,
        crc=crc,
        method=method,
        encrypted=bool(flags & _ENCRYPTED),
        mode=attributes >> 16 if system == 3 else 0,
        when=_when(date, time),
    )


def _extras(extra: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, at)
        yield kind, extra[at + 4 : at + 4 + length]
        at += 4 + length


def _long(data: bytes, size: int, packed: int, offset: int) -> tuple[int, int, int]:
    """Sizes and place of a zip64 entry: those that are full in the list stand here, in this order."""
    numbers = iter(struct.unpack(f"<{len(data) // 8}Q", data[: len(data) // 8 * 8]))
    try:
        return tuple(next(numbers) if each == _FULL else each for each in (size, packed, offset))  # type: ignore[return-value]
    except (StopIteration, RuntimeError):
        raise Refused(Refusal.BROKEN) from None


def _name(raw: bytes, is_utf8: bool) -> str:
    """UTF-8 where it is that, said or not; else the letters of the first PCs, which is what the format means."""
    with contextlib.suppress(UnicodeDecodeError):
        return raw.decode("utf-8")
    return raw.decode("utf-8", "replace") if is_utf8 else raw.decode("cp437")


@functools.lru_cache(maxsize=1024)
def _when(date: int, time: int) -> datetime.datetime | None:
    with contextlib.suppress(ValueError):
        year, month, day = (date >> 9) + 1980, (date >> 5) & 15, date & 31
        return datetime.datetime(year, month, day, time >> 11, (time >> 5) & 63, min(59, (time & 31) * 2), tzinfo=datetime.UTC)
    return None


def _check_overlap(listed: list[ZipEntry], directory: int) -> None:
    """Each file ends before the next begins, and the last before the list; else few bytes could be read many times."""
    before = 0
    for each in sorted(listed, key=lambda entry: entry.offset):
        if each.offset < before:
            raise Refused(Refusal.OVERLAPPING)
        before = each.offset + _LOCAL.size + each.packed
    if before > directory:
        raise Refused(Refusal.OVERLAPPING)


def open_entry(stream: BinaryIO, entry: ZipEntry) -> BinaryIO:
    """A stream of what is packed. It raises ``Damaged`` where bytes, size or check sum are not as declared.

    Raises ``Locked`` for an encrypted one and ``Unsupported`` for other ways of packing.
    """
    if entry.encrypted:
        raise Locked
    if entry.method not in (STORED, DEFLATED):
        raise Unsupported
    stream.seek(entry.offset)
    local = stream.read(_LOCAL.size)
    if len(local) < _LOCAL.size or local[:4] != b"PK\3\4":
        raise Damaged
    *_, name, extra = _LOCAL.unpack(local)
    return io.BufferedReader(_Unpacked(stream, entry, entry.offset + _LOCAL.size + name + extra), _CHUNK)


class _Unpacked(io.RawIOBase):
    """The bytes of one member; several may be read by turns, because each knows its place."""

    def __init__(self, stream: BinaryIO, entry: ZipEntry, start: int) -> None:
        self._stream, self._at, self._left = stream, start, entry.packed
        self._size, self._crc = entry.size, entry.crc
        self._given = self._sum = 0
        self._inflate = zlib.decompressobj(-zlib.MAX_WBITS) if entry.method == DEFLATED else None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        try:
            found = self._unpack(len(buffer)) if self._inflate else self._fetch(len(buffer))
        except (zlib.error, OSError):
            raise Damaged from None
        self._given += len(found)
        self._sum = zlib.crc32(found, self._sum)
        # What goes on behind the declared size was hidden from whoever looked at the list.
        if self._given > self._size or (not found and (self._given, self._sum) != (self._size, self._crc)):
            raise Damaged
        buffer[: len(found)] = found
        return len(found)

    def _fetch(self, most: int) -> bytes:
        self._stream.seek(self._at)
        found = self._stream.read(min(most, self._left))
        if not found and self._left:
            raise Damaged
        self._at += len(found)
        self._left -= len(found)
        return found

    def _unpack(self, most: int) -> bytes:
        assert self._inflate
        while not self._inflate.eof:
            packed = self._inflate.unconsumed_tail or self._fetch(_CHUNK)
            if found := self._inflate.decompress(packed, most):
                return found
            if not packed:
                raise Damaged
        return b""
