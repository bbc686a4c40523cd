"""Addresses of styles and scripts that change when the file does."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path
from wsgiref.headers import Headers

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage


@lru_cache(maxsize=256)
def digest(name: str) -> str:
    """A few letters that name a file's content; empty when there is no such file."""
    found = finders.find(name)
    return hashlib.sha256(Path(found).read_bytes()).hexdigest()[:12] if found else ""


#: Scripts that run beside a page follow a policy of their own. The check-up's: one may ask this service and nothing else;
#: the other, which sees the files, may ask nobody, and is the only script here that may run WebAssembly.
POLICIES = {
    "practice/check-up/loader.js": "default-src 'none'; connect-src 'self'",
    "practice/check-up/reader.js": "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'",
}


def add_policy(headers: Headers, path: str, url: str) -> None:
    """Give a script its own Content-Security-Policy; every other file gets that of all answers."""
    for name, policy in POLICIES.items():
        if url.endswith(f"/{name}"):
            headers["Content-Security-Policy"] = policy


class DigestStorage(StaticFilesStorage):
    """Adds ``?v=DIGEST``, so that a browser keeps a file and still sees the next release."""

    def url(self, name: str) -> str:
        """The address of a file with its digest."""
        address = super().url(name)
        mark = digest(name)
        return f"{address}?v={mark}" if mark else address
