"""Signatures checked with whole numbers alone, as RFC 8032 and FIPS 186 describe them.

Only public values are handled, so it does not matter how long a calculation takes.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from typing import NamedTuple

ED25519_DER = bytes.fromhex("302a300506032b6570032100")

P256_DER = bytes.fromhex("3059301306072a8648ce3d020106082a8648ce3d030107034200")

_P, _L = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493

_D = -121665 * pow(121666, -1, _P) % _P


class Point(NamedTuple):
    """A point of the curve, in extended coordinates."""

    x: int
    y: int
    z: int
    t: int


def _add(a: Point, b: Point) -> Point:
    one, two = (a.y - a.x) * (b.y - b.x) % _P, (a.y + a.x) * (b.y + b.x) % _P
    three, four = 2 * a.t * b.t * _D % _P, 2 * a.z * b.z % _P
    e, f, g, h = two - one, four - three, four + three, two + one
    return Point(e * f % _P, g * h % _P, f * g % _P, e * h % _P)


def _times(count: int, point: Point) -> Point:
    found = Point(0, 1, 1, 0)
    while count:
        found = _add(found, point) if count & 1 else found
        point, count = _add(point, point), count >> 1
    return found


def _point(coded: bytes) -> Point | None:
    y, odd = int.from_bytes(coded, "little") & (2**255 - 1), coded[31] >> 7
    square = (y * y - 1) * pow(_D * y * y + 1, -1, _P) % _P
    x = pow(square, (_P + 3) // 8, _P)
    if (x * x - square) % _P:
        x = x * pow(2, (_P - 1) // 4, _P) % _P
    if y >= _P or (x * x - square) % _P or (not x and odd):
        return None
    x = _P - x if x & 1 != odd else x
    return Point(x, y, 1, x * y % _P)


def ed25519_holds(public: bytes, signature: bytes, message: bytes) -> bool:
    """Whether an Ed25519 signature fits the message."""
    point = _point(public)
    base = _point((4 * pow(5, -1, _P) % _P).to_bytes(32, "little"))
    if len(signature) != 64 or point is None or base is None:
        return False
    s = int.from_bytes(signature[32:], "little")
    h = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % _L
    x, y, z, _ = _add(_times(s, base), _times(h, Point(_P - point.x, point.y, 1, _P - point.t)))
    inverse = pow(z, -1, _P)
    x, y = x * inverse % _P, y * inverse % _P
    return s < _L and (y | (x & 1) << 255).to_bytes(32, "little") == signature[:32]


_Q, _N = 2**256 - 2**224 + 2**192 + 2**96 - 1, 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551

_B = 0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B

_GENERATOR = (
    0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296,
    0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5,
)


def _sum(a: tuple[int, int] | None, b: tuple[int, int] | None) -> tuple[int, int] | None:
    """Two points of P-256 added; nothing stands for the point at infinity."""
    if a is None or b is None:
        return a or b
    if a[0] == b[0] and (a[1] + b[1]) % _Q == 0:
        return None
    slope = (3 * a[0] * a[0] - 3, 2 * a[1]) if a == b else (b[1] - a[1], b[0] - a[0])
    steep = slope[0] * pow(slope[1], -1, _Q) % _Q
    x = (steep * steep - a[0] - b[0]) % _Q
    return x, (steep * (a[0] - x) - a[1]) % _Q


def _multiple(count: int, point: tuple[int, int] | None) -> tuple[int, int] | None:
    found = None
    while count:
        found = _sum(found, point) if count & 1 else found
        point, count = _sum(point, point), count >> 1
    return found


def is_p256(public: bytes) -> bool:
    x, y = int.from_bytes(public[27:59], "big"), int.from_bytes(public[59:], "big")
    on_curve = x < _Q and y < _Q and (y * y - x * x * x + 3 * x - _B) % _Q == 0
    return len(public) == 91 and public[:27] == P256_DER + b"\4" and on_curve


def p256_holds(public: bytes, signature: bytes, message: bytes) -> bool:
    """Whether an ECDSA signature (P-256, SHA-256, as DER) fits the message."""
    try:
        (outer, held), *rest = der(signature)
        (first, told_r), (second, told_s) = der(held)
    except (ValueError, IndexError):
        return False
    r, s = int.from_bytes(told_r, "big"), int.from_bytes(told_s, "big")
    if rest or (outer, first, second) != (0x30, 2, 2) or not (0 < r < _N and 0 < s < _N):
        return False
    inverse, made = pow(s, -1, _N), int.from_bytes(hashlib.sha256(message).digest(), "big")
    point = (int.from_bytes(public[27:59], "big"), int.from_bytes(public[59:], "big"))
    found = _sum(_multiple(made * inverse % _N, _GENERATOR), _multiple(r * inverse % _N, point))
    return found is not None and found[0] % _N == r


def fingerprint(public: bytes) -> str:
    """A public key as 32 letters and figures in groups of four, to be read out on the telephone."""
    letters = hashlib.sha256(public).hexdigest()[:32]
    return " ".join(letters[at : at + 4] for at in range(0, 32, 4))


def pem(key: bytes) -> bytes:
    """A public key as openssl writes it."""
    letters = coded(key)
    lines = [letters[at : at + 64] for at in range(0, len(letters), 64)]
    return "\n".join(["-----BEGIN PUBLIC KEY-----", *lines, "-----END PUBLIC KEY-----", ""]).encode("ascii")


def coded(raw: bytes) -> str:
    return base64.b64encode(raw).decode("ascii")


def decoded(told: str) -> bytes:
    """Base64 in its one spelling; nothing for any other."""
    try:
        raw = base64.b64decode(told, validate=True)
    except (binascii.Error, ValueError):
        return b""
    return raw if coded(raw) == told else b""


def der(data: bytes) -> list[tuple[int, bytes]]:
    """The elements of a piece of DER, one level deep: tag and content. Raises ``ValueError`` or ``IndexError``."""
    found: list[tuple[int, bytes]] = []
    at = 0
    while at < len(data):
        tag, length, at = data[at], data[at + 1], at + 2
        if length > 127:
            more = length - 128
            length, at = int.from_bytes(data[at : at + more], "big"), at + more
        if at + length > len(data):
            raise ValueError("cut short")
        found.append((tag, data[at : at + length]))
        at += length
    return found
