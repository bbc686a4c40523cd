"""An ordinary ZIP, written straight through: its size is known before its first byte, and the same input gives the same bytes.

Python's own writer seeks back, or leaves sizes to follow the data, which some programs cannot read
without compression. Here every size and checksum is known first, so each header is right at once.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from typing import NamedTuple

#: The largest number of the old form; anything that reaches it is told in the longer form (ZIP64).
LARGEST = 0xFFFFFFFF
MOST = 0xFFFF
_UTF8, _UNIX_FILE = 0x800, (0o100644 << 16)


class Entry(NamedTuple):
    """A file of the ZIP: its name, size, CRC-32 and where its bytes come from."""

    name: str
    size: int
    crc: int
    pieces: Callable[[], Iterable[bytes]]


def write_zip(entries: Iterable[Entry], *, at: datetime) -> Iterator[bytes]:
    """The bytes of the ZIP, piece by piece, with ``at`` (UTC) as the time of every file."""
    directory, offset, count = [], 0, 0
    for entry in entries:
        head = _head(entry, at)
        yield head
        yield from entry.pieces()
        directory.append(_directory_entry(entry, at, offset))
        offset, count = offset + len(head) + entry.size, count + 1
    listed = b"".join(directory)
    yield listed + _end(count, len(listed), offset)


def size_of(entries: Iterable[Entry], *, at: datetime) -> int:
    """How many bytes ``write_zip`` will give."""
    listed, offset, count = 0, 0, 0
    for entry in entries:
        listed += len(_directory_entry(entry, at, offset))
        offset, count = offset + len(_head(entry, at)) + entry.size, count + 1
    return offset + listed + len(_end(count, listed, offset))


def _common(entry: Entry, at: datetime, more: int, size: int) -> bytes:
    told = max(at.astimezone(UTC), datetime(1980, 1, 1, tzinfo=UTC))
    day = (told.year - 1980) << 9 | told.month << 5 | told.day
    time = told.hour << 11 | told.minute << 5 | told.second // 2
    needs = 45 if more else 20
    return struct.pack("<HHHHHLLLHH", needs, _UTF8, 0, time, day, entry.crc, size, size, len(entry.name.encode()), more)


def _head(entry: Entry, at: datetime) -> bytes:
    long = entry.size >= LARGEST
    more = struct.pack("<HHQQ", 1, 16, entry.size, entry.size) if long else b""
    return b"PK\3\4" + _common(entry, at, len(more), 0xFFFFFFFF if long else entry.size) + entry.name.encode() + more


def _directory_entry(entry: Entry, at: datetime, offset: int) -> bytes:
    long, far = entry.size >= LARGEST, offset >= LARGEST
    told = (struct.pack("<QQ", entry.size, entry.size) if long else b"") + (struct.pack("<Q", offset) if far else b"")
    more = struct.pack("<HH", 1, len(told)) + told if told else b""
    made_by_unix = struct.pack("<H", 3 << 8 | 45)
    common = _common(entry, at, len(more), 0xFFFFFFFF if long else entry.size)
    place = struct.pack("<HHHLL", 0, 0, 0, _UNIX_FILE, 0xFFFFFFFF if far else offset)
    return b"PK\1\2" + made_by_unix + common + place + entry.name.encode() + more


def _end(count: int, size: int, offset: int) -> bytes:
    longer = b""
    if count >= MOST or size >= LARGEST or offset >= LARGEST:
        longer = b"PK\6\6" + struct.pack("<QHHLLQQQQ", 44, 45, 45, 0, 0, count, count, size, offset)
        longer += b"PK\6\7" + struct.pack("<LQL", 0, offset + size, 1)
    short = (0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF) if longer else (count, count, size, offset)
    return longer + b"PK\5\6" + struct.pack("<HHHHLLH", 0, 0, *short, 0)
