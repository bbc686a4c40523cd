"""Conversations in the HTML form of Meta's archives, read as well as it goes.

The page has no structure but classes, which Meta has changed at least twice; the roles that they had are listed here.
Letters are right as they stand and are never repaired. Times are those of a clock on the wall, without a zone, in the
language of the account: English ones are read, others are left out.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from html.parser import HTMLParser

from lanyard.checkup.archive.dialects import Feature
from lanyard.checkup.archive.members import LARGEST, Member, Owner
from lanyard.checkup.archive.outcomes import Damaged, KnownEmpty, OverLimit, Rejected, UnknownShape, Why
from lanyard.checkup.archive.text import CHUNK
from lanyard.checkup.archive.times import of_format
from lanyard.checkup.items import Message

from .kinds import Row
from .meta_people import People

#: Roles by the classes of 2018-20 and of 2021 and later.
_ROLES = {
    **dict.fromkeys(("_2lej", "_a6-g"), "block"),
    **dict.fromkeys(("_2lek", "_a6-h"), "sender"),
    **dict.fromkeys(("_2let", "_a6-p"), "body"),
    **dict.fromkeys(("_2lem", "_a6-o", "_a72d"), "time"),
}
_FORMATS = (
    "%b %d, %Y, %I:%M %p",
    "%b %d, %Y, %I:%M:%S %p",
    "%b %d, %Y %I:%M:%S %p",
    "%b %d, %Y %I:%M %p",
    "%b %d, %Y at %I:%M %p",
    "%d %b %Y, %H:%M",
    "%d %b %Y, %H:%M:%S",
    "%d %b %Y at %H:%M",
)
_MEDIA = frozenset({"img", "video", "audio"})
_VOID = frozenset({"img", "br", "hr", "input", "meta", "link", "source", "wbr", "col", "area", "base", "embed", "track"})
_BREAKS = frozenset({"div", "p", "br", "li"})


class _Block:
    """What stands in one block of the page, by role."""

    __slots__ = ("media", "texts")

    def __init__(self) -> None:
        self.texts: dict[str, list[str]] = {}
        self.media = 0

    def of(self, role: str) -> str:
        lines = (" ".join(each.split()) for each in "".join(self.texts.get(role, ())).split("\n"))
        return "\n".join(filter(None, lines))


def decode(member: Member, feature: Feature, owner: Owner) -> Iterator[Row]:
    """The messages of a conversation. Raises ``UnknownShape`` where no block of the page is a known one."""
    blocks = [each for each in _blocks(member) if each.of("sender")]
    if not blocks:
        raise UnknownShape
    people = People([each.of("sender") for each in blocks], owner)
    thread = member.path.rpartition("/")[0].rpartition("/")[2]
    for number, block in enumerate(blocks):
        if not block.of("body") and not block.media and not block.of("time"):
            yield Rejected(Why.KEY_MISSING)
            continue
        sender = block.of("sender")
        yield (
            Message(
                member.ref(number),
                block.of("body"),
                thread,
                sender,
                people.owns(sender),
                _time(block.of("time")),
                others=people.others(sender),
                is_group=people.is_group,
                media=block.media,
                local=True,
            ),
        )


def _time(said: str) -> datetime.datetime | None:
    return of_format(said.replace("\n", " "), *_FORMATS)


def _blocks(member: Member) -> Iterator[_Block]:
    if member.size > LARGEST:
        raise OverLimit
    page = _Page()
    empty = True
    with member.open() as stream:
        try:
            while chunk := stream.read(CHUNK):
                empty = False
                # A letter that is cut at the end of a piece is kept for the next one.
                page.feed(page.decode(chunk))
                yield from page.take()
            page.close()
        except (AssertionError, UnicodeDecodeError):
            raise Damaged from None
    if empty:
        raise KnownEmpty
    yield from page.take()


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._left = b""
        self._open: list[str] = []
        self._block: _Block | None = None
        self._done: list[_Block] = []

    def decode(self, chunk: bytes) -> str:
        """The text of the next bytes."""
        said = self._left + chunk
        for cut in range(4):
            try:
                found = said[: len(said) - cut].decode("utf-8")
            except UnicodeDecodeError:
                continue
            self._left = said[len(said) - cut :]
            return found
        return said.decode("utf-8")

    def take(self) -> Iterator[_Block]:
        """The blocks that were completed since the last time."""
        done, self._done = self._done, []
        return iter(done)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _MEDIA and self._block:
            self._block.media += 1
        if tag in _BREAKS:
            self.handle_data("\n")
        if tag in _VOID:
            return
        classes = (dict(attrs).get("class") or "").split()
        role = next((_ROLES[each] for each in classes if each in _ROLES), "")
        if role == "block":
            self._finish()
            self._block = _Block()
        self._open.append(f"{tag} {role}")

    def handle_endtag(self, tag: str) -> None:
        for at in range(len(self._open) - 1, -1, -1):
            if self._open[at].split(" ")[0] == tag:
                if any(each.endswith(" block") for each in self._open[at:]):
                    self._finish()
                del self._open[at:]
                return

    def handle_data(self, data: str) -> None:
        if self._block is None:
            return
        role = next((each.split(" ")[1] for each in reversed(self._open) if not each.endswith(" ")), "")
        if role in ("sender", "body", "time"):
            self._block.texts.setdefault(role, []).append(data.replace("\n", " ") if data != "\n" else data)

    def close(self) -> None:
        """The page is at its end."""
        super().close()
        self._finish()

    def _finish(self) -> None:
        if self._block is not None:
            self._done.append(self._block)
            self._block = None
