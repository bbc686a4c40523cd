"""Reads an archive: opens it, says which platforms it is from, gives every item, and says what became of every file.

Nothing that stands in an archive makes it raise, and nothing of it is in what is counted. Memory is bounded whatever
the archive's size: what is read is handed on item by item.
"""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable, Collection, Iterable, Iterator
from importlib import import_module
from typing import BinaryIO, NamedTuple

from lanyard.checkup.items import Evidence, Item, Profile

from .alarms import raise_alarms
from .decoders.kinds import Declared, Decode, Lacking
from .detection import Recognised, recognise
from .dialects import Dialect, load_dialects
from .inventory import Inventory, take_stock
from .members import Member, Owner
from .outcomes import KnownEmpty, NotRead, Outcome, OverLimit, Rejected, UnknownShape, Why
from .repeats import Repeats, tidy_item, when_of, without_time
from .routing import Routed, route
from .safety import Refusal
from .source import Part
from .tally import Became, Tally
from .templates import Templates, templates_of

Progress = Callable[[int, int], None]

NOT_RECOGNISED = "It is not an archive of a platform that this reader knows."


class PartTold(NamedTuple):
    """A part that was given, the platforms found in it, and what to do where it could not be read as it is."""

    name: str
    platforms: tuple[str, ...]
    advice: str


class Archive:
    """An opened archive. ``tally`` says what became of its files, and is complete once ``read`` has gone to its end."""

    def __init__(self, inventory: Inventory, trees: list[Recognised], routed: list[Routed], dialects: dict[str, Dialect]) -> None:
        self.inventory, self.trees, self.routed, self.dialects = inventory, trees, routed, dialects
        self.tally = Tally(routed)

    @property
    def platforms(self) -> tuple[str, ...]:
        """The ids of the platforms that it is from, the surest first."""
        return tuple(dict.fromkeys(each.platform for each in self.trees))

    @property
    def refused(self) -> dict[int, Refusal]:
        """Why a part was not taken, or not to its end, by its number."""
        return self.inventory.refused

    @property
    def parts(self) -> tuple[PartTold, ...]:
        """What was given, and what to do where it could not be read as it is."""
        return tuple(self._told(number, part.name) for number, part in enumerate(self.inventory.parts))

    def _told(self, number: int, name: str) -> PartTold:
        platforms = tuple(dict.fromkeys(each.platform for each in self.trees if each.part == number))
        if refusal := self.refused.get(number):
            return PartTold(name, platforms, refusal.value)
        twins = {each.twin.advice: 0 for each in self.routed if each.twin and each.entry.part == number}
        return PartTold(name, platforms, " ".join(twins) if platforms else NOT_RECOGNISED)

    def levels(self, platform: str) -> dict[Evidence, str]:
        """How surely the formats are known of which each kind of evidence was read: the least sure level of ``LEVELS``."""
        found: dict[Evidence, str] = {}
        for each in self.tally.files:
            feature = each.routed.feature
            if feature and feature.platform == platform and each.rows:
                for kind in feature.evidence:
                    found[kind] = max(feature.level, found.get(kind, ""), key="SDK".find)
        return found

    def close(self) -> None:
        """Give back the files that are open."""
        self.inventory.close()

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def open_archive(parts: Iterable[Part], *, dialects: Iterable[Dialect] | None = None) -> Archive:
    """What is in the parts, of which platforms it is, and which files will be read. Opens files only where names do not tell.

    Never raises for what is in them: a part that is refused is in ``Archive.refused``, and is an alarm.
    """
    known = {each.id: each for each in (load_dialects() if dialects is None else dialects)}
    inventory = take_stock(parts)
    trees = recognise(inventory.entries, tuple(known.values()))
    templates: Templates = templates_of(known.values())
    return Archive(inventory, trees, route(inventory.entries, trees, known, templates), known)


def read(
    archive: Archive,
    *,
    at: datetime.datetime,
    me: Collection[str] = (),
    progress: Progress | None = None,
    only: Collection[Evidence] | None = None,
) -> Iterator[tuple[str, Item]]:
    """Every item of the archive with its platform's id. What says whose archive it is comes first.

    ``at`` is now, aware of its zone; ``me`` are names and handles of the owner; ``progress`` is told bytes done and in all.
    With ``only`` just what may give that evidence is read again, and ``archive.tally`` stays as it is.
    """
    tally = Tally(archive.routed)
    if only is None:
        archive.tally = tally
    wanted = [each for each in tally.files if _is_wanted(each, only)]
    wanted.sort(key=lambda each: (not (each.routed.feature and each.routed.feature.first), each.routed.entry.place))
    run = _Run(tally, at, me, _Bytes(progress, sum(each.routed.entry.size for each in wanted)), keep_outcome=only is None)
    home = None
    for became in wanted:
        if home is not None and home is not became.routed.entry.home:
            home.close()
        home = became.routed.entry.home
        for item in run.read(became):
            if only is None or item.evidence in only:
                yield became.routed.platform, item
    archive.close()
    if only is None:
        raise_alarms(archive.tally, archive.inventory, archive.trees, at)
        archive.tally.complete = True


#: Outcomes that reading gives, so that a second reading reads these again.
_READ_AGAIN = frozenset((None, Outcome.READ, Outcome.READ_PARTLY, Outcome.UNKNOWN_SHAPE, Outcome.UNKNOWN_LABEL))


def _is_wanted(became: Became, only: Collection[Evidence] | None) -> bool:
    feature = became.routed.feature
    if feature is None or became.routed.entry.outcome not in _READ_AGAIN:
        return False
    return only is None or feature.first or any(each in only for each in feature.evidence)


class _Bytes:
    """Tells how far the reading is, at most once for each megabyte."""

    def __init__(self, tell: Progress | None, total: int) -> None:
        self._tell, self._total, self._done, self._told = tell, total, 0, 0

    def add(self, number: int) -> None:
        """So many bytes more were read."""
        self._done += number
        if self._tell and self._done - self._told >= 1_000_000:
            self._say(min(self._done, self._total))

    def reach(self, done: int) -> None:
        """A file is done, however much of it was read."""
        self._done = done
        if self._tell:
            self._say(done)

    @property
    def done(self) -> int:
        """Bytes read so far."""
        return self._done

    def _say(self, done: int) -> None:
        if self._tell:
            self._tell(done, self._total)
        self._told = self._done


class _Run:
    """One reading of an archive."""

    def __init__(self, tally: Tally, at: datetime.datetime, me: Collection[str], bytes_: _Bytes, *, keep_outcome: bool) -> None:
        self._tally, self._bytes, self._keep = tally, bytes_, keep_outcome
        self._latest = at + datetime.timedelta(days=1)
        self._me, self._owners = tuple(me), dict[str, Owner]()
        self._repeats = Repeats()
        self._number = 0

    def read(self, became: Became) -> Iterator[Item]:
        """The items of one file, which afterwards has an outcome."""
        routed, before = became.routed, self._bytes.done
        self._number += 1
        failed: Exception | None = None
        try:
            yield from self._rows(became)
        except GeneratorExit:
            raise
        except Exception as error:  # whatever else a decoder runs into would quote the archive
            failed = error
        outcome = _judge(became, failed)
        if self._keep:
            routed.entry.outcome = outcome
        self._bytes.reach(before + routed.entry.size)

    def _rows(self, became: Became) -> Iterator[Item]:
        feature = became.routed.feature
        assert feature
        owner = self._owners.setdefault(feature.platform, Owner(self._me))
        for row in _decode_of(feature.decoder)(self._member(became.routed), feature, owner):
            if isinstance(row, Rejected):
                became.reject(row.why)
                continue
            if isinstance(row, Lacking):
                became.lacks |= row.evidence
                continue
            became.rows += 1
            if isinstance(row, Declared):
                self._declare(became.routed, row)
                continue
            yield from self._items(row, feature.platform, owner if feature.first else None)

    def _items(self, row: tuple[Item, ...], platform: str, learning: Owner | None) -> Iterator[Item]:
        for each in row:
            item = tidy_item(each)
            if learning and isinstance(item, Profile):
                learning.learn(item)
            when = when_of(item)
            if when and when > self._latest:
                self._tally.odd_times[platform] += 1
                item, when = without_time(item), None
            if self._repeats.met(platform, item, self._number):
                self._tally.repeats += 1
                continue
            if getattr(item, "own", False) is None:
                self._tally.unowned[platform] += 1
            self._tally.count(platform, item.evidence, when)
            yield item

    def _declare(self, routed: Routed, declared: Declared) -> None:
        """A file says how many rows another one has."""
        for each in self._tally.files:
            if each.routed.platform == routed.platform and each.routed.path.casefold() == declared.path.casefold():
                each.declared += declared.rows

    def _member(self, routed: Routed) -> Member:
        def opened() -> BinaryIO:
            return io.BufferedReader(_Counting(routed.entry.open(), self._bytes), 256 * 1024)

        return Member(routed.path, routed.entry.size, opened, part=routed.entry.part, template=routed.template)


class _Counting(io.RawIOBase):
    """A stream that counts what is read of it."""

    def __init__(self, inner: BinaryIO, bytes_: _Bytes) -> None:
        self._inner, self._bytes = inner, bytes_

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        found = self._inner.read(len(buffer))
        self._bytes.add(len(found))
        buffer[: len(found)] = found
        return len(found)

    def close(self) -> None:
        self._inner.close()
        super().close()


def _decode_of(name: str) -> Decode:
    """The decoder of that name. Dialects come with the program, so a missing one is a fault of ours."""
    decode: Decode = import_module(f"lanyard.checkup.archive.decoders.{name}").decode
    return decode


def _judge(became: Became, failed: Exception | None) -> Outcome:
    """What became of a file, by how reading it ended and by its rows."""
    rejected = became.rejected.total()
    if isinstance(failed, KnownEmpty) and (became.rows or rejected):
        failed = None
    if isinstance(failed, (RecursionError, MemoryError)):
        became.fault, failed = type(failed).__name__, OverLimit()
    elif failed is not None and not isinstance(failed, NotRead):
        became.fault, failed = type(failed).__name__, UnknownShape()
    if isinstance(failed, UnknownShape):
        became.missing, became.extra = failed.missing, failed.extra
    if failed is not None:
        return _partly(became, failed.outcome)
    if not became.rows and rejected:
        return Outcome.UNKNOWN_LABEL if set(became.rejected) == {Why.UNKNOWN_LABEL} else Outcome.UNKNOWN_SHAPE
    if not became.rows:
        return Outcome.UNKNOWN_SHAPE
    return Outcome.READ_PARTLY if rejected else Outcome.READ


def _partly(became: Became, outcome: Outcome) -> Outcome:
    """A file that breaks off after rows were read was read in part; one of another shape was not understood at all."""
    if became.rows and outcome in (Outcome.DAMAGED, Outcome.OVER_LIMIT, Outcome.LOCKED):
        became.cause = outcome
        return Outcome.READ_PARTLY
    return outcome
