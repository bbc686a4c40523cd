"""Words and nothing else: what is no word is taken out of a text before anything keeps it (2.7.4, 2.8.3).

A picture can be pasted into a box as letters: a data address, or its bytes written out. Where an image
of a child may be the matter, a link leads to it as well. Whatever is taken out is gone before the draft
is sealed, and a mark stands in its place, so that no other word is lost.
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum


class Taken(StrEnum):
    """What was taken out of a text, and why, in words for whoever wrote it."""

    BYTES = "bytes"
    LINK = "link"

    @property
    def mark(self) -> str:
        """What stands in its place."""
        return "[picture or file taken out]" if self is Taken.BYTES else "[link taken out]"

    @property
    def reason(self) -> str:
        """Why, and what to do instead."""
        if self is Taken.BYTES:
            return (
                "A picture or file was pasted in as text. It was taken out and is kept nowhere. "
                "Your other words are all here. Say in words what you know"
            )
        return (
            "A link was taken out and is kept nowhere: it may lead to a picture of a child, and nobody here opens it. "
            "Your other words are all here. Say in words where it is, such as the name of the app"
        )


#: Lines of signs without a space that no language has: bytes written out as letters or as numbers.
_RUN = r"(?:[A-Za-z0-9+/=_-]{120,}|(?:[A-Za-z0-9+/=_-]{40,}[ \t]*\r?\n?[ \t]*){3,})"
_HEX = r"(?:(?:0x|\\x)?[0-9A-Fa-f]{2}[ ,:;\r\n]{0,3}){100,}"
_DATA = rf"data\s*:\s*[\w.+-]*\s*/?\s*[\w.+-]*(?:\s*;\s*[\w.=+-]+)*\s*,\s*(?:{_RUN}|[^\s]*)"
_MARKUP = r"<\s*(?:svg|img|picture|video|object|embed)\b(?:[^<]*?<\s*/\s*(?:svg|picture|video|object)\s*>|[^>]*(?:>|$))"
BYTES = re.compile(rf"{_DATA}|{_MARKUP}|{_RUN}|{_HEX}", re.IGNORECASE)

_ENDINGS = "com|org|net|uk|io|gg|ru|cn|de|fr|eu|onion|xyz|info|app|dev|tv|ly|be|co|me|cc|su|to|link|site|online|cloud"
LINK = re.compile(
    rf"\b(?:[a-z][a-z0-9+.-]{{1,20}}://|www\.|blob:|magnet:|file:)\S+"
    rf"|(?<![@\w.-])(?:[a-z0-9-]+\.)+(?:{_ENDINGS})(?:[/:?#]\S*|(?![\w.-]*\w))"
    r"|(?<![@\w.-])(?:[a-z0-9-]+\.)+[a-z]{2,24}[/?#]\S+"
    r"|\b\d{1,3}(?:\.\d{1,3}){3}[/:]\S+",
    re.IGNORECASE,
)
#: An address that may be kept is no longer than this: a longer one carries something else.
LONGEST_LINK = 2000


def take_out(text: str, *, links: bool) -> tuple[str, frozenset[Taken]]:
    """The words of a text, and what was taken out of it. ``links`` takes links out too.

    Signs that nobody sees are dropped first, because something could be broken up with them.
    """
    told = "".join(sign for sign in text if unicodedata.category(sign) != "Cf")
    found: set[Taken] = set()

    def drop(kind: Taken) -> str:
        found.add(kind)
        return kind.mark

    def of_bytes(between: str) -> str:
        return BYTES.sub(lambda _: drop(Taken.BYTES), between)

    # A data address looks like a link to what follows its comma, so it goes first.
    told = re.sub(_DATA, lambda _: drop(Taken.BYTES), told, flags=re.IGNORECASE)
    if links:
        told = of_bytes(LINK.sub(lambda _: drop(Taken.LINK), told))
        return told, frozenset(found)
    parts, at = [], 0
    for link in LINK.finditer(told):
        parts += [of_bytes(told[at : link.start()]), link[0] if len(link[0]) <= LONGEST_LINK else drop(Taken.BYTES)]
        at = link.end()
    return "".join([*parts, of_bytes(told[at:])]), frozenset(found)
