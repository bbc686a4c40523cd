"""What an event or a job may carry: ids, and nothing that could be somebody's words."""

from __future__ import annotations

import datetime
import re
import uuid
from collections.abc import Mapping

#: A hash, a uuid, a number with a letter, a word from one of our own lists. No spaces, so no sentence.
ID = re.compile(r"[A-Za-z0-9_.:+/=-]{1,128}")
#: Names that a line of the log gives a meaning of its own.
TAKEN = frozenset({"event", "level", "logger", "timestamp", "exc_info", "kind", "key", "due_at"})


class NotAnId(TypeError):
    """Something that is not an id was to be written where only ids belong."""


def only_ids(told: Mapping[str, object]) -> dict[str, int | str | None]:
    """The ids as they are kept in JSON; raises ``NotAnId`` for anything that could be prose.

    The message names the argument and never its value.
    """
    return {name: _id(name, value) for name, value in told.items()}


def only_number(name: str, value: object) -> int | None:
    """A primary key or nothing."""
    if value is None or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    raise NotAnId(f"{name} must be a primary key (a number) or None, not {type(value).__name__}")


def _id(name: str, value: object) -> int | str | None:
    if name in TAKEN:
        raise NotAnId(f"{name} has another meaning here; choose another name")
    if value is None or isinstance(value, int):
        return value
    if isinstance(value, uuid.UUID):
        return str(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, str) and ID.fullmatch(value):
        return str(value)
    raise NotAnId(f"{name} must be an id: a number, a uuid, a date, or a short word without spaces")
