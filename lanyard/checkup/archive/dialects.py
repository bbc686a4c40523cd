"""Dialects: what a platform's archive looks like, as data. Each has a folder; adding one is copying a folder.

``dialects/PLATFORM/dialect.toml`` lists the marks by which an archive is recognised, the files that
are read (``feature``), those that are known and not needed (``ignore``), and for each kind of evidence
which box to tick when asking for the archive, or why the platform does not give it.
"""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, NamedTuple

from lanyard.checkup.items import Evidence

#: How sure we are of a shape: seen in a sample or source, stated by others, or known from memory. Nothing was checked
#: against a live platform, and the report says so.
LEVELS = {"S": "seen in a sample", "D": "described by others", "K": "not verified"}


class Mark(NamedTuple):
    """A path that speaks for a platform, or with a negative weight against it."""

    path: re.Pattern[str]
    weight: int


class Feature(NamedTuple):
    """A kind of file that is read: where it lies, by which decoder, and which evidence it gives.

    ``told`` holds whatever else the dialect tells that decoder. ``first`` features are read before
    others, because they say whose archive it is.
    """

    id: str
    platform: str
    decoder: str
    paths: tuple[re.Pattern[str], ...]
    evidence: tuple[Evidence, ...]
    level: str
    era: str
    first: bool
    told: dict[str, Any]


class Ignored(NamedTuple):
    """A path that is known and not read, and why."""

    path: re.Pattern[str]
    why: str


class Twin(NamedTuple):
    """A path of the other form of an export, such as HTML, and how to ask for the one that can be read."""

    path: re.Pattern[str]
    advice: str


class Export(NamedTuple):
    """Whether a platform gives a kind of evidence: the box to tick, or why it is not to be had.

    ``core`` are features without which this kind of evidence is not all there, such as the list of followers where one of
    blocked people gives contacts too; each is one id or several, of which one is enough. ``partial`` says that even a whole
    archive shows only a part of it, as the words tell, so that it is never checked to the end.
    """

    exported: bool
    words: str
    core: tuple[tuple[str, ...], ...] = ()
    partial: bool = False


class Dialect(NamedTuple):
    """All that is known of one platform's archives."""

    id: str
    label: str
    roots: tuple[str, ...]
    marks: tuple[Mark, ...]
    features: tuple[Feature, ...]
    ignored: tuple[Ignored, ...]
    twins: tuple[Twin, ...]
    evidence: dict[Evidence, Export]
    instructions: tuple[str, ...]


class BadDialect(ValueError):
    """A dialect that cannot be used as it is written."""


def load_dialects() -> tuple[Dialect, ...]:
    """Every dialect that lies beside this module, by id."""
    folder = files(__package__) / "dialects"
    named = (each for each in folder.iterdir() if each.is_dir() and each.name[0] not in "_.")
    return tuple(read_dialect(each) for each in sorted(named, key=lambda each: each.name))


def read_dialect(folder: Traversable) -> Dialect:
    """The dialect of a folder. Raises ``BadDialect`` with its name and what is wrong with it."""
    try:
        told = tomllib.loads((folder / "dialect.toml").read_text(encoding="utf-8"))
        dialect = _dialect(told)
    except (KeyError, TypeError, ValueError, re.error) as error:
        raise BadDialect(f"{folder.name}: {type(error).__name__}: {error}") from error
    if dialect.id != folder.name:
        raise BadDialect(f"{folder.name}: its id is {dialect.id!r}")
    return dialect


def _dialect(told: dict[str, Any]) -> Dialect:
    platform = told["platform"]
    return Dialect(
        id=platform["id"],
        label=platform["label"],
        roots=tuple(platform.get("roots", ("",))),
        marks=tuple(Mark(_path(each["path"]), int(each.get("weight", 1))) for each in told["mark"]),
        features=tuple(_feature(platform["id"], each) for each in told.get("feature", ())),
        ignored=tuple(Ignored(_path(each["path"]), each["why"]) for each in told.get("ignore", ())),
        twins=tuple(Twin(_path(each["path"]), each["advice"]) for each in told.get("twin", ())),
        evidence=_evidence(told["evidence"], {each["id"] for each in told.get("feature", ())}),
        instructions=tuple(told["instructions"]["steps"]),
    )


_FEATURE = {"id", "decoder", "paths", "evidence", "level", "era", "first"}


def _feature(platform: str, told: dict[str, Any]) -> Feature:
    if told["level"] not in LEVELS:
        raise ValueError(f"feature {told['id']}: level {told['level']!r} is none of {', '.join(LEVELS)}")
    return Feature(
        id=told["id"],
        platform=platform,
        decoder=told["decoder"],
        paths=tuple(_path(each) for each in told["paths"]),
        evidence=tuple(Evidence(each) for each in told["evidence"]),
        level=told["level"],
        era=told.get("era", ""),
        first=bool(told.get("first", False)),
        told={key: value for key, value in told.items() if key not in _FEATURE},
    )


def _evidence(told: dict[str, Any], features: set[str]) -> dict[Evidence, Export]:
    found = {Evidence(kind): _export(each) for kind, each in told.items()}
    if strange := {id_ for each in found.values() for ids in each.core for id_ in ids} - features:
        raise ValueError(f"core names no feature: {', '.join(sorted(strange))}")
    if missing := set(Evidence) - set(found):
        raise ValueError(f"nothing is said of {', '.join(sorted(missing))}")
    return found


def _export(told: dict[str, Any]) -> Export:
    core = tuple(tuple(part.strip() for part in each.split("|")) for each in told.get("core", ()))
    return Export(bool(told["exported"]), told["words"], core, bool(told.get("partial", False)))


def _path(told: str) -> re.Pattern[str]:
    """A pattern for a whole path (``fullmatch``), without regard to case: a name is never found inside another."""
    return re.compile(told, re.IGNORECASE)
