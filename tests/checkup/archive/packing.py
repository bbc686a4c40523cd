"""Packs made-up files in the ways in which people hand archives over."""

from __future__ import annotations

import io
import random
import tarfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

from lanyard.checkup.archive.source import Part

from .files import opener, raw

Files = Mapping[str, bytes | str | list | dict]


def zipped(files: Files, name: str = "archive.zip", *, method: int = zipfile.ZIP_DEFLATED) -> Part:
    """One zip."""
    return Part(name, opener(zip_bytes(files, method=method)))


def zip_bytes(files: Files, *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The bytes of a zip."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for path, content in files.items():
            archive.writestr(zipfile.ZipInfo(path, (2026, 3, 1, 0, 0, 0)), raw(content), method)
    return out.getvalue()


def wrapped(files: Files) -> Part:
    """A zip with one folder around everything, and a note beside it."""
    return zipped({"Read me.txt": "Here is my archive.", **{f"my archive/{path}": content for path, content in files.items()}})


def repacked(files: Files) -> Part:
    """A zip as a Mac makes it, with a file of its own beside each."""
    beside = {f"__MACOSX/archive/{path.rpartition('/')[0]}/._{path.rpartition('/')[2]}": b"\0\5\x16\7" for path in files}
    return zipped(
        {**{f"archive/{path}": content for path, content in files.items()}, **beside, "archive/.DS_Store": b"\0\0\0\1Bud1"}
    )


def shuffled(files: Files) -> Part:
    """A zip in another order."""
    order = list(files)
    random.Random(5).shuffle(order)
    return zipped({path: files[path] for path in order})


def backslashed(files: Files) -> Part:
    """A zip as some programs of Windows make it."""
    return zipped({path.replace("/", "\\"): content for path, content in files.items()})


def tarred(files: Files, name: str = "archive.tar.gz") -> Part:
    """A tar, packed with gzip."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz", compresslevel=1) as archive:
        for path, content in files.items():
            info = tarfile.TarInfo(path)
            info.size = len(raw(content))
            archive.addfile(info, io.BytesIO(raw(content)))
    return Part(name, opener(out.getvalue()))


def in_two(files: Files) -> list[Part]:
    """Two zips with half of the files each, and the first file in both."""
    paths = list(files)
    first, second = paths[: len(paths) // 2], [paths[0], *paths[len(paths) // 2 :]]
    return [
        zipped({path: files[path] for path in half}, f"archive-{number}.zip") for number, half in enumerate((first, second), 1)
    ]


def unpacked(files: Files, folder: Path) -> Part:
    """A folder."""
    for path, content in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(raw(content))
    return Part(folder.name, folder)


#: Every way of packing into one part that needs no disk, by name.
WAYS = {
    "plain": zipped, "wrapped": wrapped, "repacked": repacked, "shuffled": shuffled, "backslashed": backslashed, "tarred": tarred,
}  # fmt: skip
