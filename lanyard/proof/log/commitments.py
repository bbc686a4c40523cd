"""What the log keeps of a statement: a hash that says nothing until the statement and its salt are shown.

Without the salt nobody can find out what an entry says by trying: events are short, and a bare hash
of one would be guessed. When salt and statement are destroyed, the commitment still holds its place,
so that every proof goes on holding and nothing can be read from it any more.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets

from lanyard.proof.canonical import Plain, canonical

#: 256 bits by chance for each entry, never used twice.
SALT = 32
#: What every commitment and every link covers first, so that neither passes for another kind of hash.
CONTEXT = b"lanyard log entry 1\n"
LINK_CONTEXT = b"lanyard log chain 1\n"
#: What the first link of a chain follows.
BEGINNING = b"\x00" * 32


def new_salt() -> bytes:
    """The salt of one entry."""
    return secrets.token_bytes(SALT)


def commit(statement: Plain, *, salt: bytes) -> bytes:
    """The commitment to a statement; raises ``NotPlain`` for what has no one spelling, ``ValueError`` for a short salt."""
    if len(salt) != SALT:
        raise ValueError(f"a salt has {SALT} bytes")
    return hashlib.sha256(CONTEXT + salt + canonical(statement)).digest()


def opens(commitment: bytes, statement: Plain, *, salt: bytes) -> bool:
    """Whether a commitment is to this statement under this salt."""
    return len(salt) == SALT and hmac.compare_digest(commitment, commit(statement, salt=salt))


def link(before: bytes, commitment: bytes) -> bytes:
    """The next link of a chain, such as the entries of one case.

    Each entry states the link before it, so the entries of a chain, shown with their salts, prove
    that none between them is missing, and show nothing of any other entry.
    """
    return hashlib.sha256(LINK_CONTEXT + before + commitment).digest()
