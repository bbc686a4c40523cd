"""Conversations of Facebook, Messenger and Instagram in the ordinary archive: ``message_N.json`` in a folder for each.

The folders (``inbox``, ``archived_threads``, ``filtered_threads``, ``message_requests``, ``e2ee_cutover`` ...) and the
numbers of the files do not matter: a conversation is its own folder's name, whichever folder that lies in.
"""

from __future__ import annotations

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

_MEDIA = ("photos", "videos", "audio_files", "files", "gifs")
_KNOWN = (
    "type share share.link share.share_text share.original_content_owner reactions reactions.reaction reactions.actor"
    " reactions.timestamp call_duration missed is_unsent is_geoblocked_for_viewer is_unsent_image_by_messenger_kid_parent"
    " is_taken_down bumped_message_metadata users ip plan magic_words photos videos audio_files files gifs sticker"
    " sticker.ai_stickers translated_messages location"
)


def decode(member: Member, feature: Feature, owner: Owner) -> Iterator[Row]:
    """The messages of a conversation. Raises ``UnknownShape`` where the file is built in another way."""
    people: People | None = None
    thread = repair_meta(member.path.rpartition("/")[0].rpartition("/")[2])
    watch = _watch()
    for number, (head, row) in enumerate(stream_nested(member, "", "messages")):
        people = people or people_of(member, head, owner)
        told = repair_meta_all(row)
        if not isinstance(told, dict):
            yield Rejected(Why.WRONG_KIND)
        elif not watch.takes(told) or not isinstance(told["sender_name"], str):
            yield Rejected(Why.KEY_MISSING)
        else:
            yield (_message(told, member, number, thread, people),)
    watch.judge()


def _watch() -> KeyWatch:
    return KeyWatch(
        require=[(("sender_name",),), (("timestamp_ms",),)],
        expect=[
            (("content",),),
            (*((each, "uri") for each in _MEDIA), ("sticker", "uri"), ("photos", "creation_timestamp")),
        ],
        known=[path_of(each) for each in _KNOWN.split()] + [(each, "creation_timestamp") for each in _MEDIA],
    )


def _message(row: dict[str, Any], member: Member, number: int, thread: str, people: People) -> Message:
    sender = row["sender_name"]
    return Message(
        member.ref(number),
        text(row.get("content")) or "",
        thread,
        sender,
        people.owns(sender),
        of_epoch(row["timestamp_ms"]),
        others=people.others(sender),
        is_group=people.is_group,
        media=_media(row),
    )


def _media(row: dict[str, Any]) -> int:
    listed = (row.get(each) for each in _MEDIA)
    return sum(len(each) for each in listed if isinstance(each, list)) + bool(row.get("sticker"))
