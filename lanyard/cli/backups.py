"""``lanyard backup`` and ``lanyard restore``: what they print, and in which order things are done."""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from lanyard.cli.installation import DEMONSTRATION, RESTORING, alone, bring_up_to_date, check_share, open_folder
from lanyard.cli.page import Page
from lanyard.cli.working import check_database
from lanyard.site import configuration
from lanyard.site.configuration import ConfigurationError

if TYPE_CHECKING:
    from lanyard.proof.log.checkpoints import Checkpoint
    from lanyard.site.backups.making import Made
    from lanyard.site.backups.manifest import Manifest


def add_parsers(commands) -> tuple[argparse.ArgumentParser, argparse.ArgumentParser]:
    """The parsers of ``lanyard backup`` and ``lanyard restore``."""
    backup = commands.add_parser(
        "backup",
        help="copy everything that the service keeps into a new folder",
        description="Copy the database, the keys and the sealed files into a new folder, while the service runs. Files that "
        "were locked because one may be an indecent image are left out (2.7.4).",
    )
    backup.add_argument("folder", type=Path, metavar="FOLDER", help="a new or empty folder, apart from the data folder")
    restore = commands.add_parser(
        "restore",
        help="put a backup back into a new data folder, and prove that it is whole",
        description="Prove that a backup is whole, put it into the folder of LANYARD_DATA, which must be new or empty, bring it "
        "up to date, and hold everything against its log. Nothing is written unless the backup is whole.",
    )
    restore.add_argument("folder", type=Path, metavar="FOLDER", help="the folder that lanyard backup made")
    return backup, restore


class Progress:
    """Says on standard error how far it is, at most once in two seconds."""

    def __init__(self) -> None:
        self._said = time.monotonic()

    def __call__(self, done: int, of: int) -> None:
        """So many files of so many are copied."""
        if time.monotonic() - self._said >= 2:
            self._said = time.monotonic()
            print(f"{done:,} of {of:,} files", file=sys.stderr, flush=True)


def backup(folder: Path) -> int:
    """Make a backup on an installation that is open; 1 when a sealed file could not be read."""
    from django.utils import timezone

    from lanyard.site.backups.making import make_backup, not_copied

    check_database()
    begun = time.monotonic()
    folder = folder.expanduser().resolve()
    try:
        made = make_backup(folder, at=timezone.now(), progress=Progress())
    except OSError as error:
        raise ConfigurationError(
            f"The backup broke off: {error.strerror}. What was written to {folder} is no backup; delete it."
        ) from error
    _tell_backup(Page(), folder, made, time.monotonic() - begun, not_copied())
    return 1 if made.manifest.missing else 0


def restore(folder: Path) -> int:
    """Put a backup back; 0 when everything in it is as its log was told, 1 when it is not."""
    from lanyard.site.backups.manifest import NotABackup
    from lanyard.site.backups.restoring import check_place, copy_files, put_together, verify_backup

    source = folder.expanduser().resolve()
    try:
        told, signed = verify_backup(source)
        _take_kind(told.kind)
        target = configuration.data_folder()
        check_share(told.kind)
        check_place(target, source, told, configuration.database())
        aside = target / RESTORING
        with put_together(target, aside):
            copy_files(source, told, aside, Progress())
            return _finish(told, signed, aside, target)
    except NotABackup as refusal:
        raise ConfigurationError(f"This is not restored. {refusal} Nothing was changed.") from refusal
    except OSError as error:
        raise ConfigurationError(f"The restore broke off: {error.strerror}. Nothing of it is left in the data folder.") from error


def _finish(told: Manifest, signed: Checkpoint, aside: Path, target: Path) -> int:
    """Start on what was copied, bring it up to date, hold it against its log, and move it into its place."""
    from lanyard.site.backups.databases import load_postgres
    from lanyard.site.backups.manifest import POSTGRES
    from lanyard.site.backups.restoring import move_into_place

    filled = told.database == POSTGRES
    if filled:
        load_postgres(configuration.database(), aside / POSTGRES)
    os.environ["LANYARD_DATA"] = str(aside)
    try:
        with alone(open_folder(told.kind)):
            is_whole = _check(told, signed)
        move_into_place(told, aside, target)
    except BaseException:
        if filled:
            print("lanyard: the database of DATABASE_URL was filled already. Empty it before you try again.", file=sys.stderr)
        raise
    page = Page()
    page.text(f"It is in {target}.")
    if not is_whole:
        page.text("Not everything is as it was written. Look at the findings above before you serve it.")
    page.text(
        "What happened after the backup was made is not in it: reports, passwords, people who left. Everybody signs in again. "
        "Hold it against a checkpoint that was kept elsewhere: lanyard check --checkpoint FILE"
    )
    return 0 if is_whole else 1


def _check(told: Manifest, signed: Checkpoint) -> bool:
    from django.db import connections
    from django.utils import timezone

    from lanyard.cli.checking import show_schools
    from lanyard.cli.log import show_log
    from lanyard.oversight.wholeness import check_schools, tell_of_restore
    from lanyard.people.actions.sign_in_sessions import end_all_sign_ins
    from lanyard.records.log.verifying import audit

    _refuse_newer()
    bring_up_to_date(told.kind)
    end_all_sign_ins()
    report, page = audit([signed]), Page()
    if report.is_whole:
        tell_of_restore(size=told.size, at=timezone.now())
    schools = list(check_schools())
    connections.close_all()
    page.text(f"The backup of {told.made_at} is whole: {_counted(len(told.files), 'file')}, {_spelled(told.bytes)}.")
    show_log(page, report, held_against="the checkpoint in the backup")
    show_schools(page, schools)
    return report.is_whole and not any(each.findings for each in schools)


def _refuse_newer() -> None:
    """Refuse a database that a newer Lanyard has changed: this one would misread it."""
    from django.db import DatabaseError, connection
    from django.db.migrations.loader import MigrationLoader

    try:
        loader = MigrationLoader(connection)
    except DatabaseError as error:
        raise ConfigurationError(
            "The database in this backup cannot be read. Nothing of it is left in the data folder."
        ) from error
    if set(loader.applied_migrations) - set(loader.disk_migrations) - set(loader.replacements):
        raise ConfigurationError("This backup was made by a newer Lanyard. Restore it with that one.")


def _take_kind(kind: str) -> None:
    """Let the folder that is restored to be the one of this kind of installation."""
    if kind == DEMONSTRATION:
        os.environ["LANYARD_DEMO"] = "1"
    else:
        os.environ.pop("LANYARD_DEMO", None)


def _tell_backup(page: Page, folder: Path, made: Made, seconds: float, left: list[str]) -> None:
    told = made.manifest
    size = f"{_counted(len(told.files), 'file')}, {_spelled(told.bytes)}, in {seconds:.1f} seconds"
    if told.missing:
        page.heading(f"The backup is in {folder}, and something is missing from it: {size}.", tone="never")
        page.text("These sealed files are missing or are not what their names say. Run “lanyard check”.")
        for name in told.missing:
            page.item(name)
    else:
        page.heading(f"The backup is in {folder}: {size}.", tone="fine")
    if told.locked:
        page.text(f"Left out because they are locked (2.7.4): {_counted(told.locked, 'file')}. The police decide about them.")
    if left:
        page.text(f"Left out because they are none of Lanyard’s: {', '.join(left)}.")
    for name in ("LANYARD_SECRET_FILE", "LANYARD_SIGN_IN_FILE"):
        if os.environ.get(name):
            page.text(f"Left out because it lies elsewhere: the file of {name}. Keep a copy of it.")
    page.line(f"SHA-256 of backup.json: {made.sha256}")
    page.text(
        "It holds the keys of the service: keep it as safe as the service itself. The words and files of cases stay sealed "
        "in it, as they are in the service. Try now and then whether it can be restored: lanyard restore FOLDER"
    )


def _counted(count: int, what: str) -> str:
    return f"one {what}" if count == 1 else f"{count:,} {what}s"


def _spelled(size: int) -> str:
    for unit, name in ((1000**3, "GB"), (1000**2, "MB"), (1000, "kB")):
        if size >= unit:
            return f"{size / unit:.1f} {name}"
    return f"{size} bytes"
