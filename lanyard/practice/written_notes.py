"""A note written without the service, as plain text: what the command line keeps and a page takes in later.

Pure, so that the command line starts at once. The time is that of the writer's own device, and is
shown as such for ever.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

FIRST = "Lanyard note, written on "
#: What stands on a line of its own, in this order; the words come last.
LINES = {"day": "Day", "about": "Time", "who": "Who", "channel": "How", "witnesses": "Witnesses"}
LONGEST = 200
MOST = 5000


class NotANote(ValueError):
    """A text that was not written by ``lanyard note``; the message says what is wrong with it."""


@dataclass(frozen=True)
class WrittenNote:
    """What somebody wrote, and when their device says they did."""

    written_at: datetime.datetime
    day: datetime.date
    what: str
    about: str = ""
    who: str = ""
    channel: str = ""
    witnesses: str = ""


def spell(note: WrittenNote) -> str:
    """The note as text."""
    lines = [f"{FIRST}{note.written_at.isoformat(timespec='seconds')}", f"Day: {note.day.isoformat()}"]
    for name, label in LINES.items():
        if name != "day":
            lines.append(f"{label}: {' '.join(getattr(note, name).split())}")
    return "\n".join([*lines, "What:", note.what.strip(), ""])


def read(text: str) -> WrittenNote:
    """The note in a text, however its lines end; raises ``NotANote``."""
    lines = [line.rstrip() for line in re.sub(r"\r\n?", "\n", text).strip().split("\n")]
    if not lines[0].startswith(FIRST):
        raise NotANote("This does not begin like a note of “lanyard note”. Paste the whole of it, from the first line")
    told: dict[str, str] = {}
    labels = {label: name for name, label in LINES.items()}
    for number, line in enumerate(lines[1:], 1):
        label, _, said = line.partition(":")
        if label == "What":
            told["what"] = "\n".join([said.strip(), *lines[number + 1 :]]).strip()
            break
        if label not in labels:
            raise NotANote(f"Line {number + 1} is not one of a note")
        told[labels[label]] = said.strip()[:LONGEST]
    if not told.get("what"):
        raise NotANote("The words themselves are missing: they come after “What:”")
    if len(told["what"]) > MOST:
        raise NotANote("The words are longer than 5,000 characters")
    return WrittenNote(_time(lines[0].removeprefix(FIRST)), _day(told.pop("day", "")), **told)


def _time(said: str) -> datetime.datetime:
    try:
        found = datetime.datetime.fromisoformat(said.strip())
    except ValueError as error:
        raise NotANote("The first line does not say when it was written") from error
    if found.tzinfo is None:
        raise NotANote("The first line does not say in which time zone it was written")
    return found


def _day(said: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(said)
    except ValueError as error:
        raise NotANote("The line “Day” does not hold a day such as 2026-11-22") from error
