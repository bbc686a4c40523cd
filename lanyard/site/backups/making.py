"""Making a backup while the service runs: first the database, then the keys and files that it may name, the list last."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.db import connection

from lanyard import __version__
from lanyard.concerns.queries.sealed import sealed_files
from lanyard.concerns.store import blobs
from lanyard.proof.blobs import NotWhole
from lanyard.records.log.checkpoints import sign_checkpoint
from lanyard.records.models import Checkpoint
from lanyard.site.configuration import ConfigurationError

from .databases import copy_sqlite, dump_postgres, find_program
from .files import Progress, Written, make_folder, measure, pieces_of, sync, sync_folders, write_new
from .manifest import BESIDE, KEY, MARK, NAME, POSTGRES, SQLITE, Manifest, as_text, blob_name


class Made(NamedTuple):
    """A backup that was made: its list, and the SHA-256 of that in hex."""

    manifest: Manifest
    sha256: str


def check_target(folder: Path, data: Path) -> None:
    """Refuse a folder for a backup that holds something or lies with the data; raises ``ConfigurationError``."""
    if folder == data or data in folder.parents or folder in data.parents:
        raise ConfigurationError(
            f"{folder} is not apart from the data folder {data}. Keep backups elsewhere, best on another disk."
        )
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ConfigurationError(f"{folder} holds something already. Give a new folder, or an empty one.")


def make_backup(folder: Path, *, at: datetime.datetime, progress: Progress) -> Made:
    """Back the whole installation up into a new or empty folder.

    ``at`` is the moment. Sealed files that cannot be read are left out and named in ``missing``; locked
    ones are left out and counted (2.7.4). Raises ``ConfigurationError`` and ``OSError``; a backup that
    broke off has no list and so is none.
    """
    check_target(folder, settings.DATA)
    if connection.vendor != "sqlite":
        find_program("pg_dump")
    make_folder(folder)
    folder.chmod(0o700)
    signed = sign_checkpoint(reason="hand", of=f"backup {at.isoformat()}", at=at)
    database = _copy_database(folder)
    files = {database: measure(folder / database)}
    # After the database: a key, and a sealed file, is on the disk before a row that needs it.
    for name in _beside():
        make_folder((folder / name).parent)
        files[name] = write_new(folder / name, pieces_of(settings.DATA / name))
    missing = _copy_sealed(folder, files, progress)
    made = _manifest(signed, files, missing, at=at)
    sync_folders(folder)
    written = write_new(folder / NAME, [as_text(made).encode()])
    sync(folder)
    return Made(made, written.sha256)


def not_copied() -> list[str]:
    """The names of what lies in the data folder and is none of the service's: it goes into no backup."""
    ours = {*BESIDE, "keys", "evidence", "setting-up", "writers.lock", "cache", "outbox", "lost+found"}
    there = (each.name for each in settings.DATA.iterdir())
    return sorted(name for name in there if name not in ours and not name.startswith(SQLITE) and not name.endswith(".part"))


def _copy_database(folder: Path) -> str:
    told = settings.DATABASES["default"]
    if connection.vendor == "sqlite":
        copy_sqlite(Path(connection.settings_dict["NAME"]), folder / SQLITE)
        return SQLITE
    dump_postgres(told, folder / POSTGRES)
    return POSTGRES


def _beside() -> list[str]:
    """The names of the files beside the database, and of the keys."""
    keys = sorted(f"keys/{each.name}" for each in (settings.DATA / "keys").iterdir() if KEY.fullmatch(each.name))
    return [name for name in BESIDE if (settings.DATA / name).exists()] + keys


def _copy_sealed(folder: Path, files: dict[str, Written], progress: Progress) -> list[str]:
    """Copy each sealed file that is not locked; the names of those that cannot be read."""
    names, missing = sealed_files()[0], []
    for number, blob in enumerate(names, 1):
        target = folder / blob_name(blob)
        make_folder(target.parent)
        try:
            written = write_new(target, _ciphertext(blob))
            if written.sha256 != blob:
                raise NotWhole
            files[blob_name(blob)] = written
        except NotWhole:
            target.unlink(missing_ok=True)
            missing.append(blob)
        progress(number, len(names))
    for parent in {(folder / blob_name(blob)).parent for blob in missing}:
        # A folder that nothing went into is no part of a backup.
        if not os.listdir(parent):
            parent.rmdir()
    if missing and not any(name.startswith("evidence/") for name in files):
        (folder / "evidence").rmdir()
    return missing


def _ciphertext(blob: str) -> Iterator[bytes]:
    """A sealed file as it lies on the disk; a disk that cannot read it is told apart from one that cannot be written to."""
    pieces = blobs().fetch(blob)
    while True:
        try:
            piece = next(pieces, None)
        except OSError as error:
            raise NotWhole("the blob cannot be read") from error
        if piece is None:
            return
        yield piece


def _manifest(signed: Checkpoint, files: dict[str, Written], missing: list[str], *, at: datetime.datetime) -> Manifest:
    locked = sealed_files()[1]
    if any(blob_name(blob) in files for blob in locked):
        raise ConfigurationError(
            "A file was locked (2.7.4) while it was being copied. This is no backup: delete what was written, and make another."
        )
    return Manifest(
        version=__version__,
        made_at=at.astimezone(datetime.UTC).isoformat(timespec="seconds"),
        kind=(settings.DATA / MARK).read_text(encoding="ascii").strip(),
        files=files,
        locked=len(locked),
        missing=missing,
        size=signed.size,
        root=bytes(signed.root).hex(),
        note=signed.note,
    )
