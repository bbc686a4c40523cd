"""Statements that the school's installation signs, and anybody can check without it (Ed25519)."""

from __future__ import annotations

import base64
import binascii
import hashlib
from typing import NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from .canonical import NotPlain, Plain, canonical

#: What every signature covers first, so that it can be taken for no other kind of signature.
CONTEXT = b"lanyard statement 1\n"
ALGORITHM = "Ed25519"


class NotGenuine(ValueError):
    """A statement was changed since it was signed, or signed by another key; the message says which."""


class Genuine(NamedTuple):
    """A statement whose signature holds, and the fingerprint of the key that signed it."""

    statement: dict[str, Plain]
    fingerprint: str


class Signer:
    """Signs statements with one key of 32 bytes."""

    def __init__(self, key: bytes) -> None:
        self._key = Ed25519PrivateKey.from_private_bytes(key)
        self.public = self._key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        self.fingerprint = fingerprint(self.public)

    def sign(self, statement: dict[str, Plain]) -> dict[str, Plain]:
        """The statement with its signature and the public key that checks it. Raises ``NotPlain``."""
        value = self._key.sign(CONTEXT + canonical(statement))
        return {
            "statement": statement,
            "signature": {"algorithm": ALGORITHM, "key": _coded(self.public), "value": _coded(value)},
        }


def fingerprint(public: bytes) -> str:
    """A public key in few enough letters to read out on the telephone: 128 bits in groups of four."""
    letters = hashlib.sha256(public).hexdigest()[:32]
    return " ".join(letters[at : at + 4] for at in range(0, 32, 4))


def check(document: object, *, expected: str | None = None) -> Genuine:
    """Check a signed statement; ``expected`` is the fingerprint that its signer must have.

    Raises ``NotGenuine`` in words for people. Without ``expected`` it only says that the statement
    is unchanged since the key named in it signed it.
    """
    if not isinstance(document, dict) or set(document) != {"statement", "signature"}:
        raise NotGenuine("This is not a signed statement.")
    statement, signature = document["statement"], document["signature"]
    if not isinstance(statement, dict) or not isinstance(signature, dict):
        raise NotGenuine("This is not a signed statement.")
    if signature.get("algorithm") != ALGORITHM or set(signature) != {"algorithm", "key", "value"}:
        raise NotGenuine("It is signed in a way that this version does not know.")
    public, value = _decoded(signature["key"], 32), _decoded(signature["value"], 64)
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(value, CONTEXT + canonical(statement))
    except InvalidSignature:
        raise NotGenuine("It was changed after it was signed, or the signature belongs to something else.") from None
    except NotPlain as error:
        raise NotGenuine(f"It holds something that no signed statement holds: {error}.") from None
    found = fingerprint(public)
    if expected is not None and _bare(expected) != _bare(found):
        raise NotGenuine(f"It is unchanged, but another key signed it: {found}.")
    return Genuine(statement, found)


def _bare(told: str) -> str:
    return "".join(told.split()).lower()


def _coded(raw: bytes) -> str:
    return base64.b64encode(raw).decode("ascii")


def _decoded(told: object, length: int) -> bytes:
    try:
        raw = base64.b64decode(told, validate=True) if isinstance(told, str) else b""
    except (binascii.Error, ValueError):
        raw = b""
    # One spelling only: base64 readers pass over the last few bits, so another letter could stand there.
    if len(raw) != length or _coded(raw) != told:
        raise NotGenuine("Its signature is not whole.")
    return raw
