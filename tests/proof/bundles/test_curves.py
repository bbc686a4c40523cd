"""Our own arithmetic and the library's say the same about every signature, good or bad."""

from __future__ import annotations

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from hypothesis import given, settings
from hypothesis import strategies as st

from lanyard.proof.bundles.checker.curves import (
    _GENERATOR,
    _N,
    _multiple,
    _sum,
    decoded,
    der,
    ed25519_holds,
    fingerprint,
    is_p256,
    p256_holds,
    pem,
)
from lanyard.proof.bundles.keys import P256Signer, p256_fits
from lanyard.proof.signing import fingerprint as signers_fingerprint

seeds = st.binary(min_size=32, max_size=32)


def library_says(public: bytes, signature: bytes, message: bytes) -> bool:
    """Whether cryptography takes an Ed25519 signature."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


@settings(max_examples=20)
@given(seeds, st.binary(max_size=80), st.integers(0, 64 * 8 - 1))
def test_ed25519(seed, message, bit):
    key = Ed25519PrivateKey.from_private_bytes(seed)
    public, signature = key.public_key().public_bytes_raw(), key.sign(message)
    assert ed25519_holds(public, signature, message)
    assert not ed25519_holds(public, signature, message + b"x")
    spoiled = bytearray(signature)
    spoiled[bit // 8] ^= 1 << bit % 8
    assert not ed25519_holds(public, bytes(spoiled), message)


@settings(max_examples=30)
@given(st.binary(min_size=32, max_size=32), st.binary(min_size=64, max_size=64))
def test_any_key_and_any_signature_are_judged_alike(public, signature):
    assert ed25519_holds(public, signature, b"m") == library_says(public, signature, b"m")


def test_a_second_spelling_of_an_ed25519_signature_is_refused():
    key = Ed25519PrivateKey.from_private_bytes(bytes(32))
    public, signature = key.public_key().public_bytes_raw(), key.sign(b"m")
    order = 2**252 + 27742317777372353535851937790883648493
    s = int.from_bytes(signature[32:], "little") + order
    assert not ed25519_holds(public, signature[:32] + s.to_bytes(32, "little"), b"m")
    for odd in (b"", signature[:63], signature + b"\0"):
        assert not ed25519_holds(public, odd, b"m")


@pytest.mark.parametrize("public", ["01" + "00" * 30 + "80", "ff" * 31 + "7f", "ed" + "ff" * 30 + "7f", "02" + "00" * 31])
def test_what_is_no_point_of_the_curve_signs_nothing(public):
    assert not ed25519_holds(bytes.fromhex(public), bytes(64), b"m")


@settings(max_examples=12)
@given(seeds, st.binary(max_size=80), st.integers(0, 60 * 8 - 1))
def test_p256(seed, message, bit):
    signer = P256Signer(seed)
    signature = signer.sign(message)
    assert is_p256(signer.public) and p256_holds(signer.public, signature, message)
    assert p256_fits(signer.public, signature, message) and signature == P256Signer(seed).sign(message)
    spoiled = bytearray(signature)
    spoiled[8 + bit // 8] ^= 1 << bit % 8
    for told, text in ((bytes(spoiled), message), (signature, message + b"x"), (b"", message), (signature[:-1], message)):
        assert p256_holds(signer.public, told, text) == p256_fits(signer.public, told, text) == False  # noqa: E712


def test_numbers_out_of_range_and_other_shapes():
    signer = P256Signer(bytes(32))
    many = (_N + 1).to_bytes(33, "big")
    for r, s in ((b"\0", b"\1"), (b"\1", b"\0"), (many, b"\1"), (b"\1", many)):
        held = b"\2" + bytes([len(r)]) + r + b"\2" + bytes([len(s)]) + s
        assert not p256_holds(signer.public, b"0" + bytes([len(held)]) + held, b"m")
    for odd in (b"0\0", b"1\6\2\1\1\2\1\1", b"0\6\3\1\1\2\1\1", b"0\6\2\1\1\3\1\1", b"0\3\2\1\1"):
        assert not p256_holds(signer.public, odd, b"m")


def test_the_point_at_infinity():
    negative = (_GENERATOR[0], -_GENERATOR[1] % (2**256 - 2**224 + 2**192 + 2**96 - 1))
    assert _sum(_GENERATOR, negative) is None
    assert _multiple(_N, _GENERATOR) is None and _multiple(0, _GENERATOR) is None
    assert _sum(None, _GENERATOR) == _GENERATOR == _sum(_GENERATOR, None)


def test_keys():
    signer = P256Signer(bytes(32))
    assert fingerprint(signer.public) == signers_fingerprint(signer.public) == signer.fingerprint
    for odd in (b"", signer.public[:-1], signer.public + b"\0", signer.public[:-1] + bytes([signer.public[-1] ^ 1])):
        assert not is_p256(odd) and not p256_fits(odd, signer.sign(b"m"), b"m")
    assert pem(signer.public).count(b"\n") == 4
    assert P256Signer(bytes(31) + b"\1").public != signer.public


def test_base64_has_one_spelling():
    assert decoded("AAA=") == b"\0\0" and decoded("AAB=") == b"" and decoded("A A=") == b"" and decoded("é") == b""


@given(st.binary(max_size=400), st.binary(max_size=3))
def test_elements(held, more):
    length = bytes([len(held)]) if len(held) < 128 else b"\x82" + len(held).to_bytes(2, "big")
    data = b"\x04" + length + held
    assert der(data + b"\x05\0") == [(4, held), (5, b"")]
    if held:
        with pytest.raises(ValueError, match="cut short"):
            der(data[:-1])
