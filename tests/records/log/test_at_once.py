"""Threads of several real processes append at once, on a real database: no gap, no loss, no fork, no error."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.repository import ROOT

#: As in ``appending``, which starts Django when it is imported.
PROCESSES, THREADS, KEPT = 2, 4, 30


def start(folder: Path, url: str | None, *arguments: str) -> subprocess.Popen:
    told = {"PATH": os.environ["PATH"], "HOME": str(folder), "LANYARD_DATA": str(folder), "LANYARD_LOG": "quiet"}
    environment = {**told, "DATABASE_URL": url} if url else told
    command = [sys.executable, "-m", "tests.records.log.appending", *arguments]
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)


def said(folder: Path, url: str | None, *arguments: str) -> str:
    process = start(folder, url, *arguments)
    told = process.communicate(timeout=300)[0]
    assert process.returncode == 0
    return told.strip()


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
    """An empty log in a database of its own."""
    url = request.getfixturevalue("postgres_url") if request.param == "postgres" else None
    if url:
        import psycopg

        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("DROP DATABASE IF EXISTS appending")
            connection.execute("CREATE DATABASE appending")
        url = url.rpartition("/")[0] + "/appending"
    said(tmp_path, url, "prepare")
    return tmp_path, url


def test_numbers_have_no_gap_and_chains_have_no_fork(place):
    folder, url = place
    processes = [start(folder, url, "append") for _ in range(PROCESSES)]
    try:
        for process in processes:
            assert process.stdout.readline() == "ready\n"
        (folder / "go").touch()
        assert [process.communicate(timeout=300)[0] for process in processes] == ["done\n"] * PROCESSES
    finally:
        for process in processes:
            process.kill()
    count = PROCESSES * THREADS * KEPT
    assert rows(folder, url, "SELECT number FROM records_logentry ORDER BY number") == [(number,) for number in range(count)]
    assert rows(folder, url, "SELECT count(*) FROM records_event") == [(count,)]
    chains = rows(
        folder, url, "SELECT chain, min(chain_place), max(chain_place), count(*) FROM records_logentry GROUP BY 1 ORDER BY 1"
    )
    assert chains == [(f"case:{case}", 0, count // 2 - 1, count // 2) for case in range(2)]
    assert said(folder, url, "audit") == f"{count} 0"
