"""Timestamps of an outside authority (RFC 3161): that something existed at a time, by somebody else's word.

Lanyard goes on without one: whatever goes wrong is a ``Failed`` with its reason, never an exception. A
timestamp is worth something for as long as the authority's certificate lasts. Before that ends the
raw reply itself is stamped again, and the replies are kept in a chain.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from http.client import HTTPException
from typing import NamedTuple
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

from cryptography import x509
from cryptography.x509.oid import NameOID
from rfc3161_client import TimeStampResponse, VerificationError, VerifierBuilder, decode_timestamp_response

#: The largest reply that is read. Real ones, with their certificates, take 3 to 10 kB.
LARGEST = 64 * 1024
#: Stamp again this long before the certificate ends: a few failed tries must not lose the proof.
AHEAD = timedelta(days=90)
_SHA256 = "2.16.840.1.101.3.4.2.1"
_SHA256_DER = bytes.fromhex("300d06096086480165030402010500")

Transport = Callable[[bytes], bytes]


class Unreachable(OSError):
    """The authority gave no reply; the message says why, without its address."""


class Stamp(NamedTuple):
    """A timestamp that holds: the raw reply, the SHA-256 it is for, its time, who gave it and how long it lasts."""

    reply: bytes
    digest: bytes
    at: datetime
    authority: str
    good_until: datetime


class Failed(NamedTuple):
    """There is no timestamp, or it does not hold; the reason in words for people."""

    reason: str


def request_for(digest: bytes, *, nonce: int) -> bytes:
    """The request (DER) for a timestamp of a SHA-256, with the authority's certificate in the reply."""
    if len(digest) != 32 or nonce < 0:
        raise ValueError("a timestamp is for a SHA-256 of 32 bytes, and its nonce is not negative")
    imprint = _element(0x30, _SHA256_DER + _element(4, digest))
    told = nonce.to_bytes(nonce.bit_length() // 8 + 1, "big")
    return _element(0x30, b"\2\1\1" + imprint + _element(2, told) + b"\1\1\xff")


def ask(digest: bytes, *, roots: Sequence[x509.Certificate], transport: Transport, at: datetime) -> Stamp | Failed:
    """Ask the authority for a timestamp of a SHA-256, and check its reply."""
    nonce = secrets.randbits(128)
    try:
        reply = transport(request_for(digest, nonce=nonce))
    except Unreachable as error:
        return Failed(str(error))
    return check(reply, digest, roots=roots, at=at, nonce=nonce)


def check(
    reply: bytes, digest: bytes, *, roots: Sequence[x509.Certificate], at: datetime, nonce: int | None = None
) -> Stamp | Failed:
    """Whether a raw reply is a timestamp of this SHA-256 by an authority of these roots, and still lasts at ``at``.

    ``nonce`` is the one that was asked with; a kept reply is checked without.
    """
    if len(reply) > LARGEST:
        return Failed("The authority’s reply is larger than any timestamp.")
    try:
        response = decode_timestamp_response(reply)
        if response.status != 0:
            return Failed("The authority refused to give a timestamp.")
        if not roots:
            return Failed("No certificate of a timestamp authority is set up.")
        if response.tst_info.message_imprint.hash_algorithm.dotted_string != _SHA256:
            return Failed("The timestamp uses another method than SHA-256.")
        if response.tst_info.message_imprint.message != digest:
            return Failed("The timestamp is for something else.")
        if nonce is not None and response.tst_info.nonce != nonce:
            return Failed("The timestamp answers another request.")
        VerifierBuilder(roots=list(roots)).build().verify(response, digest)
        found = _stamp(reply, digest, response)
    except VerificationError:
        return Failed("The timestamp was not signed by the authority that is set up, or its certificate had ended.")
    except (ValueError, TypeError, OverflowError, x509.InvalidVersion):
        return Failed("The authority’s reply is not a timestamp.")
    if max(at, found.at) > found.good_until:
        return Failed(f"The authority’s certificate ended on {found.good_until:%Y-%m-%d}, and it was not stamped again before.")
    return found


def must_restamp(stamp: Stamp, *, at: datetime, ahead: timedelta = AHEAD) -> bool:
    """Whether it is time to stamp it again."""
    return at + ahead >= stamp.good_until


def restamp(last: Stamp, *, roots: Sequence[x509.Certificate], transport: Transport, at: datetime) -> Stamp | Failed:
    """Stamp the raw reply of the last stamp; keep both. After its end it is too late: a new stamp would prove nothing."""
    if at > last.good_until:
        return Failed(f"The authority’s certificate ended on {last.good_until:%Y-%m-%d}: it is too late to stamp it again.")
    return ask(sha256(last.reply).digest(), roots=roots, transport=transport, at=at)


def check_chain(
    replies: Sequence[bytes], digest: bytes, *, roots: Sequence[x509.Certificate], at: datetime
) -> tuple[Stamp, ...] | Failed:
    """Whether the first reply stamps the digest, and each later one the reply before it, while that still lasted."""
    stamps: list[Stamp] = []
    if not replies:
        return Failed("There is no timestamp.")
    for reply in replies:
        found = check(reply, digest, roots=roots, at=_earliest(reply, at))
        if isinstance(found, Failed):
            return found
        if stamps and found.at > stamps[-1].good_until:
            return Failed("It was stamped again too late: the certificate before had ended.")
        stamps.append(found)
        digest = sha256(reply).digest()
    if at > stamps[-1].good_until:
        return Failed(f"The last certificate ended on {stamps[-1].good_until:%Y-%m-%d}, and it was not stamped again before.")
    return tuple(stamps)


def name_of(stamp: Stamp) -> str:
    """The authority of a stamp as people call it: the common name in its certificate, or all of its name."""
    try:
        (named, *_) = x509.Name.from_rfc4514_string(stamp.authority).get_attributes_for_oid(NameOID.COMMON_NAME)
    except ValueError:
        return stamp.authority
    return "".join(letter for letter in str(named.value) if letter.isprintable()).strip() or stamp.authority


def post_to(address: str, *, timeout: float = 10.0, proxy: str | None = None) -> Transport:
    """A transport that posts to this address and follows nobody elsewhere. Raises ``ValueError`` for other addresses.

    Plain http is allowed, as RFC 3161 has it: the reply is signed, and the request holds a hash and a
    number by chance. ``timeout`` is for the whole exchange. A proxy is used only when one is given.
    """
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("a timestamp authority has an address that begins with http:// or https://")
    opener = build_opener(_Stay, ProxyHandler({parts.scheme: proxy} if proxy else {}))

    def post(request: bytes) -> bytes:
        until = time.monotonic() + timeout
        told = Request(address, request, {"Content-Type": "application/timestamp-query", "User-Agent": "Lanyard"})
        try:
            with opener.open(told, timeout=timeout) as answer:
                if answer.headers.get_content_type() != "application/timestamp-reply":
                    raise Unreachable("The timestamp authority answered with something else.")
                found = b""
                while piece := answer.read1(8192):
                    found += piece
                    if len(found) > LARGEST:
                        raise Unreachable("The authority’s reply is larger than any timestamp.")
                    if time.monotonic() > until:
                        raise Unreachable("The timestamp authority took too long.")
                return found
        except Unreachable:
            raise
        except HTTPError as error:
            error.close()
            raise Unreachable("The timestamp authority answered with an error.") from None
        except TimeoutError:
            raise Unreachable("The timestamp authority took too long.") from None
        except (OSError, HTTPException, ValueError):
            raise Unreachable("The timestamp authority could not be reached.") from None

    return post


class _Stay(HTTPRedirectHandler):
    """Follows nobody elsewhere: a redirection is an error like any other."""

    def redirect_request(self, *told: object) -> None:
        return None


def _element(tag: int, held: bytes) -> bytes:
    """A short piece of DER."""
    return bytes([tag, len(held)]) + held


def _stamp(reply: bytes, digest: bytes, response: TimeStampResponse) -> Stamp:
    held = [x509.load_der_x509_certificate(one) for one in response.signed_data.certificates]
    (signer,) = response.signed_data.signer_infos
    (own,) = [one for one in held if one.issuer == signer.issuer and one.serial_number == signer.serial_number]
    return Stamp(
        reply=reply,
        digest=digest,
        at=response.tst_info.gen_time,
        authority=own.subject.rfc4514_string(),
        good_until=min(one.not_valid_after_utc for one in held),
    )


def _earliest(reply: bytes, at: datetime) -> datetime:
    """When a link of a chain is looked at: at its own time, because the link after it vouches for it later."""
    try:
        return min(at, decode_timestamp_response(reply).tst_info.gen_time)
    except ValueError:
        return at
