"""Tables for flat rows, of CSV files and of lists in JSON: how a row becomes items, as a dialect writes it down.

A feature of ``csv_rows``, or a section of ``kv_json``, tells::

    require = ["First Name", "Connected On"]  # columns that have to be there; a CSV header is known by them
    expect  = ["Company"]                     # columns that matter; those of `items` are expected anyway
    rare    = ["URL"]                         # columns of `items` that a whole file may well lack
    known   = ["Position"]                    # further columns, of which nothing is read
    alias   = { Content = ["Comment"] }       # other names of a column
    times   = ["%d %b %Y"]                    # the formats of this file's times, or "iso"; never guessed
    drop    = { "IS DRAFT" = ["yes"] }        # rows that hold nothing, by the word in a column
    starts  = { CONTENT = ["<p class"] }      # rows that hold nothing, by how a column begins
    words   = { Direction = ["INCOMING"] }    # the only words that a column may hold
    some    = true                            # a file from which nothing at all was read is of an unknown shape
    items   = [{ ... }]                       # what each row becomes

and each of ``items``::

    item = "contact"                          # contact, post, message, profile, setting
    only = { Direction = ["INCOMING"] }       # for rows with these words alone
    once = true                               # the same item is given once a file
    set  = { relation = "friend" }            # what is the same for all
    map  = { name = ["First Name", "Last Name"], handle = "URL:last" }
    words = { audience = { PUBLIC = "public" } }  # our words for those of the file; others are not taken

Several columns are joined, names with a space, texts line by line; of a ``thread`` the first that is filled counts. A column
may end in the name of a way to read it, see ``CONVERTERS``; ``@key`` is the key that a list of JSON stands under. Columns are
compared without regard to case, space and underscore.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from lanyard.checkup.archive.dialects import BadDialect
from lanyard.checkup.items import Audience, Contact, Evidence, Field, Message, Post, Profile, Relation, Setting

from .cells import filled, last_of, plain_key, setting_of, written

Made = Contact | Message | Post | Profile | Setting

ITEMS: Mapping[str, type[Made]] = {
    "contact": Contact,
    "message": Message,
    "post": Post,
    "profile": Profile,
    "setting": Setting,
}
_ENUMS = {"relation": Relation, "field": Field, "audience": Audience, "shown": Audience, "evidence": Evidence}
TIMES = frozenset(("since", "when", "as_of"))
LISTS = frozenset(("links", "others", "tags"))
COUNTS = frozenset(("media",))
#: Columns of a message that are no field of it: addresses of profiles, and the kind of conversation.
BESIDE = frozenset(("sender_url", "other_urls", "group"))

WHOLE = frozenset("require expect rare known alias times drop starts words some items".split())
_TABLE = frozenset("item only once set map words".split())
_BRACKET = re.compile(r"\[(?:[^:\]]*:(?=\S+://|www\.|\S+\.))?([^\]]*)\]")
_WITH = re.compile(r"chat history with (.*?):?", re.IGNORECASE | re.DOTALL)


def _bracketed(cell: str) -> str:
    """What stands in brackets behind a label, such as the address in ``[PORTFOLIO:https://example.org]``."""
    return "\n".join(_BRACKET.findall(cell)) or cell


def _setting(cell: str) -> str:
    return setting_of(cell) or ""


def _who(cell: str) -> str:
    """Who may do something: where it is switched off for everybody, only the owner may."""
    found = _setting(cell)
    return {"off": "only_me", "on": "everyone"}.get(found, found)


def _person(cell: str) -> str:
    """Whose conversation a key such as ``Chat History with name:`` is; empty where it says so in other words."""
    found = _WITH.fullmatch(cell.strip())
    return found[1].strip() if found else ""


CONVERTERS: Mapping[str, Callable[[str], str]] = {
    "text": str.strip,
    "filled": filled,
    "written": written,
    "last": last_of,
    "bracketed": _bracketed,
    "setting": _setting,
    "who": _who,
    "person": _person,
}


class Source(NamedTuple):
    """Where a field's value stands: columns, each with a way to read it."""

    columns: tuple[tuple[str, Callable[[str], str]], ...]


class Table(NamedTuple):
    """How a row becomes an item."""

    make: type[Made]
    only: dict[str, frozenset[str]]
    once: bool
    fixed: dict[str, Any]
    mapped: dict[str, Source]
    words: dict[str, dict[str, Any]]


class Tables(NamedTuple):
    """All that is told of rows; columns are named as ``plain_key`` names them."""

    require: tuple[str, ...]
    expect: frozenset[str]
    known: frozenset[str]
    alias: dict[str, str]
    times: tuple[str, ...]
    drop: dict[str, frozenset[str]]
    starts: dict[str, tuple[str, ...]]
    words: dict[str, frozenset[str]]
    some: bool
    items: tuple[Table, ...]


def tables_of(told: Mapping[str, Any], where: str) -> Tables:
    """The tables that are told. Raises ``BadDialect`` with the place (``where``) and what is wrong there."""
    try:
        return _tables(told)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadDialect(f"{where}: {type(error).__name__}: {error}") from error


def _tables(told: Mapping[str, Any]) -> Tables:
    if strange := set(told) - WHOLE:
        raise ValueError(f"{', '.join(sorted(strange))} is nothing that tables of flat rows know")
    items = tuple(_table(each) for each in told["items"])
    rare = frozenset(map(plain_key, told.get("rare", ())))
    read = {name for item in items for source in item.mapped.values() for name, _ in source.columns}
    read |= {name for item in items for name in item.only}
    require = tuple(map(plain_key, told["require"]))
    words = {name: _lower(each) for name, each in _columns(told.get("words", {})).items()}
    drop = {name: _lower(each) for name, each in _columns(told.get("drop", {})).items()}
    expect = (read | set(map(plain_key, told.get("expect", ())))) - rare - set(require) - {"@key"}
    return Tables(
        require=require,
        expect=frozenset(expect),
        known=frozenset({*map(plain_key, told.get("known", ())), *rare, *drop, *words, "", "@key"}),
        alias={plain_key(other): plain_key(name) for name, others in told.get("alias", {}).items() for other in others},
        times=tuple(told.get("times", ())),
        drop=drop,
        starts={name: tuple(each) for name, each in _columns(told.get("starts", {})).items()},
        words=words,
        some=bool(told.get("some", False)),
        items=items,
    )


def _columns(told: dict[str, Any]) -> dict[str, Any]:
    return {plain_key(name): value for name, value in told.items()}


def _lower(words: list[str]) -> frozenset[str]:
    return frozenset(each.casefold() for each in words)


def _table(told: dict[str, Any]) -> Table:
    if strange := set(told) - _TABLE:
        raise ValueError(f"{', '.join(sorted(strange))} is nothing that items of flat rows know")
    make = ITEMS[told["item"]]
    fields = set(make._fields) - {"ref"} | (BESIDE if make is Message else set())
    fixed = {key: _ENUMS[key](value) if key in _ENUMS else value for key, value in told.get("set", {}).items()}
    mapped = {key: _source(value) for key, value in told["map"].items()}
    words = {
        key: {word.casefold(): _ENUMS[key](ours) if key in _ENUMS else ours for word, ours in each.items()}
        for key, each in told.get("words", {}).items()
    }
    if strange := (set(fixed) | set(mapped)) - fields:
        raise ValueError(f"a {told['item']} has no {', '.join(sorted(strange))}")
    if lacking := fields - BESIDE - set(fixed) - set(mapped) - set(make._field_defaults) - {"own"}:
        raise ValueError(f"a {told['item']} needs {', '.join(sorted(lacking))}")
    if wordless := {key for key in mapped if key in _ENUMS} - set(words):
        raise ValueError(f"{', '.join(sorted(wordless))} needs words")
    only = {name: _lower(each) for name, each in _columns(told.get("only", {})).items()}
    return Table(make, only, bool(told.get("once", False)), fixed, mapped, words)


def _source(told: str | list[str]) -> Source:
    return Source(tuple(_column(each) for each in ([told] if isinstance(told, str) else told)))


def _column(told: str) -> tuple[str, Callable[[str], str]]:
    name, _, converter = told.partition(":")
    return plain_key(name), CONVERTERS[converter or "text"]
