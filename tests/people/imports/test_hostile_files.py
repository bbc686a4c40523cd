"""Files made to do harm: each gets a refusal that says what to do, quickly, and nothing is changed."""

from __future__ import annotations

import io
import re
import struct
import time
import tracemalloc
import zipfile

import pytest

from lanyard.people.imports.refusal import ImportRefusal
from lanyard.people.imports.sheets import escape_cell
from lanyard.people.imports.uploads import take
from tests.people.imports.rolls import data_sync_2, pupil, read, sheet, staff_sheet, transfer_file, zipped

HEADINGS = b"Name,Role\r\n"
BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE CTfile [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    b'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><CTfile><CTFpupilData><UPN>&c;</UPN></CTFpupilData></CTfile>'
)
OUTSIDE = (
    b'<!DOCTYPE CTfile [<!ENTITY x SYSTEM "file:///etc/passwd">]><CTfile><CTFpupilData><UPN>&x;</UPN></CTFpupilData></CTfile>'
)
PARAMETERS = b'<!DOCTYPE CTfile [<!ENTITY % x SYSTEM "http://example.org/x.dtd"> %x;]><CTfile></CTfile>'


def refused(content: bytes, kind: str = "adults", name: str = "list.csv") -> ImportRefusal:
    """The refusal of a file, which takes neither long nor much memory."""
    tracemalloc.start()
    began = time.process_time()
    try:
        with pytest.raises(ImportRefusal) as caught:
            read({name: content}, kind)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    # Ten times what the slowest takes on a machine with much else to do.
    assert time.process_time() - began < 60
    assert peak < 6 * len(content) + 64 * 1024 * 1024
    assert caught.value.wrong.endswith(".")
    assert caught.value.advice.endswith((".", "”"))
    return caught.value


# XML


@pytest.mark.parametrize("content", [BOMB, OUTSIDE, PARAMETERS, b"<!DOCTYPE CTfile><CTfile/>"])
def test_xml_with_definitions_of_its_own(content):
    assert "definitions of its own" in refused(content, "pupils", "file.xml").wrong


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"<CTfile>" + b"<a>" * 100_000, "nested"),
        (b"<CTfile><CTFpupilData><Pupil><Surname>" + b"x" * 1_000_000, "longer than"),
        (b"<CTfile><CTFpupilData>", "damaged"),
        (b"<html></html>", "no common transfer file"),
        (b'<?xml version="1.0" encoding="no-such"?><CTfile/>', "damaged"),
        (b"<CTfile>" + b"<a/>" * 2_000_000, "damaged"),
        (b"<CTfile><CTFpupilData>" + b"<Pupil/>" * 60_000, "more than 50,000"),
        ('<?xml version="1.0" encoding="utf-16"?><CTfile/>'.encode("utf-16"), "lists no pupils"),
    ],
    ids=["deep", "long", "cut", "page", "encoding", "wide", "many", "utf-16"],
)
def test_xml_of_other_kinds(content, said):
    assert re.search(said, refused(content, "pupils", "file.xml").wrong)


def test_what_is_not_asked_for_is_not_held():
    """Two million empty elements beside the pupils take no memory that lasts."""
    content = transfer_file(pupils=[pupil("A801200005001", "Field", "Ada"), "<Junk>" + "<a/>" * 1_000_000 + "</Junk>"])
    tracemalloc.start()
    assert len(read({"file.xml": content}, "pupils").rows) == 1
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 24 * 1024 * 1024


# Zips


def raw_zip(
    name: bytes, body: bytes, *, flags: int = 0, method: int = 0, size: int | None = None, local: bytes | None = None
) -> bytes:
    """A zip written by hand, so that it can say what it likes about itself."""
    size = len(body) if size is None else size
    crc = zipfile.crc32(body)
    first = struct.pack("<4sHHHHHIIIHH", b"PK\x03\x04", 20, flags, method, 0, 0x21, crc, len(body), size, len(name), 0)
    head = first + (local or name) + body
    central = struct.pack(
        "<4sHHHHHHIIIHHHHHII", b"PK\x01\x02", 20, 20, flags, method, 0, 0x21, crc, len(body), size, len(name), 0, 0, 0, 0, 0, 0
    )
    end = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 1, 1, len(central) + len(name), len(head), 0)
    return head + central + name + end


def many_entries(count: int) -> bytes:
    return zipped({f"{number}.csv": b"a" for number in range(count)})


def overlapping() -> bytes:
    """Two entries of the directory that share one body."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("users.csv", b"sourcedId\r\n" * 100)
    content = made.getvalue()
    start, end = content.index(b"PK\x01\x02"), content.index(b"PK\x05\x06")
    entry = content[start:end]
    directory = entry + entry.replace(b"users.csv", b"roles.csv")
    closing = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 2, 2, len(directory), start, 0)
    return content[:start] + directory + closing


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (zipped({"users.csv": b"0" * 60_000_000}), "far more"),
        (zipped({"users.csv": b"0" * 5_000_000}), "far more"),
        (zipped({"../users.csv": b"a"}), "folders"),
        (zipped({"/etc/users.csv": b"a"}), "folders"),
        (zipped({"roll/users.csv": b"a"}), "folders"),
        (raw_zip(b"..\\users.csv", b"a"), "folders|damaged"),
        (raw_zip(b"C:users.csv", b"a"), "folders|damaged"),
        (zipped({"users.csv": b"a", "inner.zip": b"a"}), "another archive"),
        (zipped({"users.csv": zipped({"users.csv": b"a"})}), "another archive"),
        (zipped({"users.csv": b"a", "USERS.csv": b"b"}), "two files of one name"),
        (many_entries(41), "41 files"),
        (overlapping(), "over one another"),
        (raw_zip(b"users.csv", b"a" * 50, flags=1), "password"),
        (raw_zip(b"users.csv", b"a", method=99), "damaged"),
        (raw_zip(b"users.csv", b"a" * 5000, size=10), "damaged|far more"),
        (raw_zip(b"users.csv", b"a", local=b"other.csv"), "damaged"),
        (zipped({"users.csv": b"a"})[:-30], "damaged"),
        (zipped({"[Content_Types].xml": b"a", "workbook.xml": b"b"}), "workbook"),
        (b"PK\x03\x04" + b"\0" * 1000, "damaged"),
        (zipped({}), "empty|damaged|no list|NUL"),
    ],
    ids=[
        "large", "ratio", "up", "root", "folder", "backslash", "drive", "zip", "hidden-zip", "twice", "many", "overlapping",
        "password", "method", "lying", "other-name", "cut", "xlsx", "noise", "nothing",
    ],
)  # fmt: skip
def test_zips(content, said):
    assert re.search(said, refused(content, name="roll.zip").wrong)


def test_what_a_mac_adds_is_passed_over():
    content = zipped({**data_sync_2(), "__MACOSX/._users.csv": b"\0\0"})
    assert len(read({"roll.zip": content}).rows) == 3


# Sheets


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (HEADINGS + b"Sam\0,Teacher\r\n", "NUL"),
        (b"Name,Role\rSam,Teacher\r", "old Macs"),
        (HEADINGS + b'"Sam\rWhitcombe",Teacher\r\n', "old Macs"),
        ("Name,Role\r\nSam,Teacher\r\n".encode("utf-16"), "UTF-16"),
        (HEADINGS + b"Sam\x81,Teacher\r\n", "neither UTF-8 nor Windows-1252"),
        (HEADINGS + b"Sam\x07,Teacher\r\n", "signs that no text has"),
        (HEADINGS + b"x" * 1_000_000 + b",Teacher\r\n", "too long"),
        (HEADINGS + b"x" * 20_000 + b",Teacher\r\n", "longer than 10,000"),
        (HEADINGS + b"Sam,Teacher\r\n" * 60_000, "more than 50,000 rows"),
        (b"Name,Name\r\nSam,Sam\r\n", "Two columns have the heading"),
        (b"Name,name\r\nSam,Sam\r\n", "Two columns have the heading"),
        (HEADINGS + b"Sam\r\n", "Row 2 has 1 cells where the headings have 2"),
        (HEADINGS + b"Sam,Teacher,More\r\n", "Row 2 has 3 cells"),
        (HEADINGS + b'"Sam,Teacher\r\n', "quotation mark"),
        (b",,\r\nSam,Teacher,x\r\n", "first row is empty"),
        (b",".join(b"c%d" % n for n in range(300)) + b"\r\n", "more than 200 columns"),
        (b"", "empty"),
        (b"   \r\n  ", "empty"),
        (b"%PDF-1.7 ...", "a PDF"),
        (b"\xd0\xcf\x11\xe0 ...", "old Excel"),
        (b"\x1f\x8b\x08 ...", "gzip"),
    ],
)
def test_sheets(content, said):
    assert said in refused(content).wrong


def test_two_million_rows_are_refused_before_they_are_read():
    content = HEADINGS + b"S,T\r\n" * 2_000_000
    tracemalloc.start()
    with pytest.raises(ImportRefusal, match="more than 50,000 rows"):
        read({"list.csv": content})
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < len(content) + 48 * 1024 * 1024


def test_more_than_any_roll_is_refused_by_its_size():
    with pytest.raises(ImportRefusal, match="larger than 20 MB"):
        take([("list.csv", b"x" * (20 * 1024 * 1024 + 1))])


def test_many_files_and_two_of_one_name_are_refused():
    with pytest.raises(ImportRefusal, match="too many files"):
        take([(f"{number}.csv", b"a") for number in range(41)])
    with pytest.raises(ImportRefusal, match="two of one name"):
        take([("a/users.csv", b"a"), ("b/users.csv", b"a")])
    with pytest.raises(ImportRefusal, match="No file"):
        take([])


def test_rows_that_say_nothing_are_passed_over():
    content = staff_sheet() + b",,,,\r\n\r\n"
    assert read(content).rows == read(staff_sheet()).rows


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_formula_is_disarmed_in_whatever_we_write(start):
    assert escape_cell(f"{start}1+1") == f"'{start}1+1"
    assert escape_cell("Sam = Samuel") == "Sam = Samuel"


def test_a_refusal_repeats_nothing_out_of_a_cell():
    content = sheet([("Name", "Role"), ("Sam Whitcombe", "Teacher"), ("Hannah Kowal",)])
    assert "Hannah" not in str(refused(content))
