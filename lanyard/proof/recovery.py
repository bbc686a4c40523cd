"""Recovery: a key that nobody has, split between three places, any two of which bring it back (SLIP-39).

Everything sealed is wrapped for recovery too, so that cases outlive people and passphrases. The
secret exists while the shares are made and while two of them are put together, and is never stored.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Sequence
from typing import NamedTuple

from shamir_mnemonic import MnemonicError, combine_mnemonics, generate_mnemonics  # type: ignore[import-untyped]  # it carries no types
from shamir_mnemonic.share import Share as Words  # type: ignore[import-untyped]
from shamir_mnemonic.wordlist import WORDLIST  # type: ignore[import-untyped]

from .identities import Identity, seal_to
from .sealing import CannotOpen

NEEDED, KEEPERS = 2, 3
#: How many words a share of this key has.
WORDS = 33
MEND = "Make three new sheets from them, which makes a new test too."
_KNOWN = frozenset(WORDLIST)


class BadShares(ValueError):
    """The shares do not bring the key back; the message says why and what to do."""


class Share(NamedTuple):
    """One share: who keeps it, and its 33 words. Print it, hand it over, keep no copy."""

    keeper: str
    words: str


class Recovery(NamedTuple):
    """A new recovery key: the recipient, which is stored, and the shares, which are not."""

    recipient: str
    shares: tuple[Share, ...]


class Probe(NamedTuple):
    """Chance sealed to the recovery recipient, and its hash: it opens for the key and tells nobody anything."""

    sealed: bytes
    digest: bytes


def make_recovery(keepers: Sequence[str]) -> Recovery:
    """A new recovery key for three keepers, for example chair of governors, local authority, and safe."""
    return _shared(Identity.make(), keepers)


def share_again(told: Sequence[str], *, recipient: str, keepers: Sequence[str]) -> Recovery:
    """Three new shares of the same key, by two of the old ones: for a sheet that is lost, or another keeper.

    Old and new shares do not go together, but two old ones still do: destroy them. Raises ``BadShares``.
    """
    return _shared(combine(told, recipient=recipient), keepers)


def combine(told: Sequence[str], *, recipient: str) -> Identity:
    """The recovery identity from the words of two shares (a third is checked too).

    Capitals, line breaks and the numbers of a printed list are passed over. Raises ``BadShares``.
    """
    shares = [_read(number, words) for number, words in enumerate(told, 1)]
    if len({share.common_parameters() for share in shares}) > 1:
        raise BadShares("These shares were not made together. Use shares from the same day.")
    different = {share.index: share for share in shares}
    if len(different) < NEEDED:
        raise BadShares("One share is not enough. Enter the words of two different shares.")
    first, *others = different.values()
    found = [Identity.of_bytes(_joined(first, other)) for other in others]
    if any(identity.recipient != recipient for identity in found):
        raise BadShares("These shares belong to another recovery key than the one in use here.")
    return found[0]


def make_probe(recipient: str) -> Probe:
    """Something to prove the shares on, made with the recipient alone."""
    chance = secrets.token_bytes(32)
    return Probe(seal_to(recipient, chance), hashlib.sha256(chance).digest())


def drill(told: Sequence[str], *, probe: Probe, recipient: str) -> None:
    """Prove that two shares open what is sealed to recovery. Raises ``BadShares``; keeps nothing."""
    identity = combine(told, recipient=recipient)
    try:
        opened = identity.open(probe.sealed)
    except CannotOpen as error:
        raise BadShares(f"The shares fit together, but the test that is stored here does not open. {MEND}") from error
    if not hmac.compare_digest(hashlib.sha256(opened).digest(), probe.digest):
        raise BadShares(f"The test that is stored here was changed. {MEND}")


def _shared(identity: Identity, keepers: Sequence[str]) -> Recovery:
    """A key split between three different keepers."""
    if len(keepers) != KEEPERS or len(set(keepers)) != KEEPERS:
        raise ValueError(f"recovery has {KEEPERS} different keepers")
    [words] = generate_mnemonics(1, [(NEEDED, KEEPERS)], identity.raw())
    return Recovery(identity.recipient, tuple(Share(keeper, each) for keeper, each in zip(keepers, words, strict=True)))


def _read(number: int, told: str) -> Words:
    words = "".join(sign if sign.isalpha() else " " for sign in told.lower()).split()
    try:
        share = Words.from_mnemonic(" ".join(words))
    except MnemonicError as error:
        raise BadShares(f"Share {number} {_fault(words)}") from error
    if (share.member_threshold, share.group_threshold, share.group_count) != (NEEDED, 1, 1) or len(share.value) != 32:
        raise BadShares(f"Share {number} was not made by Lanyard.")
    return share


def _fault(words: Sequence[str]) -> str:
    """What is wrong with the words of a share, as far as it shows, without repeating any."""
    wrong = [str(place) for place, word in enumerate(words, 1) if word not in _KNOWN]
    if wrong:
        which = f"word {wrong[0]} is" if len(wrong) == 1 else f"words {', '.join(wrong[:5])} are"
        return f"is not right: {which} not on the list that shares are made of. Check the spelling against the paper."
    if words and len(words) != WORDS:
        return f"has {len(words)} words here, and {WORDS} on its paper. See which is missing or extra."
    return "has a wrong, missing or extra word. Check it against the paper."


def _joined(one: Words, other: Words) -> bytes:
    try:
        return bytes(combine_mnemonics([one.mnemonic(), other.mnemonic()]))
    except MnemonicError as error:
        raise BadShares("These shares do not fit together. Check each against its paper.") from error
