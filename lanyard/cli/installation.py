"""The folder of an installation: whose it is, that Django starts on it, and that only one process sets it up."""

from __future__ import annotations

import contextlib
import fcntl
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from lanyard.site import configuration
from lanyard.site.configuration import ConfigurationError
from lanyard.site.shares import refuse_share

KIND_FILE = "installation"
DEMONSTRATION, SCHOOL = "demonstration", "school"

#: What an installation keeps in its folder whatever its database: by these a folder is known to be one.
OURS = (KIND_FILE, "secret-key", "lanyard.sqlite3")
LOCK_FILE = "setting-up"
#: Where a restore puts everything until it is whole. While it is there nothing is served from the folder.
RESTORING = "restoring"


def kind_here() -> str:
    """What the folder says it is, so that a second command need not be told again."""
    if configuration.is_demonstration():
        return DEMONSTRATION
    mark = configuration.data_folder() / KIND_FILE
    return DEMONSTRATION if mark.exists() and mark.read_text(errors="replace").strip() == DEMONSTRATION else SCHOOL


def open_folder(kind: str) -> Path:
    """Take the data folder for this kind of installation, and start Django on it.

    A folder is marked when it is first used, so that invented people never land in a
    school's data, nor real ones where anybody may sign in.
    """
    if kind == DEMONSTRATION:
        os.environ["LANYARD_DEMO"] = "1"
    else:
        os.environ.pop("LANYARD_DEMO", None)
    folder = configuration.data_folder()
    check_share(kind)
    try:
        check_ours(folder)
        configuration.make_private_folder(folder)
        _check_kind(folder, kind)
    except OSError as error:
        raise ConfigurationError(
            f"The data folder {folder} cannot be used: {error.strerror}. "
            "Set LANYARD_DATA to a folder that this account may write to."
        ) from error
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lanyard.site.settings")
    os.environ.setdefault("LANYARD_LOG", "quiet" if kind == DEMONSTRATION else "json")

    import django

    django.setup()
    return folder


def open_existing() -> Path:
    """Start Django on an installation that is there, and make none where there is not."""
    folder = configuration.data_folder()
    if not any((folder / name).exists() for name in OURS):
        raise ConfigurationError(f"There is no data of Lanyard in {folder}. Set LANYARD_DATA to the folder that holds it.")
    return open_folder(kind_here())


@contextlib.contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Wait until no other process sets this folder up: two that migrate at once would stop each other."""
    try:
        lock = open(folder / LOCK_FILE, "w", encoding="ascii")  # noqa: SIM115 - closed below
    except OSError as error:
        raise ConfigurationError(f"The data folder {folder} cannot be written to: {error.strerror}.") from error
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def check_share(kind: str) -> None:
    """Refuse SQLite on a network share. Of invented people it only warns: they have nothing to lose."""
    file = configuration.database()["NAME"]
    if not isinstance(file, Path):
        return
    try:
        refuse_share(file.resolve().parent)
    except ConfigurationError as refusal:
        if kind != DEMONSTRATION:
            raise
        print(f"lanyard: {refusal} A demonstration may stay there.", file=sys.stderr)


def check_ours(folder: Path) -> None:
    """Refuse a folder that other things live in: it would be closed to everybody else (``LANYARD_DATA=/tmp``)."""
    found = [each for each in os.listdir(folder) if each != "lost+found"] if folder.exists() else []
    if RESTORING in found:
        raise ConfigurationError(
            f"A restore into {folder} did not come to its end, so it is not opened. Empty the folder and restore again."
        )
    if found and not any(each.startswith(OURS) for each in found):
        raise ConfigurationError(
            f"{folder} holds other things and no data of Lanyard. Set LANYARD_DATA to a new folder, or to an empty one."
        )


def _check_kind(folder: Path, kind: str) -> None:
    mark = folder / KIND_FILE
    if not mark.exists():
        configuration.write_once(mark, kind)
    told = mark.read_text(encoding="ascii", errors="replace").strip()
    if told not in {DEMONSTRATION, SCHOOL}:
        raise ConfigurationError(
            f"{mark} is damaged, so it is not known whether this folder holds a school's data or a demonstration's. "
            f"Write the one word {SCHOOL} or {DEMONSTRATION} into it, whichever is true."
        )
    if told != kind:
        refuse_kind(str(folder), kind)


def refuse_kind(where: str, kind: str) -> None:
    """Refuse to open what is marked as the other kind; ``where`` names it. Raises ``ConfigurationError``."""
    other = SCHOOL if kind == DEMONSTRATION else DEMONSTRATION
    raise ConfigurationError(
        f"{where} holds a {other}'s data, so it is not opened as a {kind}. "
        f"Set LANYARD_DATA{' and DATABASE_URL' if os.environ.get('DATABASE_URL') else ''} to another place."
    )


def bring_up_to_date(kind: str) -> None:
    """Bring the database of an open installation to this release. Raises ``ConfigurationError``."""
    from django.core.management import call_command
    from django.db import DatabaseError, connection

    from lanyard.people.queries import kinds_of_school

    try:
        known = connection.introspection.table_names()
        if "people_school" in known and (kind != DEMONSTRATION) in kinds_of_school():
            refuse_kind("The database", kind)
        call_command("migrate", verbosity=0, interactive=False)
        # What all processes count together, such as tries at signing in.
        call_command("createcachetable", verbosity=0)
        call_command("clearsessions")
    except DatabaseError as error:
        raise ConfigurationError(
            f"The database cannot be used ({type(error).__name__}). "
            "Check that its file or server is there and that this account may write to it."
        ) from error
