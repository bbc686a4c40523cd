"""Threads of several processes send at once, on a real database: each stored once, no gap, no error, all whole afterwards.

The full measure of 8 senders with 1,000 reports each is ``python -m bench.intake``.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.records.log.test_at_once import rows
from tests.repository import ROOT

PROCESSES, THREADS, EACH = 2, 4, 10


def start(folder: Path, url: str | None, *arguments: object) -> subprocess.Popen:
    told = {"PATH": os.environ["PATH"], "HOME": str(folder), "LANYARD_DATA": str(folder), "LANYARD_LOG": "quiet"}
    environment = {**told, "DATABASE_URL": url} if url else told
    command = [sys.executable, "-m", "tests.concerns.sending", *map(str, arguments)]
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)


def said(folder: Path, url: str | None, *arguments: object) -> str:
    process = start(folder, url, *arguments)
    told = process.communicate(timeout=300)[0]
    assert process.returncode == 0
    return told.strip()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def place(request, tmp_path) -> tuple[Path, str | None]:
    """A school that takes reports, in a database of its own."""
    url = request.getfixturevalue("postgres_url") if request.param == "postgres" else None
    if url:
        import psycopg

        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("DROP DATABASE IF EXISTS sending")
            connection.execute("CREATE DATABASE sending")
        url = url.rpartition("/")[0] + "/sending"
    said(tmp_path, url, "prepare")
    return tmp_path, url


def send_at_once(folder: Path, url: str | None, *how: str) -> list[dict]:
    """What every thread of every process was told of what it sent, in no order."""
    processes = [start(folder, url, "send", THREADS, EACH, *how) for _ in range(PROCESSES)]
    try:
        for process in processes:
            assert process.stdout.readline() == "ready\n"
        (folder / "go").touch()
        told = [json.loads(process.communicate(timeout=300)[0]) for process in processes]
    finally:
        for process in processes:
            process.kill()
    assert [each["trouble"] for each in told] == [[], []]
    sent = [one for each in told for one in each["told"]]
    assert len(sent) == PROCESSES * THREADS * EACH
    return sent


def test_one_draft_that_all_send_at_once_makes_one_case_and_gives_all_the_same_receipt(place):
    sent = send_at_once(*place, "plain", "pressed")
    assert len({one["receipt"] for one in sent}) == len({one["case"] for one in sent}) == EACH
    assert sum(one["new"] for one in sent) == EACH
    assert rows(*place, "SELECT sequence FROM concerns_case ORDER BY sequence") == [(n,) for n in range(1, EACH + 1)]
    assert rows(*place, "SELECT last FROM concerns_casecounter") == [(EACH,)]
    assert json.loads(said(*place, "check")) == []


def test_every_report_is_stored_once_and_all_is_whole(place):
    folder, url = place
    sent = send_at_once(folder, url)
    count = PROCESSES * THREADS * EACH
    assert len({one["receipt"] for one in sent}) == len({one["case"] for one in sent}) == count
    numbers = rows(folder, url, "SELECT sequence FROM concerns_case ORDER BY sequence")
    assert numbers == [(number,) for number in range(1, count + 1)]
    assert rows(folder, url, "SELECT count(*) FROM concerns_reportreceipt") == [(count,)]
    assert rows(folder, url, "SELECT last FROM concerns_casecounter") == [(count,)]
    assert rows(folder, url, "SELECT count(DISTINCT number) - max(number) FROM records_logentry") == [(1,)]
    assert json.loads(said(folder, url, "check")) == []
