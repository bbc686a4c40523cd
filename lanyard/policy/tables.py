"""Reading TOML data of a pack with refusals that say where and what to do."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from lanyard.policy.refusal import Problem, did_you_mean

#: The keys by which an author recognises a table.
_NAMING_KEYS = ("id", "question", "duties", "label", "name", "title")
_HEADING = re.compile(r"\s*\[\[?(?P<path>[^\[\]]+)\]\]?\s*(#.*)?")
_FENCES = re.compile(r'"""|\'\'\'')


class Table:
    """One table of a TOML file, read key by key; every wrong key or type becomes a problem.

    The reader's promise: after ``finish`` each key of the table was either read or complained about.
    """

    def __init__(self, reader: TableReader, name: str, data: Mapping[str, Any], line: int) -> None:
        self.reader, self.name, self.data, self.line = reader, name, data, line
        self._read: set[str] = set()

    def text(self, key: str, default: str | None = None) -> str:
        """A text; refused when it is missing and has no default."""
        found = str(self._get(key, str, default, "text in quotes"))
        self._check_signs(key, found)
        return found

    def flag(self, key: str, default: bool = False) -> bool:
        """A true or false."""
        return bool(self._get(key, bool, default, "true or false"))

    def words(self, key: str) -> tuple[str, ...]:
        """A list of texts; a single text counts as a list of one; empty when missing."""
        if isinstance(self.data.get(key), str):
            return (self.text(key),)
        found = self._get(key, list, [], "a list of texts")
        if not all(isinstance(item, str) for item in found):
            self.complain(f"“{key}” must hold texts only.", key=key)
        self._check_signs(key, *map(str, found))
        return tuple(item for item in found if isinstance(item, str))

    def tables(self, key: str) -> list[Table]:
        """The tables of ``[[key]]`` inside this one."""
        found = self._get(key, list, [], "a list of tables")
        if not all(isinstance(item, Mapping) for item in found):
            self.complain(f"“{key}” must be written as [[…{key}]] tables.", key=key)
            return []
        return [Table(self.reader, f"{self.name}.{key}", item, self.reader.line_of(item, self.line)) for item in found]

    def one_of(self, key: str, allowed: Iterable[str], default: str | None = None) -> str:
        """A text that must be one of ``allowed``."""
        found, choices = self.text(key, default), list(allowed)
        if found not in choices and isinstance(self.data.get(key), str):
            self.complain(f"“{found}” is not a known {key}.", did_you_mean(found, choices), key=key)
        return found

    def complain(self, message: str, suggestion: str = "", *, key: str = "") -> None:
        """Note a problem with this table, or with one ``key`` of it."""
        line = self.reader.line_of_key(self.data, key, self.line)
        self.reader.complain(line, f"{self.name}: {message}", suggestion)

    def finish(self) -> None:
        """Complain about every key that nothing read."""
        for key in self.data:
            if key not in self._read:
                self.complain(f"“{key}” is not a key of this table.", did_you_mean(key, self._read), key=key)

    def _check_signs(self, key: str, *texts: str) -> None:
        if any("\0" in text for text in texts):
            self.complain(f"“{key}” holds a NUL character, which the database cannot keep.", "Delete it.", key=key)

    def _get(self, key: str, kind: type, default: Any, wanted: str) -> Any:
        self._read.add(key)
        if key not in self.data:
            if default is None:
                self.complain(f"“{key}” is missing.", f"Give it as {wanted}.")
                return kind()
            return default
        if not isinstance(self.data[key], kind):
            self.complain(f"“{key}” must be {wanted}.", key=key)
            return kind()
        return self.data[key]


class TableReader:
    """A TOML file being read; collects the problems of all its tables."""

    def __init__(self, source: str, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        # TOML's own idea of a line, which is narrower than that of str.splitlines.
        self._lines = source.replace("\r\n", "\n").split("\n")
        self.data: dict[str, Any] = {}
        try:
            self.data = tomllib.loads(source)
        except tomllib.TOMLDecodeError as error:
            found = re.search(r"at line (\d+)", str(error))
            self.complain(int(found[1]) if found else len(self._lines), f"this is not readable as TOML: {error}.")
        except RecursionError:
            self.complain(0, "this is not readable as TOML: it is nested too deeply.")
        self._places = dict(_find_places(self._lines, self.data))

    @property
    def is_readable(self) -> bool:
        """Whether the file could be taken apart at all; if not, there is nothing more to say about it."""
        return bool(self.data) or not self.problems

    def root(self) -> Table:
        """The top of the file as a table."""
        return Table(self, self.file, self.data, 0)

    def complain(self, line: int, message: str, suggestion: str = "") -> None:
        """Note a problem at a line (0 for the file as a whole)."""
        self.problems.append(Problem(self.file, line, "", message, suggestion))

    def line_of(self, table: Mapping[str, Any], otherwise: int = 0) -> int:
        """The line that gives a table its id or first text, or else its heading; ``otherwise`` when it has none."""
        lines = (self.line_of_key(table, key, 0) for key in _NAMING_KEYS if key in table)
        return next((line for line in lines if line), self._places.get(id(table), (otherwise, 0))[0])

    def line_of_key(self, table: Mapping[str, Any], key: str, otherwise: int) -> int:
        """The line on which a table gives a key; ``otherwise`` when there is none such."""
        start, end = self._places.get(id(table), (0, 0))
        wanted = re.compile(rf"""\s*["']?{re.escape(key)}["']?\s*=""")
        numbers = range(start + 1, end) if key else range(0)
        return next((number for number in numbers if wanted.match(self._lines[number - 1])), otherwise)

    def check_unique(self, ids: Iterable[str], what: str) -> None:
        """Complain about every id given twice, where it is given again."""
        seen: Counter[str] = Counter()
        for id_ in ids:
            if seen[id_]:
                line = self._line_of_id(id_, seen[id_])
                self.complain(line, f"the {what} “{id_}” is given twice.", "Give each its own id.")
            seen[id_] += 1

    def _line_of_id(self, id_: str, which: int) -> int:
        """Where an id is given for the ``which``-th time (from 0) by a table at the top of the file."""
        tables = [table for found in self.data.values() if isinstance(found, list) for table in found]
        lines = [self.line_of(table) for table in tables if isinstance(table, Mapping) and table.get("id") == id_]
        return lines[which] if which < len(lines) else 0


def _find_places(lines: list[str], data: Mapping[str, Any]) -> Iterator[tuple[int, tuple[int, int]]]:
    """For each table (by identity) the line of its heading and the line of the next one: where its keys stand."""
    headings = [(number, found) for number, text in _outside_texts(lines) if (found := _HEADING.fullmatch(text))]
    ends = [number for number, _ in headings[1:]] + [len(lines) + 1]
    yield id(data), (0, headings[0][0] if headings else len(lines) + 1)
    counts: Counter[int] = Counter()
    for (number, found), end in zip(headings, ends, strict=False):
        table: Any = data
        for name in (part.strip(" \t\"'") for part in found["path"].split(".")):
            table = table[-1 + counts[id(table)]] if isinstance(table, list) else table
            table = table.get(name) if isinstance(table, Mapping) else None
        if isinstance(table, list) and counts[id(table)] < len(table):
            counts[id(table)] += 1
            table = table[counts[id(table)] - 1]
        if isinstance(table, Mapping):
            yield id(table), (number, end)


def _outside_texts(lines: list[str]) -> Iterator[tuple[int, str]]:
    """The lines, numbered, that do not lie inside a text of several lines."""
    fence = ""
    for number, text in enumerate(lines, start=1):
        if not fence:
            yield number, text
        for mark in _FENCES.findall(text):
            fence = mark if not fence else "" if mark == fence else fence
