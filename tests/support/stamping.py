"""A timestamp authority behind a server on this machine, which can go down, change its certificate and say what it was asked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from typing import Any

from tests.proof.authority import Authority, send, served


class Stamping:
    """The authority that a service asks: ``authority`` answers while it ``is_up``; ``asked`` are the requests so far."""

    def __init__(self, authority: Authority) -> None:
        self.authority, self.is_up = authority, True
        self.asked: list[bytes] = []

    def answer(self, handler: BaseHTTPRequestHandler, request: bytes) -> None:
        """Answer one request."""
        self.asked.append(request)
        if self.is_up:
            send(handler, self.authority.reply(request))
        else:
            send(handler, b"", status=503)


@contextmanager
def stamping(settings: Any, authority: Authority, *others: Authority) -> Iterator[Stamping]:
    """An installation that asks this authority, and trusts it and the others."""
    held = Stamping(authority)
    with served(lambda handler, request: held.answer(handler, request)) as address:
        settings.TIMESTAMPS = address
        settings.TIMESTAMPS_ROOTS = (authority.root, *(each.root for each in others))
        yield held
