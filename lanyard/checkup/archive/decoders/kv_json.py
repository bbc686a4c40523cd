"""One JSON file with many sections, such as TikTok's ``user_data.json``: each section becomes items by a table of its own.

A feature tells ``known`` (keys of sections that hold nothing a check asks for) and ``section``, a list of tables (see
``flat_tables``), each with ``path`` and, where wanted, ``optional`` (may be missing, as older archives lack it) and ``first``
(read before the others, because it says whose archive it is). A path is keys with ``/`` between them and ``|`` between other
names of the same key; ``*`` stands for whatever key is not known there, such as the name of a person. The file is read in a
stream, so a long history of videos in it costs no memory.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from lanyard.checkup.archive.dialects import Feature
from lanyard.checkup.archive.json_scan import Scanner
from lanyard.checkup.archive.members import Member, Owner
from lanyard.checkup.archive.outcomes import KnownEmpty, Rejected, UnknownShape, Why
from lanyard.checkup.items import Evidence, Profile

from .cells import plain_key, text_of
from .flat_rows import FlatReader
from .flat_tables import Tables, tables_of
from .kinds import Lacking, Row

Level = tuple[str, ...]


class Section(NamedTuple):
    """A list or object that is read: the names of each key on the way to it, and what its rows become."""

    path: tuple[frozenset[str], ...]
    tables: Tables
    optional: bool
    first: bool

    @property
    def evidence(self) -> set[Evidence]:
        """The kinds of evidence that its rows give."""
        return {each.fixed.get("evidence") or Evidence(each.make._field_defaults["evidence"]) for each in self.tables.items}

    def reads(self, name: str) -> bool:
        """Whether something is read from a column."""
        name = self.tables.alias.get(name, name)
        return name in self.tables.require or name in self.tables.expect


_cache: dict[tuple[str, str], tuple[Feature, tuple[Section, ...]]] = {}


def decode(member: Member, feature: Feature, owner: Owner) -> Iterator[Row]:
    """The items of each row of each section, and at the end for which kinds of evidence there is no section.

    Raises ``UnknownShape`` where a section that matters, or a key of its rows, was renamed, and ``KnownEmpty`` where all
    sections are empty.
    """
    sections = _sections_of(feature)
    known = frozenset(map(plain_key, feature.told.get("known", ())))
    first = [each for each in sections if each.first]
    walk = _Walk(member, sections, known, owner)
    if first:
        yield from walk.rows(first, hurry=True)
    yield from walk.rows([each for each in sections if not each.first])
    yield Lacking(frozenset(feature.evidence) - walk.evidence)
    walk.judge()


def _sections_of(feature: Feature) -> tuple[Section, ...]:
    key = feature.platform, feature.id
    if key not in _cache or _cache[key][0] is not feature:
        where = f"{feature.platform}, feature {feature.id}"
        _cache[key] = feature, tuple(_section(dict(each), where) for each in feature.told["section"])
    return _cache[key][1]


def _section(told: dict[str, Any], where: str) -> Section:
    path, optional, first = told.pop("path"), bool(told.pop("optional", False)), bool(told.pop("first", False))
    steps = tuple(frozenset(plain_key(each.strip()) for each in step.split("|")) for step in path.split("/"))
    return Section(steps, tables_of(told, f"{where}, {path}"), optional, first)


class _Walk:
    """Goes through a file for some of its sections, and remembers what it met on the way."""

    def __init__(self, member: Member, sections: tuple[Section, ...], known: frozenset[str], owner: Owner) -> None:
        self._member, self._sections, self._known, self._owner = member, sections, known, owner
        self._readers = {id(each): FlatReader(each.tables, owner) for each in sections}
        self._met: set[int] = set()
        self._ends: dict[int, set[Level]] = {id(each): set() for each in sections}
        self._unknown: dict[Level, set[str]] = {}
        self._count = 0
        self._hurry = False
        self.evidence: set[Evidence] = set()

    def rows(self, wanted: list[Section], *, hurry: bool = False) -> Iterator[Row]:
        """The rows of the wanted sections; others are passed over. ``hurry`` stops as soon as each of them was met."""
        chosen = {id(each) for each in wanted}
        self._hurry = hurry
        with self._member.open() as stream:
            scanner = Scanner(stream)
            if scanner.peek() == "{":
                yield from self._level(scanner, (), list(self._sections), "", chosen)
            elif scanner.peek() and scanner.value() not in (None, [], ""):
                raise UnknownShape
            if not self._is_done(chosen):
                scanner.finish()

    def _is_done(self, chosen: set[int]) -> bool:
        return self._hurry and chosen <= self._met

    def _level(self, scanner: Scanner, level: Level, live: list[Section], above: str, chosen: set[int]) -> Iterator[Row]:
        depth, ended = len(level), set(map(id, live))
        for key in scanner.keys():
            plain = plain_key(key)
            hits = [each for each in live if plain in each.path[depth]]
            starred = not hits and plain not in self._known
            if starred:
                hits = [each for each in live if "*" in each.path[depth]]
            ended -= set(map(id, hits))
            here = [each for each in hits if len(each.path) == depth + 1]
            if here:
                self._met.add(id(here[0]))
                self.evidence |= here[0].evidence
                yield from self._section(scanner, here[0], key if starred else above, chosen)
            elif hits and scanner.peek() == "{":
                yield from self._level(scanner, (*level, plain), hits, key if starred else above, chosen)
            else:
                self._pass(scanner, level, plain, hits)
            if self._is_done(chosen):
                return
        for each in ended:
            self._ends[each].add(level)

    def _pass(self, scanner: Scanner, level: Level, plain: str, hits: list[Section]) -> None:
        """Pass over a value that is not read: a section that says it is empty, or one that nobody asks for."""
        if hits:
            for each in hits:
                self.evidence |= each.evidence
            if scanner.value() not in (None, [], ""):
                self._unknown.setdefault(level, set()).add(plain)
                for each in hits:
                    self._ends[id(each)].add(level)
            return
        if plain not in self._known and len(self._unknown.setdefault(level, set())) < 100:
            self._unknown[level].add(plain)
        scanner.skip()

    def _section(self, scanner: Scanner, section: Section, key: str, chosen: set[int]) -> Iterator[Row]:
        if id(section) not in chosen:
            scanner.skip()
        elif scanner.peek() == "[":
            for _ in scanner.elements():
                yield self._row(scanner.value(), section, key)
        elif (found := scanner.value()) not in (None, "", {}):
            yield self._row(found, section, key)

    def _row(self, row: object, section: Section, key: str) -> Row:
        ref = self._member.ref(self._count)
        self._count += 1
        if not isinstance(row, dict):
            return Rejected(Why.WRONG_KIND)
        if any(isinstance(value, list | dict) and value and section.reads(plain_key(name)) for name, value in row.items()):
            return Rejected(Why.WRONG_KIND)
        flat = {plain_key(name): _cell(value) for name, value in row.items()}
        found = self._readers[id(section)].read({**flat, "@key": key}, ref)
        for item in found if section.first and not isinstance(found, Rejected) else ():
            if isinstance(item, Profile):
                self._owner.learn(item)
        return found

    def judge(self) -> None:
        """At the end of the file: raise ``UnknownShape`` where something was renamed, ``KnownEmpty`` where nothing was there."""
        for section in self._sections:
            unknown = set[str]().union(*(self._unknown.get(level, ()) for level in self._ends[id(section)]))
            if id(section) not in self._met and not section.optional and unknown:
                raise UnknownShape(section.path[-1], frozenset(unknown))
            if id(section) in self._met:
                self._readers[id(section)].judge()
        if not self._count:
            raise KnownEmpty


def _cell(value: object) -> str:
    """A value as a cell of a table; lists and objects are empty, and rows where one of them should be read are rejected."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return text_of(value)
