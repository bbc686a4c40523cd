"""A chat of WhatsApp as it is exported, one to a file: a text whose lines begin with a day, an hour and a name.

The file is gone over twice: first for who writes in it, what the chat is called and in which order its days stand, which
nothing in it says; then for the messages. Times are those of the clock on the wall, because the file has no zone. Where the
order of the numbers of a day cannot be told, such as in a chat of one day only, messages have no time.

The owner is not named in the file. In a chat between two that is called after one of them the other is the owner.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from lanyard.checkup.archive.dialects import Feature
from lanyard.checkup.archive.members import Member, Owner
from lanyard.checkup.archive.outcomes import NotRead, Outcome, Rejected, UnknownShape, Why
from lanyard.checkup.archive.text import stream_lines
from lanyard.checkup.items import Contact, Field, Item, Message, Profile, Relation

from .chat_headers import ALMOST, Header, Order, Orders, moment_of, read_header
from .chat_words import Body, bare, is_number, name_of, read_body, split_author, vanishing
from .kinds import Row

#: The longest message that is taken, in letters, and how many people of one chat are kept. Groups have at most 1,024.
LONGEST = 100_000
MOST_PEOPLE = 5_000

_NAMED = re.compile(
    r"(?:chat de whatsapp con|chat whatsapp con|conversa do whatsapp com|conversa no whatsapp com|discussion whatsapp avec"
    r"|whatsapp[ -]?chat (?:with|mit|met|-)|czat whatsapp z|чат whatsapp с|sgwrs whatsapp [âa]g?|whatsapp chat)\s+(?P<name>.+)",
    re.IGNORECASE,
)


class NotAChat(NotRead):
    """A text of any name in which no line begins as in a chat."""

    outcome = Outcome.UNKNOWN_FILE


class _Said(NamedTuple):
    """One entry of the chat: a message, or a notice where ``author`` is empty."""

    header: Header
    author: str
    body: str


def decode(member: Member, feature: Feature, owner: Owner) -> Iterator[Row]:
    """The messages of a chat, and each sender once as a contact. Raises ``UnknownShape`` where no line begins as in a chat."""
    chat = _Chat(member, owner)
    if not chat.found:
        if feature.told.get("looks"):
            raise NotAChat
        raise UnknownShape
    for number, entry in enumerate(_entries(member)):
        yield chat.row(entry, number) if isinstance(entry, _Said) else entry


def _entries(member: Member) -> Iterator[_Said | Rejected]:
    """Each entry with the lines that go on with it, and lines that belong to none or look like a beginning that is not known."""
    now: _Said | None = None
    lines: list[str] = []
    length = 0
    with member.open() as stream:
        for line in stream_lines(stream):
            line = line.rstrip("\r\n")
            if header := read_header(line):
                yield from _finished(now, lines, length)
                author, body = split_author(header.rest)
                now, lines, length = _Said(header, author, ""), [body], len(body)
                continue
            if now is None:
                if line.strip(" \ufeff"):
                    yield Rejected(Why.BROKEN)
                continue
            if ALMOST.match(line):
                # A form of this line that is not known: what it says is kept, and that it is not understood is told.
                yield Rejected(Why.BROKEN)
            length += len(line) + 1
            if length <= LONGEST:
                lines.append(line)
    yield from _finished(now, lines, length)


def _finished(now: _Said | None, lines: list[str], length: int) -> Iterator[_Said | Rejected]:
    if now is not None:
        yield now._replace(body="\n".join(lines))
    if length > LONGEST:
        yield Rejected(Why.TOO_LONG)


class _Chat:
    """What the first reading of a chat shows, and then its messages one by one."""

    def __init__(self, member: Member, owner: Owner) -> None:
        self._member, self._owner = member, owner
        self._orders: dict[tuple[str, bool], Orders] = {}
        self._senders: dict[str, None] = {}
        self._given: set[str] = set()
        self._vanishing = False
        self.found = 0
        self._title = _title_in(member.path)
        for entry in _entries(member):
            if isinstance(entry, _Said):
                self._take(entry)
        self._possible: dict[tuple[str, bool], tuple[Order, ...]] = {key: each.possible for key, each in self._orders.items()}
        self._me = self._find_owner()
        self._thread = self._title or f"{member.part}/{member.path.rpartition('/')[2]}"

    def _take(self, entry: _Said) -> None:
        """Take an entry in. A notice in the first line of a chat stands under what the chat is called."""
        self.found += 1
        self._orders.setdefault(_form(entry.header), Orders()).add(entry.header.numbers, entry.header.separator)
        if not entry.author or read_body(entry.body).notice:
            self._title = self._title or (entry.author if self.found == 1 else "")
        elif len(self._senders) < MOST_PEOPLE:
            self._senders.setdefault(entry.author)

    def _find_owner(self) -> frozenset[str]:
        """The names under which the owner writes here; none where that cannot be told."""
        known = frozenset(each for each in self._senders if self._owner.is_me(each))
        if known or len(self._senders) != 2 or _plain(self._title) not in map(_plain, self._senders):
            return known
        (me,) = (each for each in self._senders if _plain(each) != _plain(self._title))
        self._owner.learn(Profile(self._member.ref(0), Field.NAME, me))
        return frozenset((me,))

    def row(self, entry: _Said, number: int) -> Row:
        """The items of an entry; none for a notice."""
        body = read_body(entry.body) if entry.author else Body(entry.body, notice=True)
        if body.notice:
            told = vanishing(body.text)
            self._vanishing = self._vanishing if told is None else told
            return ()
        found: list[Item] = [] if entry.author in self._given else list(self._contacts(entry.author, number))
        if body.text or body.media:
            found.append(self._message(entry, body, number))
        return tuple(found)

    def _contacts(self, author: str, number: int) -> Iterator[Contact]:
        self._given.add(author)
        if author in self._me or len(self._given) > MOST_PEOPLE:
            return
        number_of, name = (author, "") if is_number(author) else ("", author)
        yield Contact(self._member.ref(number), Relation.CHAT, name, phone=number_of)

    def _message(self, entry: _Said, body: Body, number: int) -> Message:
        sender = entry.author
        others = [each for each in self._senders if each not in (self._me or (sender,))]
        if not others and self._title and _plain(self._title) != _plain(sender):
            # Somebody who never answered.
            others = [self._title]
        return Message(
            self._member.ref(number),
            body.text,
            self._thread,
            sender,
            sender in self._me if self._me else None,
            moment_of(entry.header, self._possible[_form(entry.header)]),
            others=tuple(others),
            is_group=len(self._senders) > 2,
            media=body.media,
            disappearing=self._vanishing,
            local=True,
        )


def _form(header: Header) -> tuple[str, bool]:
    """The form of a day: lines of one form have their numbers in one order."""
    return header.separator, header.numbers[0] > 31


def _plain(name: str) -> str:
    return " ".join(name.casefold().replace("_", " ").split())


def _title_in(path: str) -> str:
    """What a chat is called by the name of its file or folder; empty where neither tells."""
    folder, _, base = path.rpartition("/")
    for told in (base.rpartition(".")[0], folder.rpartition("/")[2]):
        if found := _NAMED.fullmatch(bare(told).replace("_", " ").strip()):
            return name_of(re.sub(r"\s?\(\d+\)$", "", found["name"]))
    return ""
