"""How far a log had come, signed: a checkpoint in the form of C2SP ``tlog-checkpoint`` and ``signed-note``.

A checkpoint is three lines (which log, how many entries, their root) and two signatures over them.
The Ed25519 one is what programs for transparency logs check, such as Go's ``sumdb/note``. The ECDSA
P-256 one is for whoever has ``openssl`` and nothing else: ``openssl dgst -sha256 -verify key.pem
-signature checkpoint.sig checkpoint.txt``. It says nothing about anybody.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Callable
from typing import NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_public_key

from .tree import SIZE

#: The kinds of key in ``signed-note``. ECDSA is told apart by the hash of its key alone.
ED25519 = b"\x01"
#: A note is a few lines; what is longer is not read.
LARGEST = 16 * 1024
_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
_SIGNATURE = re.compile(r"— ([^\s+]+) ([A-Za-z0-9+/]+={0,2})")
_NOTE = re.compile(r"^\S+\n[0-9]+\n[A-Za-z0-9+/]{43}=\n\n(?:— \S+ \S+\n)+", re.MULTILINE)
_NUMBER = re.compile(r"0|[1-9][0-9]{0,17}")


class NotACheckpoint(ValueError):
    """A text is no checkpoint, or not one of this log; the message says why, in words for people."""


class Checkpoint(NamedTuple):
    """How far a log had come: ``size`` entries, whose root is ``root``."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        """What is signed."""
        return f"{self.origin}\n{self.size}\n{_coded(self.root)}\n"


class Keys(NamedTuple):
    """The public keys of a log, by which anybody checks its checkpoints."""

    origin: str
    ed25519: bytes
    p256_pem: str

    @property
    def verifier(self) -> str:
        """The Ed25519 key as programs for transparency logs take it (Go's ``note.NewVerifier``)."""
        return f"{self.origin}+{_ed25519_id(self.origin, self.ed25519).hex()}+{_coded(ED25519 + self.ed25519)}"


class LogSigner:
    """Signs the checkpoints of one log, with two keys that follow from one secret of 32 bytes.

    The log is named after its key, so that its name outlives every address of the service.
    """

    def __init__(self, secret: bytes) -> None:
        self._ed25519 = Ed25519PrivateKey.from_private_bytes(_derive(secret, "Ed25519", 32))
        # 16 bytes more than the order has, so that every key is as likely as any other (FIPS 186-5, A.2.1).
        scalar = int.from_bytes(_derive(secret, "P-256", 48), "big") % (_ORDER - 1) + 1
        self._p256 = ec.derive_private_key(scalar, ec.SECP256R1())
        public = self._ed25519.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        pem = self._p256.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        self.keys = Keys(f"lanyard/log/{hashlib.sha256(public).hexdigest()[:16]}", public, pem.decode("ascii"))

    def sign(self, size: int, root: bytes) -> str:
        """The signed note that says how far the log has come."""
        if size < 0 or len(root) != SIZE:
            raise ValueError("a checkpoint has a size and a root of 32 bytes")
        origin, text = self.keys.origin, Checkpoint(self.keys.origin, size, root).text
        ours = _ed25519_id(origin, self.keys.ed25519) + self._ed25519.sign(text.encode())
        police = _p256_id(self.keys.p256_pem) + self._p256.sign(text.encode(), ec.ECDSA(SHA256()))
        return f"{text}\n— {origin} {_coded(ours)}\n— {origin} {_coded(police)}\n"


def read_checkpoint(note: str, keys: Keys) -> Checkpoint:
    """The checkpoint that a note holds, once both signatures are found genuine; raises ``NotACheckpoint``.

    Signatures of others, such as witnesses, may stand beside ours and are passed over.
    """
    text, signatures = _parts(note)
    found = _checkpoint(text)
    if found.origin != keys.origin:
        raise NotACheckpoint(f"It is a checkpoint of another log, {found.origin}.")
    ours = [value for name, value in signatures if name == keys.origin]
    id_ = _ed25519_id(keys.origin, keys.ed25519)
    _check_one(ours, id_, lambda value: Ed25519PublicKey.from_public_bytes(keys.ed25519).verify(value, text.encode()))
    key = _p256_key(keys.p256_pem)
    _check_one(ours, _p256_id(keys.p256_pem), lambda value: key.verify(value, text.encode(), ec.ECDSA(SHA256())))
    return found


def find_note(data: bytes) -> str:
    """The note in a file: by itself, with other line ends, or in the mail that brought it.

    Nothing is taken on trust here: ``read_checkpoint`` checks what is found. Raises ``NotACheckpoint``.
    """
    for text in (_as_text(data), _as_mail(data)):
        found = _NOTE.search(text)
        if found:
            return found[0]
    raise NotACheckpoint("There is no checkpoint in it.")


def for_openssl(note: str, keys: Keys) -> tuple[bytes, bytes]:
    """What ``openssl dgst -sha256 -verify`` takes: the text that is signed, and its P-256 signature.

    Raises ``NotACheckpoint`` when the note has no such signature.
    """
    text, signatures = _parts(note)
    id_ = _p256_id(keys.p256_pem)
    found = [value[4:] for _, value in signatures if value[:4] == id_]
    if not found:
        raise NotACheckpoint("It has no signature by the P-256 key of this log.")
    return text.encode(), found[0]


def _as_text(data: bytes) -> str:
    text = data.decode("utf-8", errors="replace").replace("\r\n", "\n")
    return text if text.endswith("\n") else f"{text}\n"


def _as_mail(data: bytes) -> str:
    """The words of a mail, whichever way they were packed for the journey; nothing when it is none."""
    from email import message_from_bytes, policy

    body = message_from_bytes(data, policy=policy.default).get_body(("plain",))
    packed = None if body is None else body.get_payload(decode=True)
    return _as_text(packed) if isinstance(packed, bytes) else ""


def _check_one(signatures: list[bytes], id_: bytes, check: Callable[[bytes], None]) -> None:
    """Check the one signature by a key. A second one would leave open which of them counts."""
    found = [value[4:] for value in signatures if value[:4] == id_]
    if len(found) != 1:
        raise NotACheckpoint("It is not signed once by each of the keys of this log.")
    try:
        check(found[0])
    except InvalidSignature:
        raise NotACheckpoint("It was changed after it was signed.") from None


def _parts(note: str) -> tuple[str, list[tuple[str, bytes]]]:
    """The text of a note, and its signatures by name; raises ``NotACheckpoint``."""
    if len(note) > LARGEST or any(letter < " " and letter != "\n" for letter in note):
        raise NotACheckpoint("This is not a checkpoint.")
    text, gap, signed = note.rpartition("\n\n")
    if not gap or not signed.endswith("\n"):
        raise NotACheckpoint("This is not a checkpoint.")
    signatures = []
    for line in signed[:-1].split("\n"):
        found = _SIGNATURE.fullmatch(line)
        value = _decoded(found[2]) if found else None
        if found is None or value is None or len(value) < 5:
            raise NotACheckpoint("One of its signatures is not whole.")
        signatures.append((found[1], value))
    return text + "\n", signatures


def _checkpoint(text: str) -> Checkpoint:
    lines = text.split("\n")
    # Exactly what we write: a further line would be signed too and say something we never said.
    if len(lines) != 4 or not lines[0] or not _NUMBER.fullmatch(lines[1]):
        raise NotACheckpoint("This is not a checkpoint.")
    root = _decoded(lines[2])
    if root is None or len(root) != SIZE:
        raise NotACheckpoint("This is not a checkpoint.")
    return Checkpoint(lines[0], int(lines[1]), root)


def _derive(secret: bytes, purpose: str, length: int) -> bytes:
    return HKDF(algorithm=SHA256(), length=length, salt=None, info=b"lanyard log " + purpose.encode()).derive(secret)


def _ed25519_id(name: str, public: bytes) -> bytes:
    return hashlib.sha256(name.encode() + b"\n" + ED25519 + public).digest()[:4]


def _p256_key(pem: str) -> ec.EllipticCurvePublicKey:
    found = load_pem_public_key(pem.encode("ascii"))
    if not isinstance(found, ec.EllipticCurvePublicKey):
        raise ValueError("this is no P-256 key")
    return found


def _p256_id(pem: str) -> bytes:
    return hashlib.sha256(_p256_key(pem).public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).digest()[:4]


def _coded(raw: bytes) -> str:
    return base64.b64encode(raw).decode("ascii")


def _decoded(told: str) -> bytes | None:
    """What a text in base 64 holds; nothing when it has another spelling than the one that we write."""
    try:
        raw = base64.b64decode(told, validate=True)
    except (binascii.Error, ValueError):
        return None
    return raw if _coded(raw) == told else None
