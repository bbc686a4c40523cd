"""Every kind of damage that a bundle can suffer, by accident or on purpose, with what must be said about it."""

from __future__ import annotations

import hashlib
import io
import json
import warnings
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import NamedTuple

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from lanyard.proof.bundles import P256Signer, Proofs, Timestamp
from lanyard.proof.bundles.checker.checking import manifest
from lanyard.proof.canonical import canonical
from lanyard.proof.signing import CONTEXT, Signer
from tests.proof.bundles.samples import (
    ENTRIES,
    P256,
    PROOFS,
    SIGNER,
    LogProof,
    changed,
    contents,
    log_key_line,
    made,
    proof_of,
    zipped,
)

TOP = "case-7/"
Files = dict[str, bytes]


class Case(NamedTuple):
    """A change, and the kind and path of a fault that must be named; no kind where nothing can be checked."""

    change: Callable[[Files], object]
    kind: str | None
    path: str = ""


@cache
def _whole() -> tuple[tuple[str, bytes], ...]:
    return tuple(contents(zipped(made())).items())


def apply(case: Case) -> Files:
    """The files of the sample after the change."""
    return changed(dict(_whole()), case.change)


def put(name: str, data: bytes) -> Callable[[Files], object]:
    """Adds or replaces a file."""
    return lambda files: files.update({TOP + name: data})


def drop(name: str) -> Callable[[Files], object]:
    """Takes a file away."""
    return lambda files: files.pop(TOP + name)


def swap(name: str, old: bytes, new: bytes) -> Callable[[Files], object]:
    """Replaces some bytes of a file."""

    def change(files: Files) -> None:
        assert old in files[TOP + name]
        files[TOP + name] = files[TOP + name].replace(old, new)

    return change


def restate(edit: Callable[[dict], object], signer: Signer = SIGNER, p256: P256Signer = P256) -> Callable[[Files], object]:
    """Changes the signed list and signs it again, as somebody with the keys (or keys of their own) could."""

    def change(files: Files) -> None:
        told = json.loads(files[TOP + "seal/statement.txt"][len(CONTEXT) :])
        edit(told)
        files[TOP + "seal/statement.txt"] = CONTEXT + canonical(told)
        files[TOP + "seal/signed.json"] = canonical(signer.sign(told))
        files[TOP + "seal/p256.sig"] = p256.sign(CONTEXT + canonical(told))

    return change


def rebuilt(**told: object) -> Callable[[Files], object]:
    """Another bundle in place of this one."""

    def change(files: Files) -> None:
        files.clear()
        files.update(contents(zipped(made(**told))))

    return change


def with_manifests(*names: str) -> Callable[[Files], object]:
    """Adds files and lists them in both manifests: BagIt's rules find nothing wrong with it."""

    def change(files: Files) -> None:
        files.update({TOP + name: b"added\n" for name in names})
        digests = {path[len(TOP) :]: hashlib.sha256(data).hexdigest() for path, data in files.items()}
        payload = {path: told for path, told in digests.items() if path.startswith("data/")}
        files[TOP + "manifest-sha256.txt"] = manifest(payload)
        digests["manifest-sha256.txt"] = hashlib.sha256(files[TOP + "manifest-sha256.txt"]).hexdigest()
        files[TOP + "tagmanifest-sha256.txt"] = manifest(
            {path: told for path, told in digests.items() if path not in payload and path != "tagmanifest-sha256.txt"}
        )

    return change


def respelled(files: Files) -> None:
    """Another value in the first signature, spelled as a signature is."""
    told = json.loads(files[TOP + "seal/signed.json"])
    value = told["signature"]["value"]
    told["signature"]["value"] = ("B" if value[0] == "A" else "A") + value[1:]
    files[TOP + "seal/signed.json"] = canonical(told)


def log(**told: object) -> Callable[[Files], object]:
    """A bundle whose proof from the log is another."""
    return rebuilt(proofs=PROOFS._replace(**told))


def one_proof(proof: bytes, entry: bytes = ENTRIES[4]) -> tuple[LogProof, ...]:
    """The proof of the sample, replaced."""
    return (LogProof("received", entry, proof),)


GOOD = proof_of(4, ENTRIES)
LOG = "log/received.tlog-proof"
OTHER = Signer(bytes(32)), P256Signer(bytes(32))

CASES = {
    "changed": Case(swap("data/0002-mail.eml", b"words", b"sword"), "changed", "data/0002-mail.eml"),
    "longer": Case(swap("data/0002-mail.eml", b"words", b"words and more"), "changed", "data/0002-mail.eml"),
    "empty": Case(put("data/0002-mail.eml", b""), "changed", "data/0002-mail.eml"),
    "missing": Case(drop("data/0001-chat-from-sunday.png"), "missing", "data/0001-chat-from-sunday.png"),
    "missing-count": Case(drop("data/0001-chat-from-sunday.png"), "count"),
    "added": Case(put("data/0003-more.png", b"x"), "added", "data/0003-more.png"),
    "added-count": Case(put("data/0003-more.png", b"x"), "count"),
    "added-and-listed": Case(with_manifests("data/0003-more.png"), "added", "data/0003-more.png"),
    "added-beside": Case(lambda files: files.update({"elsewhere.txt": b""}), "added", "../elsewhere.txt"),
    "swapped-in": Case(
        lambda files: files.update({TOP + "data/x.png": files.pop(TOP + "data/0001-chat-from-sunday.png")}), "added", "data/x.png"
    ),
    "manifest": Case(swap("manifest-sha256.txt", b"data/0002", b"data/0003"), "manifest", "manifest-sha256.txt"),
    "tag-manifest": Case(swap("tagmanifest-sha256.txt", b"index.html", b"index.htm"), "manifest", "tagmanifest-sha256.txt"),
    "tag-manifest-dropped": Case(drop("tagmanifest-sha256.txt"), "missing", "tagmanifest-sha256.txt"),
    "bagit": Case(swap("bagit.txt", b"1.0", b"1.1"), "changed", "bagit.txt"),
    "index": Case(swap("index.html", b"Sam Whitcombe", b"Bob Whitcombe"), "changed", "index.html"),
    "custody": Case(swap("data/custody.jsonl", b"opened it", b"closed it"), "changed", "data/custody.jsonl"),
    "verifier": Case(swap("verify.py", b"return 1 if", b"return 0 if"), "changed", "verify.py"),
    "statement": Case(swap("seal/statement.txt", b"Papers", b"papers"), "signature", "seal/signed.json"),
    "statement-p256": Case(swap("seal/statement.txt", b"Papers", b"papers"), "signature", "seal/p256.sig"),
    "statement-gone": Case(drop("seal/statement.txt"), None),
    "statement-other": Case(put("seal/statement.txt", b"something else"), None),
    "statement-no-json": Case(put("seal/statement.txt", CONTEXT + b"{"), None),
    "statement-deep": Case(put("seal/statement.txt", CONTEXT + b"[" * 200_000), None),
    "statement-list": Case(put("seal/statement.txt", CONTEXT + b"[]"), None),
    "signed-gone": Case(drop("seal/signed.json"), "signature", "seal/signed.json"),
    "signed-other": Case(
        put("seal/signed.json", canonical(SIGNER.sign({"kind": "bundle"}))), "signature", "seal/signed.json"
    ),
    "signed-false": Case(respelled, "signature", "seal/signed.json"),
    "p256-gone": Case(drop("seal/p256.sig"), "signature", "seal/p256.sig"),
    "p256-garbage": Case(put("seal/p256.sig", b"0\x80"), "signature", "seal/p256.sig"),
    "p256-other": Case(put("seal/p256.sig", P256.sign(b"something else")), "signature", "seal/p256.sig"),
    "p256-more": Case(
        lambda files: files.update({TOP + "seal/p256.sig": files[TOP + "seal/p256.sig"] + b"\0\0"}), "signature", "seal/p256.sig"
    ),
    "p256-zero": Case(put("seal/p256.sig", bytes.fromhex("3006020100020100")), "signature", "seal/p256.sig"),
    "key-file": Case(swap("seal/p256.pem", b"PUBLIC", b"public"), "signature", "seal/p256.pem"),
    "key-file-gone": Case(drop("seal/ed25519.pem"), "signature", "seal/ed25519.pem"),
    "other-keys": Case(restate(lambda told: None, *OTHER), "signature", "seal/signed.json"),
    "count-lowered": Case(restate(lambda told: told.update(count=told["count"] - 1)), None),
    "count-of-another-key": Case(restate(lambda told: (told["files"].pop(), told.update(count=told["count"] - 1))), "count"),
    "listed-twice": Case(restate(lambda told: told.update(files=told["files"] * 2, count=2 * told["count"] - 4)), None),
    "beside-more": Case(restate(lambda told: (told["beside"].append("x"), told.update(count=told["count"] + 1))), None),
    "outside-path": Case(restate(lambda told: told["files"][0].update(path="../x")), None),
    "no-digest": Case(restate(lambda told: told["files"][0].update(sha256="")), None),
    "less-than-nothing": Case(restate(lambda told: told["files"][0].update(size=-1)), None),
    "newer": Case(restate(lambda told: told.update(format=2)), None),
    "no-key": Case(restate(lambda told: told["keys"].update(ed25519="")), None),
    "no-curve": Case(restate(lambda told: told["keys"].update(p256=told["keys"]["ed25519"])), None),
    "proof-unlisted": Case(restate(lambda told: told["log"][0].update(of="log/other.entry")), None),
    "log-entry": Case(log(log=one_proof(GOOD, b"other")), "log", LOG),
    "log-index": Case(log(log=one_proof(GOOD.replace(b"index 4", b"index 5"))), "log", LOG),
    "log-too-short": Case(log(log=one_proof(GOOD.replace(b"index 4", b"index 7"))), "log", LOG),
    "log-empty": Case(log(log=one_proof(b"")), "log", LOG),
    "log-no-index": Case(log(log=one_proof(GOOD.replace(b"index 4\n", b""))), "log", LOG),
    "log-not-text": Case(log(log=one_proof(b"\xff")), "log", LOG),
    "log-size": Case(log(log=one_proof(GOOD.replace(b"/log\n7\n", b"/log\n+7\n"))), "log", LOG),
    "log-altered": Case(log(log=one_proof(GOOD.replace(b"/log\n7\n", b"/log\n8\n"))), "log", LOG),
    "log-step-lost": Case(log(log=one_proof(b"\n".join(GOOD.split(b"\n")[:2] + GOOD.split(b"\n")[3:]))), "log", LOG),
    "log-step-more": Case(
        log(log=one_proof(GOOD.replace(b"index 4\n", b"index 4\n" + GOOD.split(b"\n")[2] + b"\n"))), "log", LOG
    ),
    "log-step-short": Case(log(log=one_proof(GOOD.replace(b"index 4\n", b"index 4\nAAAA\n"))), "log", LOG),
    "log-one-entry": Case(
        log(log=one_proof(proof_of(0, [b"one"]).replace(b"index 0\n", b"index 0\n" + GOOD.split(b"\n")[2] + b"\n"), b"one")),
        "log",
        LOG,
    ),
    "log-opened-other": Case(log(log=(PROOFS.log[0]._replace(opened=b"another event"),)), "log", "log/received.opened"),
    "log-unnamed": Case(restate(lambda told: told["log"][0].pop("of")), None),
    "log-no-keys": Case(log(log_keys=()), "log", LOG),
    "log-other-keys": Case(
        log(log_keys=("other.example.org+00000000+AAAA", "sample.example.org/log+0+AAAA", "sample.example.org/log",
                      log_key_line().replace("+", "+f", 1), log_key_line(key=Ed25519PrivateKey.from_private_bytes(bytes(32))))),
        "log",
        LOG,
    ),
    "log-false-signature": Case(log(log=one_proof(GOOD[:-9] + b"AAAA" + GOOD[-5:])), "log", LOG),
    "timestamp-garbage": Case(
        rebuilt(proofs=Proofs(timestamps=(Timestamp("a.tsr", b"garbage", "bagit.txt"),))), "timestamp", "timestamps/a.tsr"
    ),
    "timestamp-empty": Case(
        rebuilt(proofs=Proofs(timestamps=(Timestamp("a.tsr", b"", "bagit.txt"),))), "timestamp", "timestamps/a.tsr"
    ),
}  # fmt: skip


def _zip(files: list[tuple[str, bytes]]) -> bytes:
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w") as archive:
        warnings.simplefilter("ignore")
        for name, data in files:
            archive.writestr(name, data)
    return out.getvalue()


def _renamed(old: bytes, new: bytes) -> bytes:
    """The name changed in the ZIP's list of contents only, so that two readers could read two bundles."""
    data = zipped(made())
    at = data.index(b"PK\1\2")
    assert len(old) == len(new) and old in data[at:]
    return data[:at] + data[at:].replace(old, new)


def _flagged() -> bytes:
    data = bytearray(zipped(made()))
    at = data.index(b"PK\1\2")
    data[at + 8] |= 1
    return bytes(data)


def _method(number: int) -> bytes:
    data = bytearray(zipped(made()))
    at = data.index(b"PK\1\2")
    data[at + 10] = data[8] = number
    return bytes(data)


RAW: dict[str, Callable[[Path], bytes]] = {
    "twice": lambda folder: _zip([*_whole(), _whole()[3]]),
    "backwards": lambda folder: _zip([*_whole(), ("case-7\\data\\x", b"")]),
    "upwards": lambda folder: _zip([*_whole(), ("case-7/../x", b"")]),
    "absolute": lambda folder: _zip([*_whole(), ("/etc/x", b"")]),
    "control": lambda folder: _zip([*_whole(), ("case-7/data/a\x1b[2J", b"")]),
    "renamed": lambda folder: _renamed(b"0002-mail.eml", b"0003-mail.eml"),
    "locked": lambda folder: _flagged(),
    "unknown-packing": lambda folder: _method(99),
    "cut-short": lambda folder: zipped(made())[:-200],
    "no-zip": lambda folder: b"no ZIP at all",
    "nothing": lambda folder: b"",
    "empty-zip": lambda folder: _zip([]),
    "other-zip": lambda folder: _zip([("a.txt", b"a")]),
    "too-deep": lambda folder: _zip([("a/b/seal/statement.txt", b"a")]),
}
