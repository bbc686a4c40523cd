"""Holders of keys: the few people who can open cases, each by a case passphrase of their own.

A case passphrase has nothing to do with signing in: resetting a sign-in opens nothing. Nobody can
look a passphrase up; when it is lost, another holder hands the cases on to a new key.
"""

from __future__ import annotations

import base64
import binascii
import secrets
import unicodedata
from typing import NamedTuple

from shamir_mnemonic.wordlist import WORDLIST  # type: ignore[import-untyped]  # it carries no types

from .identities import Identity
from .items import Id
from .sealing import CannotOpen, Place, Sealer, new_salt, sealer_of_passphrase

#: A passphrase guards children's and colleagues' cases against somebody with a copy of the database.
SHORTEST = 14


#: How many words by chance are offered: ten bits each, behind a hash that takes its time.
OFFERED = 5


class HolderPlace(NamedTuple):
    """Whose key it is: ids of the school and the holder."""

    school: Id
    holder: Id


class HolderKey(NamedTuple):
    """What is stored of a holder's key: the recipient, and the identity sealed under the passphrase."""

    recipient: str
    salt: bytes
    sealed: bytes


class SessionKey(NamedTuple):
    """An unlocked key, split: the secret goes into the holder's cookie, the sealed part into the session store."""

    secret: str
    sealed: bytes


class WeakPassphrase(ValueError):
    """A passphrase is too short; the message says what to do."""


class WrongPassphrase(CannotOpen):
    """The passphrase is not the holder's."""


class SwappedKey(CannotOpen):
    """The stored recipient is not the holder's own: new cases would be sealed to somebody else."""


def make_holder(passphrase: str, *, place: HolderPlace) -> tuple[HolderKey, Identity]:
    """A new key for a holder, and its identity, unlocked. Raises ``WeakPassphrase``."""
    identity = Identity.make()
    return _sealed(identity, passphrase, place), identity


def unlock(key: HolderKey, passphrase: str, *, place: HolderPlace) -> Identity:
    """The holder's identity (takes about a fifth of a second by design).

    Raises ``WrongPassphrase``, or ``SwappedKey`` when the passphrase is right and the recipient is not.
    """
    try:
        secret = sealer_of_passphrase(spelled(passphrase), salt=key.salt).unseal(key.sealed, place=_key_of(place))
    except CannotOpen as error:
        raise WrongPassphrase("That is not your case passphrase.") from error
    identity = Identity.of_bytes(secret)
    if identity.recipient != key.recipient:
        raise SwappedKey("The key that is stored for you is not yours. Tell your IT lead, and open no case until then.")
    return identity


def change_passphrase(key: HolderKey, old: str, new: str, *, place: HolderPlace) -> HolderKey:
    """The same key under another passphrase. Raises ``WrongPassphrase``, ``SwappedKey`` and ``WeakPassphrase``."""
    return _sealed(unlock(key, old, place=place), new, place)


def seal_for_session(identity: Identity, *, place: Place) -> SessionKey:
    """Split an unlocked key between the holder's cookie and the session store; neither opens anything alone.

    ``place`` names what must not be exchanged: the session, and the holder.
    """
    secret = secrets.token_bytes(32)
    return SessionKey(
        base64.urlsafe_b64encode(secret).decode("ascii").rstrip("="),
        Sealer(secret).for_purpose("unlocked").seal(identity.raw(), place=("session", *place)),
    )


def open_for_session(sealed: bytes, secret: str, *, place: Place) -> Identity:
    """The unlocked key again, by the secret in the cookie. Raises ``CannotOpen``, whatever the cookie holds."""
    try:
        key = base64.b64decode(secret.encode("utf-8") + b"=", altchars=b"-_", validate=True)
    except (binascii.Error, UnicodeEncodeError):
        key = b""
    if len(key) != 32:
        raise CannotOpen("this session has no key")
    return Identity.of_bytes(Sealer(key).for_purpose("unlocked").unseal(sealed, place=("session", *place)))


def spelled(passphrase: str) -> str:
    """One spelling for what keyboards and hurried fingers spell in several."""
    return " ".join(unicodedata.normalize("NFKC", passphrase).split())


def offer_passphrase() -> str:
    """Words by chance, that nobody would think of: an offer, kept nowhere."""
    return " ".join(secrets.choice(WORDLIST) for _ in range(OFFERED))


def _sealed(identity: Identity, passphrase: str, place: HolderPlace) -> HolderKey:
    if len(spelled(passphrase)) < SHORTEST:
        raise WeakPassphrase(f"Use at least {SHORTEST} characters, for example four words that you did not choose yourself.")
    salt = new_salt()
    sealed = sealer_of_passphrase(spelled(passphrase), salt=salt).seal(identity.raw(), place=_key_of(place))
    return HolderKey(identity.recipient, salt, sealed)


def _key_of(place: HolderPlace) -> Place:
    return ("key of a holder", *place)
