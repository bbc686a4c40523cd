"""The product's features: what serves each clause today, what will, and what to do until then.

Nobody who asks for help is left with nothing to do: every entry says whom to tell meanwhile, and one
that serves a moment of danger says whom to phone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lanyard.policy.registers import Entry, RegisterReader, pick

STATUSES = ("live", "later")

#: What an adult does with a feature, for the list of everything that they can do; empty for anything else.
GROUPS = ("acknowledge", "declare", "agree", "note", "protect")


@dataclass(frozen=True, slots=True)
class Feature:
    """One feature. ``page`` is its address when it is live; ``meanwhile`` is what a person does today.

    ``group`` is one of ``GROUPS``, or empty.
    """

    id: str
    title: str
    does: str
    clauses: tuple[str, ...]
    status: str
    meanwhile: str
    page: str
    urgent: bool
    group: str

    @property
    def live(self) -> bool:
        """Whether it works today."""
        return self.status == "live"


@dataclass(frozen=True)
class Features:
    """The whole catalogue, in its own order."""

    features: tuple[Feature, ...]

    def __iter__(self) -> Iterator[Feature]:
        return iter(self.features)

    def __len__(self) -> int:
        return len(self.features)

    def get(self, id_: str) -> Feature:
        """The feature of that id; an unknown id is a ``KeyError`` that suggests others."""
        return pick(self.features, id_, "feature")

    def serving(self, clause: str) -> tuple[Feature, ...]:
        """The features that serve a clause, by the clause's number."""
        return tuple(feature for feature in self.features if clause in feature.clauses)


def load_features(path: Path | str) -> Features:
    """Load ``features.toml``; an entry that leaves a person helpless is refused."""
    reader = RegisterReader(path)
    root = reader.start()
    features = tuple(_read_feature(entry) for entry in root.entries("feature"))
    root.finish()
    reader.check_unique((feature.id for feature in features), "feature")
    reader.refuse()
    return Features(features)


def _read_feature(entry: Entry) -> Feature:
    feature = Feature(
        id=entry.text("id"),
        title=entry.text("title"),
        does=entry.text("does"),
        clauses=entry.words("clauses"),
        status=entry.one_of("status", STATUSES),
        meanwhile=entry.text("meanwhile"),
        page=entry.text("page", ""),
        urgent=entry.flag("urgent"),
        group=entry.one_of("group", ("", *GROUPS), ""),
    )
    entry.finish()
    if not feature.clauses:
        entry.complain("it serves no clause.", "List the clauses it serves.")
    if feature.live != bool(feature.page):
        entry.complain("a live feature needs “page”, the address it is found at, and one that is not live has none.")
    if not feature.meanwhile.strip():
        entry.complain("it leaves a person with nothing to do.", "Say in “meanwhile” whom to tell.")
    elif feature.urgent and "phone" not in feature.meanwhile:
        entry.complain("it serves a moment of danger but says not whom to phone.", "Name somebody to phone in “meanwhile”.")
    return feature
