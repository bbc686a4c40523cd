"""A ZIP or a folder, as the files of the bundle that it holds."""

from __future__ import annotations

import hashlib
import os
import re
import zipfile
import zlib
from collections.abc import Iterator

CONTEXT = b"lanyard statement 1\n"

SIGNED, STATEMENT, P256_SIGNATURE = "seal/signed.json", "seal/statement.txt", "seal/p256.sig"

ED25519_KEY, P256_KEY = "seal/ed25519.pem", "seal/p256.pem"

MANIFEST, TAG_MANIFEST = "manifest-sha256.txt", "tagmanifest-sha256.txt"

#: Files that cannot stand in the signed list, because they follow from it. They are counted all the same.
BESIDE = [P256_SIGNATURE, SIGNED, STATEMENT, TAG_MANIFEST]

#: The largest file that is read whole: lists, signatures, proofs. Anything else is read in pieces.
LARGEST = 64 * 1024 * 1024

PIECE = 1024 * 1024

SAFE_PATH = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)*")


class CannotCheck(Exception):
    """This is no bundle, or it cannot be read."""


class Folder:
    """A bundle that was unpacked."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.files: dict[str, int] = {}
        self.odd: list[str] = []
        for folder, folders, names in os.walk(path):
            for name in sorted(folders + names):
                whole = os.path.join(folder, name)
                inside = os.path.relpath(whole, path).replace(os.sep, "/")
                if os.path.islink(whole) or not (os.path.isfile(whole) or os.path.isdir(whole)):
                    self.odd.append(inside)
                elif os.path.isfile(whole):
                    self.files[inside] = os.path.getsize(whole)

    def pieces(self, inside: str) -> Iterator[bytes]:
        with open(os.path.join(self.path, *inside.split("/")), "rb") as file:
            yield from iter(lambda: file.read(PIECE), b"")


class Archive:
    """A bundle as it was handed over."""

    def __init__(self, path: str) -> None:
        self.files: dict[str, int] = {}
        self.odd: list[str] = []
        self.entries: dict[str, zipfile.ZipInfo] = {}
        try:
            self.zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
            raise CannotCheck("It is not a ZIP file, or it was cut short.") from error
        for entry in self.zip.infolist():
            name = entry.filename
            if name in self.entries or (not entry.is_dir() and not SAFE_PATH.fullmatch(name)) or entry.flag_bits & 1:
                self.odd.append(name)
            elif not entry.is_dir():
                self.files[name], self.entries[name] = entry.file_size, entry

    def pieces(self, inside: str) -> Iterator[bytes]:
        with self.zip.open(self.entries[inside]) as file:
            yield from iter(lambda: file.read(PIECE), b"")


def open_source(path: str) -> Folder | Archive:
    """A folder, or else a ZIP. Raises ``CannotCheck``, and ``OSError`` for what is not there."""
    return Folder(path) if os.path.isdir(path) else Archive(path)


#: What reading a damaged file can raise.
UNREADABLE = (OSError, EOFError, RuntimeError, NotImplementedError, ValueError, zlib.error, zipfile.BadZipFile)


class Bundle:
    """The files below the one folder that a bundle has, by their paths in it."""

    def __init__(self, source: Folder | Archive) -> None:
        tops = sorted({path[: -len(STATEMENT)] for path in source.files if ("/" + path).endswith("/" + STATEMENT)}, key=len)
        if not tops or tops[0].count("/") > 1:
            raise CannotCheck(f"It holds no signed list of files ({STATEMENT}), so nothing can be checked.")
        self.source, self.top = source, tops[0]
        self.files = {self._inside(path): size for path, size in source.files.items()}
        self.odd = [self._inside(path) for path in source.odd]

    def _inside(self, path: str) -> str:
        # What lies beside the bundle's folder keeps a name that no file of the bundle can have.
        return path[len(self.top) :] if path.startswith(self.top) else "../" + path

    def pieces(self, path: str) -> Iterator[bytes]:
        return iter(self.source.pieces(self.top + path))

    def read(self, path: str) -> bytes:
        """A small file, whole; nothing where it is missing, too large or damaged: other checks say so."""
        if self.files.get(path, LARGEST + 1) > LARGEST:
            return b""
        try:
            return b"".join(self.pieces(path))
        except UNREADABLE:
            return b""

    def digest(self, path: str, size: int) -> str:
        """The SHA-256 of a file; a few words instead where it is of another size or cannot be read."""
        found, made = 0, hashlib.sha256()
        try:
            for piece in self.pieces(path):
                found += len(piece)
                if found > size:
                    break
                made.update(piece)
        except UNREADABLE:
            return "unreadable"
        return made.hexdigest() if found == size else "another size"
