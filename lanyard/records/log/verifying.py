"""Reading the whole log again and saying what is not as it was written.

Nothing is locked meanwhile: the log is read up to the size that it had in the beginning, and what
stands there never changes but by an erasure.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet, Subquery

from lanyard.proof.canonical import Plain
from lanyard.proof.log.audit import Audit, Entry, Finding
from lanyard.proof.log.checkpoints import Checkpoint as Signed
from lanyard.proof.log.checkpoints import NotACheckpoint, read_checkpoint
from lanyard.proof.log.commitments import BEGINNING
from lanyard.proof.log.tree import Frontier
from lanyard.records.models import Checkpoint, CheckpointSent, CheckpointStamp, Event, LogEntry, LogNode, LogState, LogTombstone
from lanyard.records.models.log import ONLY
from lanyard.records.rows import row_hash

from .keys import log_keys
from .reading import Nodes, NotKept
from .statements import ERASED, FILLER, hash_of_tombstone, place_in_chain, statement_of
from .writing import KEPT_FROM_LEVEL

BATCH = 2_000
ENTRY = ("number", "commitment", "salt", "event_id", "chain", "chain_place", "link")
RowKey = tuple[str, str]
EVENT = ("pk", "kind", "school_id", "by_id", "at", "about")


@dataclass(frozen=True)
class Report:
    """What an audit found: ``held_against`` is the size of the longest checkpoint, ``erased`` the emptied entries."""

    size: int
    root: bytes
    held_against: int
    erased: list[int]
    findings: list[Finding]

    @property
    def is_whole(self) -> bool:
        """Whether everything is as it was written."""
        return not self.findings


def audit(outside: Iterable[Signed] = ()) -> Report:
    """Hold the log against checkpoints from outside, and against those that it keeps itself.

    Those that it keeps prove nothing against somebody who can write to the database and holds the
    key; they find damage, and whoever has the database alone.
    """
    outside, rows = list(outside), _kept_rows()
    state = LogState.objects.filter(pk=ONLY).first() or LogState(pk=ONLY)
    size = state.size if isinstance(state.size, int) else 0
    kept, more = _kept_checkpoints(size)
    found, reader = Audit([*outside, *kept]), _Reader()
    for entry in reader.entries(size):
        found.take(entry, keep_from_level=KEPT_FROM_LEVEL)
    findings = found.finish(size=size, parts=_raw(state.parts), erased=reader.erased)
    findings += [
        *more,
        *_compare_nodes(found.nodes, size),
        *_compare_tombstones(reader.erased, reader.erasures),
        *_compare_rows(reader.rows, before=rows, after=_kept_rows()),
        *_strays(),
    ]
    return Report(
        size=found.frontier.size,
        root=found.frontier.root(),
        held_against=max((each.size for each in outside), default=0),
        erased=sorted(reader.erased),
        findings=findings,
    )


def ends_as_kept() -> bool:
    """Whether the log goes on from where its last entries lead: a look at its end, for the start of the service.

    It reads a few hundred entries at most. Only ``audit`` reads all.
    """
    state = LogState.objects.filter(pk=ONLY).first()
    if state is None:
        return not LogEntry.objects.exists()
    try:
        frontier = Frontier.read(state.size, _raw(state.parts))
        nodes, done, parts = Nodes(), 0, []
        for level in reversed(range(state.size.bit_length())):
            if state.size >> level & 1:
                parts.append(nodes(level, done >> level))
                done += 1 << level
    except (ValueError, TypeError, AttributeError, NotKept):
        return False
    return parts == frontier.parts and not _beyond_the_end().exists()


class _Reader:
    """The entries with what their events say, batch by batch; remembers what erasures the events tell of."""

    def __init__(self) -> None:
        self.erased: dict[int, str] = {}
        self.erasures: dict[int, tuple] = {}
        self.rows: dict[RowKey, str | None] = {}
        self._links: dict[str, bytes] = {}

    def entries(self, size: int) -> Iterator[Entry]:
        # From row to row, not from number to number: a size that somebody made huge must not keep it busy.
        rows, after = LogEntry.objects.filter(number__lt=size).order_by("number").values_list(*ENTRY), -1
        while held := list(rows.filter(number__gt=after)[:BATCH]):
            after = held[-1][0]
            wanted = [event for _, _, _, event, *_ in held if event is not None]
            events = _events(wanted)
            for row in held:
                yield self._entry(row, events.get(row[3]))

    def _entry(self, row: tuple, event: tuple | None) -> Entry:
        number, commitment, salt, event_id, chain, place, link = row
        before = self._links.get(chain, BEGINNING) if chain is not None else BEGINNING
        if chain is not None:
            self._links[chain] = _raw(link)
        told: dict[str, Plain] | None = FILLER if salt is not None and event_id is None else None
        if event is not None:
            told = self._statement(event, chain, place, before)
        salt = None if salt is None else _raw(salt)
        return Entry(number, _raw(commitment), salt, told, chain, None if link is None else _raw(link))

    def _statement(self, event: tuple, chain: str | None, place: int | None, before: bytes) -> dict[str, Plain]:
        pk, kind, school, by, at, about = event
        if not isinstance(about, dict):
            about = {}
        if kind == ERASED and isinstance(about.get("entry"), int):
            self.erased[about["entry"]] = str(about.get("tombstone"))
            self.erasures[about["entry"]] = (at, by)
        if kind == "checkpoint signed":
            self.rows["Checkpoint", str(about.get("checkpoint"))] = about.get("row")
        elif kind == "checkpoint sent":
            self.rows["Sending", f"{about.get('checkpoint')} to {about.get('address')}"] = about.get("row")
        elif kind == "checkpoint stamped":
            self.rows["Stamp", f"{about.get('place')} of checkpoint {about.get('checkpoint')}"] = about.get("row")
        stated = place_in_chain(chain, place, before)
        if not isinstance(at, datetime.datetime):
            return {"chain": stated}
        return statement_of(event=pk, kind=kind, school=school, by=by, at=at, about=about, chain=stated)


def _events(wanted: list[int]) -> dict[int, tuple]:
    """The rows of some events. One that holds what no event can hold is left out: its entry then does not open."""
    try:
        return {row[0]: row for row in Event.objects.filter(pk__in=wanted).values_list(*EVENT)}
    except (ValueError, TypeError, AttributeError):
        middle = len(wanted) // 2
        return {} if not middle else {**_events(wanted[:middle]), **_events(wanted[middle:])}


def _size_now() -> int:
    size = LogState.objects.filter(pk=ONLY).values_list("size", flat=True).first()
    return size if isinstance(size, int) else 0


def _hash(number: object, authority: str, reason: str) -> str:
    return hash_of_tombstone(number=number, authority=authority, reason=reason) if isinstance(number, int) else ""


def _raw(value: object) -> bytes:
    """What stands in a column of bytes; nothing where somebody put another kind of value there (SQLite lets them)."""
    return bytes(value) if isinstance(value, bytes | memoryview) else b""


def _kept_checkpoints(size: int) -> tuple[list[Signed], list[Finding]]:
    """The checkpoints that the log keeps itself, and those whose signature does not hold."""
    keys, good, bad = log_keys(), [], []
    for pk, note, filed_size, filed_root in Checkpoint.objects.values_list("pk", "note", "size", "root"):
        try:
            signed = read_checkpoint(str(note), keys)
        except NotACheckpoint:
            bad.append(Finding(None, f"Checkpoint {pk} is not as it was signed."))
            continue
        if (signed.size, signed.root) != (filed_size, _raw(filed_root)):
            bad.append(Finding(None, f"Checkpoint {pk} is filed under another size or root than it was signed for."))
        good.append(signed)
    # A checkpoint that was signed after the log was looked at is longer, and says nothing about what was read.
    grown = _size_now()
    return [each for each in good if each.size <= size or each.size > grown], bad


def _compare_nodes(expected: dict[tuple[int, int], bytes], size: int) -> list[Finding]:
    kept = {(level, place): _raw(hash_) for level, place, hash_ in LogNode.objects.values_list("level", "place", "hash")}
    # Read after the nodes, so that those of an entry that came meanwhile are not beyond the end.
    end = max(size, _size_now())
    later = {(level, place) for level, place in kept if _is_between(level, place, size, end)}
    wrong = [key for key in expected.keys() | kept.keys() if expected.get(key) != kept.get(key) and key not in later]
    return [
        Finding(None, f"Node {place} at level {level} is not what the entries lead to.")
        for level, place in sorted(wrong, key=str)
    ]


def _is_between(level: object, place: object, size: int, end: int) -> bool:
    """Whether a node was completed by entries that came after the log was looked at."""
    return isinstance(level, int) and isinstance(place, int) and 0 <= level < 64 and size < (place + 1) << level <= end


def _kept_rows() -> dict[RowKey, str]:
    """The checkpoints, their sendings and their stamps, each with the hash of its row."""
    found: dict[RowKey, str] = {("Checkpoint", str(row.pk)): row_hash(row) for row in Checkpoint.objects.all()}
    sent, stamped = CheckpointSent.objects.all(), CheckpointStamp.objects.iterator()
    found |= {("Sending", f"{row.checkpoint_id} to {row.address_id}"): row_hash(row) for row in sent}
    return found | {("Stamp", f"{row.place} of checkpoint {row.checkpoint_id}"): row_hash(row) for row in stamped}


def _compare_rows(
    told: Mapping[RowKey, str | None], *, before: Mapping[RowKey, str], after: Mapping[RowKey, str]
) -> list[Finding]:
    """Whether checkpoints, sendings and stamps are those that the events tell of; an old event tells only that there is one.

    ``before`` and ``after`` were read before and after the events: what came meanwhile is in neither wrong.
    """
    wrong = [(key, "is not as it was written down") for key, row in before.items() if told.get(key) not in (None, row)]
    wrong += [(key, "stands in no event") for key in before if key not in told]
    wrong += [(key, "is missing") for key in told if key not in after]
    return [Finding(None, f"{name} {number} {words}.") for (name, number), words in wrong]


def _compare_tombstones(erased: dict[int, str], erasures: Mapping[int, tuple]) -> list[Finding]:
    moved = [row.number for row in LogTombstone.objects.all() if (row.erased_at, row.erased_by_id) != erasures.get(row.number)]
    rows = LogTombstone.objects.values_list("number", "authority", "reason")
    kept = {number: _hash(number, str(who), str(why)) for number, who, why in rows}
    wrong = [number for number in erased.keys() | kept.keys() if erased.get(number) != kept.get(number)]
    all_wrong = sorted({*wrong, *moved}, key=str)
    return [Finding(number, f"Entry {number} has another tombstone than its erasure tells of.") for number in all_wrong]


def _strays() -> list[Finding]:
    """What is there and stands nowhere in the log."""
    events = Event.objects.exclude(pk__in=LogEntry.objects.filter(event_id__isnull=False).values("event_id"))
    found = [Finding(None, f"Event {pk} stands nowhere in the log.") for pk in events.values_list("pk", flat=True)[:20]]
    has_state = LogState.objects.filter(pk=ONLY).exists()
    if _beyond_the_end().exists() or (not has_state and LogEntry.objects.exists()):
        found.append(Finding(None, "There are entries after the end of the log."))
    return found


def _beyond_the_end() -> QuerySet[LogEntry]:
    """Entries after the end of the log, asked for in one statement with where that is."""
    return LogEntry.objects.filter(number__gte=Subquery(LogState.objects.filter(pk=ONLY).values("size")[:1]))
