"""Reading TOML data of a pack with refusals that say where and what to do."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from typing import Any

from lanyard.policy.refusal import Problem, did_you_mean


class Table:
    """One table of a TOML file, read key by key; every wrong key or type becomes a problem.

    The reader's promise: after ``finish`` each key of the table was either read or complained about.
    """

    def __init__(self, reader: TableReader, name: str, data: Mapping[str, Any], line: int) -> None:
        self.reader, self.name, self.data, self.line = reader, name, data, line
        self._read: set[str] = set()

    def text(self, key: str, default: str | None = None) -> str:
        """A text; refused when it is missing and has no default."""
        return str(self._get(key, str, default, "text in quotes"))

    def flag(self, key: str, default: bool = False) -> bool:
        """A true or false."""
        return bool(self._get(key, bool, default, "true or false"))

    def words(self, key: str) -> tuple[str, ...]:
        """A list of texts; a single text counts as a list of one; empty when missing."""
        if isinstance(self.data.get(key), str):
            return (self.text(key),)
        found = self._get(key, list, [], "a list of texts")
        if not isinstance(found, list):
            return ()
        wrong = [item for item in found if not isinstance(item, str)]
        if wrong:
            self.complain(f"“{key}” must hold texts only.")
        return tuple(item for item in found if isinstance(item, str))

    def tables(self, key: str) -> list[Table]:
        """The tables of ``[[key]]`` inside this one."""
        found = self._get(key, list, [], "a list of tables")
        if not isinstance(found, list) or not all(isinstance(item, Mapping) for item in found):
            self.complain(f"“{key}” must be written as [[…{key}]] tables.")
            return []
        return [Table(self.reader, f"{self.name}.{key}", item, self.reader.line_of(item, self.line)) for item in found]

    def one_of(self, key: str, allowed: Iterable[str], default: str | None = None) -> str:
        """A text that must be one of ``allowed``."""
        found, choices = self.text(key, default), list(allowed)
        if found not in choices:
            self.complain(f"“{found}” is not a known {key}.", did_you_mean(found, choices))
        return found

    def complain(self, message: str, suggestion: str = "") -> None:
        """Note a problem with this table."""
        self.reader.complain(self.line, f"{self.name}: {message}", suggestion)

    def finish(self) -> None:
        """Complain about every key that nothing read."""
        for key in self.data:
            if key not in self._read:
                self.complain(f"“{key}” is not a key of this table.", did_you_mean(key, self._read))

    def _get(self, key: str, kind: type, default: Any, wanted: str) -> Any:
        self._read.add(key)
        if key not in self.data:
            if default is None:
                self.complain(f"“{key}” is missing.", f"Give it as {wanted}.")
                return kind()
            return default
        if not isinstance(self.data[key], kind):
            self.complain(f"“{key}” must be {wanted}.")
            return kind()
        return self.data[key]


class TableReader:
    """A TOML file being read; collects the problems of all its tables."""

    def __init__(self, source: str, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self._lines = source.splitlines()
        try:
            self.data: dict[str, Any] = tomllib.loads(source)
        except tomllib.TOMLDecodeError as error:
            self.data = {}
            found = re.search(r"at line (\d+)", str(error))
            self.complain(int(found[1]) if found else 0, f"this is not readable as TOML: {error}.")

    def root(self) -> Table:
        """The top of the file as a table."""
        return Table(self, self.file, self.data, 0)

    def complain(self, line: int, message: str, suggestion: str = "") -> None:
        """Note a problem at a line (0 for the file as a whole)."""
        self.problems.append(Problem(self.file, line, "", message, suggestion))

    def line_of(self, table: Mapping[str, Any], otherwise: int = 0) -> int:
        """The line that gives a table its id or first text; ``otherwise`` when none is found after it."""
        for key in ("id", "question", "duties", "label", "name", "title"):
            if isinstance(table.get(key), str):
                wanted = re.compile(rf"""\s*{key}\s*=\s*["']{re.escape(table[key])}["']""")
                found = (n for n, text in enumerate(self._lines, start=1) if n > otherwise and wanted.match(text))
                return next(found, otherwise)
        return otherwise

    def check_unique(self, ids: Iterable[str], what: str) -> None:
        """Complain about every id given twice."""
        seen: set[str] = set()
        for id_ in ids:
            if id_ in seen:
                self.complain(self.line_of({"id": id_}), f"the {what} “{id_}” is given twice.", "Give each its own id.")
            seen.add(id_)
