"""An article that the owner published, as a page of HTML: its words, as one post."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lanyard.checkup.archive.dialects import Feature
from lanyard.checkup.archive.members import Member, Owner
from lanyard.checkup.archive.outcomes import KnownEmpty, UnknownShape
from lanyard.checkup.archive.text import decode_bytes, plain_text
from lanyard.checkup.items import Post

from .kinds import Row

#: The longest article that is read, in bytes.
_LONGEST = 8 * 1024 * 1024
_PAGE = re.compile(r"<(?:html|body|h1)[\s>]", re.IGNORECASE)


def decode(member: Member, feature: Feature, owner: Owner) -> Iterator[Row]:
    """The article as one post; the page does not say when it was published.

    Raises ``UnknownShape`` for what is no page, ``KnownEmpty`` for one without words, and ``OverLimit`` beyond 8 MB.
    """
    page = decode_bytes(member.read(_LONGEST))
    if page.strip() and not _PAGE.search(page):
        raise UnknownShape
    text = plain_text(page)
    if not text:
        raise KnownEmpty
    yield (Post(member.ref(0), text),)
