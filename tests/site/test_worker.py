"""What the server refuses by itself carries the same headers and a page of ours."""

from __future__ import annotations

import socket

import pytest
from gunicorn import util

from lanyard.site.worker import Refusing, refusal
from tests.site.test_headers import HEADERS, POLICY


def heard(status: int, reason: str, message: str) -> tuple[str, dict[str, str], str]:
    """What a client hears when gunicorn refuses it: status line, headers, body."""
    refusal.cache_clear()
    ours, theirs = socket.socketpair()
    with ours, theirs:
        util.write_error(Refusing(ours), status, reason, message)
        assert ours.gettimeout() is None, "the connection blocks again, as gunicorn left it"
        ours.shutdown(socket.SHUT_WR)
        said = b"".join(iter(lambda: theirs.recv(65536), b"")).decode()
    head, _, body = said.partition("\r\n\r\n")
    first, *lines = head.split("\r\n")
    return first, dict(line.split(": ", 1) for line in lines), body


@pytest.mark.parametrize(("status", "reason"), [(400, "Bad Request"), (414, "URI Too Long"), (501, "Not Implemented")])
def test_a_refusal_is_ours_but_for_its_status(status, reason):
    first, headers, body = heard(status, reason, "Invalid <b>zorbly</b>")
    assert first == f"HTTP/1.1 {status} {reason}"
    assert HEADERS.items() <= headers.items()
    assert dict(part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";")) == POLICY
    assert "camera=()" in headers["Permissions-Policy"]
    assert headers["Cache-Control"] == "no-store"
    assert headers["Connection"] == "close"
    assert int(headers["Content-Length"]) == len(body.encode())
    assert "zorbly" not in body
    assert ("on our side" in body) == (status >= 500)
    assert "Strict-Transport-Security" not in headers


def test_over_https_a_refusal_says_so_too(settings):
    settings.SESSION_COOKIE_SECURE = settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_HSTS_SECONDS = 3600
    first, headers, _ = heard(400, "Bad Request", "")
    assert first == "HTTP/1.1 400 Bad Request"
    assert headers["Strict-Transport-Security"] == "max-age=3600"
    refusal.cache_clear()
