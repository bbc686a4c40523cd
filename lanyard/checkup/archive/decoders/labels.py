"""Labels in the language of the account: what Meta calls its fields, and what we call them.

Meta writes ``string_map_data: {LABEL: {value, timestamp, href}}``, ``label_values: [{label, value | timestamp_value |
href | dict: [...]}]`` and, in newer files, a name of the field that no language changes. ``labels.toml`` knows the
words of several languages. What is not found there stands under ``?``, so that nothing is dropped in silence.
"""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterable, Iterator
from importlib.resources import files
from typing import Any, NamedTuple

#: How deep nested labels are followed.
DEEPEST = 6


class Labelled(NamedTuple):
    """What stands under one label. ``concept`` is our word for the label, or empty where it is not known."""

    concept: str
    value: str
    timestamp: object = None
    href: str = ""


@functools.cache
def _told() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((files(__package__) / "labels.toml").read_text(encoding="utf-8"))


def _switches() -> dict[str, frozenset[str]]:
    return {state: frozenset(words) for state, words in _told()["switched"].items()}


@functools.cache
def _tables() -> tuple[dict[str, frozenset[str]], dict[str, str]]:
    told = _told()
    concepts = {concept: frozenset(map(plain, names)) for concept, names in told["concept"].items()}
    values = {plain(word): meaning for meaning, words in told["value"].items() for word in words}
    return concepts, values


def plain(label: str) -> str:
    """A label without regard to case, spacing, kind of apostrophe and a colon or question mark at its end."""
    return " ".join(label.casefold().replace("\u2019", "'").replace("\u02bc", "'").split()).rstrip(" :?")


def check_concepts(concepts: Iterable[str]) -> None:
    """Raise ``ValueError`` where one of the concepts is none of ``labels.toml``."""
    if unknown := set(concepts) - set(_tables()[0]):
        raise ValueError(f"no labels are known for {', '.join(sorted(unknown))}")


def concept_of(label: str, concepts: Iterable[str]) -> str:
    """Which of these concepts a label stands for; empty for none. The first wins, because languages share words."""
    known, said = _tables()[0], plain(label)
    return next((each for each in concepts if said in known[each]), "")


def meaning_of(value: str) -> str | None:
    """Our word for a value such as “Everyone” in any known language; ``None`` where it is not known."""
    return _tables()[1].get(plain(value))


def switched_to(sentence: str) -> str | None:
    """``true`` or ``false`` for a sentence that an account became private or public; ``None`` where neither is understood."""
    words = set(re.findall(r"\w+", sentence.casefold()))
    told = [state for state, known in _switches().items() if words & known]
    return ("true" if told[0] == "private" else "false") if len(told) == 1 else None


def looks_boolean(value: str) -> bool:
    """Whether a value can only be yes or no."""
    return meaning_of(value) in ("true", "false")


def labelled(row: dict[str, Any], concepts: Iterable[str]) -> list[Labelled]:
    """Everything in a row that stands under a label, in the order of the file."""
    concepts = tuple(concepts)
    return [*_of_map(row.get("string_map_data"), concepts), *_of_list(row.get("label_values"), concepts, "", 0)]


def _of_map(told: object, concepts: tuple[str, ...]) -> Iterator[Labelled]:
    if isinstance(told, dict):
        for label, entry in told.items():
            if isinstance(entry, dict):
                yield _entry(concept_of(str(label), concepts), entry)


def _of_list(told: object, concepts: tuple[str, ...], above: str, depth: int) -> Iterator[Labelled]:
    if not isinstance(told, list) or depth > DEEPEST:
        return
    for entry in told:
        if not isinstance(entry, dict):
            continue
        nested = [entry[key] for key in ("dict", "vec") if isinstance(entry.get(key), list)]
        concept = concept_of(str(entry.get("label") or entry.get("title") or ""), concepts) or above
        if any(key in entry for key in ("value", "timestamp_value", "href")) or not nested:
            yield _entry(concept, entry)
        for each in nested:
            yield from _of_list(each, concepts, concept, depth + 1)


def _entry(concept: str, entry: dict[str, Any]) -> Labelled:
    value, href = entry.get("value"), entry.get("href")
    when = entry.get("timestamp_value", entry.get("timestamp"))
    return Labelled(
        concept,
        str(value) if isinstance(value, str | int | float) else "",
        when if when not in (0, "0", "") else None,
        href if isinstance(href, str) else "",
    )


def with_labels(row: dict[str, Any], concepts: Iterable[str]) -> dict[str, Any]:
    """The row with ``labels``: for each concept what stands there, and under ``?`` whatever has an unknown label."""
    found: dict[str, list[dict[str, Any]]] = {}
    for each in labelled(row, concepts):
        if each.value or each.timestamp is not None or each.href:
            told = {"value": each.value or None, "timestamp": each.timestamp, "href": each.href or None}
            found.setdefault(each.concept or "?", []).append(told)
    return {**row, "labels": found}
