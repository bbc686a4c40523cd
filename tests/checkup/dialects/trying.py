"""Reads single files by a dialect, and renames each of their keys in turn, for tests of dialects."""

from __future__ import annotations

import importlib
import json
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, NamedTuple

from lanyard.checkup.archive.decoders.kinds import Lacking
from lanyard.checkup.archive.dialects import Dialect, Feature, load_dialects
from lanyard.checkup.archive.members import Owner
from lanyard.checkup.archive.outcomes import NotRead, Outcome, Rejected, Why
from lanyard.checkup.items import Contact, Evidence, Item, Message, Post, Profile, Setting
from tests.checkup.archive.files import member


class Tried(NamedTuple):
    """What came of a file: items, why rows were rejected, how many rows there were, how it ended and what it has no place for."""

    items: list[Item]
    rejected: list[Why]
    rows: int
    outcome: Outcome
    lacks: frozenset[Evidence] = frozenset()

    def of(self, kind: type) -> list[Any]:
        """The items of one kind."""
        return [each for each in self.items if isinstance(each, kind)]

    @property
    def contacts(self) -> list[Contact]:
        return self.of(Contact)

    @property
    def messages(self) -> list[Message]:
        return self.of(Message)

    @property
    def posts(self) -> list[Post]:
        return self.of(Post)

    @property
    def profile(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for each in self.of(Profile):
            found.setdefault(each.field.value, []).append(each.value)
        return found

    @property
    def settings(self) -> dict[str, str | None]:
        return {each.key: each.value for each in self.of(Setting)}


@cache
def dialect(platform: str) -> Dialect:
    """A dialect by its id."""
    return next(each for each in load_dialects() if each.id == platform)


def feature(platform: str, path: str) -> Feature:
    """The one feature that a path belongs to."""
    (found,) = (each for each in dialect(platform).features if any(path_.fullmatch(path) for path_ in each.paths))
    return found


def fate(platform: str, path: str) -> str:
    """Where a path goes: the id of a feature, ``ignored``, ``twin`` or ``unknown``."""
    told = dialect(platform)
    goes = [each.id for each in told.features if any(pattern.fullmatch(path) for pattern in each.paths)]
    goes += ["ignored" for each in told.ignored if each.path.fullmatch(path)]
    goes += ["twin" for each in told.twins if each.path.fullmatch(path)][:1]
    assert len(goes) <= 1, f"{path} goes to {goes}"
    return goes[0] if goes else "unknown"


def try_file(platform: str, path: str, content: bytes | str | list | dict, *, me: tuple[str, ...] = ()) -> Tried:
    """Read one file of a platform. ``me`` is what is known of the owner."""
    told = feature(platform, path)
    decode = importlib.import_module(f"lanyard.checkup.archive.decoders.{told.decoder}").decode
    items: list[Item] = []
    rejected: list[Why] = []
    rows, outcome, lacks = 0, Outcome.READ, frozenset[Evidence]()
    try:
        for row in decode(member(content, path), told, Owner(me)):
            if isinstance(row, Lacking):
                lacks |= row.evidence
                continue
            rows += 1
            if isinstance(row, Rejected):
                rejected.append(row.why)
            else:
                items.extend(row)
    except NotRead as error:
        outcome = error.outcome
    return Tried(items, rejected, rows, outcome, lacks)


def keys_of(content: object) -> set[str]:
    """Every key of JSON, however deep."""
    if isinstance(content, list):
        return set().union(*map(keys_of, content))
    if isinstance(content, dict):
        return set(content) | set().union(*map(keys_of, content.values()))
    return set()


def renamed(content: Any, key: str, to: str) -> Any:
    """The same JSON with one key named otherwise, wherever it stands."""
    if isinstance(content, list):
        return [renamed(each, key, to) for each in content]
    if isinstance(content, dict):
        return {to if name == key else name: renamed(value, key, to) for name, value in content.items()}
    return content


def silent_keys(read: Callable[[Any], Tried], content: Any, *, unread: frozenset[str] | set[str] = frozenset()) -> Iterator[str]:
    """Keys that can be renamed without anybody noticing, besides those that are ``unread``.

    It is noticed where the file ends as something else than read, where rows are rejected, or where exactly as much is read.
    """
    before = read(content)
    for key in sorted(keys_of(content) - unread):
        after = read(renamed(content, key, "zz" + key))
        noticed = after.outcome is not Outcome.READ or after.rejected
        if not noticed and after.items != before.items:
            yield key


def silent_columns(platform: str, path: str, table: str, *, me: tuple[str, ...] = ()) -> Iterator[str]:
    """Columns that can be renamed without anybody noticing. ``table`` is a CSV file with its header in the first line."""
    before = try_file(platform, path, table, me=me)
    header, _, body = table.partition("\n")
    names = header.split(",")
    for place, name in enumerate(names):
        other = ",".join([*names[:place], "Zz" + name.strip('"'), *names[place + 1 :]])
        after = try_file(platform, path, f"{other}\n{body}", me=me)
        noticed = after.outcome is not Outcome.READ or after.rejected
        if not noticed and after.items != before.items:
            yield name


def ytd(name: str, rows: Any, *, part: int = 0) -> str:
    """A file of X as it writes them."""
    return f"window.YTD.{name}.part{part} = " + json.dumps(rows, indent=2)
