"""A calendar that says on which days something is due, and never what."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable

from icalendar import Calendar, Event

from .dues import Due

TITLE = "Lanyard: something is due"
WORDS = "Sign in to see what it is. This entry says no more on purpose."


def calendar_of(dues: Iterable[Due], *, feed: int, address: str, at: datetime.datetime) -> bytes:
    """The file: one whole day for each day on which something is due, however much that is."""
    calendar = Calendar()
    calendar.add("prodid", "-//Lanyard//Due days//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", "Lanyard")
    calendar.add("refresh-interval", datetime.timedelta(hours=12), parameters={"value": "DURATION"})
    for day in sorted({due.by for due in dues if due.by}):
        calendar.add_component(_entry(day, feed=feed, address=address, at=at))
    return calendar.to_ical()


def _entry(day: datetime.date, *, feed: int, address: str, at: datetime.datetime) -> Event:
    entry = Event()
    id_ = hashlib.sha256(f"{feed}:{day}".encode()).hexdigest()[:32]
    entry.add("uid", f"{id_}@lanyard.invalid")
    entry.add("dtstamp", at)
    entry.add("dtstart", day)
    entry.add("dtend", day + datetime.timedelta(days=1))
    entry.add("summary", TITLE)
    entry.add("description", f"{WORDS}\n{address}/desk/")
    entry.add("url", f"{address}/desk/")
    # It takes nobody's time, and it is nobody else's business.
    entry.add("transp", "TRANSPARENT")
    entry.add("class", "PRIVATE")
    return entry
