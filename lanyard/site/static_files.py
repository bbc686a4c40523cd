"""Addresses of styles and scripts that change when the file does."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage


@lru_cache(maxsize=256)
def digest(name: str) -> str:
    """A few letters that name a file's content; empty when there is no such file."""
    found = finders.find(name)
    return hashlib.sha256(Path(found).read_bytes()).hexdigest()[:12] if found else ""


class DigestStorage(StaticFilesStorage):
    """Adds ``?v=DIGEST``, so that a browser keeps a file and still sees the next release."""

    def url(self, name: str) -> str:
        """The address of a file with its digest."""
        address = super().url(name)
        mark = digest(name)
        return f"{address}?v={mark}" if mark else address
