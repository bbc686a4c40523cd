"""What of an exported chat people wrote, and what WhatsApp itself put there: pictures left out, notices, calls."""

from __future__ import annotations

import functools
import re
import tomllib
from importlib.resources import files
from typing import NamedTuple

from .chat_headers import MARKS

#: The mark in front of what WhatsApp itself writes, since 2024 also where somebody's name stands before it.
NOTICE = "\u200e"

_DROP = str.maketrans(dict.fromkeys(MARKS))
_BLANKS = str.maketrans(dict.fromkeys("\u00a0\u202f\u2009", " "))
_ANGLED = re.compile(r"<[^<>\n]{4,60}>")
_ANGLED_FILE = re.compile(r"<[^<>:\n]{3,30}:[^<>\n]{1,200}>")
_BRACKETED = re.compile(r"(?P<file>\S.{0,200}?\.\w{2,5}) \((?P<words>[^()\n]{3,40})\)")
#: The names that Android gives to what is sent.
_SENT_FILE = re.compile(r"(?:IMG|VID|AUD|PTT|STK|DOC)-\d{8}-WA\d+\.\w{2,5}", re.IGNORECASE)
_EDITED = re.compile(rf"(?P<mark>[{MARKS}]?)<(?P<words>[^<>\n]{{5,80}})>\s*$")
_DURATION = re.compile(r"\d{1,3}(?:[:.]\d\d){1,2}")
_QUOTES = re.compile(r"[\"“”«»„]")
_NUMBER = re.compile(r"[+(]?[\d][\d ()\-./]{5,24}")


class Body(NamedTuple):
    """What a message holds: its words, how many files, and whether WhatsApp wrote it and not a person."""

    text: str
    media: int = 0
    notice: bool = False


@functools.cache
def _words() -> dict[str, frozenset[str]]:
    told = tomllib.loads((files(__package__) / "chat_words.toml").read_text(encoding="utf-8"))
    return {kind: frozenset(map(plain, words)) for kind, words in told.items()}


def bare(said: str) -> str:
    """A text without marks of direction and with ordinary spaces; one without letters beyond ASCII stays as it is."""
    return said if said.isascii() else said.translate(_DROP).translate(_BLANKS)


def plain(said: str) -> str:
    """A text for comparing: small letters, without marks, brackets and a full stop at its end."""
    return " ".join(bare(said).casefold().replace("\u2019", "'").split()).strip("<>").rstrip(". ")


def split_author(rest: str) -> tuple[str, str]:
    """Who wrote a message and how it begins; nobody where the line is a notice.

    A notice may hold ``: `` too: within quotation marks, as in the new name of a group, or before how long a call took.
    """
    author, colon, body = rest.partition(": ")
    if not colon:
        if not rest.endswith(":"):
            return "", rest
        author, body = rest[:-1], ""
    if len(_QUOTES.findall(author)) % 2 or (". " in author and _DURATION.fullmatch(bare(body).strip())):
        return "", rest
    return name_of(author), body


def name_of(author: str) -> str:
    """The name or number of a sender, without the ``~`` before a name that they gave themselves."""
    return " ".join(bare(author).split()).removeprefix("~").strip()


def is_number(name: str) -> bool:
    """Whether a sender is only a telephone number, because nobody saved a name for it."""
    return _NUMBER.fullmatch(name) is not None


def read_body(said: str) -> Body:
    """What is in a message that stands under somebody's name."""
    first, newline, more = said.partition("\n")
    marked = first.startswith(NOTICE)
    line = bare(first).strip()
    known = _words()
    if not newline and (plain(line) in known["deleted"] or line == "null"):
        return Body("", notice=marked)
    if _is_media(line, marked=marked):
        return Body(bare(more).strip(), 1)
    if caption := _captioned(first):
        return Body(bare(f"{caption}{newline}{more}").strip(), 1)
    # A poll or a place is a person's own, although it is marked like a notice.
    if marked and not newline and "https://" not in line:
        return Body(line, notice=True)
    return Body(bare(_unedited(said)).strip())


def _captioned(first: str) -> str | None:
    """The words before the mark of what was left out, on an iPhone such as those under a picture; ``None`` without one."""
    before, mark, after = first.rpartition(NOTICE)
    if not mark or not before.strip(MARKS + " "):
        return None
    told = bare(after).strip()
    return before.strip() if plain(told) in _words()["omitted"] or _ANGLED_FILE.fullmatch(told) else None


def _is_media(line: str, *, marked: bool) -> bool:
    if _ANGLED.fullmatch(line):
        return plain(line) not in _words()["edited"]
    if plain(line) in _words()["omitted"]:
        return True
    if found := _BRACKETED.fullmatch(line):
        return plain(found["words"]) in _words()["attached"] or _SENT_FILE.fullmatch(found["file"]) is not None
    return marked and _ANGLED_FILE.fullmatch(line) is not None


def _unedited(said: str) -> str:
    """The text without the note that it was changed."""
    found = _EDITED.search(said[-100:])
    if found and (found["mark"] or plain(found["words"]) in _words()["edited"]):
        return said[: len(said) - len(said[-100:]) + found.start()]
    return said


def vanishing(notice: str) -> bool | None:
    """Whether messages vanish after this notice; ``None`` where it does not speak of that."""
    told = plain(notice)
    known = _words()
    if not any(each in told for each in known["vanishing"]):
        return None
    return not any(re.search(rf"\b{re.escape(each)}", told) for each in known["no_longer"])
