"""Words and nothing else: what is no word is taken out of a text before anything keeps it (2.7.4, 2.8.3).

A picture can be pasted into a box as letters: a data address, or its bytes written out. Where an image
of a child may be the matter, a link leads to it as well. Whatever is taken out is gone before the draft
is sealed, and a mark stands in its place, so that no other word is lost.
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum

from lanyard.policy.routes.files import why_not_words


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
_RUN = r"(?:[A-Za-z0-9+/=_-]{120,}+|(?:[A-Za-z0-9+/=_-]{40,}+[ \t]*+\r?\n?[ \t]*+){3,})"
_HEX = r"(?:(?:0x|\\x)?[0-9A-Fa-f]{2}(?=[^A-Za-z0-9]|[0-9A-Fa-f]{2}|$)[ ,:;\r\n]{0,3}){100,}+"
_TYPE = r"[\w.+-]{0,60}\s{0,3}(?:/\s{0,3}[\w.+-]{0,60})?(?:\s{0,3};\s{0,3}[\w.=+-]{1,60}){0,9}"
DATA = re.compile(rf"data\s{{0,3}}:\s{{0,3}}{_TYPE}\s{{0,3}},\s{{0,3}}(?:{_RUN}|\S*)", re.IGNORECASE)
BYTES = re.compile(f"{_RUN}|{_HEX}")
#: Where a drawing or a picture of a page begins and ends.
TAG = re.compile(r"<\s{0,3}(?:(svg|picture|video|object)|img|embed)\b", re.IGNORECASE)
TAG_ENDS = re.compile(r"<\s{0,3}/\s{0,3}(?:svg|picture|video|object)\s{0,3}>", re.IGNORECASE)

_ENDINGS = "com|org|net|uk|io|gg|ru|cn|de|fr|eu|onion|xyz|info|app|dev|tv|ly|be|co|me|cc|su|to|link|site|online|cloud"
LINK = re.compile(
    rf"\b(?:[a-z][a-z0-9+.-]{{1,20}}://|www\.|blob:|magnet:|file:)\S+"
    rf"|(?<![@\w.-])(?:[a-z0-9-]+\.)+(?:{_ENDINGS})(?:[/:?#]\S*|(?![\w.-]*\w))"
    r"|(?<![@\w.-])(?:[a-z0-9-]+\.)+[a-z]{2,24}[/?#]\S+"
    r"|\b\d{1,3}(?:\.\d{1,3}){3}[/:]\S+",
    re.IGNORECASE,
)
#: No word of any language that is written with these signs is as long as this.
LONGEST_WORD = 400
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

    # First what is too long for any word and any address: everything after this works on short pieces.
    told = re.sub(rf"[!-~]{{{LONGEST_WORD if links else LONGEST_LINK},}}", lambda _: drop(Taken.BYTES), told)
    # What looks like a link inside a data address or a drawing is part of it, so those go first.
    told = DATA.sub(lambda _: drop(Taken.BYTES), told)
    if TAG.search(told):
        told = _without_drawings(told)
        found.add(Taken.BYTES)
    if links:
        told = of_bytes(LINK.sub(lambda _: drop(Taken.LINK), told))
        if why_not_words(told):
            told = _until_words(told)
            found.add(Taken.LINK)
        return told, frozenset(found)
    parts, at = [], 0
    for link in LINK.finditer(told):
        parts += [of_bytes(told[at : link.start()]), link[0] if len(link[0]) <= LONGEST_LINK else drop(Taken.BYTES)]
        at = link.end()
    return "".join([*parts, of_bytes(told[at:])]), frozenset(found)


def _without_drawings(text: str) -> str:
    """A text without what browsers draw: from each beginning to its end, or to the end of its line of code."""
    ends = [end.end() for end in TAG_ENDS.finditer(text)]
    parts, at = [], 0
    for begin in TAG.finditer(text):
        if begin.start() < at:
            continue
        parts += [text[at : begin.start()], Taken.BYTES.mark]
        closes = next((end for end in ends if end > begin.start()), 0) if begin[1] else 0
        after = closes or text.find(">", begin.end()) + 1
        at = after or len(text)
    return "".join([*parts, text[at:]])


def _until_words(text: str) -> str:
    """A text in which the policy's own measure finds nothing any more: strange words go, and in the end the signs of links."""
    plain = unicodedata.normalize("NFKC", text)
    told = "".join(Taken.LINK.mark if why_not_words(part) else part for part in re.split(r"(\s+)", plain))
    if why_not_words(told):
        told = re.sub(r"[:<>!]|[^\S\n]*/", " ", told)
    return told if not why_not_words(told) else Taken.LINK.mark
