"""Workers that are really killed, on a real database file: nothing is lost, nothing is written twice."""

from __future__ import annotations

import collections
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
JOBS = 150


def environment(folder: Path, url: str | None) -> dict[str, str]:
    told = {"PATH": os.environ["PATH"], "HOME": str(folder), "LANYARD_DATA": str(folder), "LANYARD_LOG": "quiet"}
    return {**told, "DATABASE_URL": url} if url else told


def start(folder: Path, url: str | None, *arguments: str) -> subprocess.Popen:
    command = [sys.executable, "-m", "tests.records.working", *arguments]
    return subprocess.Popen(command, cwd=ROOT, env=environment(folder, url), stdout=subprocess.PIPE, text=True)


def started(folder: Path, url: str | None) -> subprocess.Popen:
    process = start(folder, url, "work")
    assert process.stdout.readline() == "working\n"
    return process


def kill(process: subprocess.Popen) -> None:
    process.send_signal(signal.SIGKILL)
    process.communicate()


def rows(folder: Path, url: str | None, query: str) -> list[tuple]:
    if url:
        import psycopg

        with psycopg.connect(url) as connection:
            return connection.execute(query).fetchall()
    connection = sqlite3.connect(folder / "lanyard.sqlite3", timeout=20)
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


def left(folder: Path, url: str | None) -> int:
    return rows(folder, url, "SELECT count(*) FROM records_job WHERE done_at IS NULL")[0][0]


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def queue(request, tmp_path) -> tuple[Path, str | None]:
    """A database of its own with jobs in it."""
    url = request.getfixturevalue("postgres_url") if request.param == "postgres" else None
    done = start(tmp_path, url, "prepare", str(JOBS))
    done.communicate(timeout=60)
    assert done.returncode == 0
    return tmp_path, url


def check_everything_is_done(folder: Path, url: str | None) -> None:
    halves = collections.Counter(rows(folder, url, "SELECT kind, CAST(about AS TEXT) FROM records_event"))
    assert len(halves) == 2 * JOBS
    assert set(halves.values()) == {1}, "what a handler writes is there once"
    told = collections.Counter((folder / "world").read_text().split())
    assert sorted(map(int, told)) == list(range(JOBS)), "nothing was forgotten"
    assert rows(folder, url, "SELECT count(*) FROM records_job WHERE dead_at IS NOT NULL")[0][0] == 0


def test_two_workers_killed_again_and_again_lose_nothing_and_repeat_nothing(queue):
    folder, url = queue
    chance = random.Random(20261122)
    processes = [started(folder, url), started(folder, url)]
    try:
        deadline = time.monotonic() + 90
        kills = 0
        while left(folder, url) and time.monotonic() < deadline:
            if kills < 6:
                time.sleep(chance.uniform(0.05, 0.3))
                victim = chance.randrange(2)
                kill(processes[victim])
                kills += 1
                processes[victim] = started(folder, url)
            else:
                time.sleep(0.1)
        assert left(folder, url) == 0
        assert kills >= 3
    finally:
        for process in processes:
            kill(process)
    check_everything_is_done(folder, url)


def test_two_workers_at_once_take_no_job_twice(queue):
    folder, url = queue
    processes = [started(folder, url), started(folder, url)]
    try:
        deadline = time.monotonic() + 90
        while left(folder, url) and time.monotonic() < deadline:
            time.sleep(0.1)
        for process in processes:
            process.send_signal(signal.SIGTERM)
    finally:
        for process in processes:
            kill(process)
    check_everything_is_done(folder, url)
    taken = rows(folder, url, "SELECT attempts, count(*) FROM records_job GROUP BY attempts")
    # A machine so busy that a lease runs out lets a job be taken again; what it writes is still there once.
    assert dict(taken).get(1, 0) >= 2 * JOBS * 0.9
