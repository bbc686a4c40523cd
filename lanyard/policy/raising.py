"""Where to take a worry (1.2.3, 2.3.8): the proper ways, in the order in which to read them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lanyard.policy.registers import Entry, RegisterReader, pick


@dataclass(frozen=True, slots=True)
class Way:
    """One way to raise something: when it fits, what to do in order, and whom to tell.

    ``tell`` are ids of contacts, first to last; ``law`` ids of the law register; ``procedure`` the id
    of a linked policy that governs it; ``page`` the feature that takes it from here.
    ``names_nobody`` warns that the law may protect the identity of an adult who is accused.
    """

    id: str
    title: str
    fits: str
    urgent: bool
    names_nobody: bool
    steps: tuple[str, ...]
    tell: tuple[str, ...]
    procedure: str
    law: tuple[str, ...]
    page: str


@dataclass(frozen=True)
class Ways:
    """Every way, the urgent ones first."""

    ways: tuple[Way, ...]

    def __iter__(self) -> Iterator[Way]:
        return iter(self.ways)

    def __len__(self) -> int:
        return len(self.ways)

    def get(self, id_: str) -> Way:
        """The way of that id; an unknown id is a ``KeyError`` that suggests others."""
        return pick(self.ways, id_, "way")


def load_ways(path: Path | str) -> Ways:
    """Load ``raising.toml``; a way that leaves a person with nothing to do is refused."""
    reader = RegisterReader(path)
    root = reader.start()
    ways = tuple(_read_way(entry) for entry in root.entries("way"))
    root.finish()
    reader.check_unique((way.id for way in ways), "way")
    reader.refuse()
    return Ways(tuple(sorted(ways, key=lambda way: not way.urgent)))


def _read_way(entry: Entry) -> Way:
    way = Way(
        id=entry.text("id"),
        title=entry.text("title"),
        fits=entry.text("fits"),
        urgent=entry.flag("urgent"),
        names_nobody=entry.flag("names_nobody"),
        steps=entry.words("steps"),
        tell=entry.words("tell"),
        procedure=entry.text("procedure", ""),
        law=entry.words("law"),
        page=entry.text("page", ""),
    )
    entry.finish()
    if not way.steps or not way.tell:
        entry.complain("it does not say what to do and whom to tell.", "Give “steps” and “tell”, one or more of each.")
    return way
