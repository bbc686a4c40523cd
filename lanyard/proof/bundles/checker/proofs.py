"""Proofs that come with a bundle: places in a transparency log, and timestamps."""

from __future__ import annotations

import hashlib
import re

from .curves import decoded, der, ed25519_holds


def log_proof(proof: bytes, entry: bytes, keys: bytes) -> tuple[str, int, int]:
    """The log's name, its size and the entry's place, when the proof (C2SP tlog-proof) holds; else ``ValueError``."""
    head, _, checkpoint = proof.decode("utf-8").partition("\n\n")
    lines = head.split("\n")
    places = [line[6:] for line in lines[1:3] if re.fullmatch(r"index (0|[1-9][0-9]*)", line)]
    if lines[0] != "c2sp.org/tlog-proof@v1" or len(places) != 1:
        raise ValueError("it is not written as a proof")
    path = [decoded(line) for line in lines[1:] if not line.startswith(("index ", "extra "))]
    text, _, signatures = checkpoint.partition("\n\n")
    origin, told_size, told_root = (text + "\n\n\n").split("\n")[:3]
    if not re.fullmatch(r"0|[1-9][0-9]{0,15}", told_size) or any(len(step) != 32 for step in path):
        raise ValueError("its checkpoint is not written as one")
    if not note_is_signed(origin, text.encode("utf-8") + b"\n", signatures, keys.decode("utf-8")):
        raise ValueError("no key in log/keys.txt signed its checkpoint")
    index, size = int(places[0]), int(told_size)
    at, last, root = index, size - 1, hashlib.sha256(b"\0" + entry).digest()
    if at > last:
        raise ValueError("the log is shorter than that")
    for step in path:
        if last == 0:
            raise ValueError("it has too many steps")
        if at & 1 or at == last:
            root = hashlib.sha256(b"\1" + step + root).digest()
            while at and not at & 1:
                at, last = at >> 1, last >> 1
        else:
            root = hashlib.sha256(b"\1" + root + step).digest()
        at, last = at >> 1, last >> 1
    if last or root != decoded(told_root):
        raise ValueError("the entry is not the one in the log")
    return origin, size, index


def note_is_signed(origin: str, text: bytes, signatures: str, keys: str) -> bool:
    """Whether a known Ed25519 key of the log signed the note (C2SP signed-note)."""
    for line in keys.splitlines():
        name, _, coded = line.partition("+")[2].partition("+")
        public = decoded(coded) if coded else b""
        if line.split("+")[0] != origin or len(public) != 33 or public[:1] != b"\1":
            continue
        hint = hashlib.sha256(origin.encode("utf-8") + b"\n" + public).digest()[:4]
        for signature in signatures.splitlines():
            value = decoded(signature.rpartition(" ")[2])
            if name == hint.hex() and signature.startswith(f"— {origin} ") and value[:4] == hint:
                return ed25519_holds(public[1:], value[4:], text)
    return False


def timestamp_of(reply: bytes) -> tuple[str, str]:
    """The SHA-256 and the time that a reply (RFC 3161) names. Raises ``ValueError`` or ``IndexError``."""
    status, token = der(der(reply)[0][1])[:2]
    signed = der(der(token[1])[1][1])[0][1]
    held = der(der(signed)[2][1])[1][1]
    info = der(der(der(held)[0][1])[0][1])
    algorithm, digest = der(info[2][1])
    if der(status[1])[0][1] not in (b"\0", b"\1") or der(algorithm[1])[0][1] != bytes.fromhex("608648016503040201"):
        raise ValueError("not granted, or of another kind")
    told = info[4][1].decode("ascii")
    at = f"{told[:4]}-{told[4:6]}-{told[6:8]}T{told[8:10]}:{told[10:12]}:{told[12:14]}Z"
    return digest[1].hex(), at
