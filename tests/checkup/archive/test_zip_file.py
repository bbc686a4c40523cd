"""Zips are read as Python's own reader reads them, and what no platform makes is refused whatever Python's version."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lanyard.checkup.archive import safety
from lanyard.checkup.archive.outcomes import Damaged, Locked, NotRead, Unsupported
from lanyard.checkup.archive.safety import Refusal, Refused
from lanyard.checkup.archive.zip_file import ZipEntry, list_zip, open_entry

NAMES = st.text(alphabet="ab/é日 .'_", min_size=1, max_size=12)


def zipped(files: list[tuple[str, bytes]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip as Python writes it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in files:
            archive.writestr(zipfile.ZipInfo(name, (2024, 5, 6, 7, 8, 10)), content, method)
    return out.getvalue()


def contents(data: bytes) -> list[tuple[str, bytes]]:
    stream = io.BytesIO(data)
    return [(each.name, open_entry(stream, each).read()) for each in list_zip(stream)]


def one(data: bytes) -> ZipEntry:
    (entry,) = list_zip(io.BytesIO(data))
    return entry


@given(
    st.lists(st.tuples(NAMES, st.binary(max_size=200)), max_size=6, unique_by=lambda each: each[0]),
    st.sampled_from([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED]),
    st.binary(max_size=40),
)
def test_files_come_out_as_pythons_own_reader_gives_them(files, method, before):
    data = before + zipped(files, method)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        expected = [(each.orig_filename, archive.read(each)) for each in archive.infolist()]
    assert contents(data) == expected == files


def test_members_can_be_read_by_turns():
    data = zipped([("a", b"a" * 500_000), ("b", b"b" * 500_000)])
    stream = io.BytesIO(data)
    one_, other = (open_entry(stream, each) for each in list_zip(stream))
    taken = [one_.read(300_000), other.read(300_000), one_.read(), other.read()]
    assert taken[0] + taken[2] == b"a" * 500_000 and taken[1] + taken[3] == b"b" * 500_000


def test_large_sizes_are_read_from_where_zip64_puts_them():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive, archive.open("a.json", "w", force_zip64=True) as file:
        file.write(b"[1]")
    assert contents(_with_zip64_end(out.getvalue())) == [("a.json", b"[1]")]


def _with_zip64_end(data: bytes) -> bytes:
    """The same zip with its end written the long way."""
    at = data.rfind(b"PK\5\6")
    _, _, _, _, count, size, start, _ = struct.unpack("<4s4H2LH", data[at : at + 22])
    long = struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, count, count, size, start)
    locator = struct.pack("<4sLQL", b"PK\6\7", 0, at, 1)
    return data[:at] + long + locator + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)


def test_a_name_in_the_letters_of_the_first_pcs_is_read():
    data = zipped([("caf_.txt", b"x")]).replace(b"caf_.txt", b"caf\x82.txt")
    assert one(data).name == "café.txt"


def test_a_name_that_is_utf8_without_saying_so_is_read():
    data = zipped([("caf__.txt", b"x")]).replace(b"caf__.txt", "café.txt".encode())
    assert one(data).name == "café.txt"


def test_a_name_that_says_it_is_utf8_and_is_not_does_no_harm():
    data = zipped([("é.txt", b"x")]).replace("é.txt".encode(), b"\xff\xfe.txt")
    assert one(data).name == "\ufffd\ufffd.txt"


def test_the_time_of_writing_is_told():
    assert one(zipped([("a", b"x")])).when.isoformat() == "2024-05-06T07:08:10+00:00"


def overlapping(files: int) -> bytes:
    """Entries that all unpack the same bytes: a few kilobytes that say they are gigabytes."""
    squeezed = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = squeezed.compress(bytes(1_000_000)) + squeezed.flush()
    crc = zlib.crc32(bytes(1_000_000))
    local = struct.pack("<4s5H3L2H", b"PK\3\4", 20, 0, 8, 0, 33, crc, len(packed), 1_000_000, 1, 0) + b"a" + packed
    listing = b"".join(
        struct.pack("<4s6H3L5H2L", b"PK\1\2", 20, 20, 0, 8, 0, 33, crc, len(packed), 1_000_000, 4, 0, 0, 0, 0, 0, 0)
        + b"%04d" % number
        for number in range(files)
    )
    return local + listing + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, files, files, len(listing), len(local), 0)


def quoted(files: int) -> bytes:
    """The kernel of a quoting bomb: each entry's bytes run on over the headers of all the later ones."""
    kernel = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = kernel.compress(bytes(1_000_000)) + kernel.flush()
    body, sizes = b"", []
    for number in reversed(range(files)):
        inner = packed if not body else struct.pack("<BHH", 0, len(body) & 0xFFFF, ~len(body) & 0xFFFF) + body[:0xFFFF]
        body = (
            struct.pack("<4s5H3L2H", b"PK\3\4", 20, 0, 8, 0, 33, 0, len(inner), 1_000_000, 1, 0) + b"%d" % (number % 10) + inner
        )
        sizes.append((len(body), len(inner)))
    listing = b"".join(
        struct.pack("<4s6H3L5H2L", b"PK\1\2", 20, 20, 0, 8, 0, 33, 0, inner, 1_000_000, 1, 0, 0, 0, 0, 0, sizes[-1][0] - whole)
        + b"a"
        for whole, inner in sizes
    )
    return body + listing + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, files, files, len(listing), len(body), 0)


@pytest.mark.parametrize("data", [overlapping(51), overlapping(2), quoted(3)], ids=["51", "2", "quoted"])
def test_files_on_top_of_each_other_are_refused(data):
    with pytest.raises(Refused) as caught:
        list_zip(io.BytesIO(data))
    assert caught.value.reason is Refusal.OVERLAPPING


def test_a_file_that_reaches_into_the_list_of_contents_is_refused():
    data = bytearray(zipped([("a", b"x")], zipfile.ZIP_STORED))
    at = data.rfind(b"PK\1\2")
    data[at + 20 : at + 28] = struct.pack("<2L", 500, 500)
    with pytest.raises(Refused) as caught:
        list_zip(io.BytesIO(bytes(data)))
    assert caught.value.reason is Refusal.OVERLAPPING


def test_more_files_than_any_platform_gives_are_refused_before_they_are_listed():
    data = zipped([("a", b"x")])
    at = data.rfind(b"PK\5\6")
    announced = _with_zip64_end(data[: at + 10] + struct.pack("<H", 1) + data[at + 12 :])
    forged = announced.replace(struct.pack("<2Q", 1, 1), struct.pack("<2Q", 10**6, 10**6))
    with pytest.raises(Refused) as caught:
        list_zip(io.BytesIO(forged))
    assert caught.value.reason is Refusal.TOO_MANY


def test_more_files_than_were_announced_are_refused_while_they_are_listed(monkeypatch):
    monkeypatch.setattr("lanyard.checkup.archive.zip_file.MOST_ENTRIES", 5)
    with pytest.raises(Refused) as caught:
        list_zip(io.BytesIO(zipped([(str(number), b"") for number in range(6)])))
    assert caught.value.reason is Refusal.TOO_MANY


def test_a_zip_that_unpacks_to_far_too_much_is_refused():
    data = bytearray(zipped([(f"{number}.json", b"x") for number in range(3)]))
    at = -1
    while (at := data.find(b"PK\1\2", at + 1)) >= 0:
        data[at + 24 : at + 28] = struct.pack("<L", 2**31)
    with pytest.raises(Refused) as caught:
        list_zip(io.BytesIO(bytes(data)))
    assert caught.value.reason is Refusal.TOO_LARGE


@given(st.integers(0, 300), st.integers(0, 300))
def test_a_zip_that_is_cut_off_is_refused_or_damaged_and_nothing_else(start, end):
    data = zipped([("a.json", b"[1, 2, 3]" * 9), ("b/c.json", b"{}")])
    with pytest.raises((Refused, NotRead)):
        contents(data[start % len(data) : end % len(data)])


@given(st.integers(0, 10_000), st.integers(0, 255))
def test_a_zip_with_any_byte_changed_gives_right_content_or_none(place, byte):
    files = [("a.json", b"[1, 2, 3]" * 9), ("b/c.json", b"{}")]
    data = bytearray(zipped(files))
    data[place % len(data)] = byte
    try:
        read = [content for _, content in contents(bytes(data))]
    except (Refused, NotRead):
        return
    assert all(each in (b"[1, 2, 3]" * 9, b"{}") for each in read)


def forged(size: int | None = None, crc: int | None = None, flags: int | None = None, method: int | None = None) -> bytes:
    """A zip of one file that says something false of it."""
    data = bytearray(zipped([("a.json", b"[1, 2, 3]" * 100)]))
    at = data.rfind(b"PK\1\2")
    if size is not None:
        data[at + 24 : at + 28] = struct.pack("<L", size)
    if crc is not None:
        data[at + 16 : at + 20] = struct.pack("<L", crc)
    if flags is not None:
        data[at + 8 : at + 10] = struct.pack("<H", flags)
    if method is not None:
        data[at + 10 : at + 12] = struct.pack("<H", method)
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (forged(size=9), Damaged),
        (forged(size=9, crc=zlib.crc32(b"[1, 2, 3]")), Damaged),
        (forged(size=5000), Damaged),
        (forged(crc=1), Damaged),
        (forged(flags=1), Locked),
        (forged(flags=0x2000), Locked),
        (forged(method=9), Unsupported),
        (forged(method=14), Unsupported),
        (forged(method=0), Damaged),
    ],
    ids=["small", "small with its own check sum", "large", "check sum", "locked", "hidden", "deflate64", "lzma", "stored"],
)
def test_a_file_that_is_not_what_the_list_says_is_not_given(data, expected):
    stream = io.BytesIO(data)
    with pytest.raises(expected):
        open_entry(stream, one(data)).read()


@pytest.mark.parametrize(
    ("name", "tidy", "strange"),
    [
        ("a\\b\\c.json", "a/b/c.json", False),
        ("./a//b.json", "a/b.json", False),
        ("/etc/passwd", "etc/passwd", True),
        ("../../a.json", "../../a.json", True),
        ("a/../b", "a/../b", True),
        ("C:\\a.json", "C:/a.json", True),
        ("a\0.json", "a\0.json", True),
        ("people_who\u2019ve.json", "people_who've.json", False),
        ("cafe\u0301.json", "café.json", False),
        ("\ud800.json", "?.json", False),
    ],
)
def test_names_are_tidied_for_comparing_and_strange_ones_are_noticed(name, tidy, strange):
    assert safety.tidy_path(name) == tidy and safety.is_strange(name) is strange


@pytest.mark.parametrize(
    "path", ["__MACOSX/a/._b.json", "a/__MACOSX/b", "a/.DS_Store", "Thumbs.db", "x/Desktop.ini", "a/._x.json"]
)
def test_what_a_computer_left_is_junk(path):
    assert safety.is_junk(path)


@pytest.mark.parametrize("path", ["a/b.json", "DS_Store.json", "messages/inbox/_.json"])
def test_what_a_platform_gave_is_not_junk(path):
    assert not safety.is_junk(path)
