"""Compiled policies on disk: found when they are there, passed over when they cannot be trusted or read."""

from __future__ import annotations

import builtins
import marshal
import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from lanyard.policy import cache
from lanyard.policy.decide import decide
from lanyard.policy.engine import compile_pack
from lanyard.policy.pack import SOURCES, hash_sources, load_pack, read_sources
from lanyard.policy.refusal import Refusal

CLUB = Path(__file__).parents[1] / "cli" / "club"
SITUATION = {"act": "lend", "borrower": "visitor"}
SOMEBODY_ELSE = 65534


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch):
    """A cache of the test's own."""
    monkeypatch.setenv("LANYARD_CACHE", str(tmp_path / "kept"))
    return tmp_path / "kept"


@pytest.fixture
def compiled(monkeypatch):
    """How often a policy was compiled."""
    count = []
    monkeypatch.setattr(cache, "_compile", lambda pack: count.append(pack.name) or compile_pack(pack))
    return count


@pytest.fixture
def kept(place):
    """The file of the chess club's policy, compiled and kept."""
    cache.open_engine(str(CLUB))
    (file,) = place.iterdir()
    return file


def answer(act=""):
    return decide(cache.open_engine(str(CLUB), act=act), SITUATION)


EXPECTED = decide(compile_pack(load_pack(CLUB)), SITUATION)


def test_a_policy_is_compiled_once(compiled):
    assert [answer(), answer(), answer("lend")] == [EXPECTED] * 3
    assert len(compiled) == 1


def test_a_pack_that_was_read_already_is_compiled_once_and_shared_with_the_command_line(compiled, place):
    pack = load_pack(CLUB)
    first, again = cache.open_pack(pack), cache.open_pack(pack)
    assert first.to_plain() == again.to_plain()
    assert decide(again, SITUATION) == EXPECTED
    assert answer() == EXPECTED
    assert len(compiled) == 1
    assert len(list(place.iterdir())) == 1


def test_a_pack_is_answered_from_without_a_place_to_keep_it(compiled, monkeypatch):
    monkeypatch.setenv("LANYARD_CACHE", "")
    pack = load_pack(CLUB)
    assert [decide(cache.open_pack(pack), SITUATION) for _ in range(2)] == [EXPECTED] * 2
    assert len(compiled) == 2


def test_it_is_kept_for_its_owner_alone(kept, place):
    assert stat.S_IMODE(place.stat().st_mode) == 0o700
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert [path.name for path in place.iterdir()] == [kept.name]


@pytest.mark.parametrize("file", SOURCES)
def test_a_changed_policy_is_compiled_anew(compiled, tmp_path, file):
    shutil.copytree(CLUB, tmp_path / "club")
    for _ in range(2):
        cache.open_engine(str(tmp_path / "club"))
    with (tmp_path / "club" / file).open("a") as source:
        source.write("\n")
    for _ in range(2):
        cache.open_engine(str(tmp_path / "club"))
    assert len(compiled) == 2


def test_line_endings_do_not_matter(compiled, tmp_path):
    shutil.copytree(CLUB, tmp_path / "club")
    for file in SOURCES:
        path = tmp_path / "club" / file
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    for name in (CLUB, tmp_path / "club"):
        cache.open_engine(str(name))
    assert len(compiled) == 1


def test_the_hash_is_the_versions(tmp_path):
    for name in ("welton", str(CLUB)):
        assert cache._hash(cache._read_sources(name)).hex() == hash_sources(read_sources(name))
    assert cache.SOURCES == SOURCES


def test_another_python_or_another_lanyard_finds_nothing(compiled, monkeypatch):
    answer()
    monkeypatch.setattr(cache, "__version__", "0.0.0")
    answer()
    monkeypatch.setattr(cache, "PLAIN_FORM", -1)
    answer()
    monkeypatch.setattr(sys, "hexversion", 1)
    answer()
    assert len(compiled) == 4


@pytest.mark.parametrize("size", [0, 10, 60, 90, 200, 5000, -1])
def test_a_truncated_file_is_passed_over(kept, compiled, size):
    kept.write_bytes(kept.read_bytes()[:size])
    for act in ("sing", "lend", ""):
        cache.open_engine(str(CLUB), act=act)
        assert answer(act if act == "lend" else "") == EXPECTED
    assert len(compiled) == 1, "whoever first needs a missing piece compiles, and keeps all of them anew"


def test_a_damaged_file_is_passed_over_wherever_the_damage_is(kept):
    data = kept.read_bytes()
    for at in range(0, len(data), max(1, len(data) // 60)):
        kept.write_bytes(data[:at] + bytes([data[at] ^ 0x40]) + data[at + 1 :])
        assert answer("lend") == EXPECTED
        kept.write_bytes(data)


def test_a_file_of_another_form_is_passed_over(kept, compiled):
    head = kept.read_bytes()[: cache._HEAD - 36]
    for table in ({}, {"": (0, 1, b"")}, [], {"": (-5, 10, b""), cache.WHOLE: (0, 0, b"")}, {"": (1, 10**9, b"")}):
        laid = marshal.dumps(table)
        kept.write_bytes(head + cache._sha256(laid) + len(laid).to_bytes(4, "big") + laid)
        assert answer() == EXPECTED
    assert len(compiled) == 5


def test_a_file_for_another_policy_is_passed_over(kept, compiled):
    data = bytearray(kept.read_bytes())
    data[20] ^= 1
    kept.write_bytes(data)
    assert answer() == EXPECTED
    assert len(compiled) == 1


def test_a_file_that_others_may_write_is_not_read(kept, compiled):
    for mode in (0o620, 0o602, 0o666):
        kept.chmod(mode)
        assert answer() == EXPECTED
        assert stat.S_IMODE(kept.stat().st_mode) == 0o600, "it was written anew"
    assert len(compiled) == 3


def test_a_folder_that_others_may_write_is_not_used(kept, place, compiled):
    before = kept.stat().st_mtime_ns
    for mode in (0o770, 0o707, 0o777):
        place.chmod(mode)
        assert answer() == EXPECTED
    assert (len(compiled), kept.stat().st_mtime_ns) == (3, before)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file away")
def test_what_belongs_to_somebody_else_is_not_used(kept, place, compiled):
    os.chown(kept, SOMEBODY_ELSE, SOMEBODY_ELSE)
    assert answer() == EXPECTED
    assert (len(compiled), kept.stat().st_uid) == (1, 0)
    os.chown(place, SOMEBODY_ELSE, SOMEBODY_ELSE)
    assert answer() == EXPECTED
    assert len(compiled) == 2


def test_a_link_is_not_followed(kept, compiled, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    kept.rename(elsewhere)
    kept.symlink_to(elsewhere)
    assert answer() == EXPECTED
    assert (len(compiled), kept.is_symlink()) == (1, False)


def test_a_pipe_or_a_folder_in_its_place_is_passed_over(kept, compiled):
    kept.unlink()
    os.mkfifo(kept)
    assert answer() == EXPECTED
    kept.unlink()
    kept.mkdir()
    assert answer() == EXPECTED
    assert len(compiled) == 2
    assert [path.name for path in kept.parent.iterdir()] == [kept.name], "no draft is left behind"


def test_a_huge_file_is_not_read(kept, compiled, monkeypatch):
    monkeypatch.setattr(cache, "_MOST_BYTES", 100)
    assert answer() == EXPECTED
    assert len(compiled) == 1


@pytest.mark.parametrize("value", ["", "/proc/lanyard", "/dev/null", "no\0name"])
def test_a_place_that_cannot_be_used_is_no_obstacle(monkeypatch, compiled, value):
    monkeypatch.setattr(cache, "folder", lambda: value)
    assert [answer(), answer()] == [EXPECTED, EXPECTED]
    assert len(compiled) == 2


def test_a_full_disk_is_no_obstacle(place, compiled, monkeypatch):
    def no_room(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", no_room)
    assert answer() == EXPECTED
    assert list(place.iterdir()) == []


def test_a_draft_of_the_same_name_is_left_alone(kept, compiled):
    kept.unlink()
    draft = Path(f"{kept}.{os.getpid()}")
    draft.symlink_to("/dev/null")
    assert answer() == EXPECTED
    assert draft.is_symlink() and not kept.exists()
    draft.unlink()
    assert answer() == EXPECTED and kept.exists()


def test_old_ones_are_dropped(place, monkeypatch):
    monkeypatch.setattr(cache, "_MOST_KEPT", 2)
    place.mkdir(mode=0o700)
    for number in range(4):
        path = place / f"{number}{cache.ENDING}"
        path.write_bytes(b"")
        os.utime(path, (number, number))
    (place / "unrelated").write_bytes(b"")
    (place / f"folder{cache.ENDING}").mkdir()
    os.utime(place / f"folder{cache.ENDING}", (0, 0))
    answer()
    names = {path.name for path in place.iterdir()}
    assert names >= {"unrelated", f"3{cache.ENDING}", f"folder{cache.ENDING}"}
    assert len(names) == 4


def test_where_it_is_kept(monkeypatch, tmp_path):
    monkeypatch.setenv("LANYARD_DATA", str(tmp_path))
    assert cache.folder().endswith("/kept")
    monkeypatch.delenv("LANYARD_CACHE")
    assert cache.folder() == str(tmp_path / "cache")
    monkeypatch.setenv("LANYARD_DATA", str(tmp_path / "nowhere"))
    monkeypatch.setenv("XDG_CACHE_HOME", "/caches")
    assert cache.folder() == "/caches/lanyard"
    monkeypatch.delenv("LANYARD_DATA")
    assert cache.folder() == "/caches/lanyard"
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    monkeypatch.setenv("HOME", "/home/sam")
    assert cache.folder() == "/home/sam/.cache/lanyard"
    monkeypatch.delenv("HOME")
    assert cache.folder() == ""


def test_a_policy_that_is_refused_or_missing_is_not_kept(place, tmp_path):
    with pytest.raises(Refusal):
        cache.open_engine(str(tmp_path / "nowhere"))
    shutil.copytree(CLUB, tmp_path / "club")
    (tmp_path / "club" / "duties.toml").unlink()
    with pytest.raises(Refusal):
        cache.open_engine(str(tmp_path / "club"))
    assert not place.exists()


def test_a_policy_saved_between_two_readings_is_not_kept_under_the_old_hash(place, monkeypatch):
    monkeypatch.setattr(cache, "_hash", lambda sources: b"another")
    assert answer() == EXPECTED
    assert not place.exists()


def test_an_unknown_act_gets_the_whole_policy(kept):
    assert decide(cache.open_engine(str(CLUB), act="nonsense"), SITUATION) == EXPECTED
    assert decide(cache.open_engine(str(CLUB), act=cache.WHOLE), SITUATION) == EXPECTED


def test_without_the_small_module_hashlib_serves(monkeypatch):
    expected = cache._sha256(b"lanyard")
    ordinary = builtins.__import__

    def without(name, *rest):
        if name in ("_sha256", "_sha2"):
            raise ImportError(name)
        return ordinary(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    assert cache._sha256(b"lanyard") == expected


def test_two_processes_at_once_leave_one_whole_file(place):
    code = f"from lanyard.policy.cache import open_engine; open_engine({str(CLUB)!r})"
    running = [subprocess.Popen([sys.executable, "-c", code]) for _ in range(4)]
    assert [process.wait() for process in running] == [0] * 4
    assert len(list(place.iterdir())) == 1
    assert answer("lend") == EXPECTED
