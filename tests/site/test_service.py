"""The commands that run the service, each in a process of its own, as a person runs them."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import socket
import sqlite3
import stat
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from http.cookiejar import CookieJar
from pathlib import Path
from typing import NamedTuple

import pytest

from lanyard.site.demonstration import CAST

ROOT = Path(__file__).parents[2]


def environ(folder: Path, **more: str) -> dict[str, str]:
    return {"PATH": os.environ["PATH"], "HOME": str(folder), "LANYARD_DATA": str(folder / "data"), **more}


def lanyard(folder: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run ``lanyard …`` to its end."""
    command = [sys.executable, "-m", "lanyard.cli", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environ(folder, **more), capture_output=True, text=True, timeout=120)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return found.getsockname()[1]


@contextlib.contextmanager
def running(folder: Path, command: str, port: int, **more: str) -> Iterator[str]:
    """A service that runs; its address as it printed it."""
    arguments = [sys.executable, "-m", "lanyard.cli", command, "--port", str(port)]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    process = subprocess.Popen(arguments, cwd=ROOT, env=environ(folder, **more), text=True, **pipes)
    try:
        line = process.stdout.readline()
        assert line, process.stderr.read()
        yield re.search(r"https?://\S+", line)[0]
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=30)


class Answer(NamedTuple):
    """What a server answered."""

    status: int
    headers: Mapping[str, str]
    body: str


def fetch(address: str, opener=None, data: bytes | None = None, **headers: str) -> Answer:
    """Ask as a browser does; an error is an answer too."""
    request = urllib.request.Request(address, data=data, headers=headers)
    try:
        given = (opener or urllib.request.build_opener()).open(request, timeout=20)
    except urllib.error.HTTPError as error:
        given = error
    with given:
        return Answer(given.status, given.headers, given.read().decode())


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "school.example.org"])
def test_a_demonstration_is_served_to_this_computer_only(host, tmp_path):
    done = lanyard(tmp_path, "demo", "--host", host)
    assert done.returncode == 1
    assert "this computer only" in done.stderr
    assert "--host 127.0.0.1" in done.stderr
    assert not (tmp_path / "data").exists()


def test_a_port_in_use_is_said_plainly(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = lanyard(tmp_path, "demo", "--port", str(port))
    assert done.returncode == 1
    assert f"Port {port} is in use" in done.stderr
    assert "--port" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("port", ["0", "65536", "http", "-1"])
def test_a_port_is_a_number(port, tmp_path):
    done = lanyard(tmp_path, "demo", f"--port={port}")
    assert done.returncode == 2
    assert "a port is a number from 1 to 65535" in done.stderr


def test_the_demonstration_from_nothing_to_an_answer_and_again(tmp_path):
    port = free_port()
    with running(tmp_path, "demo", port) as address:
        assert address == f"http://127.0.0.1:{port}/"
        jar = CookieJar()
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
        page = fetch(f"{address}sign-in/", opener).body
        assert page.count("lanyard-cast__button") == len(CAST)
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]
        adult = re.search(r'name="adult" value="(\d+)"', page)[1]
        home = fetch(f"{address}sign-in/as/", opener, f"csrfmiddlewaretoken={token}&adult={adult}".encode())
        assert home.status == 200
        assert "Signed in as" in home.body
        assert all(cookie.has_nonstandard_attr("HttpOnly") and not cookie.secure for cookie in jar)
        assert fetch(f"{address}sign-in/", Host="evil.example.org").status == 400
        assert fetch(f"{address}readyz").body == '{"status": "ready"}'
    data = tmp_path / "data"
    assert stat.S_IMODE(data.stat().st_mode) == 0o700
    for file in data.iterdir():
        assert stat.S_IMODE(file.stat().st_mode) & 0o077 == 0, file.name
    kept = counts(data)
    assert kept["people_adult"] == len(CAST)
    assert lanyard(tmp_path, "seed").returncode == 0
    assert counts(data) == kept
    again = lanyard(tmp_path, "serve", "--port", str(free_port()))
    assert again.returncode == 1
    assert "demonstration's data" in again.stderr


def counts(data: Path) -> dict[str, int]:
    tables = (
        "people_school",
        "people_account",
        "people_adult",
        "people_roleheld",
        "oversight_policyversion",
        "oversight_adoption",
    )
    with contextlib.closing(sqlite3.connect(data / "lanyard.sqlite3")) as connection:
        return {table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables}


ADOPT = """
import django; django.setup()
from tests.people.cast import make_school
from tests.site.conftest import adopt_sample
adopt_sample(make_school())
"""


class Stay(urllib.request.HTTPRedirectHandler):
    """Shows a redirect instead of following it."""

    def redirect_request(self, *args):
        return None


def test_a_school_is_served_over_https_by_way_of_a_server_in_front(tmp_path):
    told = {"LANYARD_URL": "https://lanyard.example.org", "DJANGO_SETTINGS_MODULE": "lanyard.site.settings"}
    assert lanyard(tmp_path, "migrate", **told).returncode == 0
    done = subprocess.run([sys.executable, "-c", ADOPT], cwd=ROOT, env=environ(tmp_path, **told), capture_output=True)
    assert done.returncode == 0, done.stderr
    port = free_port()
    with running(tmp_path, "serve", port, **told) as address:
        assert address == "https://lanyard.example.org/"
        stay, page = urllib.request.build_opener(Stay), f"http://127.0.0.1:{port}/sign-in/"
        plain = fetch(page, stay, Host="lanyard.example.org")
        assert (plain.status, plain.headers["Location"]) == (301, "https://lanyard.example.org/sign-in/")
        front = {"Host": "lanyard.example.org", "X-Forwarded-Proto": "https"}
        answer = fetch(f"http://127.0.0.1:{port}/help-now/", stay, **front)
        assert answer.status == 200
        assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"
        assert "Invented people" not in answer.body
        assert fetch(f"http://127.0.0.1:{port}/sign-in/as/", stay, b"adult=1", **front).status == 403
        assert fetch(f"http://127.0.0.1:{port}/readyz", stay, Host="lanyard.example.org").status == 200
        assert fetch(page, stay, Host="127.0.0.1").status == 400


def test_a_schools_folder_is_not_opened_as_a_demonstration(tmp_path):
    assert lanyard(tmp_path, "migrate").returncode == 0
    done = lanyard(tmp_path, "demo", "--port", str(free_port()))
    assert done.returncode == 1
    assert "holds a school's data" in done.stderr


def test_a_schools_database_is_not_opened_as_a_demonstration_either(tmp_path):
    url = f"sqlite://{tmp_path}/own.sqlite3"
    assert lanyard(tmp_path, "seed", DATABASE_URL=url).returncode == 0
    done = lanyard(tmp_path, "migrate", DATABASE_URL=url, LANYARD_DATA=str(tmp_path / "other"))
    assert done.returncode == 1
    assert "The database holds a demonstration's data" in done.stderr
    assert "DATABASE_URL" in done.stderr


def test_migrating_says_so(tmp_path):
    done = lanyard(tmp_path, "migrate")
    assert (done.returncode, done.stdout.strip()) == (0, "The database is up to date.")


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"DATABASE_URL": "mysql://db/school"}, "DATABASE_URL must start with"),
        ({"LANYARD_URL": "http://school.example.org"}, "must start with https://"),
        ({"LANYARD_DATA": "/dev/null/data"}, "cannot be used"),
        ({"DATABASE_URL": "sqlite:///nowhere/at/all.sqlite3"}, "The database cannot be used"),
        ({"LANYARD_SECRET_FILE": "/nowhere/at/all"}, "The secret key /nowhere/at/all cannot be read or made"),
    ],
)
def test_a_wrong_setting_is_said_plainly(told, said, tmp_path):
    done = lanyard(tmp_path, "migrate", **told)
    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_the_service_stops_when_it_is_told_to(tmp_path):
    port = free_port()
    began = time.monotonic()
    with running(tmp_path, "demo", port):
        pass
    assert time.monotonic() - began < 60
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0


def test_two_demonstrations_that_start_at_once_do_not_stop_each_other(tmp_path):
    command = [sys.executable, "-m", "lanyard.cli", "seed"]
    started = [
        subprocess.Popen(command, cwd=ROOT, env=environ(tmp_path), stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
        for _ in range(2)
    ]
    said = [each.communicate(timeout=120)[1] for each in started]
    assert [each.returncode for each in started] == [0, 0], said
    assert counts(tmp_path / "data")["people_adult"] == len(CAST)


def test_a_first_start_that_was_killed_is_completed_by_the_next(tmp_path):
    data = tmp_path / "data"
    first = subprocess.Popen([sys.executable, "-m", "lanyard.cli", "seed"], cwd=ROOT, env=environ(tmp_path))
    while first.poll() is None and not (data / "lanyard.sqlite3-wal").exists():
        time.sleep(0.02)
    first.kill()
    first.wait()
    done = lanyard(tmp_path, "seed")
    assert done.returncode == 0, done.stderr
    assert counts(data)["people_adult"] == len(CAST)


def test_a_folder_that_others_use_is_not_closed_to_them(tmp_path):
    data = tmp_path / "data"
    data.mkdir(mode=0o755)
    (data / "letters").mkdir()
    done = lanyard(tmp_path, "demo", "--port", str(free_port()))
    assert done.returncode == 1
    assert "holds other things" in done.stderr and "Traceback" not in done.stderr
    assert stat.S_IMODE(data.stat().st_mode) == 0o755


def test_a_damaged_mark_is_said_plainly(tmp_path):
    data = tmp_path / "data"
    data.mkdir()
    mark = data / "installation"
    mark.touch()
    done = lanyard(tmp_path, "migrate")
    assert done.returncode == 1
    assert f"{mark} is damaged" in done.stderr
    mark.unlink()
    mark.mkdir()
    done = lanyard(tmp_path, "migrate")
    assert done.returncode == 1
    assert "cannot be used" in done.stderr and "Traceback" not in done.stderr


#: What never reaches the application, by the status with which the server refuses it.
UNREADABLE = {
    400: "zorbly\r\n\r\n",
    414: f"GET /{'a' * 5000} HTTP/1.1\r\n\r\n",
    431: f"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nzorbly: {'a' * 9000}\r\n\r\n",
}


def say(port: int, words: str) -> str:
    """Send some bytes to the server, and what it answers until it closes."""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        connection.sendall(words.encode())
        heard = b""
        with contextlib.suppress(ConnectionResetError):
            while piece := connection.recv(65536):
                heard += piece
    return heard.decode()


def test_the_server_answers_head_without_a_warning_and_is_not_moved_by_a_header(tmp_path):
    port = free_port()
    with running(tmp_path, "demo", port) as address:
        request = urllib.request.Request(f"{address}help-now/", method="HEAD")
        with urllib.request.urlopen(request, timeout=20) as given:  # noqa: S310 - our own server
            assert given.status == 200 and int(given.headers["Content-Length"]) > 1000
        moved = fetch(f"{address}help-now/", SCRIPT_NAME="/elsewhere")
        assert moved.status == 200
        assert 'href="/elsewhere' not in moved.body
        for status, sent in UNREADABLE.items():
            head, _, body = say(port, sent).partition("\r\n\r\n")
            assert head.startswith(f"HTTP/1.1 {status} "), head
            assert "content-security-policy: " in head.lower() and "default-src 'none'" in head
            assert "x-content-type-options: nosniff" in head.lower()
            assert f"content-length: {len(body.encode())}" in head.lower()
            assert "We could not understand that request" in body
            assert "zorbly" not in body
