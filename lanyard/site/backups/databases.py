"""Copies of the database, made while the service goes on writing, and put back."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import subprocess
from pathlib import Path
from typing import Any

from lanyard.site.configuration import ConfigurationError

from .files import sync


def copy_sqlite(source: Path, target: Path) -> None:
    """Copy a SQLite database that others are writing to, as it is at one moment, and check the copy.

    All pages are copied in one step: nobody is kept from writing meanwhile, and nobody's writing makes
    it begin again. Raises ``ConfigurationError`` for a copy that is not whole, and ``OSError``.
    """
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))
    try:
        with contextlib.closing(sqlite3.connect(source, timeout=60)) as old, contextlib.closing(sqlite3.connect(target)) as new:
            old.execute("PRAGMA query_only=ON")
            old.backup(new, pages=-1)
            # One file, without another beside it; the service turns this on again by itself.
            new.execute("PRAGMA journal_mode=DELETE")
            found = [row[0] for row in new.execute("PRAGMA integrity_check(1)")]
            strays = new.execute("PRAGMA foreign_key_check").fetchone()
    except sqlite3.Error as error:
        raise ConfigurationError(f"The database could not be copied ({type(error).__name__}). Run “lanyard check”.") from error
    if found != ["ok"] or strays:
        raise ConfigurationError("The copy of the database is not whole, so this is no backup. Run “lanyard check”.")
    sync(target)


def dump_postgres(told: dict[str, Any], target: Path) -> None:
    """Have ``pg_dump`` write a PostgreSQL database to a new file, as it is at one moment."""
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))
    _run("pg_dump", told, "--format=custom", "--no-owner", "--no-privileges", f"--file={target}")
    sync(target)


def load_postgres(told: dict[str, Any], source: Path) -> None:
    """Have ``pg_restore`` fill an empty PostgreSQL database: all of it, or nothing."""
    options = ("--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges")
    _run("pg_restore", told, *options, str(source))


def check_empty_postgres(told: dict[str, Any]) -> None:
    """Refuse a PostgreSQL database that has tables, or cannot be reached; raises ``ConfigurationError``."""
    import psycopg

    find_program("pg_restore")
    try:
        with psycopg.connect(_conninfo(told), password=_password(told)) as connection:
            tables = connection.execute(
                "SELECT count(*) FROM information_schema.tables WHERE table_schema NOT IN ('pg_catalog', 'information_schema')"
            ).fetchone()
    except psycopg.Error as error:
        raise ConfigurationError(f"The database of DATABASE_URL cannot be used ({type(error).__name__}).") from error
    if tables != (0,):
        raise ConfigurationError("The database of DATABASE_URL is not empty. Make a new one and name that. Nothing was changed.")


def find_program(name: str) -> str:
    """Where a program of PostgreSQL is; raises ``ConfigurationError`` with what to do when it is not there."""
    found = shutil.which(name)
    if found is None:
        raise ConfigurationError(
            f"The program {name} is not on this machine. Install the client programs of PostgreSQL (on Debian and Ubuntu: "
            "postgresql-client), of the server’s version or newer."
        )
    return found


def _run(name: str, told: dict[str, Any], *arguments: str) -> None:
    program = find_program(name)
    # The password goes by the environment: arguments can be read by everybody on the machine.
    environment = {**os.environ, "PGPASSWORD": _password(told), "LC_ALL": "C"}
    command = [program, *arguments, "--no-password", f"--dbname={_conninfo(told)}"]
    done = subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return
    if "version mismatch" in done.stderr or "unsupported version" in done.stderr:
        raise ConfigurationError(f"{name} is older than the server or the backup. Install that of the same version or newer.")
    # What it said is not repeated: it may hold rows.
    raise ConfigurationError(f"{name} ended with code {done.returncode}. See that the server runs and the disk has room.")


def _conninfo(told: dict[str, Any]) -> str:
    """How the programs reach the database: all but the password."""
    from psycopg.conninfo import make_conninfo

    parts = {"dbname": told["NAME"], "user": told["USER"], "host": told["HOST"], "port": told["PORT"]}
    options = {name: value for name, value in told["OPTIONS"].items() if name != "password"}
    return make_conninfo(**{name: value for name, value in parts.items() if value}, **options)


def _password(told: dict[str, Any]) -> str:
    return str(told["PASSWORD"] or told["OPTIONS"].get("password") or os.environ.get("PGPASSWORD", ""))
