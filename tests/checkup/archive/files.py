"""Files of archives, made up in memory for the tests."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from typing import BinaryIO

from lanyard.checkup.archive.members import Member


def member(content: bytes | str | list | dict, path: str = "file.json") -> Member:
    """A member with this content: bytes as they are, text as UTF-8, anything else as JSON."""
    return Member(path, len(raw(content)), opener(content), template=path)


def raw(content: bytes | str | list | dict) -> bytes:
    """The bytes of a content."""
    if isinstance(content, bytes):
        return content
    return content.encode() if isinstance(content, str) else json.dumps(content).encode()


def opener(content: bytes | str | list | dict) -> Callable[[], BinaryIO]:
    """What opens a content."""
    return lambda: io.BytesIO(raw(content))
