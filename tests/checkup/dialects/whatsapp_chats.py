"""Chats of WhatsApp, made up in each form in which they are exported. The people in them are invented."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from typing import NamedTuple

Moment = datetime.datetime
NNBSP, LRM = "\u202f", "\u200e"


class Form(NamedTuple):
    """How a telephone writes the beginning of a message; ``seconds`` says whether it writes them, ``order`` how days stand."""

    begin: Callable[[Moment], str]
    order: str
    seconds: bool


def _half(at: Moment, am: str, pm: str) -> str:
    return am if at.hour < 12 else pm


def _twelve(at: Moment) -> int:
    return at.hour % 12 or 12


FORMS: dict[str, Form] = {
    "Android, UK": Form(lambda at: f"{at:%d/%m/%Y, %H:%M} - ", "dmy", False),
    "Android, no comma": Form(lambda at: f"{at:%d/%m/%Y %H:%M} - ", "dmy", False),
    "Android, US": Form(
        lambda at: f"{at.month}/{at.day}/{at:%y}, {_twelve(at)}:{at:%M} {_half(at, 'AM', 'PM')} - ", "mdy", False
    ),
    "Android, US, narrow space": Form(
        lambda at: f"{at.month}/{at.day}/{at:%y}, {_twelve(at)}:{at:%M}{NNBSP}{_half(at, 'AM', 'PM')} - ", "mdy", False
    ),
    "Android, India": Form(lambda at: f"{at:%d/%m/%y}, {_twelve(at)}:{at:%M} {_half(at, 'am', 'pm')} - ", "dmy", False),
    "Android, Spain": Form(
        lambda at: f"{at.day}/{at.month}/{at:%y}, {_twelve(at)}:{at:%M} {_half(at, 'a.', 'p.')}\u00a0m. - ", "dmy", False
    ),
    "Android, Germany": Form(lambda at: f"{at:%d.%m.%y, %H:%M} - ", "dmy", False),
    "Android, Netherlands": Form(lambda at: f"{at:%d-%m-%Y %H:%M} - ", "dmy", False),
    "Android, Sweden": Form(lambda at: f"{at:%Y-%m-%d %H:%M} - ", "ymd", False),
    "Android, South Africa": Form(lambda at: f"{at:%Y/%m/%d, %H:%M} - ", "ymd", False),
    "Android, Korea": Form(
        lambda at: f"{at.year}. {at.month}. {at.day}. {_half(at, '오전', '오후')} {_twelve(at)}:{at:%M} - ", "ymd", False
    ),
    "Android, Finland": Form(lambda at: f"{at.day}.{at.month}.{at.year} klo {at.hour}.{at:%M} - ", "dmy", False),
    "iPhone, UK": Form(lambda at: f"[{at:%d/%m/%Y, %H:%M:%S}] ", "dmy", True),
    "iPhone, Germany": Form(lambda at: f"[{at:%d.%m.%y, %H:%M:%S}] ", "dmy", True),
    "iPhone, US": Form(
        lambda at: f"[{at.month}/{at.day}/{at:%y}, {_twelve(at)}:{at:%M:%S}{NNBSP}{_half(at, 'AM', 'PM')}] ", "mdy", True
    ),
    "iPhone, marks": Form(lambda at: f"{LRM}[{LRM}{at:%d/%m/%Y}, {at:%H:%M:%S}] ", "dmy", True),
    "iPhone, year first": Form(lambda at: f"[{at:%Y/%m/%d, %H:%M:%S}] ", "ymd", True),
    "iPhone, Arabic figures": Form(
        lambda at: f"[{at:%d/%m/%Y}، {at:%H:%M:%S}] ".translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")), "dmy", True
    ),
}

AMBER, ROBIN = "Amber Kite", "Robin Teal"


def at(day: int, month: int = 3, hour: int = 21, minute: int = 22) -> Moment:
    """A moment of 2026, by the clock on the wall."""
    return Moment(2026, month, day, hour, minute, 5, tzinfo=datetime.UTC)


def chat(form: str, said: Iterable[tuple[Moment, str, str]], *, end: str = "\n") -> str:
    """A chat: when, who and what; nobody for a notice."""
    begin = FORMS[form].begin
    return "".join(f"{begin(when)}{f'{author}: ' if author else ''}{body}{end}" for when, author, body in said)


def on_android() -> str:
    """A chat between two, as Android exports it."""
    notice = "Messages and calls are end-to-end encrypted. Only people in this chat can read, listen to, or share them."
    return chat(
        "Android, UK",
        [
            (at(7), "", notice),
            (at(7), AMBER, "Are you coming on Friday?"),
            (at(7, minute=25), ROBIN, "Yes. Bring:\n- a coat\n\n- boots"),
            (at(8), AMBER, "<Media omitted>"),
            (at(8), AMBER, "IMG-20260308-WA0001.jpg (file attached)\nLook at this"),
            (at(13), ROBIN, "This message was deleted"),
            (at(13), "", "Voice call. Duration: 12:34"),
            (at(14), ROBIN, "See you <This message was edited>"),
        ],
    )


def on_iphone() -> str:
    """A group, as an iPhone exports it since 2024: notices stand under the name of the group or of whom they are about."""
    return chat(
        "iPhone, UK",
        [
            (at(7), "Year 4 trip", f"{LRM}Messages and calls are end-to-end encrypted."),
            (at(7), "Year 4 trip", f"{LRM}{ROBIN} created this group"),
            (at(7), AMBER, f"{LRM}{ROBIN} added {AMBER}"),
            (at(13), AMBER, "Hello all"),
            (at(13), f"~{NNBSP}Sam", f"{LRM}image omitted"),
            (at(14), "\u202a+44\u00a07700\u00a0900123\u202c", f"{LRM}<attached: 00000012-PHOTO-2026-03-14-21-22-05.jpg>"),
            (at(14), ROBIN, f"list.pdf \u2022 3 pages {LRM}document omitted"),
            (at(15), ROBIN, f"{LRM}POLL:\nWhich day?\n{LRM}OPTION: Monday (2 votes)\n{LRM}OPTION: Friday (0 votes)"),
            (at(15), AMBER, f"Fine {LRM}<This message was edited>"),
            (at(16), AMBER, f"{LRM}Missed voice call, Tap to call back"),
        ],
        end="\r\n",
    )
