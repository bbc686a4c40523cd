"""The lines of an exported chat that begin a message: a day, an hour, who wrote it and how it begins.

There is no description of the form; it follows the language and settings of the telephone. Days come with ``/``, ``.`` or
``-``, the year in front or at the end; hours with ``:`` or ``.``, of 24 or of 12 with a word in any spelling before or after;
both in brackets or with a hyphen behind; spaces of three kinds and marks of direction anywhere. The patterns are anchored and
go over a line once.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from typing import NamedTuple

#: Marks of direction and of byte order, which nobody sees.
MARKS = "\u200e\u200f\u061c\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
#: WhatsApp was first sold in this year; no chat is older.
EARLIEST_YEAR = 2009

# Bounded, so that no line can be gone over more than so many times.
_SPACE = " \u00a0\u202f\u2009\t"
_M, _W = f"[{MARKS}]{{0,4}}", f"[{_SPACE}]"
_DATE = r"(?P<a>\d{1,4})(?P<sep>[/.\-])\s?(?P<b>\d{1,2})(?P=sep)\s?(?P<c>\d{1,4})\.?"
# A word of at most so many letters, such as “klo” or “um” before the hour, “AM” or “de la tarde” around it.
_WORDS = rf"(?:[^\W\d_]{{1,9}}\.?{_W}?){{0,3}}"
_TIME = rf"(?P<before>{_WORDS}){_M}(?P<h>\d{{1,2}})[:.](?P<m>\d\d)(?:[:.](?P<s>\d\d))?[{_SPACE}{MARKS}]{{0,4}}(?P<after>{_WORDS})"
_DAY = rf"{_M}{_DATE}{_M}[,،]?{_W}{{1,3}}{_M}{_TIME}{_M}"
HEADER = re.compile(
    rf"{_M}(?:\[{_DAY}\]{_W}?|{_DAY.replace('?P<', '?P<x').replace('?P=', '?P=x')}{_W}{{0,3}}[-\u2013](?:{_W}|$))"
)
#: What looks like the beginning of a message and is not one that is known.
ALMOST = re.compile(
    rf"{_M}\[?{_M}\d{{1,4}}[/.\-]\s?\d{{1,2}}[/.\-]\s?\d{{1,4}}\D{{1,12}}\d{{1,2}}[:.]\d\d.{{0,24}}(?:\]| [-\u2013] ).{{1,60}}: "
)

_MORNING = frozenset(
    "am a.m. a.m vorm. vorm matin mañana 上午 凌晨 早上 清晨 午前 오전 ص πμ π.μ. de. ap. ap fm f.m. sa öö dop. dop पूर्वाह्न".split()
)
_AFTERNOON = frozenset(
    (
        "अपराह्न pm p.m. p.m nachm. nachm soir tarde noche 下午 中午"
        " 晚上 傍晚 午後 오후 م μμ μ.μ. du. ip. ip em e.m. ch ös odp. odp"
    ).split()
)
#: Words that say nothing of the half of the day: “at”, “o'clock”.
_AT = frozenset("klo kl kl. um uhr at à a alle às as las om o godz. godz v в ob la de".split())


class Header(NamedTuple):
    """The beginning of a message. ``numbers`` are those of the day as they stand; ``rest`` is what follows."""

    numbers: tuple[int, int, int]
    separator: str
    hour: datetime.time | None
    rest: str


def read_header(line: str) -> Header | None:
    """The beginning of a message in a line, or ``None`` where the line goes on with the one before."""
    if not (found := HEADER.match(line)):
        return None
    told = found.groupdict()
    x = "" if told["a"] else "x"
    numbers = int(told[x + "a"]), int(told[x + "b"]), int(told[x + "c"])
    words = f"{told[x + 'before']} {told[x + 'after']}"
    seconds = told[x + "s"]
    hour = _hour(int(told[x + "h"]), int(told[x + "m"]), int(seconds) if seconds else 0, words)
    return Header(numbers, told[x + "sep"], hour, line[found.end() :])


def _hour(hour: int, minute: int, second: int, words: str) -> datetime.time | None:
    """The hour, or ``None`` where words beside it are not known that may halve the day."""
    half = _half(words)
    if half is None and hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    try:
        return datetime.time(hour, minute, second)
    except ValueError:
        return None


def _half(words: str) -> str | None:
    """``am``, ``pm``, empty where the words say neither, ``None`` where one is not known."""
    told = [each for each in re.split(rf"{_W}+", words.casefold().strip()) if each]
    joined = "".join(told)
    if joined in _MORNING or any(each in _MORNING for each in told):
        return "am"
    if joined in _AFTERNOON or any(each in _AFTERNOON for each in told):
        return "pm"
    return "" if all(each in _AT for each in told) else None


class Order(NamedTuple):
    """An order of the numbers of a day, by the places of year, month and day."""

    year: int
    month: int
    day: int


DAY_FIRST, MONTH_FIRST, YEAR_FIRST = Order(2, 1, 0), Order(2, 0, 1), Order(0, 1, 2)


class Orders:
    """Finds out in which order the days of a file stand, from the days themselves.

    What decides is a number that no month can be, and that a chat goes forward. A dot or a hyphen stands between the
    numbers only where the day comes first. Where nothing decides, both orders are possible.
    """

    def __init__(self) -> None:
        self._possible = {DAY_FIRST, MONTH_FIRST, YEAR_FIRST}
        self._back = dict.fromkeys(self._possible, 0)
        self._last: dict[Order, datetime.date] = {}

    def add(self, numbers: tuple[int, int, int], separator: str) -> None:
        """Take in a day."""
        for order in tuple(self._possible):
            day = day_of(numbers, order) if order is not MONTH_FIRST or separator == "/" else None
            if day is None:
                # The last one stays: a file with a broken day in it has an order all the same.
                self._possible -= {order} if len(self._possible) > 1 else set()
                continue
            self._back[order] += day < self._last.get(order, day)
            self._last[order] = day

    @property
    def possible(self) -> tuple[Order, ...]:
        """The order, or those between which nothing decides."""
        # Two figures for the year in front are so rare that they are believed only where nothing else can be.
        told = self._possible - {YEAR_FIRST} or self._possible
        straight = {each for each in told if not self._back[each]}
        return tuple(sorted(straight or told))


def day_of(numbers: tuple[int, int, int], order: Order) -> datetime.date | None:
    """The day, or ``None`` where there is none such, or no WhatsApp was yet."""
    year = numbers[order.year]
    try:
        found = datetime.date(year + 2000 if year < 100 else year, numbers[order.month], numbers[order.day])
    except ValueError:
        return None
    return found if EARLIEST_YEAR <= found.year < 2100 else None


def moment_of(header: Header, orders: Iterable[Order]) -> datetime.datetime | None:
    """When a message was sent, by the clock on the wall; ``None`` where the orders do not agree on it."""
    days = {day_of(header.numbers, order) for order in orders}
    day = days.pop() if len(days) == 1 else None
    if day is None or header.hour is None:
        return None
    # Kept as UTC, and marked as local by whoever makes a message of it.
    return datetime.datetime.combine(day, header.hour, datetime.UTC)
