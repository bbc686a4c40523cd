"""A made-up archive of the same build as a drift report: a fixture for an era that nobody here has seen."""

from __future__ import annotations

import json
import re
from typing import Any

from .drift import SCHEMA

#: Words that no format uses, so that they are shown as words of somebody's own again.
_WORD = "Qxz"
_MAP = re.compile(r"<map:(\d+)>")
_VALUES: dict[str, Any] = {"s": "made up", "n": 1_700_000_000, "b": True, "z": None, "o": {}, "a": []}
_MOST = 20


def rebuild(report: dict[str, Any]) -> dict[str, bytes]:
    """The files of an archive as it is reported, by path, with made-up content. Raises ``ValueError`` for what is no report."""
    if report.get("schema") != SCHEMA:
        raise ValueError("not a drift report that this version understands")
    files: dict[str, bytes] = {}
    for number, told in enumerate(report["files"]):
        for copy in range(min(told["files"], 2)):
            files[_path(told["path"], number, copy)] = _content(told)
    return files


def _path(template: str, number: int, copy: int) -> str:
    path = re.sub(r"<[a-z_]+>", f"{_WORD}_{_WORD}{_letters(number)}{_letters(copy)}", template)
    return path.replace("~", _WORD).replace("#", str(copy + 1))


def _letters(number: int) -> str:
    """A number in small letters, so that it goes on a word."""
    return "".join("qxzvwjkyhg"[int(digit)] for digit in str(number))


def _content(told: dict[str, Any]) -> bytes:
    form = told["form"]
    if form == "csv":
        names = [name for each in told["keys"] for name in _names(each.removesuffix(":c"))]
        return (",".join(f'"{name}"' for name in names) + "\n" + ",".join(_WORD for _ in names) + "\n").encode()
    if form in ("json", "js"):
        text = json.dumps(_value(told["keys"]), indent=1)
        return (f"window.{_WORD} = {text}" if form == "js" else text).encode()
    return b"<html></html>" if form == "html" else b"made up\n"


class _Node:
    """A place in the JSON: the kinds of value that stand there, its keys, and what its elements are."""

    def __init__(self) -> None:
        self.kinds: set[str] = set()
        self.keys: dict[str, _Node] = {}
        self.element: _Node | None = None

    def at(self, path: str) -> _Node:
        """The node at a path such as ``a.b[].c``."""
        node = self
        for step in re.findall(r"\[\]|[^.\[\]]+", path):
            if step == "[]":
                node.element = node.element or _Node()
                node = node.element
            else:
                node = node.keys.setdefault(step, _Node())
        return node

    def values(self) -> list[Any]:
        """A value of each kind that was seen here."""
        return [self._value(kind) for kind in sorted(self.kinds)] or [None]

    def _value(self, kind: str) -> Any:
        if kind == "a":
            return self.element.values() if self.element else []
        if kind != "o":
            return _VALUES[kind]
        made: dict[str, Any] = {}
        for shown, node in self.keys.items():
            for place, name in enumerate(_names(shown)):
                values = node.values()
                made[name] = values[place % len(values)]
        return made


def _value(keys: list[str]) -> Any:
    root = _Node()
    for each in keys:
        path, _, kind = each.rpartition(":")
        root.at("" if path == "." else path).kinds.add(kind)
    return root.values()[0]


def _names(shown: str) -> list[str]:
    """Names that would be shown so: as many as there are in a map."""
    if found := _MAP.fullmatch(shown):
        return [f"{_WORD}{_letters(number)}" for number in range(min(_MOST, int(found.group(1))))]
    if shown == "<key>":
        return [_WORD]
    return [shown.replace("~", _WORD).replace("#", "1")]
