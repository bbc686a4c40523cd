"""The law register (1.1.3, Appendix A): which Acts the policy rests on, and what became of them.

Never legal advice. A fact without a source is listed under ``unverified`` and is shown as such.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from lanyard.policy.registers import Entry, RegisterReader, Source, is_stale, oldest, pick

#: What may be said of the sections that an entry names, with the word shown on its badge.
STATUSES: Mapping[str, str] = {
    "in_force": "In force",
    "amended": "In force, changed",
    "part_repealed": "Partly repealed",
    "repealed": "Repealed",
    "not_yet_in_force": "Not yet in force",
    "unverified": "Not verified",
}

_SENTENCES: Mapping[str, str] = {
    "in_force": "In force.",
    "amended": "In force, and changed in ways that matter here.",
    "part_repealed": "Part of it has been repealed.",
    "repealed": "No longer in force.",
    "not_yet_in_force": "Passed, but not yet in force.",
    "unverified": "Nobody has verified yet whether this is in force.",
}


@dataclass(frozen=True, slots=True)
class Law:
    """One Act, or one section of an Act, in plain words."""

    id: str
    title: str
    identifier: str
    sections: tuple[str, ...]
    status: str
    replaced_by: tuple[str, ...]
    card: str
    note: str
    clauses: tuple[str, ...]
    sources: tuple[Source, ...]
    verified: bool
    unverified: tuple[str, ...]

    @property
    def badge(self) -> str:
        """The status in two or three words."""
        return STATUSES[self.status]

    @property
    def last_checked(self) -> dt.date | None:
        """The day of the oldest check behind this entry."""
        return oldest(self.sources)

    def is_stale(self, on: dt.date, months: int = 12) -> bool:
        """Whether the entry is due to be checked again (4.1.1)."""
        return is_stale(self.last_checked, on, months)


@dataclass(frozen=True)
class LawRegister:
    """Every entry of the register, in the order of Appendix A and then what it misses."""

    laws: tuple[Law, ...]
    checked_by: str

    def __iter__(self) -> Iterator[Law]:
        return iter(self.laws)

    def __len__(self) -> int:
        return len(self.laws)

    def get(self, id_: str) -> Law:
        """The entry of that id; an unknown id is a ``KeyError`` that suggests others."""
        return pick(self.laws, id_, "law")

    def touching(self, clause: str) -> tuple[Law, ...]:
        """The law that touches a clause, by the clause's number."""
        return tuple(law for law in self.laws if clause in law.clauses)

    def status_sentence(self, id_: str) -> str:
        """What became of the law, in a sentence or two, with what replaced it and what is unverified."""
        law = self.get(id_)
        parts = [_SENTENCES[law.status]]
        if law.replaced_by:
            titles = [self.get(other).title for other in law.replaced_by]
            parts.append(f"Read {_and(titles)} in its place." if law.status == "repealed" else f"See also {_and(titles)}.")
        if law.unverified:
            parts.append("Some of what is said here is not verified.")
        return " ".join(parts)

    def stale(self, on: dt.date, months: int = 12) -> tuple[Law, ...]:
        """The entries that are due to be checked again."""
        return tuple(law for law in self.laws if law.is_stale(on, months))

    def unverified(self) -> tuple[tuple[Law, str], ...]:
        """Every fact that has no source, with the entry it belongs to."""
        return tuple((law, fact) for law in self.laws for fact in law.unverified)


def load_law_register(path: Path | str) -> LawRegister:
    """Load ``law.toml``; a register that says what it cannot know is refused."""
    reader = RegisterReader(path)
    root = reader.start()
    checked_by = root.text("checked_by")
    entries = root.entries("law")
    laws = tuple(_read_law(entry) for entry in entries)
    root.finish()
    ids = [law.id for law in laws]
    reader.check_unique(ids, "law")
    for entry, law in zip(entries, laws, strict=True):
        reader.check_known(entry, "replaced_by", law.replaced_by, ids)
    reader.refuse()
    return LawRegister(laws, checked_by)


def _read_law(entry: Entry) -> Law:
    law = Law(
        id=entry.text("id"),
        title=entry.text("title"),
        identifier=entry.text("identifier"),
        sections=entry.words("sections"),
        status=entry.one_of("status", STATUSES),
        replaced_by=entry.words("replaced_by"),
        card=entry.text("card"),
        note=entry.text("note", ""),
        clauses=entry.words("clauses"),
        sources=entry.sources(),
        verified=entry.flag("verified"),
        unverified=entry.words("unverified"),
    )
    entry.finish()
    entry.check_verified(law.verified, law.unverified, law.sources)
    if law.status == "unverified" and law.verified:
        entry.complain("its status is unverified although it says that it is verified.")
    return law


def _and(titles: list[str]) -> str:
    named = [f"the {title}" for title in titles]
    return " and ".join([", ".join(named[:-1]), named[-1]] if len(named) > 1 else named)
