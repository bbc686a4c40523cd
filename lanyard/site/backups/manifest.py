"""The list that makes a folder a backup: written last, and believed in nothing that it cannot prove.

``backup.json`` may have been written by anybody, so each name in it must be one of the few that a
backup can hold; nothing else is ever opened or written.
"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any, NamedTuple

from .files import NotAFile, Written, measure, pieces_of

FORMAT = 1
NAME = "backup.json"
#: Room for the list of a million files.
LARGEST = 256 * 1024 * 1024
SQLITE, POSTGRES = "lanyard.sqlite3", "lanyard.dump"
MARK, LOG_KEY = "installation", "keys/log.key"
#: Files beside the database that the service cannot go on without, or would have to be told anew.
BESIDE = (MARK, "secret-key", "sign-in.toml", "establishments.csv")
KEY = re.compile(r"[a-z0-9-]{1,40}\.key")
_BLOB = re.compile(r"evidence/([0-9a-f]{2})/(\1[0-9a-f]{62})")
_HASH = re.compile(r"[0-9a-f]{64}")


class NotABackup(ValueError):
    """A folder is no backup, or no whole one; the message says why, in words for people."""


class Manifest(NamedTuple):
    """What a backup says of itself. ``missing`` are sealed files that could not be read when it was made."""

    version: str
    made_at: str
    kind: str
    files: dict[str, Written]
    locked: int
    missing: list[str]
    size: int
    root: str
    note: str

    @property
    def database(self) -> str:
        """The name of the copy of the database."""
        return SQLITE if SQLITE in self.files else POSTGRES

    @property
    def bytes(self) -> int:
        """How large all files are together."""
        return sum(each.size for each in self.files.values())


def blob_name(name: str) -> str:
    """Where a backup keeps a sealed file: in the same place as the data folder."""
    return f"evidence/{name[:2]}/{name}"


def as_text(told: Manifest) -> str:
    """A manifest as it is written."""
    files = [{"name": name, "size": each.size, "sha256": each.sha256} for name, each in sorted(told.files.items())]
    log = {"size": told.size, "root": told.root, "checkpoint": told.note}
    about = {"format": FORMAT, "lanyard": told.version, "made_at": told.made_at, "kind": told.kind}
    return json.dumps({**about, "log": log, "locked_left_out": told.locked, "missing": told.missing, "files": files}, indent=1)


def read_manifest(folder: Path) -> Manifest:
    """What a backup says of itself, once it is found to say nothing that a backup cannot. Raises ``NotABackup``."""
    path = folder / NAME
    try:
        if os.lstat(path).st_size > LARGEST:
            raise NotABackup(f"{NAME} is too large.")
        told = json.loads(b"".join(pieces_of(path)))
    except FileNotFoundError as error:
        raise NotABackup(
            f"There is no {NAME} in {folder}: it is no backup, or one that was cut short. Use another one."
        ) from error
    except (NotAFile, OSError, ValueError, RecursionError) as error:
        if isinstance(error, NotABackup):
            raise
        raise NotABackup(f"{NAME} cannot be read.") from error
    if isinstance(told, dict) and isinstance(told.get("format"), int) and told["format"] > FORMAT:
        raise NotABackup("This backup was made by a newer Lanyard. Restore it with that one.")
    try:
        return _understood(told)
    except (KeyError, TypeError, AttributeError) as error:
        raise NotABackup(f"{NAME} does not say what a backup says.") from error


def verify_files(folder: Path, told: Manifest) -> None:
    """Find every file there as the manifest says, and nothing beside them. Raises ``NotABackup``."""
    there = set(_names_in(folder))
    expected = {*told.files, NAME}
    if missing := sorted(expected - there):
        raise NotABackup(f"{_counted(missing)} missing from it, such as {missing[0]}.")
    if added := sorted(there - expected):
        # Not by name: it is somebody else's, and may hold anything.
        raise NotABackup(f"{_counted(added)} in it that no backup put there.")
    for name, written in told.files.items():
        try:
            found = measure(folder / name)
        except (NotAFile, OSError) as error:
            raise NotABackup(f"{name} cannot be read.") from error
        if found != written:
            raise NotABackup(f"{name} is not as it was written.")


def _understood(told: Any) -> Manifest:
    files: dict[str, Written] = {}
    for each in _list(told["files"]):
        name, size, sha256 = _text(each["name"]), _number(each["size"]), _text(each["sha256"])
        if name in files or not is_name(name) or not _HASH.fullmatch(sha256):
            raise NotABackup(f"{NAME} names a file that no backup holds.")
        blob = _BLOB.fullmatch(name)
        if blob and blob[2] != sha256:
            raise NotABackup(f"{NAME} gives a sealed file another hash than its name.")
        files[name] = Written(size, sha256)
    if len({SQLITE, POSTGRES} & set(files)) != 1 or not {MARK, LOG_KEY} <= set(files):
        raise NotABackup("It lacks the database, the mark of the installation or the key of the log.")
    kind, log = _text(told["kind"]), told["log"]
    missing = [_text(name) for name in _list(told["missing"])]
    if told["format"] != FORMAT or kind not in ("school", "demonstration") or not all(map(_HASH.fullmatch, missing)):
        raise TypeError
    words = {"version": _text(told["lanyard"]), "made_at": _text(told["made_at"]), "kind": kind}
    of_log = {"size": _number(log["size"]), "root": _text(log["root"]), "note": _text(log["checkpoint"])}
    return Manifest(files=files, locked=_number(told["locked_left_out"]), missing=missing, **words, **of_log)


def is_name(name: str) -> bool:
    """Whether a backup can hold a file of this name. No other is ever opened or written."""
    folder, _, rest = name.rpartition("/")
    if folder == "keys":
        return bool(KEY.fullmatch(rest))
    return name in (SQLITE, POSTGRES, *BESIDE) or bool(_BLOB.fullmatch(name))


def _names_in(top: Path) -> list[str]:
    """The names of all that lies in a folder, seen from there; a link, a device or an empty folder counts as a file."""
    found: list[str] = []
    for folder, folders, files in os.walk(top):
        links = [name for name in folders if os.path.islink(os.path.join(folder, name))]
        here = Path(folder).relative_to(top)
        if not folders and not files and here.parts:
            found.append(here.as_posix())
        found += [(here / name).as_posix() for name in (*files, *links)]
    return found


def _counted(names: list[str]) -> str:
    return "One file is" if len(names) == 1 else f"{len(names):,} files are"


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _number(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 1 << 62:
        raise TypeError
    return value


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError
    return value
