"""End-to-end encrypted chats, which Messenger gives in an archive of their own: one flat file for each conversation.

They are asked for separately, so the ordinary archive lacks the newer conversations.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lanyard.checkup.archive.dialects import Feature
from lanyard.checkup.archive.json_text import stream_nested
from lanyard.checkup.archive.members import Member, Owner
from lanyard.checkup.archive.outcomes import Rejected, Why
from lanyard.checkup.archive.text import repair_meta, repair_meta_all
from lanyard.checkup.archive.times import of_epoch
from lanyard.checkup.items import Message

from .json_paths import KeyWatch, path_of
from .kinds import Row
from .meta_people import People, people_of
from .row_values import text

_KNOWN = "isUnsent reactions reactions.reaction reactions.actor type media media.uri media.creationTimestamp isPinned"
_NUMBER = re.compile(r"_\d+\.json$", re.IGNORECASE)


def decode(member: Member, feature: Feature, owner: Owner) -> Iterator[Row]:
    """The messages of an encrypted chat. Raises ``UnknownShape`` where the file is built in another way."""
    people: People | None = None
    thread = repair_meta(_NUMBER.sub("", member.path.rpartition("/")[2]))
    watch = KeyWatch(
        require=[(("senderName",),), (("timestamp",),)],
        expect=[(("text",),)],
        known=[path_of(each) for each in _KNOWN.split()],
    )
    for number, (head, row) in enumerate(stream_nested(member, "", "messages")):
        people = people or people_of(member, head, owner)
        told = repair_meta_all(row)
        if not isinstance(told, dict):
            yield Rejected(Why.WRONG_KIND)
        elif not watch.takes(told) or not isinstance(told["senderName"], str):
            yield Rejected(Why.KEY_MISSING)
        else:
            yield (_message(told, member, number, thread, people),)
    watch.judge()


def _message(row: dict[str, Any], member: Member, number: int, thread: str, people: People) -> Message:
    sender, media = row["senderName"], row.get("media")
    return Message(
        member.ref(number),
        text(row.get("text")) or "",
        thread,
        sender,
        people.owns(sender),
        of_epoch(row["timestamp"]),
        others=people.others(sender),
        is_group=people.is_group,
        media=len(media) if isinstance(media, list) else 0,
    )
