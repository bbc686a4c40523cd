"""Making a bundle: measured first, written second, so that nothing is sent of a bundle that cannot be whole."""

from __future__ import annotations

import base64
import hashlib
import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import BinaryIO, NamedTuple

from lanyard.proof.bundles.checker.checking import manifest
from lanyard.proof.bundles.checker.curves import ED25519_DER, pem
from lanyard.proof.bundles.checker.reading import (
    BESIDE,
    CONTEXT,
    ED25519_KEY,
    MANIFEST,
    P256_KEY,
    P256_SIGNATURE,
    SIGNED,
    STATEMENT,
    TAG_MANIFEST,
)
from lanyard.proof.bundles.contents import Cover, Item, LogProof, Proofs, Step, Timestamp, spelled
from lanyard.proof.bundles.keys import P256Signer
from lanyard.proof.bundles.names import kept_name, safe_name, shown_name
from lanyard.proof.bundles.one_file import one_file
from lanyard.proof.bundles.pages.index import Listed, Told, index_page, read_me
from lanyard.proof.bundles.pages.verify import verify_page
from lanyard.proof.bundles.zips import Entry, size_of, write_zip
from lanyard.proof.canonical import Plain, canonical
from lanyard.proof.signing import Signer

PIECE = 1024 * 1024
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")

#: Asks an authority for a timestamp of a SHA-256; its raw reply, or nothing when there is none to be had.
Stamp = Callable[[bytes], bytes | None]


class NotAsReceived(ValueError):
    """An item is not what its SHA-256 says that was received, so nothing may be claimed about it; ``number`` from 1."""

    def __init__(self, number: int) -> None:
        super().__init__(f"item {number} is not as it was received")
        self.number = number


class _Measured(NamedTuple):
    path: str
    size: int
    crc: int
    item: Item


class Bundle:
    """A bundle that is ready to be written: its file name, size in bytes, how many files, and what was signed."""

    def __init__(self, cover: Cover, measured: list[_Measured], small: dict[str, bytes], statement: dict[str, Plain]) -> None:
        self.file_name = f"{cover.name}.zip"
        self.statement = statement
        self.count = len(measured) + len(small)
        self._made_at = cover.made_at
        entries = [
            Entry(f"{cover.name}/{path}", len(data), zlib.crc32(data), partial(iter, (data,))) for path, data in small.items()
        ]
        entries += [
            Entry(f"{cover.name}/{one.path}", one.size, one.crc, partial(_again, number, one))
            for number, one in enumerate(measured, 1)
        ]
        self._entries = sorted(entries, key=lambda entry: entry.name)
        self.size = size_of(self._entries, at=cover.made_at)

    def pieces(self) -> Iterator[bytes]:
        """The ZIP, in pieces of a megabyte or less. Raises ``NotAsReceived`` before its end if an item changed meanwhile."""
        return write_zip(self._entries, at=self._made_at)

    def write(self, out: BinaryIO) -> None:
        """Write the ZIP to a stream, which need not be one that can seek."""
        for piece in self.pieces():
            out.write(piece)


def prepare(
    items: Iterable[Item],
    *,
    cover: Cover,
    custody: Iterable[Step] = (),
    proofs: Proofs | None = None,
    signer: Signer,
    p256: P256Signer,
    stamp: Stamp | None = None,
) -> Bundle:
    """Measure every item, list and sign all that goes into the bundle.

    ``stamp`` is asked once, for the manifest of the items; when it gives nothing the bundle goes
    without. Raises ``NotAsReceived`` for an item that is not what was received, and ``ValueError`` for
    a name or a time that cannot stand in a bundle.
    """
    held, steps = proofs or Proofs(), tuple(custody)
    measured = [_measure(number, item) for number, item in enumerate(items, 1)]
    small = _payload(measured, steps)
    digests = {one.path: one.item.sha256 for one in measured}
    small[MANIFEST] = manifest({**digests, **_digests(small)})
    reply = stamp(hashlib.sha256(small[MANIFEST]).digest()) if stamp else None
    if reply is not None:
        held = held._replace(timestamps=(*held.timestamps, Timestamp("manifest.tsr", reply, MANIFEST)))
    _add_proofs(small, held)
    small.update(_bag(cover, small, measured))
    small[ED25519_KEY], small[P256_KEY] = pem(ED25519_DER + signer.public), pem(p256.public)
    small["verify.html"], small["verify.py"] = verify_page(), one_file()
    _add_pages(small, cover, measured, steps, held, signer, p256)
    statement = _statement(cover, measured, small, held, signer, p256)
    _seal(small, statement, signer, p256)
    return Bundle(cover, measured, small, statement)


def _measure(number: int, item: Item) -> _Measured:
    size, crc, made = 0, 0, hashlib.sha256()
    with item.open() as stream:
        while piece := stream.read(PIECE):
            size, crc = size + len(piece), zlib.crc32(piece, crc)
            made.update(piece)
    if made.hexdigest() != item.sha256:
        raise NotAsReceived(number)
    spelled(item.received_at)
    return _Measured(f"data/{safe_name(item.name, number)}", size, crc, item)


def _again(number: int, one: _Measured) -> Iterator[bytes]:
    """An item's bytes a second time. What no longer fits its header stops the writing: half a ZIP deceives nobody."""
    size, made = 0, hashlib.sha256()
    with one.item.open() as stream:
        while piece := stream.read(PIECE):
            size += len(piece)
            if size > one.size:
                break
            made.update(piece)
            yield piece
    if size != one.size or made.hexdigest() != one.item.sha256:
        raise NotAsReceived(number)


def _payload(measured: list[_Measured], steps: tuple[Step, ...]) -> dict[str, bytes]:
    """The two lists that go with the items: what each is, and who had it when."""
    listed: list[Plain] = [
        {
            "number": number,
            "path": one.path,
            "name": kept_name(one.item.name),
            "received_at": spelled(one.item.received_at),
            "sha256": one.item.sha256,
            "size": one.size,
            "about": one.item.about,
        }
        for number, one in enumerate(measured, 1)
    ]
    lines = []
    for number, step in enumerate(steps, 1):
        if not 0 <= step.item <= len(measured):
            raise ValueError(f"step {number} of the custody log is about an item that is not in the bundle")
        said: dict[str, Plain] = {
            "number": number,
            "at": spelled(step.at),
            "who": step.who,
            "what": step.what,
            "item": step.item,
            "more": step.more,
        }
        lines.append(canonical(said) + b"\n")
    return {"data/items.json": canonical({"items": listed}) + b"\n", "data/custody.jsonl": b"".join(lines)}


def _add_proofs(small: dict[str, bytes], held: Proofs) -> None:
    added = [(f"log/{one.name}.entry", one.entry) for one in held.log]
    added += [(f"log/{one.name}.tlog-proof", one.proof) for one in held.log]
    added += [(f"log/{one.name}.opened", one.opened) for one in held.log if one.opened is not None]
    added += [("log/keys.txt", "".join(f"{key}\n" for key in held.log_keys).encode())] if held.log_keys else []
    added += [(f"log/{one.name}", one.data) for one in held.notes]
    added += [(f"timestamps/{one.name}", one.reply) for one in held.timestamps]
    for path, data in added:
        if not _NAME.fullmatch(path.partition("/")[2]) or path in small:
            raise ValueError("a proof has a name that is not plain, or that another has")
        small[path] = data


def _bag(cover: Cover, small: dict[str, bytes], measured: list[_Measured]) -> dict[str, bytes]:
    """What BagIt 1.0 (RFC 8493) asks for beside the manifests."""
    if not _NAME.fullmatch(cover.name):
        raise ValueError("a bundle's name is made of letters, figures, dots and dashes")
    payload = [len(data) for path, data in small.items() if path.startswith("data/")] + [one.size for one in measured]
    told = {
        "Source-Organization": cover.school,
        "External-Identifier": cover.name,
        "External-Description": cover.title,
        "Bagging-Date": spelled(cover.made_at)[:10],
        "Payload-Oxum": f"{sum(payload)}.{len(payload)}",
        "Bag-Software-Agent": "Lanyard",
    }
    lines = [f"{label}: {shown_name(kept_name(value))}\n" for label, value in told.items()]
    return {
        "bagit.txt": b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
        "bag-info.txt": "".join(lines).encode("utf-8"),
    }


def _add_pages(
    small: dict[str, bytes],
    cover: Cover,
    measured: list[_Measured],
    steps: tuple[Step, ...],
    held: Proofs,
    signer: Signer,
    p256: P256Signer,
) -> None:
    listed = tuple(Listed(one.path, one.size, one.item) for one in measured)
    count = len(small) + len(measured) + len(BESIDE) + 2
    told = Told(cover, listed, steps, held, count, signer.fingerprint, p256.fingerprint)
    small["index.html"], small["READ-ME.txt"] = index_page(told), read_me(told)


def _statement(
    cover: Cover,
    measured: list[_Measured],
    small: dict[str, bytes],
    held: Proofs,
    signer: Signer,
    p256: P256Signer,
) -> dict[str, Plain]:
    """What both signatures are about: every file with its SHA-256, and how many there are in all."""
    rows: list[dict[str, Plain]] = [
        {"path": path, "sha256": hashlib.sha256(data).hexdigest(), "size": len(data)} for path, data in small.items()
    ]
    rows += [
        {"path": one.path, "sha256": one.item.sha256, "size": one.size, "received_at": spelled(one.item.received_at)}
        for one in measured
    ]
    rows.sort(key=lambda row: str(row["path"]))
    paths = {row["path"] for row in rows}
    if any(one.of not in paths for one in held.timestamps):
        raise ValueError("a timestamp is for a file that is not in the bundle")
    return {
        "kind": "bundle",
        "format": 1,
        "claim": "unchanged since received at the time given for each file",
        "name": cover.name,
        "title": kept_name(cover.title),
        "school": kept_name(cover.school),
        "made_at": spelled(cover.made_at),
        "keys": {"ed25519": _base64(signer.public), "p256": _base64(p256.public)},
        "count": len(rows) + len(BESIDE),
        "files": list(rows),
        "beside": list(BESIDE),
        "log": [_proved(one) for one in held.log],
        "timestamps": [{"path": f"timestamps/{one.name}", "of": one.of} for one in held.timestamps],
    }


def _proved(one: LogProof) -> dict[str, Plain]:
    told: dict[str, Plain] = {"path": f"log/{one.name}.tlog-proof", "of": f"log/{one.name}.entry"}
    return told if one.opened is None else {**told, "opened": f"log/{one.name}.opened"}


def _seal(small: dict[str, bytes], statement: dict[str, Plain], signer: Signer, p256: P256Signer) -> None:
    small[SIGNED] = canonical(signer.sign(statement))
    small[STATEMENT] = CONTEXT + canonical(statement)
    small[P256_SIGNATURE] = p256.sign(small[STATEMENT])
    small[TAG_MANIFEST] = manifest({path: digest for path, digest in _digests(small).items() if not path.startswith("data/")})


def _digests(small: dict[str, bytes]) -> dict[str, str]:
    return {path: hashlib.sha256(data).hexdigest() for path, data in small.items()}


def _base64(raw: bytes) -> str:
    return base64.b64encode(raw).decode("ascii")
