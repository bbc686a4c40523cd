"""Texts as archives hold them: bytes in some encoding, letters garbled twice, and words inside HTML."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import BinaryIO

from .outcomes import Damaged, OverLimit

#: How many bytes are taken from a stream at a time.
CHUNK = 256 * 1024
#: How deeply lists and objects may lie inside each other.
DEEPEST = 100

_BREAKS = frozenset(
    "address article blockquote br dd div dl dt h1 h2 h3 h4 h5 h6 hr li ol p pre section table td th tr ul".split()
)
_UNSEEN = frozenset(("script", "style", "template", "title"))


def repair_meta(said: str) -> str:
    """The text with the twice encoded letters of Meta's JSON put right; unchanged where it is not garbled as a whole.

    Meta writes each byte of the UTF-8 form as a letter of its own. A text that cannot be such is left alone, so it is
    safe on texts that are already right. Not for the HTML form, which is never garbled.
    """
    if said.isascii():
        return said
    try:
        return said.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return said


def repair_meta_all(said: object, *, deepest: int = DEEPEST) -> object:
    """``repair_meta`` of every text in it, the keys of objects too. Raises ``OverLimit`` where it is nested too deeply."""
    if isinstance(said, str):
        return repair_meta(said)
    if not isinstance(said, (dict, list)):
        return said
    if deepest <= 0:
        raise OverLimit
    if isinstance(said, list):
        return [repair_meta_all(each, deepest=deepest - 1) for each in said]
    return {repair_meta(key): repair_meta_all(value, deepest=deepest - 1) for key, value in said.items()}


def decode_bytes(said: bytes) -> str:
    """The text of bytes: UTF-16 where a mark at the beginning says so, UTF-8 where it is that, else Windows' Western letters."""
    if said.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return said.decode("utf-16", errors="replace")
    try:
        return said.decode("utf-8-sig")
    except UnicodeDecodeError:
        return said.decode("cp1252", errors="replace")


def stream_lines(stream: BinaryIO, *, longest: int = 1024 * 1024) -> Iterator[str]:
    r"""The lines of a file, each with its ``\n`` (kept as it stands, ``\r`` too), decoded as ``decode_bytes`` does.

    Each line that is not UTF-8 is read as Windows' Western letters. Raises ``OverLimit`` at a line of more than
    ``longest`` bytes.
    """
    first = stream.read(4)
    wide = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}.get(first[:2])
    if wide:
        yield from _wide_lines(stream, first[2:], wide, longest)
        return
    left = first.removeprefix(codecs.BOM_UTF8)
    while chunk := stream.read(CHUNK):
        *whole, left = (left + chunk).split(b"\n")
        for each in whole:
            yield decode_bytes(each) + "\n" if not each.isascii() else each.decode("ascii") + "\n"
        if len(left) > longest:
            raise OverLimit
    if left:
        yield decode_bytes(left)


def _wide_lines(stream: BinaryIO, left: bytes, encoding: str, longest: int) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    text = decoder.decode(left)
    while chunk := stream.read(CHUNK):
        *whole, text = (text + decoder.decode(chunk)).split("\n")
        yield from (each + "\n" for each in whole)
        if len(text) > longest:
            raise OverLimit
    if text := text + decoder.decode(b"", True):
        yield from text.splitlines(keepends=True)


def plain_text(html: str) -> str:
    """The words that a browser would show of a piece of HTML, with a line for each block. Nothing is ever fetched."""
    if "<" not in html and "&" not in html:
        return html.strip()
    parser = _Words()
    try:
        parser.feed(html)
        parser.close()
    except AssertionError as error:  # Python's own parser says so of some broken declarations
        raise Damaged from error
    lines = (" ".join(each.split()) for each in "".join(parser.found).split("\n"))
    return "\n".join(each for each in lines if each)


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag in _BREAKS:
            self.found.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif tag in _BREAKS:
            self.found.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.found.append(data.replace("\n", " "))
