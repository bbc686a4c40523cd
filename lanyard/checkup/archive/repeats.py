"""The same message in two folders is one message: platforms copy conversations when they change how they keep them."""

from __future__ import annotations

import datetime
import hashlib
import re
from array import array

from lanyard.checkup.items import Contact, Item, Message, Post, Setting

#: How many messages and posts are remembered, at eight bytes each. Later ones take the places of earlier ones, so
#: a repeat may be counted twice; none is ever taken for a repeat that is none.
_PLACES = 1 << 20
_FILE_BITS = 16

_HALF_LETTER = re.compile("[\ud800-\udfff]")


class Repeats:
    """Remembers what was read, in memory that does not grow."""

    def __init__(self, places: int = _PLACES) -> None:
        self._seen = array("Q", bytes(8 * places))

    def met(self, platform: str, item: Item, file: int) -> bool:
        """Whether the same was read in another file. Without a time nothing is the same, as short words recur."""
        if not isinstance(item, (Message, Post)) or item.when is None or not item.text:
            return False
        number = int.from_bytes(hashlib.blake2b(_key(platform, item, item.when), digest_size=16).digest(), "big")
        place = number % len(self._seen)
        mark = (number >> 64) << _FILE_BITS & 0xFFFF_FFFF_FFFF_FFFF
        known = self._seen[place]
        here = mark | file % (1 << _FILE_BITS)
        if known >> _FILE_BITS == mark >> _FILE_BITS and known:
            return known != here
        self._seen[place] = here
        return False


def _key(platform: str, item: Message | Post, when: datetime.datetime) -> bytes:
    if isinstance(item, Message):
        said = (
            platform,
            item.evidence.value,
            str(when.timestamp()),
            item.text,
            item.sender,
            *(sorted(item.others) or (item.thread,)),
        )
    else:
        said = (platform, item.evidence.value, str(when.timestamp()), item.text, item.author, *item.links)
    return "\0".join(said).encode("utf-8", "surrogatepass")


def tidy_item(item: Item) -> Item:
    """The item with halves of letters, which no file can hold, replaced by a mark for what is missing."""
    for value in item:
        if value.__class__ is str and not value.isascii() and _HALF_LETTER.search(value):
            return _tidied(item)
    return item


def _tidied(item: Item) -> Item:
    whole: Item = type(item)(*(_HALF_LETTER.sub("\ufffd", value) if type(value) is str else value for value in item))  # type: ignore[arg-type]
    return whole


def when_of(item: Item) -> datetime.datetime | None:
    """The time of an item, whatever it is called there."""
    if isinstance(item, Contact):
        return item.since
    return item.as_of if isinstance(item, Setting) else item.when


def without_time(item: Item) -> Item:
    """The item without its time."""
    if isinstance(item, Contact):
        return item._replace(since=None)
    return item._replace(as_of=None) if isinstance(item, Setting) else item._replace(when=None)
