"""The only code that writes the transparency log.

Appending holds one row of the database until the transaction ends. That makes the numbers gapless:
whoever comes next waits, and a transaction that is undone gives its numbers back. An action that
locks other rows does so before it writes its first event, so that no two wait for each other
(decision 90).
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from django.db import connection, transaction

from lanyard.proof.canonical import Plain
from lanyard.proof.log.commitments import BEGINNING, commit, link, new_salt
from lanyard.proof.log.tree import Frontier
from lanyard.records.models import Event, LogEntry, LogNode, LogState, LogTombstone
from lanyard.records.models.log import ONLY

from .statements import ERASED, FILLER, chain_of, hash_of_tombstone, place_in_chain, statement_of

#: Nodes below this level follow from at most 256 entries, which are read instead.
KEPT_FROM_LEVEL = 8
#: To a multiple of this the log is filled up before the checkpoint of the day (decision 91).
BLOCK = 128


class NothingToErase(LookupError):
    """There is no such entry, or it says nothing that could be erased."""


def add_all(events: Iterable[Event]) -> None:
    """Append written events to the log in order, in the transaction that wrote them."""
    state, frontier = take_turn()
    ends: dict[str, tuple[int, bytes]] = {}
    entries = [_entry_of(event, number, ends) for number, event in enumerate(events, frontier.size)]
    _write(state, frontier, entries)


def _entry_of(event: Event, number: int, ends: dict[str, tuple[int, bytes]]) -> LogEntry:
    """The entry of an event; ``ends`` says after which link each chain goes on, and is moved along."""
    chain = chain_of(event.about)
    place, before = (0, BEGINNING) if chain is None else ends.get(chain) or _last_link(chain)
    told = statement_of(
        event=event.pk,
        kind=event.kind,
        school=event.school_id,
        by=event.by_id,
        at=event.at,
        about=event.about,
        chain=place_in_chain(chain, place, before),
    )
    entry = _entry(number, told, event_id=event.pk)
    if chain is not None:
        entry.chain, entry.chain_place, entry.link = chain, place, link(before, entry.commitment)
        ends[chain] = place + 1, entry.link
    return entry


def fill(*, to: int = BLOCK) -> int:
    """Append fillers up to the next multiple of ``to``, at least one; the size of the log then.

    So the length of the log grows in blocks, and by one block on a quiet day too: it says
    neither whether something happened nor how much.
    """
    state, frontier = take_turn()
    size = frontier.size
    _write(state, frontier, [_entry(number, FILLER) for number in range(size, size + to - size % to)])
    return frontier.size


def erase(*, number: int, authority: str, reason: str, by: int | None, at: datetime.datetime) -> LogTombstone:
    """Destroy what an entry says, for good: its salt and its event. Its commitment keeps its place.

    ``authority`` says who decided (such as a court, or a request under data-protection law with its
    reference) and ``reason`` why; neither holds anything of what is erased. Every proof goes on
    holding. Raises ``NothingToErase``.
    """
    from lanyard.records import events

    with transaction.atomic():
        take_turn()
        entry = LogEntry.objects.filter(pk=number).first()
        if entry is None or entry.event_id is None:
            raise NothingToErase(f"entry {number} says nothing that could be erased")
        event = Event.objects.get(pk=entry.event_id)
        if event.kind == ERASED:
            raise NothingToErase("what tells of an erasure is not erased itself")
        tombstone = LogTombstone(number=number, authority=authority, reason=reason, erased_at=at, erased_by_id=by)
        tombstone.full_clean()
        tombstone.save()
        Event.objects.filter(pk=entry.event_id).delete()
        LogEntry.objects.filter(pk=number).update(salt=None, event_id=None)
        told = {"entry": number, "tombstone": hash_of_tombstone(number=number, authority=authority, reason=reason)}
        events.append(ERASED, by=by, at=at, school=event.school_id, **told)
        transaction.on_commit(_forget_on_disk)
    return tombstone


def take_turn() -> tuple[LogState, Frontier]:
    """The state of the log, which nobody else can go on from until this transaction ends."""
    held = LogState.objects.select_for_update()
    state = held.filter(pk=ONLY).first()
    if state is None:
        LogState.objects.bulk_create([LogState(pk=ONLY)], ignore_conflicts=True)
        state = held.get(pk=ONLY)
    return state, Frontier.read(state.size, bytes(state.parts))


def _last_link(chain: str) -> tuple[int, bytes]:
    """The place after the last entry of a chain, and its link."""
    last = LogEntry.objects.filter(chain=chain).order_by("-chain_place").values_list("chain_place", "link").first()
    return (last[0] + 1, bytes(last[1])) if last else (0, BEGINNING)


def _entry(number: int, statement: dict[str, Plain], **more: Any) -> LogEntry:
    salt = new_salt()
    return LogEntry(number=number, commitment=commit(statement, salt=salt), salt=salt, **more)


def _write(state: LogState, frontier: Frontier, entries: list[LogEntry]) -> None:
    nodes: list[LogNode] = []
    for entry in entries:
        made = frontier.append(entry.commitment)
        nodes += [LogNode(level=level, place=place, hash=hash_) for level, place, hash_ in made if level >= KEPT_FROM_LEVEL]
    LogEntry.objects.bulk_create(entries)
    if nodes:
        LogNode.objects.bulk_create(nodes)
    # From the size that was read: had anybody gone on from it meanwhile, this would be another row count.
    changed = LogState.objects.filter(pk=ONLY, size=state.size).update(size=frontier.size, parts=bytes(frontier))
    if changed != 1:
        raise RuntimeError("the log went on while this transaction held it")


def _forget_on_disk() -> None:
    """Have SQLite overwrite what was erased: until then it stands in the write-ahead file as well."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
