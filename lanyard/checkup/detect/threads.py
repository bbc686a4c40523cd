"""What a message in a conversation with a pupil shows besides its words: the hour, and whether it vanishes (2.5.x)."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from lanyard.checkup.findings import Span, Tier
from lanyard.checkup.items import Message

#: From this hour in the evening, up to this one in the morning, a message to a pupil is a late one.
LATE_FROM, LATE_TO = 21, 6
DISAPPEARING = "The message was set to disappear. A record protects both of you."
LATE = (
    "It was sent late in the evening or at night, at {hour} UK time. The hour alone is no fault; several of them can be misread."
)


def uk_hour(when: datetime.datetime, *, local: bool) -> datetime.datetime:
    """The time on the wall in the UK. ``local`` times are that already; others are UTC.

    Summer time runs from 01:00 UTC on the last Sunday of March to 01:00 UTC on the last Sunday of October
    (Summer Time Order 2002). It is reckoned here, because a browser has no table of time zones.
    """
    if local:
        return when
    began, ended = last_sunday(when.year, 3), last_sunday(when.year, 10)
    naive = when.replace(tzinfo=None)
    return when + datetime.timedelta(hours=1) if began <= naive < ended else when


def last_sunday(year: int, month: int) -> datetime.datetime:
    """01:00 on the last Sunday of a month that has 31 days."""
    last = datetime.datetime(year, month, 31, 1)  # noqa: DTZ001 - compared with UTC whose zone was taken off
    return last - datetime.timedelta(days=(last.weekday() + 1) % 7)


def is_late(item: Message) -> bool:
    """Whether one's own message was sent late by UK time; one without a time is not."""
    if item.when is None:
        return False
    hour = uk_hour(item.when, local=item.local).hour
    return hour >= LATE_FROM or hour < LATE_TO


def message_spans(item: Message) -> Iterator[Span]:
    """Spans of the whole message for its hour and for vanishing. Only one's own messages have any."""
    if item.own is not True or item.when is None and not item.disappearing:
        return
    if item.disappearing:
        yield Span("disappearing", 0, len(item.text), Tier.ACT, "disappearing", DISAPPEARING)
    if item.when is not None and is_late(item):
        hour = uk_hour(item.when, local=item.local).strftime("%H:%M")
        yield Span("late-hours", 0, len(item.text), Tier.LOOK, "late-hours", LATE.format(hour=hour))
