"""Timestamps: asked for, checked, refused when they are not what they should be, and stamped again in time."""

from __future__ import annotations

import hashlib
import os
import shutil
import time
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rfc3161_client import decode_timestamp_response

from lanyard.proof.timestamps import (
    LARGEST,
    Failed,
    Stamp,
    Unreachable,
    ask,
    check,
    check_chain,
    must_restamp,
    post_to,
    request_for,
    restamp,
)
from tests.proof.authority import DAY, Authority, send, served

pytestmark = pytest.mark.skipif(
    not shutil.which("openssl") and os.environ.get("CI", "").lower() not in ("true", "1"), reason="openssl is not installed"
)

DIGEST = hashlib.sha256(b"a checkpoint").digest()
NOW = datetime.now(UTC)


@pytest.fixture(scope="module")
def authority(tmp_path_factory) -> Authority:
    return Authority(tmp_path_factory.mktemp("time") / "authority")


@pytest.fixture(scope="module")
def stamp(authority) -> Stamp:
    found = ask(DIGEST, roots=[authority.root], transport=authority.reply, at=NOW)
    assert isinstance(found, Stamp)
    return found


def why(found: object) -> str:
    """The reason of a failure."""
    assert isinstance(found, Failed)
    return found.reason


def test_a_timestamp_and_openssl_agrees(authority, stamp):
    assert stamp.digest == DIGEST and abs(stamp.at - datetime.now(UTC)) < timedelta(minutes=5)
    assert stamp.authority == "CN=Sample Time" and stamp.good_until == authority.good_until
    assert authority.openssl_accepts(stamp.reply, DIGEST)
    assert check(stamp.reply, DIGEST, roots=[authority.root], at=NOW) == stamp


def test_over_http(authority):
    with served(lambda handler, request: send(handler, authority.reply(request))) as address:
        found = ask(DIGEST, roots=[authority.root], transport=post_to(address), at=NOW)
    assert isinstance(found, Stamp) and authority.openssl_accepts(found.reply, DIGEST)


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(min_size=32, max_size=32), st.integers(0, 2**128 - 1) | st.sampled_from([0, 127, 128, 255, 256, 2**127]))
def test_openssl_reads_our_requests(authority, digest, nonce):
    said = authority.reads(request_for(digest, nonce=nonce))
    assert "Hash Algorithm: sha256" in said and "Certificate required: yes" in said
    assert f"Nonce: 0x{nonce:X}" in said.replace("0x0", "0x") or f"{nonce:x}" in said.lower()
    assert digest.hex()[:16] in "".join(said.split("Message data:")[1].replace("-", " ").split()[1:17])
    assert decode_timestamp_response(authority.reply(request_for(digest, nonce=nonce))).tst_info.nonce == nonce


@pytest.mark.parametrize(("digest", "nonce"), [(b"", 1), (bytes(31), 1), (bytes(64), 1), (bytes(32), -1)])
def test_no_request_for_anything_else(digest, nonce):
    with pytest.raises(ValueError, match="SHA-256"):
        request_for(digest, nonce=nonce)


def test_another_digest_nonce_or_root(authority, stamp, tmp_path):
    roots = [authority.root]
    assert "something else" in why(check(stamp.reply, hashlib.sha256(b"b").digest(), roots=roots, at=NOW))
    assert "another request" in why(check(stamp.reply, DIGEST, roots=roots, at=NOW, nonce=7))
    assert "another request" in why(ask(DIGEST, roots=roots, transport=lambda request: stamp.reply, at=NOW))
    other = Authority(tmp_path / "other")
    assert "not signed by the authority" in why(check(stamp.reply, DIGEST, roots=[other.root], at=NOW))
    assert "is set up" in why(check(stamp.reply, DIGEST, roots=[], at=NOW))
    assert not other.openssl_accepts(stamp.reply, DIGEST)


def test_a_forged_authority_with_the_same_name(authority, tmp_path):
    forged = Authority(tmp_path / "forged")
    reply = forged.reply(request_for(DIGEST, nonce=5))
    assert "not signed by the authority" in why(check(reply, DIGEST, roots=[authority.root], at=NOW, nonce=5))
    assert forged.openssl_accepts(reply, DIGEST) and not authority.openssl_accepts(reply, DIGEST)


@pytest.mark.parametrize(
    "life", [{"until": NOW - DAY}, {"since": NOW + 2 * DAY}, {"usage": False}], ids=["ended", "not yet", "for something else"]
)
def test_a_certificate_that_may_not_stamp(tmp_path, life):
    """Either openssl refuses to make such a reply, or we refuse it."""
    authority = Authority(tmp_path / "authority", **life)
    try:
        reply = authority.reply(request_for(DIGEST, nonce=5))
    except FileNotFoundError:
        assert life == {"usage": False}
        return
    assert isinstance(check(reply, DIGEST, roots=[authority.root], at=NOW, nonce=5), Failed)


def test_a_refusal(authority):
    """An authority that does not take the request says so in a reply without a timestamp."""
    assert "refused" in why(ask(DIGEST, roots=[authority.root], transport=lambda _: authority.reply(b"0\3\2\1\1"), at=NOW))


def test_another_hash_of_the_same_length(authority):
    """A digest of SHA-512 cut to 32 bytes, or another 32-byte hash, is not what we asked for."""
    sha512 = bytes.fromhex("300d06096086480165030402030500")
    imprint = b"\x30" + bytes([len(sha512) + 66]) + sha512 + b"\4\x40" + bytes(64)
    request = b"\x30" + bytes([3 + len(imprint) + 3]) + b"\2\1\1" + imprint + b"\1\1\xff"
    reply = authority.reply(request)
    assert "SHA-256" in why(check(reply, DIGEST, roots=[authority.root], at=NOW))


def test_a_reply_without_a_certificate(authority):
    asked = bytearray(request_for(DIGEST, nonce=5)[:-3])
    asked[1] -= 3
    assert isinstance(check(authority.reply(bytes(asked)), DIGEST, roots=[authority.root], at=NOW), Failed)


@given(st.binary(max_size=200))
def test_garbage(data):
    assert isinstance(check(data, DIGEST, roots=[], at=NOW), Failed)


def test_a_reply_cut_short_or_changed_anywhere(authority, stamp):
    """Every byte: the change is refused, or it lies outside of what is signed and changes nothing that is told."""
    told = stamp._replace(reply=b"")
    for at in range(len(stamp.reply)):
        changed = stamp.reply[:at] + bytes([stamp.reply[at] ^ 1]) + stamp.reply[at + 1 :]
        found = check(changed, DIGEST, roots=[authority.root], at=NOW)
        assert isinstance(found, Failed) or found._replace(reply=b"") == told
    for length in range(0, len(stamp.reply), 37):
        assert isinstance(check(stamp.reply[:length], DIGEST, roots=[authority.root], at=NOW), Failed)


def test_an_oversized_reply(authority, stamp):
    assert "larger" in why(check(stamp.reply + bytes(LARGEST), DIGEST, roots=[authority.root], at=NOW))


# The way there.


def refused(answer, **settings) -> str:
    with served(answer) as address, pytest.raises(Unreachable) as caught:
        post_to(address, **settings)(b"request")
    assert "127.0.0.1" not in str(caught.value)
    return str(caught.value)


def drip(handler, _):
    """Answers a byte at a time, for ever."""
    handler.send_response(200)
    handler.send_header("Content-Type", "application/timestamp-reply")
    handler.end_headers()
    try:
        for _ in range(100):
            handler.wfile.write(b"x")
            handler.wfile.flush()
            time.sleep(0.05)
    except OSError:
        return


def test_what_the_transport_refuses():
    assert "something else" in refused(lambda handler, _: send(handler, b"<html>", kind="text/html"))
    assert "an error" in refused(lambda handler, _: send(handler, b"", status=500))
    assert "larger" in refused(lambda handler, _: send(handler, bytes(LARGEST + 1)))
    assert "too long" in refused(drip, timeout=0.3)
    assert "too long" in refused(lambda handler, _: time.sleep(1), timeout=0.2)
    assert "be reached" in refused(lambda handler, _: handler.wfile.write(b"nonsense\r\n\r\n"))


def test_it_follows_nobody_elsewhere():
    asked = []
    with served(lambda handler, request: asked.append(request)) as elsewhere:

        def away(handler, _):
            handler.send_response(307)
            handler.send_header("Location", elsewhere)
            handler.send_header("Content-Length", "0")
            handler.end_headers()

        assert "an error" in refused(away)
    assert asked == []


def test_nobody_there(authority):
    with served(send) as address:
        pass
    found = ask(DIGEST, roots=[authority.root], transport=post_to(address), at=NOW)
    assert "could not be reached" in why(found)


def test_through_a_proxy_when_one_is_given(authority, monkeypatch):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    with served(lambda handler, request: send(handler, authority.reply(request))) as address:
        assert isinstance(ask(DIGEST, roots=[authority.root], transport=post_to(address), at=NOW), Stamp)
        through = post_to("http://time.example.org/", proxy=address.removesuffix("/stamp"))
        assert isinstance(ask(DIGEST, roots=[authority.root], transport=through, at=NOW), Stamp)


@pytest.mark.parametrize("address", ["", "file:///etc/passwd", "ftp://example.org/", "http://", "example.org"])
def test_only_web_addresses(address):
    with pytest.raises(ValueError, match="http"):
        post_to(address)


# Again, before it ends.


def test_when_it_must_be_stamped_again(stamp):
    assert not must_restamp(stamp, at=stamp.good_until - 91 * DAY)
    assert must_restamp(stamp, at=stamp.good_until - 90 * DAY)
    assert must_restamp(stamp, at=stamp.good_until + DAY)
    assert not must_restamp(stamp, at=stamp.good_until - 3 * DAY, ahead=DAY)


def test_a_chain_outlives_its_first_certificate(authority, stamp, tmp_path):
    later = Authority(tmp_path / "later", until=NOW + 4000 * DAY)
    roots = [authority.root, later.root]
    again = restamp(stamp, roots=roots, transport=later.reply, at=NOW)
    assert isinstance(again, Stamp) and again.digest == hashlib.sha256(stamp.reply).digest()
    after = stamp.good_until + DAY
    assert "was not stamped again" in why(check(stamp.reply, DIGEST, roots=roots, at=after))
    assert "was not stamped again" in why(check_chain([stamp.reply], DIGEST, roots=roots, at=after))
    assert check_chain([stamp.reply, again.reply], DIGEST, roots=roots, at=after) == (stamp, again)
    assert later.openssl_accepts(again.reply, again.digest)
    assert isinstance(check_chain([again.reply, stamp.reply], DIGEST, roots=roots, at=NOW), Failed)
    assert isinstance(check_chain([stamp.reply, b"garbage"], DIGEST, roots=roots, at=NOW), Failed)
    assert why(check_chain([], DIGEST, roots=roots, at=NOW)) == "There is no timestamp."
    assert "last certificate" in why(check_chain([stamp.reply, again.reply], DIGEST, roots=roots, at=NOW + 5000 * DAY))


def test_too_late(authority, stamp):
    found = restamp(stamp, roots=[authority.root], transport=authority.reply, at=stamp.good_until + DAY)
    assert "too late" in why(found)


def test_a_chain_out_of_time(authority, tmp_path):
    """A link that came only when the certificate before it had ended, and a link that came before what it stamps."""
    short = Authority(tmp_path / "short", until=datetime.now(UTC) + timedelta(seconds=3))
    first = ask(DIGEST, roots=[short.root], transport=short.reply, at=NOW)
    assert isinstance(first, Stamp)
    while datetime.now(UTC) <= first.good_until + timedelta(seconds=1):
        time.sleep(0.2)
    late = ask(hashlib.sha256(first.reply).digest(), roots=[authority.root], transport=authority.reply, at=NOW)
    roots = [short.root, authority.root]
    assert isinstance(late, Stamp)
    assert "too late" in why(check_chain([first.reply, late.reply], DIGEST, roots=roots, at=datetime.now(UTC)))
