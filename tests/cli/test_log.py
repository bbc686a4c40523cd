"""``lanyard log``: what it finds, what it prints, what it refuses, in plain words and with the right exit code."""

from __future__ import annotations

import io
import json
import subprocess
import sys

import pytest
from django.db import transaction

from lanyard.cli.service import _parser
from lanyard.proof.log.checkpoints import LogSigner, read_checkpoint
from lanyard.records import events
from lanyard.records.log import writing
from lanyard.records.log.keys import log_keys
from lanyard.records.models import Event, LogEntry
from lanyard.site.configuration import ConfigurationError
from tests.people.cast import AT
from tests.site.test_service import lanyard
from tests.support.oracles import program

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def entries():
    """A log of five entries."""
    for number in range(5):
        events.append("job tried again", at=AT, school=3, job=number)


def run(*arguments: str) -> int:
    told = _parser().parse_args(["log", *arguments])
    return told.run_log(told)


def test_a_whole_log_is_said_to_be_whole_and_what_that_is_worth(capsys):
    assert run("verify") == 0
    said = capsys.readouterr().out
    assert "The log is whole: 5 entries." in said
    assert "No checkpoint from outside was given" in said


def test_a_checkpoint_is_written_and_held_against_the_log(capsys, tmp_path):
    path = tmp_path / "kept.txt"
    assert run("checkpoint", "--out", str(path)) == 0
    said = capsys.readouterr()
    assert said.out == ""
    assert log_keys().verifier in said.err
    assert read_checkpoint(path.read_text(), log_keys()).size == 5
    assert run("verify", "--checkpoint", str(path)) == 0
    assert "Held against a checkpoint from outside, of 5 entries." in capsys.readouterr().out


def test_without_a_file_the_note_alone_is_printed(capsys, monkeypatch):
    assert run("checkpoint") == 0
    note = capsys.readouterr().out
    assert read_checkpoint(note, log_keys()).size == 5
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(note.encode())))
    assert run("verify", "--checkpoint", "-") == 0


def test_what_was_changed_is_listed(capsys, tmp_path):
    path = tmp_path / "kept.txt"
    run("checkpoint", "--out", str(path))
    Event.objects.filter(about={"job": 2}).update(by_id=9)
    LogEntry.objects.filter(number=4).delete()
    capsys.readouterr()
    assert run("verify", "--checkpoint", str(path)) == 1
    said = capsys.readouterr().out
    assert "The log was changed." in said
    assert "Entry 2 does not say what it said when it was written." in said
    assert run("verify", "--checkpoint", str(path), "--json") == 1
    told = json.loads(capsys.readouterr().out)
    assert not told["whole"]
    assert told["held_against"] == 5
    assert {"entry": 2, "message": "Entry 2 does not say what it said when it was written."} in told["findings"]


def test_many_findings_are_cut_short(capsys):
    with transaction.atomic():
        for number in range(120):
            events.append("job tried again", at=AT, job=number)
    Event.objects.update(by_id=9)
    assert run("verify") == 1
    assert "And 25 more." in capsys.readouterr().out


def test_what_was_erased_is_said(capsys):
    writing.erase(number=2, authority="A court", reason="It was ordered", by=None, at=AT)
    assert run("verify") == 0
    assert "Erased, each with its tombstone: 2" in capsys.readouterr().out


def test_entries_are_shown_by_ids(capsys):
    writing.erase(number=2, authority="A court", reason="It was ordered", by=None, at=AT)
    writing.fill(to=8)
    Event.objects.filter(about={"job": 0}).delete()
    assert run("show", "--length", "8") == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == list("76543210")
    assert lines[0].endswith("(filler)")
    assert "log entry erased" in lines[2]
    assert "court" not in lines[2]
    assert lines[5].endswith("(erased)")
    assert lines[6].endswith("2026-11-22 09:00:00  job tried again  school=3 job=1")
    assert lines[7].endswith("(its event is missing)")
    run("show", "--before", "2", "--length", "1")
    assert capsys.readouterr().out.split()[0] == "1"
    run("show", "--before", "0")
    assert capsys.readouterr().out == "There are no entries before that.\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [(b"some words", "no checkpoint in it"), (b"x" * (1024 * 1024 + 1), "too large"), (b"", "no checkpoint in it")],
)
def test_what_is_no_checkpoint_is_refused(words, said, tmp_path):
    (tmp_path / "wrong").write_bytes(words)
    with pytest.raises(ConfigurationError, match=said):
        run("verify", "--checkpoint", str(tmp_path / "wrong"))


def test_another_logs_checkpoint_and_a_missing_file_are_refused(tmp_path):
    (tmp_path / "other").write_text(LogSigner(b"o" * 32).sign(5, b"r" * 32))
    with pytest.raises(ConfigurationError, match="another log"):
        run("verify", "--checkpoint", str(tmp_path / "other"))
    with pytest.raises(ConfigurationError, match="cannot be read"):
        run("verify", "--checkpoint", str(tmp_path / "missing"))


def test_a_checkpoint_is_never_written_over(tmp_path):
    (tmp_path / "kept").write_text("kept")
    for option in ("--out", "--openssl"):
        with pytest.raises(ConfigurationError, match="there already"):
            run("checkpoint", option, str(tmp_path / "kept"))
    with pytest.raises(ConfigurationError, match="cannot be written"):
        run("checkpoint", "--out", str(tmp_path / "missing" / "kept"))
    assert (tmp_path / "kept").read_text() == "kept"


def test_openssl_verifies_what_is_written_for_it(capsys, tmp_path):
    run("checkpoint", "--openssl", str(tmp_path / "police"))
    command = [program("openssl"), *"dgst -sha256 -verify key.pem -signature checkpoint.sig checkpoint.txt".split()]
    done = subprocess.run(command, cwd=tmp_path / "police", capture_output=True, text=True, check=False)
    assert done.stdout == "Verified OK\n"


@pytest.mark.parametrize("arguments", [["show", "--before", "x"], ["show", "--length", "-1"], ["other"], []])
def test_what_is_not_understood_ends_with_2(arguments, capsys):
    with pytest.raises(SystemExit) as ended:
        _parser().parse_args(["log", *arguments])
    assert ended.value.code == 2


def test_the_command_from_nothing_to_a_found_change(tmp_path):
    """On an installation of its own, as whoever runs the machine would."""
    assert "not up to date" in lanyard(tmp_path, "log", "verify").stderr
    assert lanyard(tmp_path, "migrate").returncode == 0
    done = lanyard(tmp_path, "log", "show")
    assert (done.returncode, done.stdout) == (0, "There are no entries.\n")
    for name in ("first", "second"):
        assert lanyard(tmp_path, "log", "checkpoint", "--out", str(tmp_path / name)).returncode == 0
    done = lanyard(tmp_path, "log", "verify", "--checkpoint", str(tmp_path / "first"), "--checkpoint", str(tmp_path / "second"))
    assert (done.returncode, done.stderr) == (0, "")
    import sqlite3

    with sqlite3.connect(tmp_path / "data" / "lanyard.sqlite3") as database:
        database.execute("UPDATE records_event SET at = '2020-01-01 00:00:00' WHERE kind = 'checkpoint signed'")
    database.close()
    done = lanyard(tmp_path, "log", "verify", "--checkpoint", str(tmp_path / "second"))
    assert done.returncode == 1
    assert "Entry 0 does not say what it said" in done.stdout
