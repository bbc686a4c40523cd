"""Writing JSON without the ``json`` package, whose import alone takes longer than an answer.

Texts are quoted by the same C function that ``json`` uses. Output is UTF-8 whatever the terminal says,
as JSON has to be.
"""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, TextIO

_WORDS = {True: "true", False: "false", None: "null"}


def write_json(form: Any, stream: TextIO | None = None) -> None:
    """Write a form as indented JSON, with a line end, on standard output unless told otherwise."""
    out = stream or sys.stdout
    text = to_json(form) + "\n"
    raw = getattr(out, "buffer", None)
    if raw is None:
        out.write(text)
    else:
        out.flush()
        # Half a character, as an argument may hold, becomes the escape that JSON has for it.
        raw.write(text.encode("utf-8", "backslashreplace"))
    out.flush()


def to_json(form: Any) -> str:
    """A form of dictionaries, lists, texts, numbers, truth values and None as JSON."""
    pieces: list[str] = []
    _lay(form, "\n", pieces.append, _quoter())
    return "".join(pieces)


def _quoter() -> Callable[[str], str]:
    try:
        from _json import encode_basestring
    except ImportError:
        from json.encoder import encode_basestring
    return encode_basestring


def _lay(form: Any, indent: str, put: Callable[[str], object], quote: Callable[[str], str]) -> None:
    if isinstance(form, str):
        put(quote(form))
    elif form is None or form is True or form is False:
        put(_WORDS[form])
    elif isinstance(form, (int, float)):
        put(repr(form))
    elif isinstance(form, dict):
        _lay_rows(form, indent, "{}", put, quote)
    else:
        _lay_rows(form, indent, "[]", put, quote)


def _lay_rows(form: Any, indent: str, brackets: str, put: Callable[[str], object], quote: Callable[[str], str]) -> None:
    if not form:
        put(brackets)
        return
    deeper = indent + "  "
    before = brackets[0] + deeper
    for row in form:
        put(before)
        if brackets == "{}":
            put(quote(row) + ": ")
            row = form[row]
        _lay(row, deeper, put, quote)
        before = "," + deeper
    put(indent + brackets[1])
