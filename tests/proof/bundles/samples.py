"""A bundle about nobody: two files, a custody log, an entry of a log with its proof, and a way to change it."""

from __future__ import annotations

import base64
import hashlib
import io
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from lanyard.proof.bundles import Bundle, Cover, Item, LogProof, Note, P256Signer, Proofs, Step, prepare
from lanyard.proof.signing import Signer

SIGNER, P256 = Signer(bytes(range(32))), P256Signer(bytes(range(32)))
AT = datetime(2026, 11, 22, 9, 0, 0, tzinfo=UTC)
COVER = Cover(
    name="case-7",
    title="Papers for case 7",
    school="Sample Primary School",
    made_at=AT,
    made_by="Carol Whitlow, head teacher",
    made_for="Police",
)
CUSTODY = (
    Step(AT, "Sam Whitcombe", "sent it in", 1),
    Step(AT, "Carol Whitlow", "opened it, because the police asked", 1, {"ground": "request"}),
    Step(AT, "Carol Whitlow", "made this bundle"),
)
LOG_KEY = Ed25519PrivateKey.from_private_bytes(bytes([7]) * 32)


def item(name: str, data: bytes, **more: object) -> Item:
    """An item that holds this."""
    return Item(name, lambda: io.BytesIO(data), AT, hashlib.sha256(data).hexdigest(), dict(more))  # type: ignore[arg-type]


ITEMS = (
    item("chat from Sunday.png", b"\x89PNG picture" * 30, platform="a messenger", posted_at=None, seen=True),
    item("mail.eml", b"From: somebody@example.org\n\nwords\n", people=["one", "two"], more={"b": 1, "a": "x"}),
)


def log_key_line(origin: str = "sample.example.org/log", key: Ed25519PrivateKey = LOG_KEY) -> str:
    """The key of a log in the form that verifiers read."""
    public = b"\1" + key.public_key().public_bytes_raw()
    return f"{origin}+{hint(origin, public).hex()}+{base64.b64encode(public).decode()}"


def hint(origin: str, public: bytes) -> bytes:
    """The first four bytes by which a note names its key."""
    return hashlib.sha256(origin.encode() + b"\n" + public).digest()[:4]


def tree_root(leaves: list[bytes]) -> bytes:
    """The root of a tree over leaf hashes, as RFC 6962 defines it."""
    if len(leaves) == 1:
        return leaves[0]
    half = 1 << (len(leaves) - 1).bit_length() - 1
    return hashlib.sha256(b"\1" + tree_root(leaves[:half]) + tree_root(leaves[half:])).digest()


def tree_path(index: int, leaves: list[bytes]) -> list[bytes]:
    """The path from a leaf to the root, as RFC 6962 defines it."""
    if len(leaves) == 1:
        return []
    half = 1 << (len(leaves) - 1).bit_length() - 1
    if index < half:
        return [*tree_path(index, leaves[:half]), tree_root(leaves[half:])]
    return [*tree_path(index - half, leaves[half:]), tree_root(leaves[:half])]


def proof_of(index: int, entries: list[bytes], *, origin: str = "sample.example.org/log", extra: bytes = b"") -> bytes:
    """A proof in the form C2SP tlog-proof that an entry stands in a log of these entries."""
    leaves = [hashlib.sha256(b"\0" + entry).digest() for entry in entries]
    coded = [base64.b64encode(one).decode() for one in (tree_root(leaves), *tree_path(index, leaves))]
    text = f"{origin}\n{len(entries)}\n{coded[0]}\n"
    public = b"\1" + LOG_KEY.public_key().public_bytes_raw()
    value = base64.b64encode(hint(origin, public) + LOG_KEY.sign(text.encode())).decode()
    more = [f"extra {base64.b64encode(extra).decode()}"] if extra else []
    lines = ["c2sp.org/tlog-proof@v1", *more, f"index {index}", *coded[1:]]
    # A signature of another kind stands before the one that is looked for, as in our own log.
    another = base64.b64encode(bytes(70)).decode()
    return ("\n".join(lines) + "\n\n" + text + f"\n— {origin} {another}\n— {origin} {value}\n").encode()


OPENED = b"salt and event"
ENTRIES = [*(f"entry {number}".encode() for number in range(4)), hashlib.sha256(OPENED).digest(), b"entry 5", b"entry 6"]
PROOFS = Proofs(
    log=(LogProof("received", ENTRIES[4], proof_of(4, ENTRIES, extra=b"more"), OPENED),),
    log_keys=(log_key_line(),),
    notes=(Note("checkpoint.txt", proof_of(4, ENTRIES).partition(b"\n\n")[2]),),
)


def made(items: tuple[Item, ...] = ITEMS, **told: object) -> Bundle:
    """A bundle like the others but for what is told."""
    settings = {"cover": COVER, "custody": CUSTODY, "proofs": PROOFS, "signer": SIGNER, "p256": P256, **told}
    return prepare(items, **settings)  # type: ignore[arg-type]


def zipped(bundle: Bundle) -> bytes:
    """The ZIP as bytes."""
    return b"".join(bundle.pieces())


def contents(data: bytes) -> dict[str, bytes]:
    """Every file of a ZIP."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def pack(files: dict[str, bytes], path: Path, method: int = zipfile.ZIP_STORED) -> Path:
    """A ZIP of these files, made by Python's own writer as a stranger would make one."""
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def unpack(data: bytes, folder: Path) -> Path:
    """The bundle as a folder; its path."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        archive.extractall(folder)
    return folder / COVER.name


Change = Callable[[dict[str, bytes]], object]


def changed(files: dict[str, bytes], change: Change) -> dict[str, bytes]:
    """The files after somebody changed them."""
    found = dict(files)
    change(found)
    return found
