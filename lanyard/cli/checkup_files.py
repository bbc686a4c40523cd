"""The files of ``lanyard checkup``: what is read beside the archive, and what is written. Nothing is ever overwritten."""

from __future__ import annotations

import datetime as dt
import os
import re
import stat
from collections.abc import Sequence
from pathlib import Path

from lanyard.checkup.archive.source import Part
from lanyard.checkup.detect.dismissals import Dismissals
from lanyard.checkup.match import BadRoll, Roll, read_roll
from lanyard.cli.errors import REFUSED, CommandError

#: The largest list of names or of what was set aside, in bytes.
_LARGEST = 4 * 1024**2


def parts_of(names: Sequence[str]) -> list[Part]:
    """The archives as they were named. Raises ``CommandError`` for one that is not there."""
    for name in names:
        if not Path(name).exists():
            raise CommandError("unreadable", f"There is no file or folder “{name}”.", code=REFUSED, file=name)
    return [Part(Path(name).name or name, Path(name)) for name in names]


def read_names(name: str) -> list[str]:
    """Names to look for, one a line; empty lines say nothing."""
    return [line.strip() for line in _text_of(name, _LARGEST).splitlines() if line.strip()]


def read_roll_file(name: str, at: dt.datetime) -> Roll:
    """The pupils and families of a list. Raises ``CommandError`` where it is none."""
    try:
        with Path(name).open("rb") as file:
            return read_roll(file, at=at.date())
    except BadRoll as error:
        raise CommandError(
            "unreadable", f"{name} cannot be used as a list of pupils. {error}", code=REFUSED, file=name
        ) from error


def read_set_aside(name: str) -> Dismissals:
    """What was set aside before; nothing where the file is new."""
    if not Path(name).exists():
        return Dismissals()
    try:
        return Dismissals.loads(_text_of(name, _LARGEST))
    except ValueError as error:
        message = f"{name} is not a file in which a check-up remembers what was set aside."
        raise CommandError("unreadable", message, code=REFUSED, file=name) from error


def write_set_aside(name: str, dismissals: Dismissals) -> None:
    """Put what is set aside in place of what was, in one step, for its owner alone."""
    path = Path(name)
    new = path.with_name(f"{path.name}.new")
    write_new(str(new), dismissals.dumps())
    os.replace(new, path)


def numbers_of(told: str) -> tuple[int, ...]:
    """Numbers of findings, such as ``3,7``."""
    found = re.split(r"[,\s]+", told.strip(", "))
    if not all(re.fullmatch(r"[1-9][0-9]{0,5}", each) for each in found):
        raise CommandError("usage", f"“{told}” is not a list of numbers of findings, such as 3,7.")
    return tuple(dict.fromkeys(int(each) for each in found))


def check_new(name: str) -> None:
    """Refuse a file that is there already, before a long look through an archive."""
    if os.path.lexists(name):
        message = f"{name} is there already, and a report never takes the place of a file. Name a new one."
        raise CommandError("exists", message, code=REFUSED, file=name)


def write_new(name: str, text: str) -> None:
    """Write a new file that its owner alone may read. Raises ``CommandError`` where it is there or cannot be made."""
    check_new(name)
    try:
        handle = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, stat.S_IRUSR | stat.S_IWUSR)
    except OSError as error:
        message = f"{name} cannot be written: {error.strerror}."
        raise CommandError("unwritable", message, code=REFUSED, file=name) from error
    try:
        with os.fdopen(handle, "w", encoding="utf-8", errors="replace") as file:
            file.write(text)
    except BaseException as error:
        os.unlink(name)
        if isinstance(error, OSError):
            raise CommandError("unwritable", f"{name} cannot be written: {error.strerror}.", code=REFUSED, file=name) from error
        raise


def _text_of(name: str, most: int) -> str:
    with Path(name).open("rb") as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise CommandError("unreadable", f"{name} is too large for what it should be.", code=REFUSED, file=name)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")
