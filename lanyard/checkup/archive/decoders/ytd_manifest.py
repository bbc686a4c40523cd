"""X's own list of what is in its archive, by which it shows when rows of a file were not read."""

from __future__ import annotations

from collections.abc import Iterator

from lanyard.checkup.archive.dialects import Feature
from lanyard.checkup.archive.json_text import read_json
from lanyard.checkup.archive.members import Member, Owner
from lanyard.checkup.archive.outcomes import Rejected, UnknownShape, Why

from .kinds import Declared, Row


def decode(member: Member, feature: Feature, owner: Owner) -> Iterator[Row]:
    """How many rows each file says it has. A file without a number declares none.

    Raises ``UnknownShape`` where the list is not in ``dataTypes``.
    """
    told = read_json(member, after="=")
    kinds = told.get("dataTypes") if isinstance(told, dict) else None
    if not isinstance(kinds, dict):
        raise UnknownShape(frozenset(("dataTypes",)), frozenset(told) if isinstance(told, dict) else frozenset())
    yield ()
    for kind in kinds.values():
        files = kind.get("files", []) if isinstance(kind, dict) else None
        if not isinstance(files, list):
            yield Rejected(Why.WRONG_KIND)
            continue
        for file in files:
            yield _declared(file)


def _declared(file: object) -> Row:
    if not isinstance(file, dict) or not isinstance(file.get("fileName"), str):
        return Rejected(Why.WRONG_KIND)
    count = file.get("count", "0")
    if not isinstance(count, (str, int)) or not str(count).isdecimal() or len(str(count)) > 12:
        return Rejected(Why.WRONG_KIND)
    return Declared(file["fileName"], int(count))
