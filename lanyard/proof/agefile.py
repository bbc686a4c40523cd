"""The age file format, written piece by piece as an upload arrives and read piece by piece as it is fetched.

``pyrage`` encrypts what it can pull from a file and passes over some errors of writing; an upload is
pushed, and every error counts (ADR 0093). What is written here any ``age`` program opens:
age-encryption.org/v1, one X25519 stanza, ChaCha20-Poly1305 in pieces of 64 KiB whose last is marked.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import secrets
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from .identities import Identity, raw_recipient
from .sealing import CannotOpen

#: How much plaintext one piece of the payload holds, and what sealing adds to it.
PIECE = 64 * 1024
TAG = 16
NONCE = 16
FIRST_LINE = b"age-encryption.org/v1\n"
X25519_LABEL = b"age-encryption.org/v1/X25519"
#: More lines, or longer ones, no header has that was written for one person.
MOST_LINES = 64
LONGEST_LINE = 1024


class Encryptor:
    """Encrypts one file to one recipient. Write ``header``, then each ``update``, then ``finish``."""

    def __init__(self, recipient: str) -> None:
        file_key, nonce = secrets.token_bytes(16), secrets.token_bytes(NONCE)
        self.header = _header(recipient, file_key) + nonce
        self._pieces = _Pieces(file_key, nonce)
        self._waiting = bytearray()

    def update(self, plain: bytes) -> bytes:
        """The ciphertext that this much more plaintext completes; at most one piece is kept back."""
        self._waiting += plain
        # A piece is sealed only once something follows it: the last one is marked as the last.
        whole = max(0, (len(self._waiting) - 1) // PIECE)
        with memoryview(self._waiting) as view:
            made = [self._pieces.seal(view[at * PIECE : (at + 1) * PIECE], last=False) for at in range(whole)]
        del self._waiting[: whole * PIECE]
        return b"".join(made)

    def finish(self) -> bytes:
        """The last piece, without which nobody takes the file for whole."""
        return self._pieces.seal(bytes(self._waiting), last=True)


def decrypted(file: BinaryIO, *, by: Identity) -> Iterator[bytes]:
    """The plaintext of an age file, piece by piece.

    Raises ``CannotOpen`` for another key, for a change, and — after the pieces before it — where the
    file was cut short. Whoever must not use half a file checks its hash first.
    """
    file_key = _file_key(file, by)
    nonce = file.read(NONCE)
    if len(nonce) != NONCE:
        raise CannotOpen("the file is cut short")
    pieces = _Pieces(file_key, nonce)
    piece, first = file.read(PIECE + TAG), True
    while True:
        following = file.read(PIECE + TAG)
        plain = pieces.open(piece, last=not following)
        if not plain and not first:
            raise CannotOpen("the file ends in a way that no age file ends")
        yield plain
        if not following:
            return
        piece, first = following, False


class _Pieces:
    """Seals and opens pieces in their order (STREAM); none can be dropped, moved or added."""

    def __init__(self, file_key: bytes, nonce: bytes) -> None:
        self._cipher = ChaCha20Poly1305(_derived(file_key, salt=nonce, info=b"payload"))
        self._number = 0

    def seal(self, plain: bytes | memoryview, *, last: bool) -> bytes:
        return self._cipher.encrypt(self._next(last), plain, None)

    def open(self, sealed: bytes, *, last: bool) -> bytes:
        try:
            return self._cipher.decrypt(self._next(last), sealed, None)
        except InvalidTag as error:
            raise CannotOpen("the file was changed or cut short") from error

    def _next(self, last: bool) -> bytes:
        made = self._number.to_bytes(11, "big") + bytes([last])
        self._number += 1
        return made


class _Stanza(NamedTuple):
    """Who may open a file: a kind, its arguments, and the file key sealed in that way."""

    arguments: list[bytes]
    body: bytes


def _header(recipient: str, file_key: bytes) -> bytes:
    theirs, once = raw_recipient(recipient), X25519PrivateKey.generate()
    share = once.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    shared = once.exchange(X25519PublicKey.from_public_bytes(theirs))
    wrap = ChaCha20Poly1305(_derived(shared, salt=share + theirs, info=X25519_LABEL))
    stanza = b"-> X25519 " + _coded(share) + b"\n" + _coded(wrap.encrypt(bytes(12), file_key, None)) + b"\n"
    covered = FIRST_LINE + stanza + b"---"
    return covered + b" " + _coded(_mac(file_key, covered)) + b"\n"


def _file_key(file: BinaryIO, by: Identity) -> bytes:
    """Read a header to its end and find the file key in it."""
    stanzas, covered, mac = _read_header(file)
    for stanza in stanzas:
        if len(stanza.arguments) != 2 or stanza.arguments[0] != b"X25519":
            continue
        share = _decoded(stanza.arguments[1])
        try:
            shared = by.exchange(share)
            wrap = ChaCha20Poly1305(_derived(shared, salt=share + raw_recipient(by.recipient), info=X25519_LABEL))
            file_key = wrap.decrypt(bytes(12), stanza.body, None)
        except (InvalidTag, ValueError):
            continue
        if not hmac.compare_digest(_mac(file_key, covered), mac):
            raise CannotOpen("the head of the file was changed")
        return file_key
    raise CannotOpen("this key does not open the file")


def _read_header(file: BinaryIO) -> tuple[list[_Stanza], bytes, bytes]:
    covered = file.readline(LONGEST_LINE)
    if covered != FIRST_LINE:
        raise CannotOpen("this is no age file")
    stanzas: list[_Stanza] = []
    open_body = False
    for _ in range(MOST_LINES):
        line = file.readline(LONGEST_LINE)
        if line.startswith(b"--- ") and line.endswith(b"\n") and not open_body:
            return stanzas, covered + b"---", _decoded(line[4:-1])
        covered += line
        if line.startswith(b"-> ") and line.endswith(b"\n") and not open_body:
            stanzas.append(_Stanza(line[3:-1].split(b" "), b""))
            open_body = True
        elif line.endswith(b"\n") and open_body:
            piece = _decoded(line[:-1])
            stanzas[-1] = stanzas[-1]._replace(body=stanzas[-1].body + piece)
            # A body goes on as long as its lines are full.
            open_body = len(line) == 65
        else:
            break
    raise CannotOpen("the head of the file is not whole")


def _derived(secret: bytes, *, salt: bytes, info: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=salt, info=info).derive(secret)


def _mac(file_key: bytes, covered: bytes) -> bytes:
    return hmac.digest(_derived(file_key, salt=b"", info=b"header"), covered, "sha256")


def _coded(raw: bytes) -> bytes:
    return base64.b64encode(raw).rstrip(b"=")


def _decoded(told: bytes) -> bytes:
    try:
        raw = base64.b64decode(told + b"=" * (-len(told) % 4), validate=True)
    except binascii.Error:
        raw = b""
    if _coded(raw) != told:
        raise CannotOpen("the head of the file is not whole")
    return raw
