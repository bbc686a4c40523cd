"""Keys of the installation: made once, whole or not at all, readable by its own account alone."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

SIZE = 32


class BadKeyFile(RuntimeError):
    """A key file is there and cannot be used; the message says which and what to do."""


def read_or_make(path: Path) -> bytes:
    """The 32 bytes of the key kept at ``path``; made by chance when nothing is there yet.

    Of two processes that make it at once the first wins and both read the same. A key that was cut
    short is refused, never replaced: what it sealed would be lost.
    """
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write_once(path, secrets.token_bytes(SIZE).hex())
    try:
        key = bytes.fromhex(path.read_text(encoding="ascii").strip())
    except (OSError, ValueError) as error:
        raise BadKeyFile(f"The key {path.name} cannot be read. Put it back from your backup.") from error
    if len(key) != SIZE:
        raise BadKeyFile(f"The key {path.name} is not whole. Put it back from your backup.")
    return key


def _write_once(path: Path, text: str) -> None:
    # By chance, not by process: in a container every start has the same number.
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
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
