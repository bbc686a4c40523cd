"""Parsers that explain themselves: a mistyped command or option is answered with the one it resembles."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from typing import Any, NoReturn

from lanyard.cli.errors import CommandError
from lanyard.policy.refusal import suggestions

_INVALID = re.compile(r"argument (?P<what>[^:]+): invalid choice: '(?P<word>.*)' \(choose from (?P<known>.*)\)", re.DOTALL)


class Parser(argparse.ArgumentParser):
    """A parser that raises ``CommandError`` instead of ending the process, and abbreviates nothing."""

    def __init__(self, **settings: Any) -> None:
        settings.setdefault("allow_abbrev", False)
        settings.setdefault("formatter_class", Formatter)
        super().__init__(**settings)

    def error(self, message: str) -> NoReturn:
        """Raise what argparse would print."""
        invalid = _INVALID.fullmatch(message)
        if invalid:
            known = re.findall(r"[\w./-]+", invalid["known"])
            raise self._unknown(invalid["what"].lower(), invalid["word"], known)
        raise CommandError("usage", f"{message[:1].upper()}{message[1:]}. Try “{self.prog} --help”.")

    def refuse_rest(self, rest: Sequence[str]) -> None:
        """Refuse arguments that no part of the parser took."""
        if rest:
            options = [option for option in self._option_string_actions if option.startswith("--")]
            raise self._unknown("option" if rest[0].startswith("-") else "argument", rest[0], options)

    def _unknown(self, what: str, word: str, known: Sequence[str]) -> CommandError:
        close = suggestions(word.partition("=")[0], known)
        advice = f"Did you mean {' or '.join(f'“{one}”' for one in close)}?" if close else f"Try “{self.prog} --help”."
        message = f"“{word}” is not a known {what}. {advice}"
        if what == "argument":
            message = f"“{word}” is one argument too many. Try “{self.prog} --help”."
        return CommandError("usage", message, suggestions=list(close))


class Formatter(argparse.RawDescriptionHelpFormatter):
    """Help that keeps its layout: names on the left, words from the same column."""

    def __init__(self, prog: str, **settings: Any) -> None:
        settings.setdefault("max_help_position", 28)
        super().__init__(prog, **settings)
