"""``lanyard backup``: everything that is needed, nothing that must stay, while the service goes on writing."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import stat
import time

import pytest

from lanyard.proof.keyfiles import read_or_make
from lanyard.proof.log.checkpoints import LogSigner, read_checkpoint
from lanyard.site.backups.databases import find_program
from lanyard.site.backups.making import check_target
from lanyard.site.configuration import ConfigurationError
from tests.cli.backing_up import Home, files_in, manifest
from tests.cli.lived_words import WORDS

pytestmark = pytest.mark.once


def locked_in(home: Home) -> str:
    """The name of the one locked file."""
    (name,) = [name for name, locked in home.told()["evidence"].items() if locked]
    return name


def test_it_holds_what_is_needed_and_nothing_else(lived_in, kept):
    told = lived_in.told()
    names = {"backup.json", "lanyard.sqlite3", "installation", "secret-key", "keys/log.key", "keys/receipts.key"}
    names |= {f"evidence/{name[:2]}/{name}" for name, locked in told["evidence"].items() if not locked}
    assert set(files_in(kept)) == names
    said = manifest(kept)
    assert said["format"] == 1 and said["kind"] == "school" and said["missing"] == []
    assert {each["name"] for each in said["files"]} == names - {"backup.json"}
    signed = read_checkpoint(said["log"]["checkpoint"], LogSigner(read_or_make(kept / "keys" / "log.key")).keys)
    assert (signed.size, signed.root.hex()) == (said["log"]["size"], said["log"]["root"])


def test_it_is_nobody_elses_to_read(kept):
    for path in (kept, *kept.rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path


def test_a_locked_file_is_in_no_backup_and_is_counted(lived_in, kept):
    name = locked_in(lived_in)
    sealed = (lived_in.data / "evidence" / name[:2] / name).read_bytes()
    assert manifest(kept)["locked_left_out"] == 1
    for other, text in files_in(kept).items():
        assert name not in other
        assert sealed[200:300] not in text, other
        if other != "lanyard.sqlite3":
            assert name.encode() not in text, other


def test_no_word_of_a_case_can_be_read_in_it(kept):
    for name, text in files_in(kept).items():
        for words in WORDS:
            assert words.encode() not in text, name
        for piece in (b"first file first file", b"second file second file", b"a picture a picture"):
            assert piece not in text, name


def test_what_it_prints(lived_in, tmp_path):
    (lived_in.data / "notes.txt").write_text("mine")
    try:
        done = lived_in.lanyard("backup", tmp_path / "one", LANYARD_SECRET_FILE=str(lived_in.data / "secret-key"))
    finally:
        (lived_in.data / "notes.txt").unlink()
    said = " ".join(done.stdout.split())
    assert done.returncode == 0
    for words in (
        "Left out because they are locked (2.7.4): one file.",
        "none of Lanyard’s: notes.txt.",
        "the file of LANYARD_SECRET_FILE",
        "SHA-256 of backup.json: ",
        "It holds the keys of the service",
        "stay sealed",
    ):
        assert words in said
    assert not (tmp_path / "one" / "notes.txt").exists()


def test_a_file_that_cannot_be_read_is_named_and_the_rest_is_kept(lived_in, tmp_path):
    home = lived_in.copy(tmp_path)
    one, two = [name for name, locked in home.told()["evidence"].items() if not locked]
    (home.data / "evidence" / one[:2] / one).unlink()
    done = home.lanyard("backup", tmp_path / "backup")
    assert done.returncode == 1
    assert one in done.stdout and two not in done.stdout
    assert manifest(tmp_path / "backup")["missing"] == [one]
    assert f"evidence/{two[:2]}/{two}" in files_in(tmp_path / "backup")
    restored = Home(tmp_path / "new")
    done = restored.lanyard("restore", tmp_path / "backup")
    assert done.returncode == 1
    assert "A sealed file is missing" in " ".join(done.stdout.split())
    assert restored.told()["cases"] == home.told()["cases"]
    path = home.data / "evidence" / two[:2] / two
    path.write_bytes(path.read_bytes()[:-1])
    done = home.lanyard("backup", tmp_path / "second")
    assert done.returncode == 1 and set(manifest(tmp_path / "second")["missing"]) == {one, two}
    assert not (tmp_path / "second" / "evidence").exists()


def test_one_that_was_killed_has_no_list_and_is_refused(lived_in, tmp_path):
    home = lived_in.copy(tmp_path)
    name = next(name for name, locked in home.told()["evidence"].items() if not locked)
    path = home.data / "evidence" / name[:2] / name
    path.unlink()
    os.mkfifo(path)
    process = home.start("lanyard.cli", "backup", tmp_path / "backup")
    until = time.monotonic() + 60
    # It waits for ever at a pipe that nobody writes to.
    while not (tmp_path / "backup" / "evidence").exists():
        assert process.poll() is None and time.monotonic() < until
        time.sleep(0.02)
    process.kill()
    process.communicate()
    assert "lanyard.sqlite3" in files_in(tmp_path / "backup") and "backup.json" not in files_in(tmp_path / "backup")
    done = Home(tmp_path / "new").lanyard("restore", tmp_path / "backup")
    assert done.returncode == 1 and "cut short" in done.stderr
    assert not (tmp_path / "new").exists()


def test_where_it_may_not_go(lived_in, tmp_path):
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "a").touch()
    (tmp_path / "file").touch()
    for folder, words in (
        (lived_in.data / "backup", "not apart from the data folder"),
        (lived_in.data, "not apart"),
        (lived_in.folder, "not apart"),
        (tmp_path / "full", "holds something already"),
        (tmp_path / "file", "holds something already"),
    ):
        with pytest.raises(ConfigurationError, match=words):
            check_target(folder, lived_in.data)
    done = lived_in.lanyard("backup", lived_in.data / "backup")
    assert done.returncode == 1 and "not apart from the data folder" in done.stderr
    assert not (lived_in.data / "backup").exists()


def test_where_there_is_no_installation_none_is_made(tmp_path):
    home = Home(tmp_path)
    for command in (["backup", tmp_path / "backup"], ["check"]):
        done = home.lanyard(*command)
        assert done.returncode == 1 and "There is no data of Lanyard" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_database_makes_no_backup(lived_in, tmp_path):
    home = lived_in.copy(tmp_path)
    with contextlib.closing(sqlite3.connect(home.data / "lanyard.sqlite3")) as database:
        database.execute("PRAGMA foreign_keys=OFF")
        database.execute("DELETE FROM people_school")
        database.commit()
    done = home.lanyard("backup", tmp_path / "backup")
    assert done.returncode == 1 and "not whole" in done.stderr
    assert not (tmp_path / "backup" / "backup.json").exists()


def test_a_program_that_is_not_there_is_asked_for(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ConfigurationError, match="Install the client programs of PostgreSQL"):
        find_program("pg_dump")
