"""Compiled policies kept on disk, so that a command answers without reading and compiling the policy again,
and the service starts without compiling it.

Kept under the SHA-256 of the policy's three files, of Lanyard's own code and of the Python that runs it;
whatever changes, the old file is simply not found. A kept policy is in parts, one for each value of
``act``, because most questions begin there and need a small part of the diagram.

The content is ``marshal``, as in ``__pycache__``, and is trusted as far: the file and its folder must
belong to the person and be writable by nobody else. A cache that is damaged, foreign, or cannot be
written is passed over without a word, for the policy itself is always there.
"""

from __future__ import annotations

import marshal
import os
import stat
import sys

from lanyard import __version__
from lanyard.policy.engine import PLAIN_FORM, Engine

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from lanyard.policy.pack import Pack

#: The files that make up a version, as in ``lanyard.policy.pack``, which takes too long to import.
SOURCES = ("policy.md", "facts.toml", "duties.toml")

ENDING = ".policy"
_OPENING = b"lanyard policy 1\n"
_DIGEST = 32
_HEAD = len(_OPENING) + 2 * _DIGEST + 4
_MOST_BYTES = 64_000_000
_MOST_KEPT = 16

#: The piece with all acts, for a question that begins elsewhere. No value's id holds a space.
WHOLE = " whole"

_HERE = os.path.dirname(os.path.abspath(__file__))


def open_engine(name: str = "welton", *, act: str = "") -> Engine:
    """The compiled policy of a pack: a built-in pack's name or a folder.

    With ``act``, the engine answers questions about that act only, and is ready sooner. Raises
    ``Refusal`` when the pack cannot be read.
    """
    sources = _read_sources(name)
    if sources is not None:
        key = _key(_hash(sources))
        kept = _load(key, act)
        if kept is not None:
            return kept
    from lanyard.policy.pack import load_pack

    pack = load_pack(name)
    engine = _compile(pack)
    if sources is not None and pack.hash == _hash(sources).hex():
        # Otherwise somebody saved the policy between our two readings of it.
        _keep(key, engine)
    return engine


def open_pack(pack: Pack) -> Engine:
    """The compiled policy of a pack that was read already, such as a version that governors adopted."""
    key = _key(bytes.fromhex(pack.hash))
    kept = _load(key, "")
    if kept is None:
        kept = _compile(pack)
        _keep(key, kept)
    return kept


def _compile(pack: Any) -> Engine:
    from lanyard.policy.engine import compile_pack

    return compile_pack(pack)


def folder() -> str:
    """Where compiled policies are kept; empty when nothing is to be kept.

    ``LANYARD_CACHE`` names it (empty: keep nothing), else it is ``cache`` in ``LANYARD_DATA`` where that folder is, else
    ``lanyard`` in the person's own cache folder.
    """
    told = os.environ.get("LANYARD_CACHE")
    if told is not None:
        return told
    data = os.environ.get("LANYARD_DATA", "")
    # A data folder is made by the service, with its own care; a question must not make one.
    if os.path.isdir(data):
        return os.path.join(data, "cache")
    caches = os.environ.get("XDG_CACHE_HOME", "")
    if not os.path.isabs(caches):
        home = os.environ.get("HOME", "")
        caches = os.path.join(home, ".cache") if os.path.isabs(home) else ""
    return os.path.join(caches, "lanyard") if caches else ""


def _sha256(data: bytes) -> bytes:
    """SHA-256 by the small module that every Python carries: ``hashlib`` loads OpenSSL, for 3 ms."""
    try:
        sha256 = __import__("_sha2" if sys.version_info >= (3, 12) else "_sha256").sha256
    except ImportError:
        from hashlib import sha256
    digest: bytes = sha256(data).digest()
    return digest


def _read_sources(name: str) -> list[bytes] | None:
    """The three files as the hash of the version reads them; None when they are not all there."""
    built_in = os.path.join(os.path.dirname(_HERE), "packs", name)
    place = built_in if not os.path.isabs(name) and os.path.isdir(built_in) else name
    sources = []
    try:
        for file in SOURCES:
            with open(os.path.join(place, file), "rb") as source:
                sources.append(source.read().replace(b"\r\n", b"\n").replace(b"\r", b"\n"))
    except (OSError, ValueError):
        return None
    return sources


def _hash(sources: list[bytes]) -> bytes:
    """The version's hash, as ``lanyard.policy.pack.hash_sources`` works it out."""
    named = zip(SOURCES, sources, strict=True)
    return _sha256(b"".join([part for file, data in named for part in (f"{file}:{len(data)}\n".encode(), data)]))


def _key(version: bytes) -> bytes:
    """What a compiled policy depends on: the version by its hash, Lanyard's code as it stands, and this Python."""
    with os.scandir(_HERE) as entries:
        code = sorted([(entry.name, *_stamp(entry)) for entry in entries if entry.name.endswith(".py")])
    maker = f"{PLAIN_FORM} {__version__} {sys.implementation.cache_tag} {sys.hexversion} {code}"
    return _sha256(version + maker.encode())


def _stamp(entry: os.DirEntry[str]) -> tuple[int, int]:
    found = entry.stat()
    return found.st_size, found.st_mtime_ns


def _load(key: bytes, act: str) -> Engine | None:
    """A kept policy, or None when there is none that can be trusted and read."""
    place = folder()
    if not place:
        return None
    try:
        if not _is_private(os.stat(place), stat.S_IFDIR):
            return None
        opened = os.open(os.path.join(place, key.hex() + ENDING), os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK)
    except (OSError, ValueError):
        return None
    try:
        found = os.fstat(opened)
        if not _is_private(found, stat.S_IFREG) or found.st_size > _MOST_BYTES:
            return None
        return _read(opened, key, act)
    except (OSError, ValueError, EOFError, TypeError, LookupError):
        return None
    finally:
        os.close(opened)


def _is_private(found: os.stat_result, kind: int) -> bool:
    """Whether only this person can have written it."""
    return stat.S_IFMT(found.st_mode) == kind and found.st_uid == os.geteuid() and not found.st_mode & 0o022


def _read(opened: int, key: bytes, act: str) -> Engine | None:
    head = os.pread(opened, _HEAD, 0)
    if head[: len(_OPENING) + _DIGEST] != _OPENING + key:
        return None
    size = int.from_bytes(head[-4:], "big")
    table = _piece(opened, _HEAD, size, head[-4 - _DIGEST : -4])
    plain = {}
    for name in ("", act if act and act in table else WHOLE):
        start, length, digest = table[name]
        plain.update(_piece(opened, _HEAD + size + start, length, digest))
    return Engine.from_plain(plain)


def _piece(opened: int, start: int, size: int, digest: bytes) -> Any:
    """One piece of the file, once its digest shows it to be what was written."""
    if not 0 <= size <= _MOST_BYTES:
        raise ValueError("no such piece")
    data = os.pread(opened, size, start)
    if _sha256(data) != digest:
        raise ValueError("damaged")
    return marshal.loads(data)


def _keep(key: bytes, engine: Engine) -> None:
    """Write a compiled policy beside the others, complete or not at all."""
    place = folder()
    if not place:
        return
    final = os.path.join(place, key.hex() + ENDING)
    draft = f"{final}.{os.getpid()}"
    try:
        os.makedirs(place, mode=0o700, exist_ok=True)
        if not _is_private(os.stat(place), stat.S_IFDIR):
            return
        opened = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    except (OSError, ValueError):
        return
    try:
        with os.fdopen(opened, "wb") as file:
            file.write(_packed(key, engine))
        os.replace(draft, final)
        _drop_old(place)
    except OSError:
        _remove([draft])


def _packed(key: bytes, engine: Engine) -> bytes:
    """The file: opening, key, digest and size of the table, the table, the pieces."""
    from lanyard.policy.parts import split

    pieces = {name: marshal.dumps(piece) for name, piece in split(engine).items()}
    table, start = {}, 0
    for name, data in pieces.items():
        table[name] = (start, len(data), _sha256(data))
        start += len(data)
    laid = marshal.dumps(table)
    return b"".join([_OPENING, key, _sha256(laid), len(laid).to_bytes(4, "big"), laid, *pieces.values()])


def _drop_old(place: str) -> None:
    """Keep the policies used last; the others can be compiled again."""
    kept = [os.path.join(place, name) for name in os.listdir(place) if name.endswith(ENDING)]
    kept.sort(key=os.path.getmtime, reverse=True)
    _remove(kept[_MOST_KEPT:])


def _remove(paths: Iterable[str]) -> None:
    for path in paths:
        try:
            os.unlink(path)
        except OSError:
            continue
