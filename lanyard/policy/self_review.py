"""The self-review: what to look at, where the settings are, and who can see this (1.4c, 2.3.1 to 2.3.4, 2.4.4, 2.4.5)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from lanyard.policy.registers import Entry, RegisterReader, Source, is_stale, oldest
from lanyard.policy.terms import Terms

#: The parts of a review in the order in which they are gone through.
PARTS = ("footprint", "profiles", "settings", "phone", "new")
#: After so many months a guide to somebody else's menus is marked as old.
GUIDE_MONTHS = 6
#: How long after their first day a new adult's review is due, and how long after a term's first day the termly one.
JOINING = dt.timedelta(days=28)
TERMLY = dt.timedelta(days=42)
JOINED = "joining"
#: A term or a first day longer ago than this asks for nothing any more.
RECENT = dt.timedelta(days=180)


@dataclass(frozen=True, slots=True)
class Check:
    """Something to look at, in the words in which a person can say that they did."""

    id: str
    part: str
    clause: str
    text: str
    hint: str


@dataclass(frozen=True, slots=True)
class Guide:
    """Where a platform keeps its settings, where that was read, and when."""

    platform: str
    steps: tuple[str, ...]
    verified: bool
    unverified: tuple[str, ...]
    sources: tuple[Source, ...]

    @property
    def id(self) -> str:
        """A guide is known by its platform."""
        return self.platform

    @property
    def last_checked(self) -> dt.date | None:
        """The oldest check of its sources."""
        return oldest(self.sources)

    def is_stale(self, on: dt.date) -> bool:
        """Whether the menus may have moved since somebody looked."""
        return is_stale(self.last_checked, on, GUIDE_MONTHS)


@dataclass(frozen=True, slots=True)
class Puzzle:
    """Who can see this? ``right`` counts the answers from 1; ``because`` teaches, whichever was chosen."""

    id: str
    clause: str
    question: str
    answers: tuple[str, ...]
    right: int
    because: str


@dataclass(frozen=True)
class SelfReview:
    """Everything that a self-review goes through."""

    checks: tuple[Check, ...]
    guides: tuple[Guide, ...]
    puzzles: tuple[Puzzle, ...]

    def part(self, name: str) -> tuple[Check, ...]:
        """The checks of one part."""
        return tuple(check for check in self.checks if check.part == name)


@dataclass(frozen=True, slots=True)
class Occasion:
    """A time at which a review is asked for: on joining, or in a term. ``due`` is its last day."""

    key: str
    name: str
    due: dt.date


def occasion(terms: Terms, *, starts_on: dt.date, on: dt.date, since: dt.date | None = None) -> Occasion | None:
    """The review that an adult is asked for on a day: on joining, or for the term that began last; ``None`` for neither.

    Whoever joins during a term is asked once, not twice. Where no recent term is recorded only joiners are asked.
    ``since`` is the day from which the adult could do one here: nobody is late for what they could not do.
    """
    able = max(starts_on, since or starts_on)
    begun = [term for year in terms.years for term in year.terms if term.first <= on < term.first + RECENT]
    if begun and starts_on <= begun[-1].first:
        term = begun[-1]
        due = max(term.first + TERMLY, able + JOINING)
        return Occasion(f"{term.first:%Y}-{term.name.lower()}", f"{term.name.lower()} term {term.first:%Y}", due)
    if starts_on <= on < starts_on + RECENT:
        return Occasion(JOINED, "on joining", able + JOINING)
    return None


def load_self_review(path: Path | str) -> SelfReview:
    """Load ``self-review.toml``."""
    reader = RegisterReader(path)
    root = reader.start()
    checks = tuple(_read_check(entry) for entry in root.entries("check"))
    guides = tuple(_read_guide(entry) for entry in root.entries("guide"))
    puzzles = tuple(_read_puzzle(entry) for entry in root.entries("puzzle"))
    root.finish()
    reader.check_unique((check.id for check in checks), "check")
    reader.check_unique((guide.platform for guide in guides), "guide")
    reader.check_unique((puzzle.id for puzzle in puzzles), "puzzle")
    reader.refuse()
    return SelfReview(checks, guides, puzzles)


def _read_check(entry: Entry) -> Check:
    check = Check(
        id=entry.text("id"),
        part=entry.text("part"),
        clause=entry.text("clause"),
        text=entry.text("text"),
        hint=entry.text("hint", ""),
    )
    entry.finish()
    if check.part not in PARTS:
        entry.complain(f"“{check.part}” is no part of a review.", f"Choose one of: {', '.join(PARTS)}.")
    return check


def _read_guide(entry: Entry) -> Guide:
    guide = Guide(
        platform=entry.text("platform"),
        steps=entry.words("steps"),
        verified=entry.flag("verified"),
        unverified=entry.words("unverified"),
        sources=entry.sources(),
    )
    entry.finish()
    entry.check_verified(guide.verified, guide.unverified, guide.sources)
    if not guide.steps:
        entry.complain("it has no steps.", "Say where the settings are.")
    return guide


def _read_puzzle(entry: Entry) -> Puzzle:
    puzzle = Puzzle(
        id=entry.text("id"),
        clause=entry.text("clause"),
        question=entry.text("question"),
        answers=entry.words("answers"),
        right=entry.number("right"),
        because=entry.text("because"),
    )
    entry.finish()
    if not 1 <= puzzle.right <= len(puzzle.answers):
        entry.complain("“right” is not the number of one of its answers.", "Count the answers from 1.")
    return puzzle
