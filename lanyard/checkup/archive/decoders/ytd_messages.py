"""Conversations of X: read one message at a time, because a single conversation may be longer than memory allows."""

from __future__ import annotations

from collections.abc import Iterator
from html import unescape
from typing import Any

from lanyard.checkup.archive.dialects import Feature
from lanyard.checkup.archive.json_scan import LONGEST, Scanner
from lanyard.checkup.archive.members import Member, Owner
from lanyard.checkup.archive.outcomes import KnownEmpty, Rejected, UnknownShape, Why
from lanyard.checkup.archive.times import of_iso
from lanyard.checkup.items import Message, Ref

from .cells import text_of
from .kinds import Row, Shape

#: What happens in a conversation besides messages.
_EVENTS = frozenset(
    "joinConversation participantsJoin participantsLeave conversationNameUpdate reactionCreate welcomeMessageCreate".split()
)


def read_conversations(member: Member, feature: Feature, owner: Owner) -> Iterator[Row]:
    """Each message, with the number of its conversation and of who sent it: X gives no names.

    Raises ``KnownEmpty`` where there is no conversation, and ``UnknownShape`` where keys were renamed.
    """
    shape = Shape(
        require=("senderId", "text"),
        expect=("createdAt",),
        known=("id", "recipientId", "reactions", "urls", "mediaUrls", "editHistory", "edit_info"),
    )
    for number, (thread, event) in enumerate(_each(member)):
        created = event.get("messageCreate") if isinstance(event, dict) else None
        if isinstance(created, dict):
            ref = member.ref(number)
            if not shape.takes(created):
                yield Rejected(Why.KEY_MISSING)
            elif not all(isinstance(created[key], str | int) for key in shape.require):
                yield Rejected(Why.WRONG_KIND)
            else:
                yield (_message(created, thread, ref, feature, owner),)
        elif isinstance(event, dict) and event and _EVENTS.issuperset(event):
            yield ()
        else:
            yield Rejected(Why.KEY_MISSING if isinstance(event, dict) else Why.WRONG_KIND)
    shape.judge()


def _message(said: dict[str, Any], thread: str, ref: Ref, feature: Feature, owner: Owner) -> Message:
    group = bool(feature.told.get("group"))
    sender = text_of(said["senderId"])
    others = () if group else dict.fromkeys([*thread.split("-"), sender, text_of(said.get("recipientId"))])
    media = said.get("mediaUrls")
    return Message(
        ref,
        unescape(text_of(said["text"])),
        thread,
        sender,
        owner.is_me(sender),
        of_iso(said.get("createdAt")),
        tuple(each for each in others if each and owner.is_me(each) is not True),
        group,
        len(media) if isinstance(media, list) else 0,
    )


def _each(member: Member) -> Iterator[tuple[str, Any]]:
    """Each event of each conversation, with the conversation's number."""
    seen = False
    with member.open() as stream:
        scanner = Scanner(stream, longest=LONGEST, after="=")
        if scanner.peek():
            for _ in scanner.elements():
                seen = True
                yield from _conversation(scanner)
        scanner.finish()
    if not seen:
        raise KnownEmpty


def _conversation(scanner: Scanner) -> Iterator[tuple[str, Any]]:
    found = set[str]()
    if scanner.peek() != "{":
        raise UnknownShape
    for key in scanner.keys():
        if key != "dmConversation" or scanner.peek() != "{":
            found.add(key)
            scanner.skip()
            continue
        thread = ""
        for inner in scanner.keys():
            found.add(inner)
            if inner == "conversationId":
                thread = text_of(scanner.value())
            elif inner == "messages" and scanner.peek() == "[":
                for _ in scanner.elements():
                    yield thread, scanner.value()
            else:
                scanner.skip()
    if missing := {"conversationId", "messages"} - found:
        raise UnknownShape(frozenset(missing), frozenset(found))
