"""Keys that open what was sealed to them: age identities, and wraps of one for another.

Anybody may seal to a *recipient*, which is public; only its *identity* opens. A *wrap* is an
identity sealed to the recipient of another one, together with the place where it belongs, so that
a wrap moved to another case or another item opens nothing.

A wrap proves nothing about who made it: whoever can write to the database can put a wrap of a key
of their own there. That such a thing happened is what the log finds.
"""

from __future__ import annotations

import pyrage  # type: ignore[import-untyped]  # it carries no types
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from .sealing import CannotOpen, Place, Sealer, spelled

RECIPIENT, SECRET = "age", "age-secret-key-"
_SIGNS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_FACTORS = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)


class NotAKey(ValueError):
    """A text is neither a recipient nor the secret of an identity."""


class Identity:
    """One age identity. It shows its recipient and nothing else, and cannot be pickled into a job or a session."""

    __slots__ = ("_key", "_secret", "recipient")

    def __init__(self, secret: str) -> None:
        try:
            self._key = pyrage.x25519.Identity.from_str(secret)
        except pyrage.IdentityError:
            raise NotAKey("this is not the secret of an age identity") from None
        self._secret = secret
        self.recipient = str(self._key.to_public())

    @classmethod
    def make(cls) -> Identity:
        """A fresh identity, by chance."""
        return cls(str(pyrage.x25519.Identity.generate()))

    @classmethod
    def of_bytes(cls, raw: bytes) -> Identity:
        """The identity whose secret are these 32 bytes."""
        return cls(_bech32(SECRET, raw).upper())

    def reveal(self) -> str:
        """The secret, as the ``age`` program reads it. Never log, mail or store it."""
        return self._secret

    def raw(self) -> bytes:
        """The 32 bytes of the secret."""
        return _raw(self._secret)

    def sealer(self, purpose: str) -> Sealer:
        """A sealer for texts, of a key that follows from this identity and the purpose."""
        return Sealer(self.raw()).for_purpose(purpose)

    def exchange(self, share: bytes) -> bytes:
        """The secret shared with the owner of a public share (X25519). Raises ``ValueError`` for a worthless share."""
        return X25519PrivateKey.from_private_bytes(self.raw()).exchange(X25519PublicKey.from_public_bytes(share))

    def open(self, sealed: bytes) -> bytes:
        """What was sealed to this identity's recipient as a small age file. Raises ``CannotOpen``."""
        try:
            return bytes(pyrage.decrypt(bytes(sealed), [self._key]))
        except (pyrage.DecryptError, OSError) as error:
            raise CannotOpen("this key does not open it") from error

    def __repr__(self) -> str:
        return f"<Identity of {self.recipient}>"

    def __reduce__(self) -> str:
        raise TypeError("an identity is not stored: wrap it, or seal it for the session")


def seal_to(recipient: str, text: bytes) -> bytes:
    """A small age file that only the identity of this recipient opens. Raises ``NotAKey``."""
    return bytes(pyrage.encrypt(text, [_recipient(recipient)]))


def wrap(identity: Identity, *, to: str, place: Place) -> bytes:
    """An identity sealed to a recipient, bound to its place."""
    return seal_to(to, spelled((*place, identity.reveal())))


def unwrap(wrapped: bytes, *, by: Identity, place: Place) -> Identity:
    """The identity in a wrap made for this place; raises ``CannotOpen`` for anything else."""
    said, before = by.open(wrapped), spelled(place)
    if not said.startswith(before):
        raise CannotOpen("this key belongs to another place")
    # After the place stands the secret, as one more part; with anything else before it, it is no key.
    secret = said[len(before) + 4 :]
    try:
        return Identity(secret.decode("utf-8"))
    except (NotAKey, UnicodeDecodeError) as error:
        raise CannotOpen("what was wrapped here is no key") from error


def raw_recipient(recipient: str) -> bytes:
    """The 32 bytes of a recipient. Raises ``NotAKey``."""
    _recipient(recipient)
    return _raw(recipient)


def _recipient(told: str) -> pyrage.x25519.Recipient:
    try:
        return pyrage.x25519.Recipient.from_str(told)
    except pyrage.RecipientError:
        raise NotAKey("this is not an age recipient") from None


def _raw(told: str) -> bytes:
    """The bytes in a bech32 text whose check signs were checked already."""
    signs = told.lower().rpartition("1")[2][:-6]
    number = 0
    for sign in signs:
        number = number << 5 | _SIGNS.index(sign)
    return (number >> len(signs) * 5 - 256).to_bytes(32, "big")


def _bech32(kind: str, raw: bytes) -> str:
    """32 bytes in the spelling of age's keys (BIP 173)."""
    number = int.from_bytes(raw, "big") << 4
    values = [number >> 5 * at & 31 for at in reversed(range(52))]
    spread = [ord(sign) >> 5 for sign in kind] + [0] + [ord(sign) & 31 for sign in kind]
    check = 1
    for value in (*spread, *values, *[0] * 6):
        top, check = check >> 25, (check & 0x1FFFFFF) << 5 ^ value
        for bit, factor in enumerate(_FACTORS):
            check ^= factor if top >> bit & 1 else 0
    check ^= 1
    return kind + "1" + "".join(_SIGNS[value] for value in (*values, *[check >> 5 * (5 - at) & 31 for at in range(6)]))
