"""Text for a terminal: wrapped at its width, plain where it is read by a program, never only a colour."""

from __future__ import annotations

import os
import shutil
import sys
import textwrap
from typing import TextIO

#: Lines longer than this are hard to read, however wide the window.
_WIDEST = 100
_NARROWEST = 24
_PIPED = 80

#: How a terminal shows a tone; the words say the same without it.
_STYLES = {
    "": "",
    "heading": "bold",
    "quiet": "dim",
    "never": "bold red",
    "agree": "bold yellow",
    "caution": "bold yellow",
    "fine": "bold green",
    "silent": "bold magenta",
    "undecided": "bold cyan",
}


def harmless(text: str) -> str:
    """A text without the control characters by which it could drive the terminal."""
    return "".join(sign if sign.isprintable() or sign == "\n" else "\N{REPLACEMENT CHARACTER}" for sign in text)


class Page:
    """A page of text on a stream. A terminal gets bold and colour through ``rich``; a pipe gets plain text."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self.stream = stream or sys.stdout
        self.width = _width(self.stream)
        self._console = None
        if _shows_colour(self.stream):
            from rich.console import Console

            self._console = Console(file=self.stream, width=self.width, highlight=False, emoji=False, markup=False)
        self._began = False

    def line(self, text: str = "", *, tone: str = "") -> None:
        """One line as it stands."""
        self._began = True
        said = harmless(text).rstrip()
        if self._console is not None and said:
            self._console.print(said, style=_STYLES[tone] or None, soft_wrap=True)
        else:
            self.stream.write(said + "\n")

    def text(self, text: str, *, indent: int = 0, hanging: int = 0, tone: str = "") -> None:
        """A paragraph, wrapped; ``hanging`` indents its later lines further."""
        margin = " " * indent
        for line in textwrap.wrap(
            harmless(text),
            max(self.width, indent + hanging + 16),
            initial_indent=margin,
            subsequent_indent=margin + " " * hanging,
            break_long_words=False,
            break_on_hyphens=False,
        ):
            self.line(line, tone=tone)

    def item(self, text: str, *, mark: str = "-", indent: int = 0, tone: str = "") -> None:
        """An item of a list."""
        self.text(f"{mark} {text}", indent=indent, hanging=len(mark) + 1, tone=tone)

    def heading(self, text: str, *, tone: str = "heading") -> None:
        """A heading, with a blank line before it unless it opens the page."""
        if self._began:
            self.line()
        self.text(text, tone=tone)


def _width(stream: TextIO) -> int:
    if stream.isatty():
        return max(_NARROWEST, min(_WIDEST, shutil.get_terminal_size((_PIPED, 24)).columns))
    told = os.environ.get("COLUMNS", "")
    return max(_NARROWEST, min(int(told), 1000)) if told.isdecimal() else _PIPED


def _shows_colour(stream: TextIO) -> bool:
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM", "dumb") != "dumb"
