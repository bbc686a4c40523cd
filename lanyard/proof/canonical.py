"""One spelling for one statement, so that a signature made here can be checked anywhere (RFC 8785)."""

from __future__ import annotations

import json

#: The largest whole number that every JSON reader keeps exactly.
LARGEST = 2**53 - 1

Plain = None | bool | int | str | list["Plain"] | dict[str, "Plain"]


class NotPlain(ValueError):
    """A statement holds something that JSON readers do not agree about."""


def canonical(value: Plain) -> bytes:
    """The one spelling of a statement: keys in order, no spaces, UTF-8.

    Only texts, whole numbers, yes and no, nothing, lists and objects may stand in it: a fraction
    has no spelling that every program shares. Raises ``NotPlain`` and says where.
    """
    _check(value, "the statement")
    return json.dumps(_in_order(value), ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def _check(value: object, where: str) -> None:
    if isinstance(value, str):
        if any("\ud800" <= letter <= "\udfff" for letter in value):
            raise NotPlain(f"{where} holds half a letter")
    elif isinstance(value, bool) or value is None:
        return
    elif isinstance(value, int):
        if abs(value) > LARGEST:
            raise NotPlain(f"{where} is too large a number")
    elif isinstance(value, list):
        for number, each in enumerate(value, 1):
            _check(each, f"{where}, item {number}")
    elif isinstance(value, dict):
        for key, each in value.items():
            if not isinstance(key, str):
                raise NotPlain(f"{where} has a name that is no text")
            _check(key, f"a name in {where}")
            _check(each, f"{where}, {key}")
    else:
        raise NotPlain(f"{where} is a {type(value).__name__}, which has no one spelling")


def _in_order(value: Plain) -> Plain:
    """Objects with their names in the order of the standard: by UTF-16 units, not by code points."""
    if isinstance(value, dict):
        return {key: _in_order(value[key]) for key in sorted(value, key=lambda name: name.encode("utf-16-be"))}
    if isinstance(value, list):
        return [_in_order(each) for each in value]
    return value
