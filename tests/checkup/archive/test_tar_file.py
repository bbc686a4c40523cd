"""Tars are read as Python's own reader reads them; only regular files are opened, and no header can fill the memory."""

from __future__ import annotations

import gzip
import io
import tarfile
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lanyard.checkup.archive.outcomes import Damaged
from lanyard.checkup.archive.safety import Refusal, Refused
from lanyard.checkup.archive.tar_file import is_tar, list_tar, open_window, unpacked


def tarred(files: list[tuple[str, bytes]], format_: int = tarfile.PAX_FORMAT, kinds: dict[str, bytes] | None = None) -> bytes:
    """A tar as Python writes it."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=format_) as archive:
        for name, content in files:
            info = tarfile.TarInfo(name)
            info.size, info.mtime = len(content), 1_700_000_000
            info.type = (kinds or {}).get(name, tarfile.REGTYPE)
            archive.addfile(info, io.BytesIO(content))
    return out.getvalue()


@given(
    st.lists(
        st.tuples(st.text("abé/", min_size=1, max_size=150).map(lambda name: f"x{name}x"), st.binary(max_size=700)), max_size=5
    ),
    st.sampled_from([tarfile.PAX_FORMAT, tarfile.GNU_FORMAT]),
    st.booleans(),
)
def test_files_come_out_as_they_went_in(files, format_, packed):
    data = tarred(files, format_)
    stream = unpacked(io.BytesIO(gzip.compress(data) if packed else data))
    listed, refusal = list_tar(stream, len(data))
    assert refusal is None
    assert [(each.name, open_window(stream, each.offset, each.size).read()) for each in listed] == files


def test_links_and_devices_are_told_from_files():
    data = tarred([("link", b""), ("file", b"x"), ("pipe", b"")], kinds={"link": tarfile.SYMTYPE, "pipe": tarfile.FIFOTYPE})
    listed, _ = list_tar(io.BytesIO(data), len(data))
    assert [(each.name, each.regular) for each in listed] == [("link", False), ("file", True), ("pipe", False)]


def test_what_comes_before_the_place_where_it_breaks_off_is_listed():
    data = tarred([("a", b"x" * 600), ("b", b"y")])[:1800]
    listed, refusal = list_tar(io.BytesIO(data), len(data))
    assert [each.name for each in listed] == ["a"] and refusal is Refusal.CUT_OFF
    with pytest.raises(Damaged):
        open_window(io.BytesIO(data[:700]), listed[0].offset, listed[0].size).read()


def test_a_packed_tar_that_breaks_off_is_refused_or_listed_so_far():
    data = gzip.compress(tarred([("a", bytes(range(256)) * 40), ("b", b"y")]))
    for length in (20, 60, 300):
        listed, refusal = list_tar(unpacked(io.BytesIO(data[:length])), length)
        assert refusal in (Refusal.BROKEN, Refusal.CUT_OFF)
        assert [each.name for each in listed] in ([], ["a"], ["a", "b"])


def test_a_header_of_gigabytes_is_refused_without_reading_it():
    info = tarfile.TarInfo("x")
    info.type, info.size = tarfile.XHDTYPE, 8 * 1024**3
    data = gzip.compress(info.tobuf(tarfile.GNU_FORMAT) + bytes(1_000_000))
    tracemalloc.start()
    with pytest.raises(Refused):
        list_tar(unpacked(io.BytesIO(data)), len(data))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 3_000_000


def test_a_packed_tar_that_unpacks_to_far_too_much_is_refused():
    info = tarfile.TarInfo("x")
    info.size = 3 * 1024**3
    data = info.tobuf() + bytes(512)
    with pytest.raises(Refused) as caught:
        list_tar(io.BytesIO(data), 100)
    assert caught.value.reason is Refusal.TOO_LARGE


@given(st.binary(max_size=1600))
def test_any_bytes_are_listed_or_refused_and_nothing_else(data):
    listed, refusal = list_tar(io.BytesIO(data), len(data))
    assert refusal or not listed or is_tar(data[:512])
