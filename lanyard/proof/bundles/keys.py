"""The second signature of a bundle: ECDSA on P-256, which the police's and everybody's ``openssl dgst`` checks."""

from __future__ import annotations

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_der_public_key

from lanyard.proof.signing import fingerprint

_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


class P256Signer:
    """Signs bytes with one key, made from 32 bytes of chance. Equal bytes get equal signatures (RFC 6979)."""

    def __init__(self, key: bytes) -> None:
        # 16 bytes more than the order has, so that no number is likelier than another (FIPS 186-5, A.2.1).
        made = HKDF(algorithm=SHA256(), length=48, salt=None, info=b"lanyard bundle P-256").derive(key)
        self._key = ec.derive_private_key(int.from_bytes(made, "big") % (_ORDER - 1) + 1, ec.SECP256R1())
        self.public = self._key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        self.fingerprint = fingerprint(self.public)

    def sign(self, message: bytes) -> bytes:
        """The signature as DER."""
        return self._key.sign(message, ec.ECDSA(SHA256(), deterministic_signing=True))


def p256_fits(public: bytes, signature: bytes, message: bytes) -> bool:
    """Whether the signature fits, by the same library that signs: a second opinion beside the checker's own."""
    try:
        key = load_der_public_key(public)
        assert isinstance(key, ec.EllipticCurvePublicKey)
        key.verify(signature, message, ec.ECDSA(SHA256()))
    except (InvalidSignature, ValueError):
        return False
    return True
