"""Our ZIPs are read by Python's reader and by unzip, small and large, to the byte that was promised."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
import zlib
from datetime import UTC, datetime
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lanyard.proof.bundles import zips
from lanyard.proof.bundles.zips import Entry, size_of, write_zip

AT = datetime(2026, 11, 22, 9, 30, 58, tzinfo=UTC)
plain_names = st.from_regex(r"[a-z][a-z0-9/]{0,20}[a-z]", fullmatch=True)


def entries(files: dict[str, bytes]) -> list[Entry]:
    return [Entry(name, len(data), zlib.crc32(data), partial(iter, (data,))) for name, data in files.items()]


def read(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        assert {one.date_time for one in archive.infolist()} <= {(2026, 11, 22, 9, 30, 58)}
        assert all(one.compress_type == 0 and one.flag_bits == 0x800 for one in archive.infolist())
        return {name: archive.read(name) for name in archive.namelist()}


@settings(max_examples=40)
@given(st.dictionaries(plain_names, st.binary(max_size=200), max_size=6), st.sampled_from([1, 100, 2**32 - 1]))
def test_any_files(files, largest):
    """With a small limit every number is told in the long form that files of 4 GB need."""
    kept = zips.LARGEST
    zips.LARGEST = largest
    try:
        data = b"".join(write_zip(entries(files), at=AT))
        assert len(data) == size_of(entries(files), at=AT)
    finally:
        zips.LARGEST = kept
    assert read(data) == files


@pytest.mark.skipif(not shutil.which("unzip"), reason="unzip is not installed")
@pytest.mark.parametrize("largest", [1, 2**32 - 1])
def test_unzip_agrees(tmp_path, monkeypatch, largest):
    monkeypatch.setattr(zips, "LARGEST", largest)
    (tmp_path / "a.zip").write_bytes(b"".join(write_zip(entries({"a.txt": b"a" * 99, "b/c.txt": b""}), at=AT)))
    said = subprocess.run(["unzip", "-tq", "a.zip"], cwd=tmp_path, capture_output=True, timeout=60)
    assert said.returncode == 0, said.stdout


def test_more_files_than_the_short_form_counts():
    files = {f"f{number}": b"" for number in range(70_000)}
    data = b"".join(write_zip(entries(files), at=AT))
    assert zipfile.ZipFile(io.BytesIO(data)).namelist() == list(files) and len(data) == size_of(entries(files), at=AT)


def test_a_file_of_more_than_four_gigabytes_has_its_place():
    """Only its headers are looked at: what would lie between is never made."""
    large = Entry("film.mp4", 5 * 2**30, 0, lambda: ())
    head, listed = list(write_zip([large, *entries({"a": b"a"})], at=AT))[0], size_of([large], at=AT)
    assert head[18:26] == b"\xff" * 8 and (5 * 2**30).to_bytes(8, "little") in head
    assert listed > 5 * 2**30


def test_a_time_before_zips():
    data = b"".join(write_zip(entries({"a": b""}), at=datetime(1970, 1, 1, tzinfo=UTC)))
    assert zipfile.ZipFile(io.BytesIO(data)).infolist()[0].date_time == (1980, 1, 1, 0, 0, 0)
