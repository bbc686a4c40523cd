"""``lanyard restore``: the same cases from a whole backup, and nothing at all from any other."""

from __future__ import annotations

import contextlib
import copy
import json
import shutil
import sqlite3
import stat
from pathlib import Path

import pytest

from lanyard.cli.backups import restore
from lanyard.site.configuration import ConfigurationError
from tests.cli.backing_up import Home, files_in, manifest, seal_again, write_manifest

pytestmark = pytest.mark.once


@pytest.fixture
def backup(kept, tmp_path) -> Path:
    """A backup that a test may damage."""
    return shutil.copytree(kept, tmp_path / "backup", symlinks=True)


@pytest.fixture
def refused(tmp_path, monkeypatch):
    """Restore a folder, see that it is refused in these words, and that nothing was written."""

    def check(folder: Path, words: str) -> None:
        monkeypatch.setenv("LANYARD_DATA", str(tmp_path / "new"))
        monkeypatch.delenv("DATABASE_URL", raising=False)
        before = sorted(path for path in tmp_path.rglob("*"))
        with pytest.raises(ConfigurationError, match=words):
            restore(folder)
        assert not (tmp_path / "new").exists()
        assert sorted(path for path in tmp_path.rglob("*")) == before

    return check


def change_database(folder: Path, *statements: str) -> None:
    with contextlib.closing(sqlite3.connect(folder / "lanyard.sqlite3")) as database:
        for statement in statements:
            database.execute(statement)
        database.commit()


def test_what_was_restored_is_the_same_and_goes_on(lived_in, kept, tmp_path):
    home = Home(tmp_path)
    done = home.lanyard("restore", kept)
    said = " ".join(done.stdout.split())
    assert done.returncode == 0, done.stderr
    assert "The log is whole" in said and "Held against the checkpoint in the backup" in said
    assert "every case and file is as it was written" in said
    assert "A locked file is not here. Backups leave locked files out (2.7.4)." in said
    told = home.told()
    assert told == lived_in.told(), "the same cases, opened with the same passphrase, and the same key of the log"
    (tmp_path / "checkpoint").write_text(manifest(kept)["log"]["checkpoint"])
    home.python("tests.cli.lived_in", "more")
    done = home.lanyard("check", "--checkpoint", tmp_path / "checkpoint", "--json")
    found = json.loads(done.stdout)
    assert done.returncode == 0 and found["whole"]
    assert found["log"]["held_against"] == manifest(kept)["log"]["size"] < found["log"]["size"]
    assert [len(each["remarks"]) for each in found["schools"]] == [1]
    assert len(home.told()["cases"]) == len(told["cases"]) + 1
    for path in home.data.rglob("*"):
        assert path.name == "writers.lock" or stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path
    names = {path.name for path in home.data.iterdir()}
    assert names >= {"installation", "secret-key", "lanyard.sqlite3", "keys", "evidence"}
    assert "restoring" not in names
    done = home.lanyard("backup", tmp_path / "next")
    assert done.returncode == 0 and manifest(tmp_path / "next")["locked_left_out"] == 1


def test_while_reports_come_in(lived_in, tmp_path):
    home, before = lived_in.copy(tmp_path), lived_in.told()
    process = home.start("tests.concerns.sending", "send", 2, 40)
    try:
        assert process.stdout.readline() == "ready\n"
        (home.data / "go").touch()
        done = home.lanyard("backup", tmp_path / "backup")
        sent = json.loads(process.communicate(timeout=120)[0])
    finally:
        process.kill()
    assert sent["trouble"] == [] and len(sent["told"]) == 80
    assert done.returncode == 0, done.stderr
    assert "none of Lanyard’s: go." in " ".join(done.stdout.split())
    restored = Home(tmp_path / "restored")
    done = restored.lanyard("restore", tmp_path / "backup")
    assert done.returncode == 0, done.stdout + done.stderr
    after, now = restored.told(), home.told()
    assert before["cases"].items() <= after["cases"].items()
    assert set(after["cases"]) <= set(now["cases"])
    assert before["log"] == after["log"] == now["log"]
    (restored.data / "go").touch()
    restored.python("tests.concerns.sending", "send", 1, 4)
    assert restored.lanyard("check").returncode == 0
    assert home.lanyard("check").returncode == 0


def test_everybody_signs_in_again(lived_in, tmp_path):
    home = lived_in.copy(tmp_path)
    change_database(
        home.data, "INSERT INTO django_session (session_key, session_data, expire_date) VALUES ('k', 'd', '2030-01-01')"
    )
    assert home.lanyard("backup", tmp_path / "backup").returncode == 0
    restored = Home(tmp_path / "restored")
    assert restored.lanyard("restore", tmp_path / "backup").returncode == 0
    with contextlib.closing(sqlite3.connect(restored.data / "lanyard.sqlite3")) as database:
        assert database.execute("SELECT count(*) FROM django_session").fetchone() == (0,)


def blob(folder: Path) -> Path:
    return sorted(folder.glob("evidence/*/*"))[0]


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def flip(path: Path) -> None:
    text = path.read_bytes()
    path.write_bytes(text[:100] + bytes([text[100] ^ 1]) + text[101:])


def link(path: Path) -> None:
    aside = path.parent.parent / "aside"
    path.rename(aside)
    path.symlink_to(aside)


def link_outside(folder: Path) -> None:
    outside = folder.with_name("outside")
    (folder / "keys").rename(outside)
    (folder / "keys").symlink_to(outside)


DAMAGE = {
    "no list": (lambda to: (to / "backup.json").unlink(), "cut short"),
    "a list that is a link": (lambda to: link(to / "backup.json"), "cannot be read"),
    "a missing database": (lambda to: (to / "lanyard.sqlite3").unlink(), "One file is missing from it"),
    "a missing key": (lambda to: (to / "keys" / "receipts.key").unlink(), "One file is missing"),
    "a missing sealed file": (lambda to: blob(to).unlink(), "missing"),
    "an added file": (lambda to: (to / "keys" / "other.key").touch(), "One file is in it that no backup put there"),
    "an added hidden file": (lambda to: (to / ".hidden").touch(), "no backup put there"),
    "an added folder": (lambda to: (to / "more").mkdir(), "no backup put there"),
    "an added link": (lambda to: (to / "more").symlink_to("/"), "no backup put there"),
    "a changed byte in the database": (lambda to: flip(to / "lanyard.sqlite3"), "lanyard.sqlite3 is not as it was written"),
    "a changed byte in a sealed file": (lambda to: flip(blob(to)), "is not as it was written"),
    "a sealed file that was cut": (lambda to: cut(blob(to)), "is not as it was written"),
    "a key that was cut": (lambda to: cut(to / "keys" / "log.key"), "is not as it was written"),
    "a file that is a link": (lambda to: link(to / "keys" / "receipts.key"), "no backup put there"),
    "a file that is only a link to itself": (lambda to: link(to / "secret-key"), "cannot be read"),
    "a folder that is a link": (link_outside, "missing"),
}


@pytest.mark.parametrize("how", DAMAGE)
def test_a_damaged_backup_is_refused_and_nothing_is_written(how, backup, refused):
    damage, words = DAMAGE[how]
    damage(backup)
    refused(backup, words)


def _name(name: str):
    def change(told: dict) -> None:
        told["files"].append({"name": name, "size": 1, "sha256": "0" * 64})

    return change


def _set(**values):
    return lambda told: told.update(values)


LISTS = {
    "an absolute path": (_name("/etc/passwd"), "names a file that no backup holds"),
    "a path that leads out": (_name("keys/../../outside.key"), "names a file that no backup holds"),
    "two dots": (_name(".."), "names a file that no backup holds"),
    "an empty name": (_name(""), "names a file that no backup holds"),
    "a backslash": (_name("keys\\a.key"), "names a file that no backup holds"),
    "a line end": (_name("secret-key\n"), "names a file that no backup holds"),
    "a zero byte": (_name("secret-key\0"), "names a file that no backup holds"),
    "another name": (_name("sitecustomize.py"), "names a file that no backup holds"),
    "the holding area": (_name("evidence/held/" + "0" * 64), "names a file that no backup holds"),
    "a sealed file in another folder": (_name("evidence/ab/" + "0" * 64), "names a file that no backup holds"),
    "a sealed file with another hash": (_name("evidence/ab/ab" + "0" * 62), "another hash than its name"),
    "a name twice": (lambda told: told["files"].append(told["files"][0]), "names a file that no backup holds"),
    "no files": (_set(files=[]), "lacks the database"),
    "two databases": (_name("lanyard.dump"), "lacks the database"),
    "files that are no list": (_set(files={"a": 1}), "does not say what a backup says"),
    "a file that is no object": (_set(files=["secret-key"]), "does not say what a backup says"),
    "a size that is no number": (lambda told: told["files"][0].update(size="1"), "does not say what a backup says"),
    "a size below nothing": (lambda told: told["files"][0].update(size=-1), "does not say what a backup says"),
    "a size of truth": (lambda told: told["files"][0].update(size=True), "does not say what a backup says"),
    "another kind": (_set(kind="../school"), "does not say what a backup says"),
    "a newer form": (_set(format=2), "newer Lanyard"),
    "an odd form": (_set(format="one"), "does not say what a backup says"),
    "no log": (_set(log=None), "does not say what a backup says"),
    "another root": (lambda told: told["log"].update(root="0" * 64), "another log than it says"),
    "another size": (lambda told: told["log"].update(size=1), "another log than it says"),
    "another checkpoint": (lambda told: told["log"].update(checkpoint="x\n1\n"), "not signed by the key of its log"),
}


@pytest.mark.parametrize("how", LISTS)
def test_a_hostile_list_is_refused_and_nothing_is_written(how, backup, refused):
    change, words = LISTS[how]
    told = copy.deepcopy(manifest(backup))
    change(told)
    write_manifest(backup, told)
    refused(backup, words)


@pytest.mark.parametrize("text", [b"", b"[]", b"null", b"{", b"\xff", b"[" * 100_000, b"1" * 5_000, b'{"format": 1}'])
def test_what_is_no_list_at_all_is_refused(text, backup, refused):
    (backup / "backup.json").write_bytes(text)
    refused(backup, "backup.json (cannot be read|does not say)")


def test_only_into_a_new_folder_and_apart(kept, tmp_path, monkeypatch):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "a").touch()
    for target, words in ((tmp_path / "data", "is not empty"), (kept / "data", "must be apart"), (kept, "must be apart")):
        monkeypatch.setenv("LANYARD_DATA", str(target))
        with pytest.raises(ConfigurationError, match=words):
            restore(kept)
    assert files_in(tmp_path) == {"data/a": b""}
    monkeypatch.setenv("LANYARD_DATA", str(tmp_path / "new"))
    monkeypatch.setenv("DATABASE_URL", "postgresql://a@127.0.0.1:1/b")
    with pytest.raises(ConfigurationError, match="Leave DATABASE_URL out"):
        restore(kept)
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("is_there", [True, False])
def test_a_restore_that_fails_half_way_leaves_nothing(is_there, backup, tmp_path):
    """As whoever holds a backup could make it: the list agrees, and the database is none."""
    (backup / "lanyard.sqlite3").write_bytes(b"no database at all" * 1_000)
    seal_again(backup)
    home = Home(tmp_path)
    if is_there:
        home.data.mkdir()
    done = home.lanyard("restore", backup)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert not home.data.exists() or list(home.data.iterdir()) == []


def test_a_restore_that_was_killed_is_never_served(kept, tmp_path):
    home = Home(tmp_path)
    shutil.copytree(kept, home.data)
    (home.data / "installation").unlink()
    (home.data / "restoring").mkdir()
    for command in ("migrate", "check", "serve"):
        done = home.lanyard(command)
        assert done.returncode == 1 and "did not come to its end" in done.stderr
    assert not (home.data / "installation").exists()


def test_a_log_that_was_changed_in_the_backup_is_found(backup, tmp_path):
    change_database(backup, "UPDATE records_event SET by_id = 9 WHERE id = 5")
    seal_again(backup)
    home = Home(tmp_path)
    done = home.lanyard("restore", backup)
    assert done.returncode == 1
    assert "The log was changed" in done.stdout and "before you serve it" in " ".join(done.stdout.split())
    assert home.lanyard("check").returncode == 1


def test_a_backup_of_a_newer_lanyard_is_refused(backup, tmp_path):
    change_database(backup, "INSERT INTO django_migrations (app, name, applied) VALUES ('concerns', '9999_more', '2030-01-01')")
    seal_again(backup)
    done = Home(tmp_path).lanyard("restore", backup)
    assert done.returncode == 1 and "newer Lanyard" in done.stderr
    assert not (tmp_path / "data").exists()


def test_a_demonstration_comes_back_as_one(tmp_path):
    home = Home(tmp_path)
    assert home.lanyard("seed").returncode == 0
    assert home.lanyard("backup", tmp_path / "backup").returncode == 0
    assert manifest(tmp_path / "backup")["kind"] == "demonstration"
    restored = Home(tmp_path / "restored")
    done = restored.lanyard("restore", tmp_path / "backup")
    assert done.returncode == 0, done.stderr
    assert "demonstration's data" in restored.lanyard("serve").stderr


@pytest.mark.postgres
def test_a_round_trip_with_postgresql(postgres_url, tmp_path):
    import psycopg

    with psycopg.connect(postgres_url, autocommit=True) as connection:
        for name in ("backed", "back"):
            connection.execute(f"DROP DATABASE IF EXISTS {name}")
            connection.execute(f"CREATE DATABASE {name}")
    server, password = postgres_url.rpartition("/")[0], postgres_url.split(":")[2].split("@")[0]
    home = Home(tmp_path / "one", f"{server}/backed")
    home.python("tests.cli.lived_in", "make")
    done = home.lanyard("backup", tmp_path / "backup")
    assert done.returncode == 0, done.stderr
    assert "lanyard.dump" in files_in(tmp_path / "backup") and "lanyard.sqlite3" not in files_in(tmp_path / "backup")
    assert not any(password.encode() in text for text in files_in(tmp_path / "backup").values())
    restored = Home(tmp_path / "two", f"{server}/back")
    done = restored.lanyard("restore", tmp_path / "backup")
    assert done.returncode == 0, done.stdout + done.stderr
    assert restored.told() == home.told()
    restored.python("tests.cli.lived_in", "more")
    assert restored.lanyard("check").returncode == 0
    done = Home(tmp_path / "three", f"{server}/back").lanyard("restore", tmp_path / "backup")
    assert done.returncode == 1 and "is not empty" in done.stderr
    done = Home(tmp_path / "three").lanyard("restore", tmp_path / "backup")
    assert done.returncode == 1 and "Name an empty one with DATABASE_URL" in done.stderr
    assert not (tmp_path / "three" / "data").exists()
