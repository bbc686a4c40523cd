"""A PostgreSQL server of the tests' own: on a temporary folder, on the loopback, gone afterwards.

`python -m tests.support.postgres COMMAND…` runs a command with DATABASE_URL set to one, and
`python -m tests.support.postgres` alone says whether there is a PostgreSQL to start.
"""

from __future__ import annotations

import os
import pwd
import re
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

OLDEST = 15


class NoPostgres(LookupError):
    """There is no PostgreSQL server program on this machine, or it does not start."""


def major_version(folder: Path) -> int:
    """The version of the server program in a folder; 0 when there is none."""
    try:
        said = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return 0
    found = re.search(r"\b(\d+)(?:\.\d+|devel|beta|rc)", said)
    return int(found.group(1)) if found else 0


def find_programs() -> Path | None:
    """The folder of the newest PostgreSQL server that is new enough, Debian's places first."""
    folders = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/pg_ctl")]
    on_path = shutil.which("pg_ctl")
    if on_path:
        folders.append(Path(on_path).resolve().parent)
    versions = {folder: major_version(folder) for folder in folders}
    usable = [folder for folder, version in versions.items() if version >= OLDEST]
    return max(usable, key=versions.__getitem__, default=None)


def server_account() -> str | None:
    """As whom to run the server: PostgreSQL refuses root, so root lends it another account."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name).pw_name
        except KeyError:
            continue
    raise NoPostgres("PostgreSQL does not run as root, and there is no other account to lend it")


def free_port() -> int:
    """A port of the loopback that nothing listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def run(command: Sequence[object], folder: Path, account: str | None) -> None:
    """Runs one of PostgreSQL's programs as the server's account, in the server's folder."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=folder,
        user=account,
        group=pwd.getpwnam(account).pw_gid if account else None,
        extra_groups=[] if account else None,
        # Messages of initdb depend on the locale, the data must not.
        env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", "HOME": str(folder)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        log = folder / "log"
        more = log.read_text(errors="replace")[-2000:] if log.exists() else ""
        raise NoPostgres(f"PostgreSQL did not start:\n{done.stdout[-2000:]}{more}")


@contextmanager
def postgres_server() -> Iterator[str]:
    """Starts a server and yields the DATABASE_URL of an empty database in it."""
    programs = find_programs()
    if programs is None:
        raise NoPostgres(f"there is no PostgreSQL server, version {OLDEST} or newer, to start")
    account = server_account()
    folder = Path(tempfile.mkdtemp(prefix="lanyard-pg-", dir="/tmp"))
    try:
        if account:
            shutil.chown(folder, account)
        yield from serve(programs, folder, account)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def serve(programs: Path, folder: Path, account: str | None) -> Iterator[str]:
    """Makes a cluster in the folder, serves it, and stops it at once when the caller is done."""
    password, port, data = secrets.token_urlsafe(24), free_port(), folder / "data"
    secret = folder / "password"
    secret.write_text(password)
    if account:
        shutil.chown(secret, account)
    run(
        [programs / "initdb", "-D", data, "-U", "lanyard", "--auth=scram-sha-256",
         f"--pwfile={secret}", "--encoding=UTF8", "--locale=C", "--no-sync"],
        folder,
        account,
    )  # fmt: skip
    # Nothing here outlives the tests, so the server need not wait for the disk.
    settings = f"-p {port} -k {folder} -h 127.0.0.1 -F -c synchronous_commit=off -c full_page_writes=off"
    control = [programs / "pg_ctl", "-D", data, "-w"]
    run([*control, "-l", folder / "log", "-o", settings, "start"], folder, account)
    try:
        # The database "postgres" is always there; Django makes its test databases beside it.
        yield f"postgresql://lanyard:{password}@127.0.0.1:{port}/postgres"
    finally:
        run([*control, "-m", "immediate", "stop"], folder, account)


def main(command: Sequence[str]) -> int:
    """Runs the command with DATABASE_URL set; its exit code is ours."""
    try:
        if not command:
            return 0 if find_programs() else 1
        with postgres_server() as url:
            environment = {**os.environ, "DATABASE_URL": url}
            return subprocess.run(command, env=environment, check=False).returncode
    except NoPostgres as refusal:
        print(refusal, file=sys.stderr)
        return 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
