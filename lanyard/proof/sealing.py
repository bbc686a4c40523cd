"""Texts that only the right place can read: sealed, and bound to where they are kept.

A sealed text says nothing about its content but its length. It opens only under the same key and
the same place (school, person, record, field …), so that it can be neither read in the database
file nor moved from one person's row to another's, nor cut short.
"""

from __future__ import annotations

import secrets
from typing import NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

#: Which way of sealing a text was sealed with; a later way gets another number.
VERSION = b"\x01"
NONCE = 12
SALT = 16

Place = tuple[str | int, ...]


class Work(NamedTuple):
    """How much work a guess at a passphrase takes: rounds, lanes, and kibibytes of memory."""

    iterations: int
    lanes: int
    memory_cost: int


#: As RFC 9106 advises for little memory. What was sealed with one amount opens with no other.
WORK = Work(iterations=3, lanes=4, memory_cost=64 * 1024)


class CannotOpen(ValueError):
    """A sealed text was changed, moved, cut short, or sealed under another key."""


class Sealer:
    """Seals and opens under one key of 32 bytes."""

    def __init__(self, key: bytes) -> None:
        self._key = key
        self._cipher = AESGCM(key)

    def for_purpose(self, purpose: str) -> Sealer:
        """A sealer of its own for one purpose: what it seals no other purpose opens."""
        made = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"lanyard " + purpose.encode()).derive(self._key)
        return Sealer(made)

    def seal(self, text: bytes, *, place: Place) -> bytes:
        """Seal a text for one place."""
        nonce = secrets.token_bytes(NONCE)
        return VERSION + nonce + self._cipher.encrypt(nonce, text, spelled(place))

    def unseal(self, sealed: bytes, *, place: Place) -> bytes:
        """Open what was sealed for this place; raises ``CannotOpen`` for anything else."""
        sealed = bytes(sealed)
        if sealed[:1] != VERSION:
            raise CannotOpen("sealed in a way that this version does not know")
        try:
            return self._cipher.decrypt(sealed[1 : 1 + NONCE], sealed[1 + NONCE :], spelled(place))
        except (InvalidTag, ValueError) as error:
            raise CannotOpen("this does not open here") from error


def new_salt() -> bytes:
    """Chance for one passphrase, kept beside what it protects."""
    return secrets.token_bytes(SALT)


def sealer_of_passphrase(passphrase: str, *, salt: bytes) -> Sealer:
    """The sealer of a passphrase that only one person knows (Argon2id, slow by ``WORK``)."""
    return Sealer(Argon2id(salt=salt, length=32, **WORK._asdict()).derive(passphrase.encode("utf-8")))


def spelled(place: Place) -> bytes:
    """A place as bytes, so that no two places are spelled alike."""
    parts = [str(part).encode("utf-8") for part in place]
    return b"".join(len(part).to_bytes(4, "big") + part for part in parts)
