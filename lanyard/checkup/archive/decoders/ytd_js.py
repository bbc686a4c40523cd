"""Files of X (Twitter): ``window.YTD.name.part0 = [...]``, and the ``Grailbird.data.name = [...]`` of before 2019.

A feature tells ``kind`` (what the rows are, see ``ytd_items.KINDS``, or ``conversation``), ``wrap`` (the key that each row
stands under since 2020), ``bare`` (rows may stand without it), and what the kind asks for: ``relation``, ``audience``, ``group``.
"""

from __future__ import annotations

from collections.abc import Iterator

from lanyard.checkup.archive.dialects import Feature
from lanyard.checkup.archive.json_text import stream_rows
from lanyard.checkup.archive.members import Member, Owner
from lanyard.checkup.archive.outcomes import Rejected, Why

from .kinds import Row
from .ytd_items import KINDS, Reader
from .ytd_messages import read_conversations


def decode(member: Member, feature: Feature, owner: Owner) -> Iterator[Row]:
    """The items of each row. Raises ``UnknownShape`` where a key of the whole file was renamed, ``KnownEmpty`` for ``[ ]``."""
    if feature.told["kind"] == "conversation":
        yield from read_conversations(member, feature, owner)
        return
    reader = Reader(KINDS[feature.told["kind"]], feature)
    for number, row in enumerate(stream_rows(member, after="=")):
        inner = _inner(row, feature)
        if not isinstance(inner, dict):
            yield Rejected(Why.KEY_MISSING if isinstance(row, dict) else Why.WRONG_KIND)
        else:
            yield reader.read(inner, member.ref(number))
    reader.judge()


def _inner(row: object, feature: Feature) -> object:
    """The row without the key that it stands under; ``None`` where it has none and should."""
    wrap = feature.told.get("wrap")
    if isinstance(row, dict) and wrap in row:
        return row[wrap]
    return row if wrap is None or feature.told.get("bare") else None
