"""What an installation is told from outside: its folder, secret, database and address.

Read once by ``settings`` and by ``lanyard demo`` and ``lanyard serve``, so that both agree.
"""

from __future__ import annotations

import ipaddress
import os
import secrets
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, unquote, urlsplit

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

PROJECT = Path(__file__).resolve().parents[2]
LOOPBACK_NAMES = ("localhost", "127.0.0.1", "[::1]")


class ConfigurationError(Exception):
    """The installation was told something that it cannot work with; the message says what to do."""


def is_demonstration(environ=os.environ) -> bool:
    """Whether this process serves invented people only."""
    return environ.get("LANYARD_DEMO") == "1"


def data_folder(environ=os.environ, *, demonstration: bool | None = None) -> Path:
    """The folder that holds everything an installation must keep.

    ``LANYARD_DATA`` names it. Otherwise a demonstration that runs from a checkout keeps it
    beside the code; a school, and an installed package, keep it in the account's own data
    folder. Demonstrations and schools never share one.
    """
    if told := environ.get("LANYARD_DATA"):
        return Path(told).expanduser().resolve()
    if demonstration is None:
        demonstration = is_demonstration(environ)
    if demonstration and (PROJECT / "pyproject.toml").exists():
        return PROJECT / "data"
    home = environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(home) / "lanyard" / ("demonstration" if demonstration else "school")


def make_private_folder(folder: Path) -> Path:
    """Create ``folder`` so that only this account can look into it."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if folder.stat().st_mode & 0o077:
        folder.chmod(0o700)
    return folder


def secret_key(environ=os.environ) -> str:
    """The key that signs sessions and forms: made once, readable by this account alone."""
    told = environ.get("LANYARD_SECRET_FILE")
    path = Path(told) if told else make_private_folder(data_folder(environ)) / "secret-key"
    try:
        if not path.exists():
            write_once(path, secrets.token_urlsafe(64))
        key = path.read_text(encoding="ascii").strip()
    except OSError as error:
        raise ConfigurationError(
            f"The secret key {path} cannot be read or made: {error.strerror}. "
            "LANYARD_SECRET_FILE must name a file in a folder that is there and that this account may use."
        ) from error
    except UnicodeDecodeError as error:
        raise ConfigurationError(f"{path} is not a secret key. Remove it and start again to have a new one made.") from error
    if len(key) < 50:
        raise ConfigurationError(f"{path} is too short to be a secret key. Remove it and start again to have a new one made.")
    return key


def write_once(path: Path, text: str) -> None:
    """Write a new file whole or not at all; of two processes that race, the first wins."""
    # By chance, not by process: in a container every start has the same number, and one may have been killed here.
    part = path.with_name(f"{path.name}.{secrets.token_hex(8)}.part")
    with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
        file.write(text + "\n")
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(part, path)
    except FileExistsError:
        pass
    finally:
        part.unlink()


def database(environ=os.environ) -> dict:
    """Django's settings of the database: SQLite in the data folder, or what ``DATABASE_URL`` names."""
    url = environ.get("DATABASE_URL")
    if not url:
        return sqlite(data_folder(environ) / "lanyard.sqlite3")
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return sqlite(Path(unquote(parts.path)))
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ConfigurationError(
            "DATABASE_URL must start with postgresql:// or sqlite://. Leave it out to keep the data in a file."
        )
    try:
        port = parts.port
    except ValueError as error:
        raise ConfigurationError("The port in DATABASE_URL is not a number.") from error
    name = unquote(parts.path.lstrip("/"))
    if not name:
        raise ConfigurationError("DATABASE_URL names no database: end it with /NAME.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(port or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": dict(parse_qsl(parts.query)),
    }


def sqlite(path: Path) -> dict:
    """SQLite set so that a receipt survives a power cut and writers queue instead of failing.

    ``IMMEDIATE`` takes the write lock when a transaction starts: with the default, three
    out of four read-then-write transactions failed under eight writers.
    """
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON;"
            ),
        },
    }


def has_worker(environ=os.environ) -> bool:
    """Whether the processes that answer also do the jobs (``LANYARD_WORKER=off`` says no)."""
    told = environ.get("LANYARD_WORKER", "on")
    if told not in {"on", "off"}:
        raise ConfigurationError("LANYARD_WORKER is on or off. Say off where “lanyard work” runs by itself.")
    return told == "on"


def address(environ=os.environ) -> str:
    """The address people type, without a slash at the end (``LANYARD_URL``)."""
    url = environ.get("LANYARD_URL", "http://127.0.0.1:8000").rstrip("/")
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ConfigurationError("LANYARD_URL must be a whole address, such as https://lanyard.example.org")
    if parts.scheme == "http" and not is_loopback(parts.hostname):
        raise ConfigurationError(
            "LANYARD_URL must start with https:// because people will sign in from other machines. "
            "Only this machine's own address (127.0.0.1) may use http."
        )
    return url


def allowed_hosts(environ=os.environ) -> list[str]:
    """The host names a request may ask for. A demonstration answers to this machine's names only."""
    if is_demonstration(environ):
        return list(LOOPBACK_NAMES)
    host = urlsplit(address(environ)).hostname or ""
    more = [name.strip() for name in environ.get("LANYARD_HOSTS", "").split(",") if name.strip()]
    own = list(LOOPBACK_NAMES) if is_loopback(host) else [host]
    return own + more


def mail(environ=os.environ) -> dict[str, object]:
    """Django's settings of outgoing mail: the server that ``LANYARD_MAIL_URL`` names, or none at all.

    ``smtp://user:password@host:587`` turns to TLS before it says anything; ``smtps://`` begins with it.
    A demonstration never sends: it writes what it would send into a folder of its own.
    """
    if is_demonstration(environ):
        return {
            "SENDS_MAIL": True,
            "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "EMAIL_FILE_PATH": data_folder(environ) / "outbox",
            "DEFAULT_FROM_EMAIL": "lanyard@example.org",
        }
    url = environ.get("LANYARD_MAIL_URL")
    if not url:
        return {"SENDS_MAIL": False, "EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend", "EMAIL_HOST": ""}
    parts = urlsplit(url)
    sender = environ.get("LANYARD_MAIL_FROM", "")
    try:
        port = parts.port
    except ValueError as error:
        raise ConfigurationError("The port in LANYARD_MAIL_URL is not a number.") from error
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise ConfigurationError("LANYARD_MAIL_URL must be a mail server, such as smtp://user:password@mail.example.org:587")
    if "@" not in sender or any(mark in sender for mark in "\r\n"):
        raise ConfigurationError("LANYARD_MAIL_FROM must be the address that mails come from.")
    return {
        "SENDS_MAIL": True,
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": port or (465 if parts.scheme == "smtps" else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        # A server on this machine is reached without leaving it.
        "EMAIL_USE_TLS": parts.scheme == "smtp" and not is_loopback(parts.hostname),
        "EMAIL_TIMEOUT": 20,
        "DEFAULT_FROM_EMAIL": sender,
    }


def timestamps(environ=os.environ) -> dict[str, object]:
    """Whom to ask for timestamps (RFC 3161), and the certificates that are trusted for it; nobody by default.

    ``LANYARD_TIMESTAMPS`` is the authority’s address, ``LANYARD_TIMESTAMPS_ROOTS`` a PEM file. A
    demonstration never asks anybody.
    """
    url, roots = environ.get("LANYARD_TIMESTAMPS", ""), environ.get("LANYARD_TIMESTAMPS_ROOTS", "")
    if is_demonstration(environ) or not (url or roots):
        return {"TIMESTAMPS": "", "TIMESTAMPS_ROOTS": ()}
    if not (url and roots):
        raise ConfigurationError(
            "LANYARD_TIMESTAMPS and LANYARD_TIMESTAMPS_ROOTS go together: the address of a timestamp authority, and a file "
            "with the root certificates that are trusted for it. Set both, or neither."
        )
    try:
        parts = urlsplit(url)
        is_plain = parts.username is None and parts.port != 0 and url.isascii() and url.isprintable() and " " not in url
    except ValueError as error:
        raise ConfigurationError("LANYARD_TIMESTAMPS is not an address: its port or its host cannot be read.") from error
    if parts.scheme not in {"http", "https"} or not parts.hostname or not is_plain or parts.fragment:
        raise ConfigurationError(
            "LANYARD_TIMESTAMPS must be the whole address of a timestamp authority, without a user name or a password, "
            "such as https://timestamps.example.org/tsa"
        )
    if parts.scheme == "http" and not is_loopback(parts.hostname):
        raise ConfigurationError("LANYARD_TIMESTAMPS must start with https://. Only this machine's own address may use http.")
    return {"TIMESTAMPS": url, "TIMESTAMPS_ROOTS": _certificates(Path(roots))}


def _certificates(path: Path) -> tuple[Certificate, ...]:
    """The certificates in the file that ``LANYARD_TIMESTAMPS_ROOTS`` names. Raises ``ConfigurationError``."""
    # Only here: hardly any command needs it, and each would wait for it.
    from cryptography.x509 import InvalidVersion, load_pem_x509_certificates

    try:
        return tuple(load_pem_x509_certificates(path.read_bytes()))
    except OSError as error:
        raise ConfigurationError(f"LANYARD_TIMESTAMPS_ROOTS: {path} cannot be read: {error.strerror}.") from error
    except (ValueError, InvalidVersion) as error:
        raise ConfigurationError(
            f"LANYARD_TIMESTAMPS_ROOTS: {path} holds no certificates that can be read (PEM). "
            "The timestamp authority publishes its root certificate."
        ) from error


def is_loopback(host: str) -> bool:
    """Whether ``host`` can be reached from this machine only."""
    bare = host.strip("[]").lower()
    if bare == "localhost":
        return True
    try:
        return ipaddress.ip_address(bare).is_loopback
    except ValueError:
        return False
