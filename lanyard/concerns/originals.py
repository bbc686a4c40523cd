"""What can be said of a file from its first bytes alone: what it looks like, and what a mail’s own lines say.

Nothing is unpacked, decoded or drawn, and nothing is looked up anywhere.
"""

from __future__ import annotations

import email.errors
import email.message
import re
from email.parser import BytesHeaderParser
from typing import NamedTuple

#: Lines of a mail that are kept as facts, and how many and how long at most.
LINES = ("From", "To", "Date", "Subject", "Message-ID", "DKIM-Signature", "Authentication-Results", "ARC-Authentication-Results")
MOST_LINES, LONGEST_LINE = 10, 4000
_FIELD = re.compile(rb"[A-Za-z][A-Za-z0-9-]{0,60}:")


class Kind(NamedTuple):
    """What a file looks like: words for people, the ending that a copy gets, and whether a clean copy can be made."""

    title: str
    ending: str
    is_picture: bool = False


OTHER = Kind("a file of another kind", "bin")
MAIL = Kind("a mail", "eml")
_KINDS = (
    (re.compile(rb"\x89PNG\r\n\x1a\n"), Kind("a picture (PNG)", "png", True)),
    (re.compile(rb"\xff\xd8\xff"), Kind("a picture (JPEG)", "jpg", True)),
    (re.compile(rb"GIF8[79]a"), Kind("a picture (GIF)", "gif", True)),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), Kind("a picture (WebP)", "webp", True)),
    (re.compile(rb"....ftyp(?:heic|heix|mif1|msf1|avif)", re.DOTALL), Kind("a picture (HEIF)", "heic")),
    (re.compile(rb"....ftyp", re.DOTALL), Kind("a video or a recording (MP4)", "mp4")),
    (re.compile(rb"%PDF-"), Kind("a document (PDF)", "pdf")),
    (re.compile(rb"PK\x03\x04"), Kind("a packed file (ZIP)", "zip")),
    (re.compile(rb"OggS"), Kind("a recording (Ogg)", "ogg")),
    (re.compile(rb"ID3|\xff[\xfb\xf3\xf2]"), Kind("a recording (MP3)", "mp3")),
)


def kind_of(beginning: bytes, name: str = "") -> Kind:
    """What a file looks like by its first bytes; by its name only whether text is a mail."""
    found = next((kind for pattern, kind in _KINDS if pattern.match(beginning)), None)
    if found is not None:
        return found
    is_mail = name.lower().endswith(".eml") or beginning.startswith((b"Received:", b"Return-Path:", b"Delivered-To:"))
    return MAIL if is_mail and _FIELD.match(beginning.lstrip()) else OTHER


def mail_facts(beginning: bytes) -> list[tuple[str, str]]:
    """What a raw mail’s own lines say, as they stand: who sent it, and how it was signed on its way.

    Facts about the file, which nobody checked by asking elsewhere. A mail that is broken gives what can be read.
    """
    head = re.split(rb"\r?\n\r?\n", beginning.lstrip(), maxsplit=1)[0]
    try:
        told = BytesHeaderParser().parsebytes(head)
        found = [(name, value) for line in LINES for name, value in _lines(told, line)]
    except (ValueError, LookupError, email.errors.MessageError):
        return []
    return found


def _lines(told: email.message.Message, wanted: str) -> list[tuple[str, str]]:
    found = (" ".join(str(value).split()) for value in told.get_all(wanted, [])[:MOST_LINES])
    return [(wanted, _plain(value)[:LONGEST_LINE]) for value in found]


def _plain(text: str) -> str:
    """The text with what no record can hold made visible."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8").replace("\x00", "\N{REPLACEMENT CHARACTER}")


def kinds_by_ending() -> dict[str, Kind]:
    """Every kind by the ending that stands for it in a record."""
    return {kind.ending: kind for kind in (OTHER, MAIL, *(kind for _, kind in reversed(_KINDS)))}
