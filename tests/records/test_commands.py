"""The service does its own work, or leaves it to ``lanyard work``; ``lanyard explain-access`` says why."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path

import pytest

from lanyard.people.rights import PERMISSIONS
from lanyard.site import configuration
from lanyard.site.configuration import ConfigurationError
from tests.site.test_service import free_port, lanyard, running


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """A demonstration's folder, set up."""
    found = tmp_path_factory.mktemp("commands")
    done = lanyard(found, "seed")
    assert done.returncode == 0, done.stderr
    return found


def dailies(folder: Path) -> list[bool]:
    """Whether each of the day's derivations is done."""
    database = sqlite3.connect(folder / "data" / "lanyard.sqlite3", timeout=20)
    try:
        found = database.execute("SELECT done_at IS NOT NULL FROM records_job WHERE kind = 'daily derivation'").fetchall()
        return [bool(done) for (done,) in found]
    finally:
        database.close()


def forget(folder: Path) -> None:
    database = sqlite3.connect(folder / "data" / "lanyard.sqlite3", timeout=20)
    database.execute("DELETE FROM records_job")
    database.commit()
    database.close()


def test_work_once_does_what_is_due_and_stops(folder):
    forget(folder)
    done = lanyard(folder, "work", "--once")
    assert done.returncode == 0, done.stderr
    assert "jobs were taken" in done.stdout or "Nothing was due" in done.stdout
    # Before six in the morning the day's derivations only wait.
    assert dailies(folder)
    again = lanyard(folder, "work", "--once")
    assert "Nothing was due" in again.stdout


@pytest.mark.parametrize("works", [True, False])
def test_the_service_works_beside_its_requests_unless_told_not_to(works, folder):
    forget(folder)
    with running(folder, "demo", free_port(), **({} if works else {"LANYARD_WORKER": "off"})):
        deadline = time.monotonic() + (40 if works else 14)
        while time.monotonic() < deadline and not dailies(folder):
            time.sleep(0.2)
    assert bool(dailies(folder)) == works


def test_work_refuses_a_database_that_is_not_up_to_date(tmp_path):
    done = lanyard(tmp_path, "work", "--once")
    assert done.returncode == 1
    assert "lanyard migrate" in done.stderr


def test_explain_access_says_what_somebody_may_do_and_why(folder):
    said = lanyard(folder, "explain-access", "HEAD@example.org").stdout
    assert "Roles held: Head teacher" in said
    for permission in PERMISSIONS:
        assert f" {permission} " in said
    assert "As head teacher you can" in said
    (line,) = [line for line in said.splitlines() if " see pupil signals " in line]
    assert line.split()[0] == "no"
    assert "designated safeguarding lead" in line
    one = lanyard(folder, "explain-access", "supply@example.org", "read jobs").stdout
    assert "Roles held: none" in one
    assert one.count("\n") == 3


def test_explain_access_refuses_what_it_does_not_know(folder, tmp_path):
    for arguments, words in [
        (["nobody@example.org"], "Nobody signs in with that name"),
        (["head@example.org", "read job"], "These are: read jobs"),
    ]:
        done = lanyard(folder, "explain-access", *arguments)
        assert done.returncode == 1
        assert words in done.stderr
    assert "lanyard migrate" in lanyard(tmp_path, "explain-access", "head@example.org").stderr


class TestMail:
    told = {"LANYARD_MAIL_URL": "smtp://user:p%40ss@mail.example.org", "LANYARD_MAIL_FROM": "lanyard@example.org"}

    def test_without_a_server_none_is_sent(self):
        found = configuration.mail({})
        assert not found["SENDS_MAIL"]
        assert "dummy" in found["EMAIL_BACKEND"]

    def test_a_server_elsewhere_is_always_spoken_to_in_private(self):
        found = configuration.mail(self.told)
        assert found["SENDS_MAIL"]
        assert (found["EMAIL_HOST"], found["EMAIL_PORT"]) == ("mail.example.org", 587)
        assert (found["EMAIL_HOST_USER"], found["EMAIL_HOST_PASSWORD"]) == ("user", "p@ss")
        assert found["EMAIL_USE_TLS"]
        assert not found["EMAIL_USE_SSL"]
        secure = configuration.mail({**self.told, "LANYARD_MAIL_URL": "smtps://mail.example.org"})
        assert (secure["EMAIL_PORT"], secure["EMAIL_USE_SSL"], secure["EMAIL_USE_TLS"]) == (465, True, False)
        assert not configuration.mail({**self.told, "LANYARD_MAIL_URL": "smtp://127.0.0.1:25"})["EMAIL_USE_TLS"]

    def test_a_demonstration_writes_into_its_own_folder_whatever_it_is_told(self, tmp_path):
        found = configuration.mail({**self.told, "LANYARD_DEMO": "1", "LANYARD_DATA": str(tmp_path)})
        assert "filebased" in found["EMAIL_BACKEND"]
        assert found["EMAIL_FILE_PATH"] == tmp_path / "outbox"
        assert "EMAIL_HOST" not in found

    @pytest.mark.parametrize(
        ("change", "words"),
        [
            ({"LANYARD_MAIL_URL": "http://mail.example.org"}, "smtp://"),
            ({"LANYARD_MAIL_URL": "smtp://"}, "smtp://"),
            ({"LANYARD_MAIL_URL": "smtp://mail.example.org:many"}, "not a number"),
            ({"LANYARD_MAIL_FROM": ""}, "LANYARD_MAIL_FROM"),
            ({"LANYARD_MAIL_FROM": "a@example.org\nBcc: b@example.org"}, "LANYARD_MAIL_FROM"),
        ],
    )
    def test_what_cannot_be_meant_is_refused(self, change, words):
        with pytest.raises(ConfigurationError, match=words) as refusal:
            configuration.mail({**self.told, **change})
        assert "p%40ss" not in str(refusal.value)

    def test_the_worker_is_on_or_off(self):
        assert configuration.has_worker({})
        assert not configuration.has_worker({"LANYARD_WORKER": "off"})
        with pytest.raises(ConfigurationError):
            configuration.has_worker({"LANYARD_WORKER": "maybe"})
