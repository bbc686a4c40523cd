"""Several people want the same phone at the same moment, in real processes: one gets it, the others are told."""

from __future__ import annotations

import collections
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROUNDS, PEOPLE = 12, 4


def start(folder: Path, url: str | None, *arguments: str) -> subprocess.Popen:
    told = {"PATH": os.environ["PATH"], "HOME": str(folder), "LANYARD_DATA": str(folder), "LANYARD_LOG": "quiet"}
    environment = {**told, "DATABASE_URL": url} if url else told
    command = [sys.executable, "-m", "tests.practice.borrowing", *arguments]
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)


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


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def place(request, tmp_path) -> tuple[Path, str | None]:
    """A database of its own with things to borrow."""
    url = request.getfixturevalue("postgres_url") if request.param == "postgres" else None
    if url:
        import psycopg

        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("DROP DATABASE IF EXISTS lending")
            connection.execute("CREATE DATABASE lending")
        url = url.rpartition("/")[0] + "/lending"
    done = start(tmp_path, url, "prepare")
    done.communicate(timeout=300)
    assert done.returncode == 0
    return tmp_path, url


def test_one_gets_it_and_the_others_are_told(place):
    folder, url = place
    processes = [start(folder, url, "borrow", str(number)) for number in range(PEOPLE)]
    try:
        for process in processes:
            assert process.stdout.readline() == "ready\n"
        (folder / "go").touch()
        said = collections.Counter(line for process in processes for line in process.communicate(timeout=120)[0].split())
    finally:
        for process in processes:
            process.kill()
    assert [process.returncode for process in processes] == [0] * PEOPLE, "a refusal is an answer, never a fault"
    assert sum(said.values()) == 2 * ROUNDS * PEOPLE
    assert said["booked"] == said["picked"] == ROUNDS, "all their days overlap: one of them gets each"
    assert rows(folder, url, "SELECT count(*) FROM practice_loan WHERE picked_up_at IS NOT NULL")[0][0] == ROUNDS
    days = rows(folder, url, "SELECT equipment_id, day, count(*) FROM practice_loanday GROUP BY 1, 2 HAVING count(*) > 1")
    assert days == []
    booked = rows(folder, url, "SELECT count(*) FROM practice_loanstep WHERE act = 'booked'")[0][0]
    assert booked == rows(folder, url, "SELECT count(*) FROM practice_loan")[0][0] == ROUNDS * (PEOPLE + 1)
