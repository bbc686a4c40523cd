"""``lanyard check``, and the one line with which ``lanyard serve`` says that something is wrong."""

from __future__ import annotations

import contextlib
import json
import signal
import sqlite3

import pytest

from lanyard.records.log.verifying import ends_as_kept
from lanyard.records.models import LogEntry, LogState
from tests.cli.backing_up import Home, manifest
from tests.site.test_service import free_port

WARNING = "lanyard: the records are not whole. Run “lanyard check” to see what was changed.\n"


def change(home: Home, statement: str) -> None:
    with contextlib.closing(sqlite3.connect(home.data / "lanyard.sqlite3")) as database:
        database.execute(statement)
        database.commit()


def served(home: Home) -> str:
    """What ``lanyard serve`` says on standard error until it is ready."""
    process = home.start("lanyard.cli", "serve", "--port", free_port(), "--workers", 1)
    try:
        assert "Lanyard is ready" in process.stdout.readline()
    finally:
        process.send_signal(signal.SIGINT)
        said = process.communicate(timeout=30)[1]
    return said


@pytest.mark.once
def test_all_is_whole(lived_in, kept, tmp_path):
    done = lived_in.lanyard("check")
    assert done.returncode == 0
    assert "The log is whole" in done.stdout and "School 1: every case and file is as it was written." in done.stdout
    (tmp_path / "kept").write_text(manifest(kept)["log"]["checkpoint"])
    done = lived_in.lanyard("check", "--checkpoint", tmp_path / "kept")
    assert done.returncode == 0 and "Held against a checkpoint from outside" in done.stdout
    (tmp_path / "wrong").write_text("words")
    done = lived_in.lanyard("check", "--checkpoint", tmp_path / "wrong")
    assert done.returncode == 1 and "no checkpoint in it" in done.stderr


@pytest.mark.once
def test_what_was_changed_is_said_in_ids_and_at_the_start_without(lived_in, tmp_path):
    home = lived_in.copy(tmp_path)
    assert WARNING not in served(home)
    (name,) = [name for name, locked in home.told()["evidence"].items() if locked]
    (home.data / "evidence" / name[:2] / name).unlink()
    change(home, "UPDATE concerns_casecounter SET last = last + 1")
    said = served(home)
    assert said.count(WARNING) == 1 and name not in said
    done = home.lanyard("check")
    assert done.returncode == 1
    said = " ".join(done.stdout.split())
    assert "The log is whole" in said and "School 1: not everything is as it was written." in said
    assert "The counter of cases is not where the log says." in said
    assert f"{name}: A sealed file is missing" in said, "no restore told of it, so somebody took it"
    found = json.loads(home.lanyard("check", "--json").stdout)
    assert (found["whole"], found["log"]["whole"]) == (False, True)
    assert {each["about"] for each in found["schools"][0]["findings"]} == {None, name}
    assert found["schools"][0]["remarks"] == []


@pytest.mark.django_db
@pytest.mark.parametrize("entries", [0, 1, 255, 256, 300, 700])
def test_a_look_at_the_end_of_the_log(entries):
    from lanyard.records.log import writing

    assert ends_as_kept()
    if not entries:
        return
    from django.db import transaction

    with transaction.atomic():
        writing._write(*writing.take_turn(), [writing._entry(number, writing.FILLER) for number in range(entries)])
    assert ends_as_kept()
    last = LogEntry.objects.get(number=entries - 1)
    if entries % 256:
        LogEntry.objects.filter(pk=last.pk).update(commitment=b"x" * 32)
        assert not ends_as_kept()
        LogEntry.objects.filter(pk=last.pk).update(commitment=last.commitment)
    state = LogState.objects.get()
    for wrong in ({"size": entries - 1}, {"size": entries + 1}, {"parts": b"x" * len(state.parts)}, {"parts": b""}):
        LogState.objects.update(**wrong)
        assert not ends_as_kept(), wrong
        LogState.objects.update(size=state.size, parts=state.parts)
    LogEntry.objects.filter(number=entries - 1).update(number=entries)
    assert not ends_as_kept()
