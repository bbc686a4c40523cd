"""What comes of comparing a contact: who on the roll they may be, how likely, and why, in words. Never a verdict."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from lanyard.checkup.items import Contact

from .roll import Person


class Incomparable(StrEnum):
    """Why a contact could not be compared."""

    NUMBERS = "numbers"
    SCRIPT = "script"
    NOTHING = "nothing"


class Candidate(NamedTuple):
    """Somebody on the roll who a contact may be.

    ``probability`` is between 0 and 1, among everybody on the roll and nobody of it. ``same_name`` is how many people
    on the roll have this name; ``exact`` says that an e-mail address is the same, which is no matter of names.
    """

    person: Person
    probability: float
    words: str
    same_name: int
    exact: bool = False

    def __repr__(self) -> str:
        return f"Candidate({self.person!r}, {self.probability:.3f})"


class Matched(NamedTuple):
    """A contact and up to five people of the roll, the likeliest first; ``probability`` is that it is anybody on the roll."""

    contact: Contact
    why_not: Incomparable | None
    candidates: tuple[Candidate, ...]
    probability: float

    @property
    def comparable(self) -> bool:
        """Whether there was a name, handle or address to compare."""
        return self.why_not is None

    def __repr__(self) -> str:
        return f"Matched({self.why_not or 'compared'}, {self.candidates!r})"
