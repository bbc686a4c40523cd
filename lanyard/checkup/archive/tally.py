"""What became of everything in an archive: counts that add up, and alarms about what may be missing."""

from __future__ import annotations

import datetime
from collections import Counter
from enum import StrEnum
from typing import NamedTuple

from lanyard.checkup.items import Evidence

from .outcomes import Outcome, Why
from .routing import Routed


class AlarmKind(StrEnum):
    """A sign that something is missing although nothing failed. The words may have a place for a number."""

    NOTHING_READ = "Known files from which nothing could be read: {number}."
    OLD_MESSAGES = (
        "The newest message is {number} days older than the archive. Newer chats may be kept apart, as those with "
        "end-to-end encryption are, so they were not looked at."
    )
    FEWER_ROWS = "Entries that the archive says it has, and that were not read: {number}."
    ODD_TIMES = "Entries with a time in the future, which was left out: {number}."
    MANY_UNKNOWN = "Files that this reader does not know, which are a large part: {number}. Something may have been missed."
    TWO_OF_A_NAME = "Files with the name of another file and another content: {number}. All were read."
    STRANGE_NAMES = "Files with names that no platform gives, as if to be written elsewhere: {number}. Names were only compared."
    PART_REFUSED = "Files you gave that could not be read, or not to the end: {number}."
    NOT_RECOGNISED = "Files you gave that are of no platform that this reader knows: {number}."
    OTHER_FORM = "Files in a form that is not read, such as web pages: {number}."
    OWNER_UNKNOWN = "Nothing says whose archive it is, so entries may be by you or by others: {number}."


class Alarm(NamedTuple):
    """An alarm of a platform, or of the archive as a whole (``""``). ``evidence`` is what it puts in doubt."""

    kind: AlarmKind
    platform: str
    number: int
    evidence: frozenset[Evidence] = frozenset()

    @property
    def words(self) -> str:
        """The alarm in a sentence."""
        return self.kind.value.format(number=f"{self.number:,}")


class Became:
    """What became of one file: its outcome, and the rows in it. ``cause`` is why it was read in part only.

    ``lacks`` are kinds of evidence that it might hold and has no place for. ``missing`` and ``extra`` are keys of the
    format that were looked for or are new; ``fault`` is the type of an error that no decoder foresaw. None of them holds
    anything from the archive's content.
    """

    __slots__ = ("_rejected", "cause", "declared", "extra", "fault", "lacks", "missing", "routed", "rows")

    def __init__(self, routed: Routed) -> None:
        self.routed = routed
        self.rows = 0
        self._rejected: Counter[Why] | None = None
        self.cause: Outcome | None = None
        self.lacks: frozenset[Evidence] = frozenset()
        self.missing: frozenset[str] = frozenset()
        self.extra: frozenset[str] = frozenset()
        self.fault = ""
        self.declared = 0

    @property
    def rejected(self) -> Counter[Why]:
        """How many of its rows were not read, by why."""
        return self._rejected if self._rejected is not None else Counter()

    def reject(self, why: Why) -> None:
        """Count a row that was not read. Most files have none, and there may be many files."""
        if self._rejected is None:
            self._rejected = Counter()
        self._rejected[why] += 1

    @property
    def outcome(self) -> Outcome:
        """What became of it. Every file has an outcome once the archive was read."""
        assert self.routed.entry.outcome is not None
        return self.routed.entry.outcome


class Span(NamedTuple):
    """How many items there are of something, and the earliest and latest time among them."""

    items: int = 0
    first: datetime.datetime | None = None
    last: datetime.datetime | None = None

    def with_(self, other: Span) -> Span:
        """Both together."""
        firsts = [each for each in (self.first, other.first) if each]
        lasts = [each for each in (self.last, other.last) if each]
        return Span(self.items + other.items, min(firsts, default=None), max(lasts, default=None))


class Tally:
    """The counts. ``outcomes`` add up to ``members``; ``rows_read`` and ``rejected`` to the rows that there were.

    ``complete`` says that everything was read that will be; before, files that are still to be read have no outcome.
    """

    def __init__(self, routed: list[Routed]) -> None:
        self.files = [Became(each) for each in routed]
        self.repeats = 0
        self.odd_times: Counter[str] = Counter()
        self.unowned: Counter[str] = Counter()
        self.spans: dict[tuple[str, Evidence], Span] = {}
        self.alarms: list[Alarm] = []
        self.complete = False

    @property
    def members(self) -> int:
        """How many files there are."""
        return len(self.files)

    @property
    def outcomes(self) -> Counter[Outcome]:
        """How many files ended in each outcome."""
        return Counter(each.routed.entry.outcome for each in self.files if each.routed.entry.outcome)

    @property
    def rows_read(self) -> int:
        """How many rows were read, in all files."""
        return sum(each.rows for each in self.files)

    @property
    def rejected(self) -> Counter[Why]:
        """How many rows were not read, by why."""
        return sum((each.rejected for each in self.files if each.rejected), Counter[Why]())

    @property
    def faults(self) -> Counter[str]:
        """Types of errors that no decoder foresaw; there should be none."""
        return Counter(each.fault for each in self.files if each.fault)

    def count(self, platform: str, evidence: Evidence, when: datetime.datetime | None) -> None:
        """Count an item of a kind, and its time."""
        span = self.spans.get((platform, evidence))
        if span is None:
            self.spans[platform, evidence] = Span(1, when, when)
            return
        first, last = span.first, span.last
        if when is not None:
            first = when if first is None or when < first else first
            last = when if last is None or when > last else last
        self.spans[platform, evidence] = Span(span.items + 1, first, last)

    def span(self, platform: str, evidence: Evidence) -> Span:
        """How many items of a kind were read of a platform, from when to when."""
        return self.spans.get((platform, evidence), Span())
