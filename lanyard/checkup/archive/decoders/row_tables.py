"""Tables of ``json_rows``: how the rows of a JSON file become records, as a dialect writes it down.

A feature tells::

    roots   = ["friends_v2", ""]          # where the list of rows may stand; "" is the file itself
    repair  = true                        # undo Meta's mangling of letters, keys included
    labels  = ["comment", "time"]         # concepts of labels.toml; they then stand under `labels`
    require = ["name"]                    # paths that each row has, "a | b" for either
    expect  = ["timestamp"]               # paths that some row has; those of the map are expected anyway
    rare    = ["tags"]                    # paths of the map that a whole file may well lack, if their level is not there
    known   = ["fbid"]                    # further keys, of which nothing is read
    beside  = ["version"]                 # keys of the file that may stand beside the roots
    item    = "contact"                   # contact, post, profile, setting
    each    = "details"                   # one record for each value there; without it one for the row
    set     = { relation = "friend" }     # what is the same for all
    map     = { name = "name", since = "timestamp", text = ["data.post", "data.text"] }
    mine    = true                        # posts only: the author decides whether it is the owner's own

or several tables of ``item``, ``each``, ``set``, ``map`` and ``mine`` under ``parts``. A text is the first value
found among alternatives (``"a | b"``), or with a list of paths all of them, one under another. A path may end in
the name of a converter, ``"href:last"``; see ``row_values.CONVERTERS``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any, NamedTuple

from lanyard.checkup.archive.dialects import BadDialect, Feature
from lanyard.checkup.items import Audience, Contact, Evidence, Field, Post, Profile, Relation, Setting

from .json_paths import KeyWatch, Path, path_of
from .labels import check_concepts
from .row_values import CONVERTERS

ITEMS: Mapping[str, type[Contact] | type[Post] | type[Profile] | type[Setting]] = {
    "contact": Contact,
    "post": Post,
    "profile": Profile,
    "setting": Setting,
}
ENUMS: Mapping[str, type[StrEnum]] = {
    "relation": Relation,
    "field": Field,
    "audience": Audience,
    "shown": Audience,
    "evidence": Evidence,
}
TIMES = frozenset({"since", "when", "as_of"})
COUNTS = frozenset({"media"})
FLAGS = frozenset({"coordinates", "reshared"})
LISTS = frozenset({"tags", "links"})
NAMES = frozenset({"name", "author"})
#: A record that has none of these holds nothing by which anything could be found, such as a friend whose account is gone.
IDENTITY: Mapping[str, tuple[str, ...]] = {
    "contact": ("name", "handle", "id", "phone", "email"),
    "post": ("text", "media", "place", "links", "tags", "coordinates"),
    "profile": ("value",),
    "setting": ("key",),
}
_TABLE = frozenset({"item", "each", "set", "map", "mine"})
_WHOLE = frozenset({"roots", "repair", "labels", "require", "expect", "rare", "known", "beside", "parts"})


class Way(NamedTuple):
    """One way to a value: the path and what makes it into the field's kind."""

    path: Path
    converter: str


class Filled(NamedTuple):
    """How a field of the record is filled: the ways to it, and whether all of them count or the first that gives something."""

    field: str
    ways: tuple[Way, ...]
    all: bool


class Table(NamedTuple):
    """How a row, or each value at a path in it, becomes a record."""

    item: str
    each: Path
    fixed: dict[str, Any]
    filled: tuple[Filled, ...]
    mine: bool


class Tables(NamedTuple):
    """All that a feature tells of its rows. ``watch`` gives a new watch over a file's keys."""

    roots: tuple[str, ...]
    beside: tuple[str, ...]
    repair: bool
    labels: tuple[str, ...]
    parts: tuple[Table, ...]
    required: tuple[tuple[Path, ...], ...]
    expected: tuple[tuple[Path, ...], ...]
    inside: tuple[tuple[Path, ...], ...]
    known: tuple[Path, ...]

    def watch(self) -> KeyWatch:
        """A watch over the keys of one file."""
        return KeyWatch(require=self.required, expect=self.expected, inside=self.inside, known=self.known)


def tables_of(feature: Feature) -> Tables:
    """The tables of a feature. Raises ``BadDialect`` with the place and what is wrong there."""
    try:
        return _tables(feature)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadDialect(f"{feature.platform}, feature {feature.id}: {type(error).__name__}: {error}") from error


def _tables(feature: Feature) -> Tables:
    told = feature.told
    if strange := set(told) - _TABLE - _WHOLE:
        raise ValueError(f"{', '.join(sorted(strange))} is nothing that json_rows knows")
    labels = tuple(told.get("labels", ()))
    check_concepts(labels)
    parts = tuple(_table(each, feature.evidence) for each in told.get("parts", [told]))
    if "parts" in told and _TABLE & set(told):
        raise ValueError("a feature has either parts or a table of its own")
    rare = {path_of(each) for each in told.get("rare", ())}
    required = tuple(_group(each) for each in told.get("require", ()))
    expected = [_group(each) for each in told.get("expect", ())]
    mapped = [tuple(path for path in group if path[:1] != ("labels",)) for part in parts for group in _mapped(part)]
    expected += [group for group in mapped if group and not rare & set(group)]
    inside = [group for group in mapped if group and rare & set(group)]
    known = [path_of(each) for each in told.get("known", ())] + sorted(rare)
    if labels:
        known += [("string_map_data", "*"), ("label_values",)]
    return Tables(
        roots=tuple(told.get("roots", ("",))),
        beside=tuple(told.get("beside", ())),
        repair=bool(told.get("repair", False)),
        labels=labels,
        parts=parts,
        required=required,
        expected=tuple(group for group in expected if group not in required and () not in group),
        inside=tuple(group for group in inside if () not in group),
        known=tuple(known),
    )


def _mapped(part: Table) -> Iterable[tuple[Path, ...]]:
    """The paths that a table reads, as groups of alternatives."""
    for filled in part.filled:
        paths = [(*part.each, *way.path) for way in filled.ways]
        if filled.all:
            yield from ((path,) for path in paths)
        else:
            yield tuple(paths)


def _group(told: str) -> tuple[Path, ...]:
    return tuple(path_of(each.strip()) for each in told.split("|"))


def _table(told: dict[str, Any], evidence: tuple[Evidence, ...]) -> Table:
    item = told["item"]
    if item not in ITEMS:
        raise ValueError(f"item {item!r} is none of {', '.join(ITEMS)}")
    fields = set(ITEMS[item]._fields) - {"ref"}
    fixed = {key: _fixed(key, value) for key, value in told.get("set", {}).items()}
    if strange := (set(fixed) | set(told["map"])) - fields:
        raise ValueError(f"a {item} has no {', '.join(sorted(strange))}")
    if evidence:
        fixed.setdefault("evidence", evidence[0])
    filled = tuple(_filled(key, value) for key, value in told["map"].items())
    given = set(fixed) | {each.field for each in filled}
    if lacking := fields - given - set(ITEMS[item]._field_defaults):
        raise ValueError(f"a {item} needs {', '.join(sorted(lacking))}")
    mine = bool(told.get("mine", False))
    if mine and (item != "post" or "author" not in told["map"]):
        raise ValueError("only a post with an author can be told to be the owner's own")
    return Table(item, path_of(told.get("each", ".")), fixed, filled, mine)


def _fixed(key: str, value: object) -> object:
    if not isinstance(value, str | bool):
        raise TypeError(f"{key} cannot be set to {value!r}")
    return ENUMS[key](str(value)) if key in ENUMS else value


def _filled(field: str, told: str | list[str]) -> Filled:
    if field in ENUMS and field != "audience":
        raise ValueError(f"{field} is a word of ours and has to be set")
    every = told if isinstance(told, list) else [each.strip() for each in told.split("|")]
    default = "epoch" if field in TIMES else "any" if field in COUNTS | FLAGS else "audience" if field in ENUMS else "text"
    gathers = isinstance(told, list) or field in COUNTS | FLAGS | LISTS
    return Filled(field, tuple(_way(each, default) for each in every), gathers)


def _way(told: str, default: str) -> Way:
    path, _, converter = told.partition(":")
    if (name := converter or default) not in CONVERTERS:
        raise ValueError(f"{name!r} is none of the converters {', '.join(CONVERTERS)}")
    return Way(path_of(path), name)
