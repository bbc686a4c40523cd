"""What makes a value of JSON into a value of a record. Each gives ``None`` for what it cannot be made of."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping
from urllib.parse import unquote, urlsplit

from lanyard.checkup.archive.times import of_epoch, of_iso
from lanyard.checkup.items import Audience

from .labels import meaning_of

#: The longest text that is taken, in characters. No platform lets anybody write a longer post.
LONGEST = 100_000

_PHONE = re.compile(r"\+?[\d\s().\-/]{6,24}")


def text(value: object) -> str | None:
    """A text as it stands, or a number as a text."""
    if isinstance(value, str):
        return value[:LONGEST] if value.strip() else None
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def epoch(value: object) -> datetime.datetime | None:
    """A time from seconds, milliseconds or microseconds since 1970."""
    return of_epoch(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else None


def iso(value: object) -> datetime.datetime | None:
    """A time from a text such as ``2024-05-01T10:00:00Z``."""
    return of_iso(value) if isinstance(value, str) else None


def last(value: object) -> str | None:
    """The last part of an address, such as the handle in ``https://www.example.org/name``."""
    if not isinstance(value, str) or "/" not in value:
        return None
    try:
        parts = [each for each in urlsplit(value.strip()).path.split("/") if each]
    except ValueError:
        return None
    return unquote(parts[-1]) if parts else None


def date(value: object) -> str | None:
    """``{year, month, day}`` as ``1984-05-01``; without a year, ``--05-01``."""
    if not isinstance(value, dict):
        return text(value)
    numbers = [value.get(key) for key in ("year", "month", "day")]
    year, month, day = (each if isinstance(each, int) and not isinstance(each, bool) else 0 for each in numbers)
    if not month or not day:
        return None
    return f"{year:04d}-{month:02d}-{day:02d}" if year else f"--{month:02d}-{day:02d}"


def phone(value: object) -> str | None:
    """A text, if it can be a telephone number."""
    found = text(value)
    return found if found and _PHONE.fullmatch(found.strip()) and sum(map(str.isdigit, found)) >= 6 else None


def email(value: object) -> str | None:
    """A text, if it can be an e-mail address."""
    found = text(value)
    return found.strip() if found and "@" in found and " " not in found.strip() else None


def anything(value: object) -> object | None:
    """Whatever is there: for what is only counted. An empty text, list or object is nothing."""
    return None if value in ("", [], {}, False) else value


def link(value: object) -> str | None:
    """An address of the web."""
    found = text(value)
    return found if found and found.casefold().startswith(("http://", "https://", "www.")) else None


def plain(value: object) -> str | None:
    """A text that is no address of the web."""
    found = text(value)
    return found if found and not link(found) else None


_AUDIENCES = {each.value: each for each in Audience} | {"friends_of_friends": Audience.SOME, "following": Audience.SOME}


def audience(value: object) -> Audience | None:
    """Who sees something, from a word such as “Public” in a known language."""
    return _AUDIENCES.get(meaning_of(value) or "") if isinstance(value, str) else None


CONVERTERS: Mapping[str, Callable[[object], object | None]] = {
    "text": text,
    "epoch": epoch,
    "iso": iso,
    "last": last,
    "date": date,
    "phone": phone,
    "email": email,
    "any": anything,
    "link": link,
    "plain": plain,
    "audience": audience,
}
