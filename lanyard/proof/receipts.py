"""Receipts: what a reporter keeps, and the only way back to a report that names nobody.

A receipt has 40 signs in groups of five, from an alphabet without vowels and without signs that
are taken for each other: eight find the report, thirty prove that it is theirs (135 bits; OWASP
ASVS 5.0 asks for 128), and two find slips of the pen. Only a keyed hash of the thirty is stored.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from typing import NamedTuple

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from .sealing import Sealer, spelled

ALPHABET = "23456789CDFHJKMNPQRTWXY"
LOOK_UP, SECRET, CHECK, GROUP = 8, 30, 2, 5
LENGTH = LOOK_UP + SECRET + CHECK
#: What people write for a sign of the alphabet and is not in it.
TAKEN_FOR = str.maketrans("SBZG", "5826")
#: The largest prime that two check signs can count to: it finds each wrong sign and each exchanged pair.
PRIME = 523


class NotAReceipt(ValueError):
    """What somebody typed is no receipt; the message says what to look at."""


class Receipt(NamedTuple):
    """The two parts of a receipt: where to look, and the secret. Never store or log the secret."""

    look_up: str
    secret: str

    def __str__(self) -> str:
        signs = self.look_up + self.secret
        signs += _check_of(signs)
        return "-".join(signs[at : at + GROUP] for at in range(0, LENGTH, GROUP))

    def __repr__(self) -> str:
        return f"<Receipt {self.look_up}>"

    def sealer(self, *, salt: bytes) -> Sealer:
        """A sealer that only the receipt gives, for the key by which its reporter reads answers."""
        key = HKDF(algorithm=SHA256(), length=32, salt=salt, info=b"lanyard receipt seals").derive(self.secret.encode())
        return Sealer(key)


class KeptReceipt(NamedTuple):
    """What is stored of a receipt: the look-up part, the report's own salt, and the keyed hash of the secret."""

    look_up: str
    salt: bytes
    digest: bytes


def make_receipt() -> Receipt:
    """A new receipt, by chance."""
    return _of_number(secrets.randbelow(len(ALPHABET) ** (LOOK_UP + SECRET)))


def make_receipt_from(draft: bytes, *, key: bytes) -> Receipt:
    """The receipt of a draft, the same each time it is sent, so that a second click makes no second report.

    ``draft`` are at least 16 bytes of chance that this draft alone has; ``key`` is the
    installation's, without which the draft tells nothing about the receipt.
    """
    if len(draft) < 16:
        raise ValueError("a draft has at least 16 bytes of chance")
    made = HKDF(algorithm=SHA256(), length=64, salt=None, info=spelled(("lanyard receipt of a draft", draft.hex()))).derive(key)
    return _of_number(int.from_bytes(made, "big") % len(ALPHABET) ** (LOOK_UP + SECRET))


def read_receipt(told: str) -> Receipt:
    """What somebody typed, whatever its case, spaces and hyphens. Raises ``NotAReceipt`` in words for people."""
    signs = "".join(sign for sign in told.upper() if sign.isalnum()).translate(TAKEN_FOR)
    if strange := sorted(set(signs) - set(ALPHABET)):
        raise NotAReceipt(f"A receipt never has the sign {strange[0]}. Check it against your note.")
    if len(signs) != LENGTH:
        raise NotAReceipt(f"A receipt has {LENGTH} signs, and this has {len(signs)}. Check that none is missing.")
    if _check_of(signs[:-CHECK]) != signs[-CHECK:]:
        raise NotAReceipt("One of the signs is wrong, or two changed places. Check it against your note.")
    return Receipt(signs[:LOOK_UP], signs[LOOK_UP:-CHECK])


def keep_receipt(receipt: Receipt, *, key: bytes) -> KeptReceipt:
    """What is stored of a receipt. ``key`` is the installation's, kept apart from the database."""
    salt = secrets.token_bytes(16)
    return KeptReceipt(receipt.look_up, salt, _digest(receipt, salt, key))


def matches(receipt: Receipt, kept: KeptReceipt | None, *, key: bytes) -> bool:
    """Whether a receipt is the one that was kept, as slow for none (``None``) as for a wrong one."""
    there = kept or KeptReceipt(receipt.look_up, bytes(16), bytes(32))
    same = hmac.compare_digest(_digest(receipt, there.salt, key), bytes(there.digest))
    return same and kept is not None and hmac.compare_digest(receipt.look_up, kept.look_up)


def _digest(receipt: Receipt, salt: bytes, key: bytes) -> bytes:
    covered = spelled(("lanyard receipt", bytes(salt).hex(), receipt.look_up, receipt.secret))
    return hmac.digest(key, covered, hashlib.sha256)


def _of_number(number: int) -> Receipt:
    signs = ""
    for _ in range(LOOK_UP + SECRET):
        number, left = divmod(number, len(ALPHABET))
        signs += ALPHABET[left]
    return Receipt(signs[:LOOK_UP], signs[LOOK_UP:])


def _check_of(signs: str) -> str:
    number = 0
    for sign in signs:
        number = (number * len(ALPHABET) + ALPHABET.index(sign)) % PRIME
    high, low = divmod(number, len(ALPHABET))
    return ALPHABET[high] + ALPHABET[low]
