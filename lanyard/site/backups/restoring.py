"""Putting a backup back: proved first, put together aside, and moved into its place only when all of it is there."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lanyard.proof.keyfiles import BadKeyFile, read_or_make
from lanyard.proof.log.checkpoints import Checkpoint, LogSigner, NotACheckpoint, read_checkpoint
from lanyard.site.configuration import ConfigurationError

from .databases import check_empty_postgres
from .files import NotAFile, Progress, make_folder, pieces_of, sync, sync_folders, write_new
from .manifest import LOG_KEY, MARK, POSTGRES, SQLITE, Manifest, NotABackup, read_manifest, verify_files


def verify_backup(folder: Path) -> tuple[Manifest, Checkpoint]:
    """The list of a backup and the checkpoint in it, once every file is found as it was written.

    Nothing is written. Raises ``NotABackup`` with what is wrong, in words for people.
    """
    told = read_manifest(folder)
    verify_files(folder, told)
    try:
        signed = read_checkpoint(told.note, LogSigner(read_or_make(folder / LOG_KEY)).keys)
    except (BadKeyFile, NotACheckpoint) as error:
        raise NotABackup("Its checkpoint was not signed by the key of its log.") from error
    if (signed.size, signed.root.hex()) != (told.size, told.root):
        raise NotABackup("Its checkpoint is of another log than it says.")
    return told, signed


def check_place(target: Path, source: Path, told: Manifest, database: dict) -> None:
    """Refuse to restore over anything, or into a database of another kind; raises ``ConfigurationError``."""
    if target == source or source in target.parents or target in source.parents:
        raise ConfigurationError(f"{source} and the data folder {target} must be apart.")
    if target.exists() and (not target.is_dir() or any(each != "lost+found" for each in os.listdir(target))):
        raise ConfigurationError(
            f"{target} is not empty. Set LANYARD_DATA to a new folder, or to an empty one. Nothing was changed."
        )
    is_postgres = "postgresql" in database["ENGINE"]
    if is_postgres and told.database == SQLITE:
        raise ConfigurationError("This backup holds a SQLite database. Leave DATABASE_URL out to restore it.")
    if not is_postgres and told.database == POSTGRES:
        raise ConfigurationError("This backup holds a PostgreSQL database. Name an empty one with DATABASE_URL.")
    if is_postgres:
        check_empty_postgres(database)
    elif database["NAME"] != target / SQLITE:
        raise ConfigurationError("The database goes into the data folder. Leave DATABASE_URL out.")


@contextmanager
def put_together(target: Path, aside: Path) -> Iterator[None]:
    """Make the folder ``aside`` in ``target`` for the time of a restore; when it fails nothing of it is left.

    While ``aside`` is there nothing is served from ``target``, so that a restore that was killed is not taken for one.
    """
    was_there = target.exists()
    make_folder(target)
    target.chmod(0o700)
    aside.mkdir(mode=0o700)
    sync(target)
    try:
        yield
    except BaseException:
        shutil.rmtree(aside, ignore_errors=True)
        if not was_there:
            shutil.rmtree(target, ignore_errors=True)
        raise


def copy_files(source: Path, told: Manifest, aside: Path, progress: Progress) -> None:
    """Copy every file of a backup, measuring each once more. Raises ``NotABackup`` and ``OSError``."""
    names = sorted(told.files)
    for number, name in enumerate(names, 1):
        make_folder((aside / name).parent)
        try:
            found = write_new(aside / name, pieces_of(source / name))
        except NotAFile as error:
            raise NotABackup(f"{name} cannot be read.") from error
        if found != told.files[name]:
            raise NotABackup(f"{name} is not as it was written.")
        progress(number, len(names))
    sync_folders(aside)


def move_into_place(told: Manifest, aside: Path, target: Path) -> None:
    """Move what was restored to where it is served from, the mark of the installation last.

    The database must be closed. What else came to lie in ``aside`` meanwhile, such as locks, goes.
    """
    (aside / POSTGRES).unlink(missing_ok=True)
    tops = {name.split("/")[0] for name in told.files} - {POSTGRES, MARK}
    # With whatever SQLite keeps beside its file, should anything be left there.
    tops |= {each.name for each in aside.iterdir() if each.name.startswith(SQLITE)}
    sync_folders(aside)
    for name in (*sorted(tops), MARK):
        os.rename(aside / name, target / name)
    sync(target)
    shutil.rmtree(aside)
    sync(target)
