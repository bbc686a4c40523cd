"""Pages of the log, and proofs from it. Ids only: nothing here says more than the events do."""

from __future__ import annotations

from dataclasses import dataclass

from lanyard.proof.canonical import Plain
from lanyard.proof.log.commitments import BEGINNING
from lanyard.proof.log.proofs import prove_consistency, prove_inclusion, root_at
from lanyard.proof.log.tree import leaf_hash, node_hash
from lanyard.records.models import Checkpoint, Event, LogEntry, LogNode, LogState
from lanyard.records.models.log import ONLY

from .statements import FILLER, place_in_chain, statement_of
from .writing import KEPT_FROM_LEVEL


class NotKept(LookupError):
    """A part of the tree is not in the database, although the log should be that long."""


@dataclass(frozen=True)
class Shown:
    """An entry and what it says: ``event`` is ``None`` for a filler and for what was erased."""

    entry: LogEntry
    event: Event | None

    @property
    def number(self) -> int:
        """Its number in the log."""
        return int(self.entry.number)


class Nodes:
    """The nodes of the tree, fetched when a proof asks for them and kept for the next one."""

    def __init__(self) -> None:
        self._held: dict[tuple[int, int], bytes] = {}

    def __call__(self, level: int, place: int) -> bytes:
        """The hash of a complete node; raises ``NotKept``."""
        if (level, place) not in self._held:
            if level >= KEPT_FROM_LEVEL:
                self._fetch(level, place)
            else:
                self._build(place << level >> KEPT_FROM_LEVEL)
        try:
            return self._held[level, place]
        except KeyError:
            raise NotKept(f"the log holds no node {place} at level {level}") from None

    def _fetch(self, level: int, place: int) -> None:
        for hash_ in LogNode.objects.filter(level=level, place=place).values_list("hash", flat=True):
            self._held[level, place] = bytes(hash_)

    def _build(self, tile: int) -> None:
        """The small nodes over up to 256 entries, from their commitments."""
        first = tile << KEPT_FROM_LEVEL
        rows = LogEntry.objects.filter(number__gte=first, number__lt=first + (1 << KEPT_FROM_LEVEL)).order_by("number")
        row = [leaf_hash(bytes(commitment)) for commitment in rows.values_list("commitment", flat=True)]
        for level in range(KEPT_FROM_LEVEL):
            at = first >> level
            self._held.update(((level, at + number), hash_) for number, hash_ in enumerate(row))
            row = [node_hash(row[number], row[number + 1]) for number in range(0, len(row) - 1, 2)]


def size() -> int:
    """How many entries the log has."""
    return LogState.objects.filter(pk=ONLY).values_list("size", flat=True).first() or 0


def root(of: int) -> bytes:
    """The root that the log had when it was that long."""
    return root_at(of, Nodes())


def inclusion(number: int, of: int, *, nodes: Nodes | None = None) -> list[bytes]:
    """The proof that an entry stands in the log of that size; give ``nodes`` to make several quickly."""
    return prove_inclusion(number, of, nodes or Nodes())


def consistency(old: int, new: int) -> list[bytes]:
    """The proof that the log of one size goes on from that of a smaller one."""
    return prove_consistency(old, new, Nodes())


def page(*, before: int | None = None, length: int = 50) -> list[Shown]:
    """The latest entries, the newest first; with ``before``, those in front of that number."""
    rows = LogEntry.objects.order_by("-number")
    rows = rows if before is None else rows.filter(number__lt=before)
    return _with_events(list(rows[:length]))


def chain(name: str) -> list[Shown]:
    """Every entry of a chain, such as ``case:7``, the first first."""
    return _with_events(list(LogEntry.objects.filter(chain=name).order_by("chain_place")))


def extract(name: str, checkpoint: Checkpoint) -> dict[str, Plain]:
    """A chain as it stood at a checkpoint, for somebody outside: what ``lanyard.proof.log.extracts`` checks.

    It holds every entry of the chain with its salt, so it shows what they say and nothing of any other.
    """
    nodes, before, entries = Nodes(), BEGINNING, []
    for shown in chain(name):
        if shown.number >= checkpoint.size:
            break
        entry, proof = shown.entry, inclusion(shown.number, checkpoint.size, nodes=nodes)
        told: dict[str, Plain] = {"number": shown.number, "commitment": bytes(entry.commitment).hex()}
        told["salt"] = None if entry.salt is None else bytes(entry.salt).hex()
        told["statement"] = statement(shown, link_before=before)
        told["proof"] = [step.hex() for step in proof]
        before = bytes(entry.link)
        entries.append(told)
    return {"checkpoint": checkpoint.note, "chain": name, "entries": entries}


def statement(shown: Shown, *, link_before: bytes = BEGINNING) -> dict[str, Plain] | None:
    """What an entry commits to; ``None`` when it was erased. ``link_before`` is the link in front of it in its chain."""
    entry, event = shown.entry, shown.event
    if entry.is_filler:
        return FILLER
    if event is None:
        return None
    stated = place_in_chain(entry.chain, entry.chain_place, link_before)
    told = {"event": event.pk, "kind": event.kind, "school": event.school_id, "by": event.by_id, "at": event.at}
    return statement_of(**told, about=event.about, chain=stated)


def _with_events(entries: list[LogEntry]) -> list[Shown]:
    events = Event.objects.in_bulk([entry.event_id for entry in entries if entry.event_id is not None])
    return [Shown(entry, events.get(entry.event_id)) for entry in entries]
