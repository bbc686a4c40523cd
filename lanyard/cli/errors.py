"""What goes wrong with a command, in words for a person or, with ``--json``, as one object.

An error always goes to standard error, so that standard output holds an answer or nothing at all.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Collection, Sequence
from typing import Any

from lanyard.cli.notation import write_json
from lanyard.cli.page import harmless
from lanyard.policy.decide import UnknownFact, UnknownValue
from lanyard.policy.refusal import Problem, Refusal, suggestions

DONE, REFUSED, WRONGLY_ASKED, STOPPED, CLOSED = 0, 1, 2, 130, 141

#: What the codes mean, for the manual.
EXIT_CODES = {
    DONE: (
        "done; for `policy check`, nothing is unexplained; for `verify`, every file is genuine; for `checkup`, the archive could "
        "be read, whether or not anything was found; "
        "for `log verify` and `check`, nothing was changed; for `backup` and `restore`, everything is there"
    ),
    REFUSED: (
        "a file or policy cannot be read, the output cannot be written, `policy check` found something unexplained, "
        "`verify` found a file that is not genuine, `checkup` was given nothing that it can read, `log verify` or `check` found "
        "that something was changed, or `backup` or "
        "`restore` found that something is missing"
    ),
    WRONGLY_ASKED: "the command was not understood: an unknown command, option, fact, value, clause or platform",
    STOPPED: "stopped with Ctrl-C",
    CLOSED: "whoever read the output stopped reading",
}


class CommandError(Exception):
    """A command that cannot be carried out as it was given. ``details`` go into the JSON object beside the message."""

    def __init__(self, kind: str, message: str, *, code: int = WRONGLY_ASKED, **details: Any) -> None:
        super().__init__(message)
        self.kind, self.message, self.code, self.details = kind, message, code, details


def unknown(kind: str, word: str, known: Collection[str], message: str) -> CommandError:
    """An error about a word that is not known, with the known ones closest to it."""
    close = suggestions(word, known)
    advice = f" Did you mean {' or '.join(f'“{one}”' for one in close)}?" if close else ""
    return CommandError(f"unknown_{kind}", message + advice, **{kind: word}, suggestions=list(close))


def as_command_error(error: Exception) -> CommandError:
    """What the policy's own modules raise, as an error of the command."""
    if isinstance(error, CommandError):
        return error
    if isinstance(error, UnknownFact):
        return CommandError("unknown_fact", _sentence(error), fact=error.fact, suggestions=list(error.suggestions))
    if isinstance(error, UnknownValue):
        found = list(error.suggestions)
        return CommandError("unknown_value", _sentence(error), fact=error.fact, value=error.value, suggestions=found)
    assert isinstance(error, Refusal)
    return refused(error.problems)


def refused(problems: Sequence[Problem], name: str = "the policy") -> CommandError:
    """A policy that was refused, with every reason."""
    count = len(problems)
    listed = "\n".join(f"  {problem}" for problem in problems)
    message = f"{name} is refused, for {count} reason{'s' if count > 1 else ''}:\n{listed}"
    rows = [
        {
            "file": p.file,
            "line": p.line or None,
            "clause": p.clause or None,
            "message": p.message,
            "suggestion": p.suggestion or None,
        }
        for p in problems
    ]
    return CommandError("refused", message, code=REFUSED, problems=rows)


def tell(error: CommandError, *, as_json: bool) -> int:
    """Say on standard error what is wrong, and return the exit code."""
    if as_json:
        write_json({"error": {"kind": error.kind, "message": error.message, **error.details}}, sys.stderr)
    else:
        print(f"lanyard: {harmless(error.message)}", file=sys.stderr)
    return error.code


def _sentence(error: Exception) -> str:
    text = str(error)
    return text[:1].upper() + text[1:]


def tell_failure(error: OSError, *, as_json: bool = False) -> int:
    """Say which file could not be read, or that the output could not be written; return the exit code.

    Somebody who stopped reading needs no message. When it is the output, the interpreter must not try
    to write the rest when it ends.
    """
    if error.filename is not None:
        message = f"{error.filename} cannot be read: {error.strerror}."
        return tell(CommandError("unreadable", message, code=REFUSED, file=str(error.filename)), as_json=as_json)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    if isinstance(error, BrokenPipeError):
        return CLOSED
    message = f"the output could not be written: {error.strerror or error}."
    return tell(CommandError("output", message, code=REFUSED), as_json=as_json)
