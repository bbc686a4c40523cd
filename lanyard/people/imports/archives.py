"""Opening a zip that a stranger may have made: plain files at its top, of a sensible size, and nothing else."""

from __future__ import annotations

import io
import zipfile
import zlib

from .refusal import ImportRefusal

MOST_ENTRIES = 40
#: All files together, unpacked. What a zip says of itself is checked first, what comes out of it as well.
MOST_UNPACKED = 48 * 1024 * 1024
#: A list of people shrinks to a tenth; nothing honest shrinks to a hundredth.
MOST_RATIO = 100
SMALL = 1024 * 1024

_LOCAL_HEADER = 30
_ENCRYPTED = 0x1
_HOW = "Make the zip again from the exported files themselves: no folders, no passwords, no zips inside."


def open_zip(content: bytes) -> dict[str, bytes]:
    """The files of a zip by name in lower case; raises ``ImportRefusal`` for anything but a plain export."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = [entry for entry in archive.infolist() if not _is_clutter(entry.filename)]
            _check_entries(entries, len(content))
            return _unpack(archive, entries)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError) as error:
        raise ImportRefusal("This zip is damaged or made in an unusual way.", _HOW) from error
    except RuntimeError as error:
        raise ImportRefusal("This zip has a password.", _HOW) from error


def _is_clutter(name: str) -> bool:
    """What a Mac adds to every zip."""
    return name.startswith("__MACOSX/") or name == ".DS_Store"


def _check_entries(entries: list[zipfile.ZipInfo], size: int) -> None:
    names = [entry.filename for entry in entries]
    if any(name.lower() in ("[content_types].xml", "content.xml", "mimetype") for name in names):
        raise ImportRefusal(
            "This is a workbook, not a list that can be read.", "Save it as “CSV UTF-8 (comma delimited)” and bring that file."
        )
    if not entries:
        raise ImportRefusal("This zip is empty.", _HOW)
    if len(entries) > MOST_ENTRIES:
        raise ImportRefusal(f"This zip holds {len(entries)} files; an export holds {MOST_ENTRIES} at most.", _HOW)
    if any(not _is_plain(name) for name in names):
        raise ImportRefusal("This zip holds folders, or names that lead out of it.", _HOW)
    if len({name.lower() for name in names}) < len(names):
        raise ImportRefusal("This zip holds two files of one name.", _HOW)
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise ImportRefusal("This zip has a password.", _HOW)
    if any(name.lower().endswith((".zip", ".7z", ".rar", ".gz", ".tar")) for name in names):
        raise ImportRefusal("This zip holds another archive.", _HOW)
    _check_sizes(entries)
    _check_places(entries, size)


def _is_plain(name: str) -> bool:
    return bool(name) and not any(sign in name for sign in "/\\:\0") and name not in (".", "..")


def _check_sizes(entries: list[zipfile.ZipInfo]) -> None:
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise _bomb()
    for entry in entries:
        if entry.file_size > SMALL and entry.file_size > MOST_RATIO * max(entry.compress_size, 1):
            raise _bomb()


def _check_places(entries: list[zipfile.ZipInfo], size: int) -> None:
    """Refuse entries that share bytes: a zip made so unpacks to far more than it holds."""
    end = 0
    for entry in sorted(entries, key=lambda each: each.header_offset):
        if entry.header_offset < end:
            raise ImportRefusal("The files in this zip lie over one another.", _HOW)
        end = entry.header_offset + _LOCAL_HEADER + len(entry.filename.encode()) + entry.compress_size
        if end > size:
            raise ImportRefusal("This zip is cut short.", _HOW)


def _unpack(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    left = MOST_UNPACKED
    for entry in entries:
        with archive.open(entry) as file:
            content = file.read(min(entry.file_size, left) + 1)
        if len(content) > entry.file_size or len(content) > left:
            raise _bomb()
        if content.startswith(b"PK\x03\x04"):
            raise ImportRefusal("This zip holds another archive.", _HOW)
        left -= len(content)
        found[entry.filename.lower()] = content
    return found


def _bomb() -> ImportRefusal:
    return ImportRefusal("This zip unpacks to far more than any school’s roll.", _HOW)
