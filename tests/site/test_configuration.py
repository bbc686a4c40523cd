"""What an installation is told from outside, and what it refuses to be told."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from django.db.utils import ConnectionHandler

from lanyard.site import configuration
from lanyard.site.configuration import ConfigurationError
from tests.proof.authority import DAY, certificate

ROOT = Path(__file__).parents[2]


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_the_secret_is_made_once_and_readable_by_its_owner_only(tmp_path):
    told = {"LANYARD_DATA": str(tmp_path / "data")}
    key = configuration.secret_key(told)
    assert len(key) > 80
    assert configuration.secret_key(told) == key
    assert mode(tmp_path / "data") == 0o700
    assert mode(tmp_path / "data" / "secret-key") == 0o600
    assert [each.name for each in (tmp_path / "data").iterdir()] == ["secret-key"]


def test_a_secret_made_by_another_process_meanwhile_wins(tmp_path, monkeypatch):
    path = tmp_path / "secret-key"

    def other_was_faster(source, target):
        path.write_text("o" * 60)
        raise FileExistsError

    monkeypatch.setattr(os, "link", other_was_faster)
    assert configuration.secret_key({"LANYARD_DATA": str(tmp_path)}) == "o" * 60


def test_a_secret_may_stand_elsewhere_and_must_be_long(tmp_path):
    file = tmp_path / "key"
    file.write_text("k" * 64)
    assert configuration.secret_key({"LANYARD_SECRET_FILE": str(file)}) == "k" * 64
    file.write_text("short")
    with pytest.raises(ConfigurationError, match="too short"):
        configuration.secret_key({"LANYARD_SECRET_FILE": str(file)})


def test_an_open_data_folder_is_closed(tmp_path):
    folder = tmp_path / "open"
    folder.mkdir(mode=0o755)
    configuration.make_private_folder(folder)
    assert mode(folder) == 0o700


def test_the_data_folder(tmp_path):
    assert configuration.data_folder({"LANYARD_DATA": str(tmp_path)}) == tmp_path
    assert configuration.data_folder({"LANYARD_DEMO": "1"}) == ROOT / "data"
    home = {"XDG_DATA_HOME": str(tmp_path)}
    assert configuration.data_folder(home) == tmp_path / "lanyard" / "school"
    assert configuration.data_folder({}) == Path.home() / ".local" / "share" / "lanyard" / "school"


@pytest.mark.django_db
def test_sqlite_is_set_to_keep_what_it_confirms(tmp_path):
    told = configuration.database({"LANYARD_DATA": str(tmp_path)})
    connection = ConnectionHandler({"default": told})["default"]
    try:
        with connection.cursor() as cursor:
            found = {name: cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in PRAGMAS}
    finally:
        connection.close()
    assert found == PRAGMAS
    assert told["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert told["CONN_MAX_AGE"] is None


#: 2 is FULL; the wait is in milliseconds.
PRAGMAS = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1, "busy_timeout": 20000}


def test_a_database_url_names_a_server_or_a_file(tmp_path):
    told = configuration.database({"DATABASE_URL": "postgresql://lan%40yard:p%2Fw@db.example.org:5433/sch%6Fol?sslmode=require"})
    assert told["ENGINE"] == "django.db.backends.postgresql"
    assert (told["USER"], told["PASSWORD"], told["HOST"], told["PORT"]) == ("lan@yard", "p/w", "db.example.org", "5433")
    assert (told["NAME"], told["OPTIONS"]) == ("school", {"sslmode": "require"})
    assert configuration.database({"DATABASE_URL": "postgres:///school"})["HOST"] == ""
    assert configuration.database({"DATABASE_URL": "postgresql:///school?host=/run/postgresql"})["OPTIONS"] == {
        "host": "/run/postgresql"
    }
    assert configuration.database({"DATABASE_URL": f"sqlite://{tmp_path}/own.sqlite3"})["NAME"] == tmp_path / "own.sqlite3"


@pytest.mark.parametrize("url", ["mysql://db/school", "school", "postgresql://db:port/school", "postgresql://db"])
def test_a_database_url_that_makes_no_sense_is_refused(url):
    with pytest.raises(ConfigurationError):
        configuration.database({"DATABASE_URL": url})


def test_other_machines_need_https():
    assert configuration.address({}) == "http://127.0.0.1:8000"
    assert configuration.address({"LANYARD_URL": "https://lanyard.example.org/"}) == "https://lanyard.example.org"
    for url in ("http://lanyard.example.org", "http://10.0.0.1", "lanyard.example.org", "ftp://127.0.0.1"):
        with pytest.raises(ConfigurationError):
            configuration.address({"LANYARD_URL": url})


def test_hosts_that_are_answered():
    loopback = ["localhost", "127.0.0.1", "[::1]"]
    assert configuration.allowed_hosts({}) == loopback
    assert configuration.allowed_hosts({"LANYARD_DEMO": "1", "LANYARD_HOSTS": "lanyard.example.org"}) == loopback
    told = {"LANYARD_URL": "https://lanyard.example.org", "LANYARD_HOSTS": "other.example.org, "}
    assert configuration.allowed_hosts(told) == ["lanyard.example.org", "other.example.org"]


@pytest.mark.parametrize(
    ("host", "expected"), [("127.0.0.1", True), ("127.9.9.9", True), ("::1", True), ("[::1]", True), ("LOCALHOST", True)]
)
def test_loopback(host, expected):
    assert configuration.is_loopback(host) is expected


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "10.0.0.1", "localhost.example.org", "", "127.0.0.1.example.org"])
def test_not_loopback(host):
    assert not configuration.is_loopback(host)


def settings_of(tmp_path: Path, **told: str) -> dict:
    """The settings of a fresh process that is told this."""
    wanted = [
        "SECURE",
        "SESSION_COOKIE_NAME",
        "SESSION_COOKIE_SECURE",
        "CSRF_COOKIE_NAME",
        "CSRF_COOKIE_SECURE",
        "CSRF_TRUSTED_ORIGINS",
        "SECURE_HSTS_SECONDS",
        "SECURE_SSL_REDIRECT",
        "DEMONSTRATION",
        "DEBUG",
    ]
    code = f"import json; from lanyard.site import settings as s; print(json.dumps({{n: getattr(s, n) for n in {wanted}}}))"
    environ = {"PATH": os.environ["PATH"], "LANYARD_DATA": str(tmp_path), **told}
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environ, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def test_a_school_on_https_keeps_its_cookies_to_https_and_its_host(tmp_path):
    told = settings_of(tmp_path, LANYARD_URL="https://lanyard.example.org")
    assert told["SECURE"] and told["SESSION_COOKIE_SECURE"] and told["CSRF_COOKIE_SECURE"] and told["SECURE_SSL_REDIRECT"]
    assert (told["SESSION_COOKIE_NAME"], told["CSRF_COOKIE_NAME"]) == ("__Host-lanyard", "__Host-lanyard-form")
    assert told["CSRF_TRUSTED_ORIGINS"] == ["https://lanyard.example.org"]
    assert told["SECURE_HSTS_SECONDS"] >= 31536000
    assert not told["DEMONSTRATION"] and not told["DEBUG"]


def test_a_demonstration_is_plain_http_on_this_machine(tmp_path):
    told = settings_of(tmp_path, LANYARD_DEMO="1", LANYARD_URL="https://lanyard.example.org")
    assert told["DEMONSTRATION"] and not told["SECURE"] and not told["DEBUG"]
    assert told["SESSION_COOKIE_NAME"] == "lanyard"
    assert told["SECURE_HSTS_SECONDS"] == 0


def test_a_start_that_was_killed_leaves_nothing_in_the_way_of_the_next(tmp_path, monkeypatch):
    (tmp_path / f"secret-key.{os.getpid()}.part").touch()
    assert len(configuration.secret_key({"LANYARD_DATA": str(tmp_path)})) > 80


def test_a_secret_that_cannot_be_read_is_said_plainly(tmp_path):
    with pytest.raises(ConfigurationError, match="cannot be read or made"):
        configuration.secret_key({"LANYARD_SECRET_FILE": str(tmp_path / "no" / "key")})
    file = tmp_path / "key"
    file.write_bytes(b"\xff" * 60)
    with pytest.raises(ConfigurationError, match="is not a secret key"):
        configuration.secret_key({"LANYARD_SECRET_FILE": str(file)})


class TestTimestamps:
    @pytest.fixture
    def roots(self, tmp_path):
        """A file with a root certificate."""
        key = ec.generate_private_key(ec.SECP256R1())
        now = datetime.now(UTC)
        made = certificate("Sample Root", key, "Sample Root", key, now - DAY, now + DAY, None)
        path = tmp_path / "roots.pem"
        path.write_bytes(made.public_bytes(Encoding.PEM))
        return path

    @pytest.fixture
    def told(self, roots):
        return {"LANYARD_TIMESTAMPS": "https://time.example.org:8443/tsa?a=b", "LANYARD_TIMESTAMPS_ROOTS": str(roots)}

    def test_nobody_is_asked_by_default_and_never_in_a_demonstration(self, told):
        nobody = {"TIMESTAMPS": "", "TIMESTAMPS_ROOTS": ()}
        assert configuration.timestamps({}) == configuration.timestamps({"LANYARD_TIMESTAMPS": ""}) == nobody
        assert configuration.timestamps({**told, "LANYARD_DEMO": "1"}) == nobody

    @pytest.mark.parametrize(
        "address", ["https://time.example.org/tsa", "http://127.0.0.1:9/tsa", "http://[::1]/", "http://localhost"]
    )
    def test_an_authority_and_its_roots(self, told, roots, address):
        roots.write_bytes(roots.read_bytes() * 2)
        found = configuration.timestamps({**told, "LANYARD_TIMESTAMPS": address})
        assert found["TIMESTAMPS"] == address
        assert len(found["TIMESTAMPS_ROOTS"]) == 2

    @pytest.mark.parametrize(
        ("change", "words"),
        [
            ({"LANYARD_TIMESTAMPS": ""}, "go together"),
            ({"LANYARD_TIMESTAMPS_ROOTS": ""}, "go together"),
            ({"LANYARD_TIMESTAMPS": "time.example.org"}, "whole address"),
            ({"LANYARD_TIMESTAMPS": "ftp://time.example.org"}, "whole address"),
            ({"LANYARD_TIMESTAMPS": "https://"}, "whole address"),
            ({"LANYARD_TIMESTAMPS": "https://me:s3cret@time.example.org/"}, "without a user name"),
            ({"LANYARD_TIMESTAMPS": "https://time.example.org/a b"}, "whole address"),
            ({"LANYARD_TIMESTAMPS": "https://time.example.org/\r\nX: y"}, "whole address"),
            ({"LANYARD_TIMESTAMPS": "https://time.example.org/#here"}, "whole address"),
            ({"LANYARD_TIMESTAMPS": "https://time.example.org:many/"}, "port"),
            ({"LANYARD_TIMESTAMPS": "https://[::1/"}, "host"),
            ({"LANYARD_TIMESTAMPS": "http://time.example.org/"}, "https://"),
            ({"LANYARD_TIMESTAMPS_ROOTS": "/nowhere/roots.pem"}, "cannot be read"),
            ({"LANYARD_TIMESTAMPS_ROOTS": "/"}, "cannot be read"),
        ],
    )
    def test_what_cannot_be_meant_is_refused(self, told, change, words):
        with pytest.raises(ConfigurationError, match=words) as refusal:
            configuration.timestamps({**told, **change})
        assert "s3cret" not in str(refusal.value)

    @pytest.mark.parametrize("held", [b"", b"no certificate", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"])
    def test_a_file_without_certificates_is_refused(self, told, roots, held):
        roots.write_bytes(held)
        with pytest.raises(ConfigurationError, match="holds no certificates"):
            configuration.timestamps(told)

    def test_a_start_with_a_wrong_one_says_so_in_plain_words(self, tmp_path):
        told = {**os.environ, "LANYARD_DATA": str(tmp_path), "LANYARD_TIMESTAMPS": "https://time.example.org/"}
        told["DJANGO_SETTINGS_MODULE"] = "lanyard.site.settings"
        command = [sys.executable, "-c", "import sys; from lanyard.cli import main; sys.exit(main())", "migrate"]
        done = subprocess.run(command, env=told, cwd=ROOT, capture_output=True, text=True)
        assert done.returncode == 1
        assert "go together" in done.stderr
        assert "Traceback" not in done.stderr
