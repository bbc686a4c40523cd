"""Keys are made once and never replaced."""

from __future__ import annotations

import multiprocessing
import stat

import pytest

from lanyard.proof.keyfiles import BadKeyFile, read_or_make


def test_a_key_is_made_once_for_its_own_account_only(tmp_path):
    path = tmp_path / "keys" / "one.key"
    key = read_or_make(path)
    assert len(key) == 32 and read_or_make(path) == key
    assert stat.S_IMODE(path.stat().st_mode) == 0o600 and stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert [each.name for each in path.parent.iterdir()] == ["one.key"]


def test_processes_that_race_read_the_same_key(tmp_path):
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        assert len(set(pool.map(read_or_make, [tmp_path / "race.key"] * 8))) == 1


@pytest.mark.parametrize("spoiled", ["", "abcd", "not a key", "é"])
def test_a_spoiled_key_is_refused_and_left_as_it_is(tmp_path, spoiled):
    path = tmp_path / "one.key"
    path.write_text(spoiled)
    with pytest.raises(BadKeyFile, match=r"one\.key"):
        read_or_make(path)
    assert path.read_text() == spoiled
