"""Times as archives write them: numbers since 1970 in any unit, ISO texts, and texts in a declared format.

Whatever cannot be believed is ``None``: no platform read here is older than 2004, and a wrong unit would
put a post into 1970 or into the far future. Formats are always declared, never guessed.
"""

from __future__ import annotations

import datetime
import math
import re

#: No platform read here had users before this.
EARLIEST = datetime.datetime(2004, 1, 1, tzinfo=datetime.UTC)

_EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
_FAR = datetime.datetime(2100, 1, 1, tzinfo=datetime.UTC)
#: Up to this many, in the unit's own number, a value is taken to be in it: a second past the year 5138 is a millisecond.
_UNITS = ((1e11, 1.0), (1e14, 1e3), (1e17, 1e6), (math.inf, 1e9))
_ISO = re.compile(r"\d{4}-\d\d-\d\d(?:[T ].*)?", re.DOTALL)
_SPACES = str.maketrans({"\u202f": " ", "\u00a0": " ", "\u200e": None, "\u200f": None})
_LONGEST = 80


def of_epoch(value: object, *, latest: datetime.datetime | None = None) -> datetime.datetime | None:
    """A moment given as seconds, milli-, micro- or nanoseconds since 1970, told apart by their size; number or text.

    ``None`` where it is no number, or lies before 2004 or after ``latest``.
    """
    if isinstance(value, bool) or not isinstance(value, (int, float, str)) or (isinstance(value, str) and len(value) > _LONGEST):
        return None
    try:
        number = float(value)
        divisor = next(by for most, by in _UNITS if abs(number) < most)
        # A whole number is divided as one, because a float has too few digits for microseconds.
        told = datetime.timedelta(microseconds=int(value) * 1_000_000 // int(divisor)) if _whole(value) else None
        return _believed(_EPOCH + (told or datetime.timedelta(seconds=number / divisor)), latest)
    except (ValueError, OverflowError, StopIteration):
        return None


def _whole(value: int | float | str) -> bool:
    return isinstance(value, int) or (isinstance(value, str) and value.strip().lstrip("-").isdecimal())


def of_iso(text: object, *, latest: datetime.datetime | None = None) -> datetime.datetime | None:
    """A moment in ISO 8601, with a space or ``T``, with ``Z``, ``UTC``, an offset or nothing (then it is taken as UTC).

    ``None`` where it is none, or lies before 2004 or after ``latest``.
    """
    if not isinstance(text, str) or len(text) > _LONGEST:
        return None
    told = text.translate(_SPACES).strip()
    if not _ISO.fullmatch(told):
        return None
    try:
        return _believed(datetime.datetime.fromisoformat(told.removesuffix("UTC").strip()), latest)
    except (ValueError, OverflowError):
        return None


def of_format(text: object, *formats: str, latest: datetime.datetime | None = None) -> datetime.datetime | None:
    """A moment in the first of the ``formats`` (as of ``strptime``) that fits; without a zone it is taken as UTC.

    ``None`` where none fits, or where it lies before 2004 or after ``latest``.
    """
    if not isinstance(text, str) or len(text) > _LONGEST:
        return None
    told = " ".join(text.translate(_SPACES).split())
    for each in formats:
        try:
            return _believed(datetime.datetime.strptime(told, each), latest)  # noqa: DTZ007 - the zone is added below
        except (ValueError, OverflowError):
            continue
    return None


def _believed(found: datetime.datetime, latest: datetime.datetime | None) -> datetime.datetime | None:
    aware = found.replace(tzinfo=datetime.UTC) if found.tzinfo is None else found.astimezone(datetime.UTC)
    return aware if EARLIEST <= aware <= (latest or _FAR) else None
