"""What became of each member of an archive: exactly one outcome each, so that the counts add up.

The worst error of a check-up is silence: a file that was not understood and looks like nothing
found. So whatever is not read is counted under the reason why.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Outcome(StrEnum):
    """What became of a member."""

    READ = "read"
    READ_PARTLY = "read_partly"
    KNOWN_IGNORED = "known_ignored"
    KNOWN_EMPTY = "known_empty"
    KNOWN_UNSUPPORTED = "known_unsupported"
    UNKNOWN_FILE = "unknown_file"
    UNKNOWN_SHAPE = "unknown_shape"
    UNKNOWN_LABEL = "unknown_label"
    DAMAGED = "damaged"
    LOCKED = "locked"
    OVER_LIMIT = "over_limit"
    DUPLICATE = "duplicate"
    NESTED_NOT_OPENED = "nested_not_opened"
    MEDIA = "media"
    JUNK = "junk"
    NOT_A_FILE = "not_a_file"


#: Outcomes after which something that was meant to be read may have been missed.
UNREAD = frozenset(
    {
        Outcome.READ_PARTLY,
        Outcome.KNOWN_UNSUPPORTED,
        Outcome.UNKNOWN_SHAPE,
        Outcome.UNKNOWN_LABEL,
        Outcome.DAMAGED,
        Outcome.LOCKED,
        Outcome.OVER_LIMIT,
        Outcome.NESTED_NOT_OPENED,
    }
)


class Why(StrEnum):
    """Why a row was not read. A closed list, so that no content of the row can slip into it."""

    KEY_MISSING = "a part that should be there is missing"
    NOT_A_TIME = "its time cannot be read"
    WRONG_KIND = "a part is of another kind than expected"
    TOO_LONG = "it is longer than this reader takes"
    UNKNOWN_LABEL = "its labels are in a language that this reader does not know"
    BROKEN = "it is broken off or garbled"


class Rejected(NamedTuple):
    """A row that was not read."""

    why: Why


class NotRead(Exception):
    """A member that ends in this outcome. Its text never holds anything from the archive."""

    outcome = Outcome.DAMAGED


class Damaged(NotRead):
    """The bytes are broken off, do not fit their check sum, or are not what the file says it is."""


class Locked(NotRead):
    """The member is encrypted."""

    outcome = Outcome.LOCKED


class OverLimit(NotRead):
    """Reading it would take more memory or time than a check-up gives to one file."""

    outcome = Outcome.OVER_LIMIT


class UnknownShape(NotRead):
    """The file is where a known one would be, and is built in another way. ``missing`` and ``extra`` are keys of the format."""

    outcome = Outcome.UNKNOWN_SHAPE

    def __init__(self, missing: frozenset[str] = frozenset(), extra: frozenset[str] = frozenset()) -> None:
        super().__init__("unknown shape")
        self.missing, self.extra = missing, extra


class UnknownLabel(NotRead):
    """The labels of the file are in a language that this reader does not know."""

    outcome = Outcome.UNKNOWN_LABEL


class KnownEmpty(NotRead):
    """The file says that there is nothing of its kind."""

    outcome = Outcome.KNOWN_EMPTY


class Unsupported(NotRead):
    """A known kind of file that this reader does not read, such as the HTML form of an export."""

    outcome = Outcome.KNOWN_UNSUPPORTED
