"""Walks through JSON of any length with a window over its text, parsing one value at a time."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from .outcomes import Damaged, NotRead, OverLimit, UnknownShape
from .text import CHUNK

#: The longest row that is parsed, in letters. Python's objects for it take about ten times as much memory.
LONGEST = 8 * 1024 * 1024

_SPACE = re.compile(r"[ \t\r\n]*")
_SKIP = re.compile(r'[^"\[\]{}]*')
_STRING_END = re.compile(r'[^"\\]*+(?:\\.[^"\\]*+)*+"', re.DOTALL)
#: An error so near to the end of the window may be about what has not been read yet: the longest is ``\ud83d\ude00``.
_NEAR = 16
#: A text in front of the JSON has to stand in so many letters.
_AFTER_WITHIN = 4096


class _Refused(ValueError):
    """What Python's parser takes and JSON does not know."""


def _refuse(_said: str) -> Any:
    raise _Refused


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    found = {}
    for key, value in pairs:
        if key not in found or found[key] == value:
            found[key] = value
        elif isinstance(found[key], list) and isinstance(value, list):
            # Two conversations with people of one name, say: nothing of either is lost.
            found[key] = [*found[key], *value]
        else:
            raise _Refused
    return found


_DECODER = json.JSONDecoder(object_pairs_hook=_object, parse_constant=_refuse, strict=False)


def parse(text: str) -> Any:
    """The value that is the whole text. Raises ``Damaged`` or ``OverLimit``; neither says anything of the text."""
    try:
        return _DECODER.decode(text)
    except RecursionError:
        raise OverLimit from None
    except ValueError:
        raise Damaged from None


class Scanner:
    """A window over a stream of JSON. What stands before it is forgotten, so memory is bounded by the longest row."""

    __slots__ = ("_after", "_at", "_decoder", "_ended", "_longest", "_stream", "_text")

    def __init__(self, stream: BinaryIO, *, longest: int = LONGEST, after: str = "") -> None:
        self._stream, self._longest, self._after = stream, longest, after
        self._text, self._at, self._ended = "", 0, False
        start = stream.read(CHUNK)
        wide = start[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
        self._decoder = codecs.getincrementaldecoder("utf-16" if wide else "utf-8-sig")("strict")
        self._take(start)
        if after and self.peek():
            self._pass(after)

    def _pass(self, after: str) -> None:
        found = self._text.find(after, self._at, self._at + _AFTER_WITHIN)
        if found < 0:
            raise UnknownShape
        self._at = found + len(after)

    def _take(self, said: bytes) -> None:
        self._ended = not said
        try:
            self._text = self._text[self._at :] + self._decoder.decode(said, not said)
        except UnicodeDecodeError:
            raise Damaged from None
        self._at = 0

    def _more(self) -> None:
        """Widen the window: twice as far where a long row needs it, so that parsing again costs little."""
        self._take(self._stream.read(max(CHUNK, len(self._text) - self._at)))

    def peek(self) -> str:
        """The next letter that is not a space; empty at the end."""
        while True:
            space = _SPACE.match(self._text, self._at)
            self._at = space.end() if space else self._at
            if self._at < len(self._text):
                return self._text[self._at]
            if self._ended:
                return ""
            self._more()

    def _expect(self, letter: str) -> None:
        if self.peek() != letter:
            raise Damaged
        self._at += 1

    def value(self) -> Any:
        """The next value. Raises ``Damaged``, or ``OverLimit`` where it is too long or too deep."""
        self.peek()
        while True:
            try:
                found, end = _DECODER.raw_decode(self._text, self._at)
            except json.JSONDecodeError as error:
                failed: NotRead | None = self._judge(error)
            except RecursionError:
                failed = OverLimit()
            except ValueError:
                failed = Damaged()
            else:
                # A number may go on behind the window, and what was read of it looks whole.
                if self._ended or not isinstance(found, (int, float)) or end + _NEAR < len(self._text):
                    self._at = end
                    return found
                failed = None
            if failed:
                raise failed
            self._more()

    def _judge(self, error: json.JSONDecodeError) -> NotRead | None:
        near = error.pos + _NEAR >= len(self._text) or error.msg.startswith("Unterminated string")
        if self._ended or not near:
            return Damaged()
        return OverLimit() if len(self._text) - self._at > self._longest else None

    def elements(self) -> Iterator[None]:
        """Stand before each element of the list that comes next; whoever is told has to read or skip it."""
        self._expect("[")
        if self.peek() == "]":
            self._at += 1
            return
        while True:
            yield
            if self._goes_on("]"):
                return

    def keys(self) -> Iterator[str]:
        """Each key of the object that comes next, standing before its value; whoever is told has to read or skip it."""
        self._expect("{")
        if self.peek() == "}":
            self._at += 1
            return
        while True:
            if self.peek() != '"':
                raise Damaged
            key = self.value()
            self._expect(":")
            self.peek()
            yield key
            if self._goes_on("}"):
                return

    def _goes_on(self, closing: str) -> bool:
        """Whether the list or object ends here."""
        letter = self.peek()
        if letter not in (",", closing) or not letter:
            raise Damaged
        self._at += 1
        return letter == closing

    def skip(self) -> None:
        """Pass over the next value, of any length, looking only at where it ends."""
        if self.peek() not in ("{", "[", '"'):
            self.value()
            return
        depth = 0
        while True:
            letter = self.peek()
            self._at += 1
            if letter == '"':
                self._skip_string()
            elif letter in ("{", "["):
                depth += 1
            elif letter in ("}", "]"):
                depth -= 1
            elif not letter:
                raise Damaged
            if depth <= 0:
                return
            self._skip_plain()

    def _skip_plain(self) -> None:
        while True:
            passed = _SKIP.match(self._text, self._at)
            self._at = passed.end() if passed else self._at
            if self._at < len(self._text) or self._ended:
                return
            self._more()

    def _skip_string(self) -> None:
        while True:
            if ended := _STRING_END.match(self._text, self._at):
                self._at = ended.end()
                return
            if self._ended:
                raise Damaged
            # Go on behind what was seen, but not between a backslash and its letter.
            tail = len(self._text) - len(self._text.rstrip("\\"))
            self._at = max(self._at, len(self._text) - tail % 2)
            self._more()

    def finish(self) -> None:
        """Go to the end, so that the check sum is compared. Raises ``Damaged`` where more than one value is there."""
        if self.peek() == ";" and self._after:
            self._at += 1
        if self.peek():
            raise Damaged
