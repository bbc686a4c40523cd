"""gunicorn's worker, whose own refusals look and are guarded like every other answer.

What is not HTTP, or too long, never reaches the application: the worker answers it by itself, with a bare
page that repeats what was sent. Here it gets our page and our headers.
"""

from __future__ import annotations

import socket
from functools import lru_cache
from typing import Any

from csp.middleware import CSPMiddleware
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.clickjacking import XFrameOptionsMiddleware
from django.middleware.security import SecurityMiddleware
from django.template.loader import render_to_string
from gunicorn.workers.gthread import ThreadWorker

from .middleware import Headers

#: The middleware that only adds headers, from the outside in, as in the settings.
OUTER = (Headers, CSPMiddleware, SecurityMiddleware, XFrameOptionsMiddleware)


class Worker(ThreadWorker):
    """A worker with threads that refuses as the rest of the service does."""

    def handle_error(self, req: Any, client: socket.socket, addr: Any, exc: Exception) -> None:
        """Let gunicorn choose the status and log it; send our own words."""
        super().handle_error(req, Refusing(client), addr, exc)


class Refusing:
    """A connection on which whatever gunicorn sends is said in our own way, with the same status."""

    def __init__(self, connection: socket.socket):
        self._connection = connection

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)

    def sendall(self, data: bytes) -> None:
        """Send our answer in place of gunicorn's."""
        self._connection.sendall(refusal(data.split(b"\r\n", 1)[0].decode("latin-1")))


class Unread(HttpRequest):
    """Stands for a request that could not be read. It came the way that this installation is reached."""

    def _get_scheme(self) -> str:
        return "https" if settings.SESSION_COOKIE_SECURE else "http"


@lru_cache(maxsize=16)
def refusal(status_line: str) -> bytes:
    """The whole answer for a status such as ``HTTP/1.1 414 URI Too Long``. It repeats nothing that was sent."""
    status = int(status_line.split(" ", 2)[1])

    def page(request: HttpRequest) -> HttpResponse:
        return HttpResponse(render_to_string("errors/400.html" if status < 500 else "errors/500.html"), status=status)

    answer = page
    for middleware in reversed(OUTER):
        answer = middleware(answer)
    response = answer(Unread())
    told = {**response.headers, "Content-Length": str(len(response.content)), "Connection": "close"}
    head = "".join(f"{name}: {value}\r\n" for name, value in told.items())
    return f"{status_line}\r\n{head}\r\n".encode("latin-1") + response.content
