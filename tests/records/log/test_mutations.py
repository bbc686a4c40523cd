"""More than a thousand changes to the stored rows, behind the back of the code: each is found by an outside checkpoint."""

from __future__ import annotations

import random

import pytest
from django.core import serializers
from django.db import connection, transaction

from lanyard.proof.log.checkpoints import read_checkpoint
from lanyard.proof.timestamps import Stamp
from lanyard.records import events
from lanyard.records.log import checkpoints, writing
from lanyard.records.log.keys import log_keys, log_signer
from lanyard.records.log.stamps import record_stamp
from lanyard.records.log.verifying import audit
from lanyard.records.models import Checkpoint, CheckpointReason, CheckpointStamp, Event, LogEntry, LogNode, LogState, LogTombstone
from tests.people.cast import AT

pytestmark = pytest.mark.django_db
MUTATIONS = 1_200
SIZE = 12
#: How many entries the checkpoint counts. What comes after it, somebody who knows how can write anew.
LENGTH = 16
TABLES = (Event, LogEntry, LogNode, LogState, LogTombstone, Checkpoint, CheckpointStamp)


def turned(chance: random.Random, raw: bytes) -> bytes:
    """The same bytes with one bit turned."""
    at = chance.randrange(len(raw))
    return raw[:at] + bytes([raw[at] ^ (1 << chance.randrange(8))]) + raw[at + 1 :]


def another(chance: random.Random, model, name: str, value):
    """Another value for a field of a row."""
    if isinstance(value, bytes | memoryview):
        return turned(chance, bytes(value))
    if name == "kind":
        return "job given up" if value != "job given up" else "job tried again"
    if name == "about":
        return {**value, "job": 99_999} if chance.random() < 0.7 else {}
    if name == "at":
        return value + (AT - AT.replace(microsecond=1))
    return 77_777 if isinstance(value, int) or value is None else f"{value}x"


class Tampering:
    """Changes something, at random, and says what it did."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance

    def row(self, model):
        return self.chance.choice(list(model.objects.order_by("pk")))

    def edit_event(self) -> str:
        row, name = self.row(Event), self.chance.choice(["kind", "school_id", "by_id", "at", "about"])
        Event.objects.filter(pk=row.pk).update(**{name: another(self.chance, Event, name, getattr(row, name))})
        return f"event {row.pk}: {name}"

    def delete_event(self) -> str:
        row = self.row(Event)
        Event.objects.filter(pk=row.pk).delete()
        return f"event {row.pk} deleted"

    def add_event(self) -> str:
        Event(kind="job given up", at=AT, about={"job": 1}).save()
        return "event put in"

    def swap_events(self) -> str:
        one, two = self.chance.sample(list(Event.objects.order_by("pk")), 2)
        told = {name: getattr(one, name) for name in ("kind", "school_id", "by_id", "at", "about")}
        Event.objects.filter(pk=one.pk).update(**{name: getattr(two, name) for name in told})
        Event.objects.filter(pk=two.pk).update(**told)
        return f"events {one.pk} and {two.pk} swapped"

    def edit_entry(self) -> str:
        row, name = self.row(LogEntry), self.chance.choice(["commitment", "salt", "link"])
        value = getattr(row, name)
        if value is None:
            name, value = "commitment", row.commitment
        LogEntry.objects.filter(pk=row.pk).update(**{name: another(self.chance, LogEntry, name, value)})
        return f"entry {row.pk}: {name}"

    def rewrite_entry(self) -> str:
        """A new statement with a commitment that fits it, as somebody would who knows how."""
        from lanyard.proof.log.commitments import commit, new_salt
        from lanyard.records.log.statements import statement_of

        row = self.chance.choice(list(LogEntry.objects.filter(event_id__isnull=False, chain=None, number__lt=LENGTH)))
        event = Event.objects.get(pk=row.event_id)
        about, salt = {"job": 88_888}, new_salt()
        told = {"event": event.pk, "kind": event.kind, "school": event.school_id, "by": event.by_id, "at": event.at}
        made = commit(statement_of(**told, about=about, chain=None), salt=salt)
        Event.objects.filter(pk=event.pk).update(about=about)
        LogEntry.objects.filter(pk=row.pk).update(commitment=made, salt=salt)
        return f"entry {row.pk} written anew"

    def empty_entry(self) -> str:
        row = self.chance.choice(list(LogEntry.objects.filter(event_id__isnull=False)))
        Event.objects.filter(pk=row.event_id).delete()
        LogEntry.objects.filter(pk=row.pk).update(salt=None, event_id=None)
        return f"entry {row.pk} emptied without a tombstone"

    def delete_entry(self) -> str:
        row = self.row(LogEntry)
        LogEntry.objects.filter(pk=row.pk).delete()
        return f"entry {row.pk} deleted"

    def close_gap(self) -> str:
        row = self.row(LogEntry)
        LogEntry.objects.filter(pk=row.pk).delete()
        for later in LogEntry.objects.filter(number__gt=row.pk).order_by("number").values_list("number", flat=True):
            LogEntry.objects.filter(pk=later).update(number=later - 1)
        LogState.objects.update(size=LogEntry.objects.count())
        return f"entry {row.pk} deleted and the others moved up"

    def swap_entries(self) -> str:
        one, two = self.chance.sample(list(LogEntry.objects.values_list("number", flat=True)), 2)
        for number, to in [(one, 1_000), (two, one), (1_000, two)]:
            LogEntry.objects.filter(pk=number).update(number=to)
        return f"entries {one} and {two} swapped"

    def cut_off(self) -> str:
        """The end cut off, with a state that fits what is left."""
        size = self.chance.randrange(LENGTH)
        cut = LogEntry.objects.filter(number__gte=size)
        Event.objects.filter(pk__in=list(cut.exclude(event_id=None).values_list("event_id", flat=True))).delete()
        cut.delete()
        CheckpointStamp.objects.all().delete()
        Checkpoint.objects.all().delete()
        _set_state()
        return f"cut off after {size}"

    def edit_state(self) -> str:
        state = LogState.objects.get()
        if self.chance.random() < 0.5:
            LogState.objects.update(size=state.size + self.chance.choice([-1, 1, 5]))
        else:
            LogState.objects.update(parts=turned(self.chance, bytes(state.parts)))
        return "state"

    def lose_state(self) -> str:
        LogState.objects.all().delete()
        return "state deleted"

    def edit_node(self) -> str:
        row = self.row(LogNode)
        if self.chance.random() < 0.5:
            LogNode.objects.filter(pk=row.pk).update(hash=turned(self.chance, bytes(row.hash)))
        else:
            LogNode.objects.filter(pk=row.pk).delete()
        return f"node {row}"

    def add_node(self) -> str:
        LogNode(level=self.chance.randrange(8, 12), place=self.chance.randrange(1, 9), hash=b"x" * 32).save()
        return "node put in"

    def edit_checkpoint(self) -> str:
        row = self.row(Checkpoint)
        how = self.chance.choice(["size", "root", "note"])
        wrong = {"size": row.size + 1, "root": turned(self.chance, bytes(row.root)), "note": row.note.replace("\n", "\n1", 1)}
        Checkpoint.objects.filter(pk=row.pk).update(**{how: wrong[how]})
        return f"checkpoint {row.pk}: {how}"

    def edit_stamp(self) -> str:
        row, how = self.row(CheckpointStamp), self.chance.choice(["reply", "authority", "place", "delete"])
        if how == "delete":
            CheckpointStamp.objects.filter(pk=row.pk).delete()
        else:
            wrong = another(self.chance, CheckpointStamp, how, getattr(row, how)) if how != "place" else 1
            CheckpointStamp.objects.filter(pk=row.pk).update(**{how: wrong})
        return f"stamp {row.pk}: {how}"

    def edit_tombstone(self) -> str:
        row, how = self.row(LogTombstone), self.chance.choice(["authority", "reason", "delete", "number"])
        if how == "delete":
            LogTombstone.objects.filter(pk=row.pk).delete()
        else:
            LogTombstone.objects.filter(pk=row.pk).update(**{how: another(self.chance, LogTombstone, how, getattr(row, how))})
        return f"tombstone: {how}"


def _set_state() -> None:
    """A state that fits the entries that are there, as somebody would write it who knows how."""
    from lanyard.proof.log.tree import Frontier

    frontier = Frontier()
    for commitment in LogEntry.objects.order_by("number").values_list("commitment", flat=True):
        frontier.append(bytes(commitment))
    LogState.objects.update(size=frontier.size, parts=bytes(frontier))
    for node in LogNode.objects.all():
        if (node.place + 1) << node.level > frontier.size:
            LogNode.objects.filter(pk=node.pk).delete()


@pytest.fixture
def outside(monkeypatch):
    """A log with chains, fillers, nodes and an erasure, and the checkpoint that somebody outside has of it."""
    monkeypatch.setattr(writing, "KEPT_FROM_LEVEL", 2)
    monkeypatch.setattr("lanyard.records.log.verifying.KEPT_FROM_LEVEL", 2)
    monkeypatch.setattr(writing.fill, "__kwdefaults__", {"to": 4})
    for number in range(SIZE):
        events.append(
            "job tried again", at=AT, school=number % 2, by=None, job=number, **({"case": 7} if number % 3 == 0 else {})
        )
    writing.erase(number=4, authority="A court", reason="It was ordered", by=None, at=AT)
    kept = checkpoints.sign_checkpoint(reason=CheckpointReason.DAILY, of="2026-11-22", at=AT)
    # The log holds what it was given; that a reply is a timestamp is looked at before it is kept.
    record_stamp(checkpoint=kept, place=0, stamp=Stamp(b"a reply", bytes(32), AT, "CN=Sample Time", AT), at=AT)
    return read_checkpoint(kept.note, log_keys())


def test_the_log_is_whole_before_anybody_touches_it(outside):
    report = audit([outside])
    assert report.findings == []
    assert report.erased == [4]
    assert report.held_against == outside.size == LENGTH
    assert report.size == LENGTH + 2, "the events of the checkpoint itself and of its timestamp come after it"


def test_every_change_is_found(outside):
    ways = sorted(name for name in vars(Tampering) if not name.startswith("_") and name != "row")
    done: dict[str, int] = dict.fromkeys(ways, 0)
    missed = []
    for number in range(MUTATIONS):
        chance, way = random.Random(number), ways[number % len(ways)]
        with transaction.atomic():
            words = getattr(Tampering(chance), way)()
            if audit([outside]).is_whole:
                missed.append(f"{number}: {words}")
            transaction.set_rollback(True)
        done[way] += 1
    assert missed == []
    assert min(done.values()) >= 60
    assert audit([outside]).is_whole, "what was undone leaves nothing"


def test_an_older_copy_of_everything_is_found(outside):
    """Somebody puts a backup back: it agrees with itself, and is shorter than what is known outside."""
    copy = [row for model in TABLES for row in model.objects.all()]
    kept = serializers.serialize("json", copy)
    for number in range(20):
        events.append("job tried again", at=AT, job=number)
    later = checkpoints.sign_checkpoint(reason=CheckpointReason.HAND, of="later", at=AT)
    newer = read_checkpoint(later.note, log_keys())
    for model in reversed(TABLES):
        model.objects.all().delete()
    for row in serializers.deserialize("json", kept):
        row.save()
    assert audit([outside]).is_whole
    report = audit([outside, newer])
    assert [finding.words for finding in report.findings] == [
        f"{newer.size - LENGTH - 2} entries at the end are missing: a checkpoint counts {newer.size}."
    ]


def test_a_log_written_anew_by_somebody_with_the_key_is_found(outside):
    for model in reversed(TABLES):
        model.objects.all().delete()
    for number in range(SIZE * 2):
        events.append("job tried again", at=AT, job=number)
    state = LogState.objects.get()
    assert log_signer().sign(state.size, b"r" * 32)
    assert audit().is_whole, "without a checkpoint from outside nobody could know"
    assert not audit([outside]).is_whole


COLUMNS = [
    *(("records_event", name) for name in ("kind", "school_id", "by_id", "at", "about")),
    *(("records_logentry", name) for name in ("number", "commitment", "salt", "event_id")),
    *(("records_lognode", name) for name in ("level", "place", "hash")),
    *(("records_logstate", name) for name in ("size", "parts")),
    *(("records_logtombstone", name) for name in ("number", "authority", "reason")),
    *(("records_checkpoint", name) for name in ("size", "root", "note")),
    *(("records_checkpointstamp", name) for name in ("place", "reply", "authority")),
]


@pytest.mark.once
@pytest.mark.parametrize(("table", "column"), COLUMNS)
@pytest.mark.parametrize("value", ["words", b"\x00\xff", 1.5, "", "{}", 10**15])
def test_values_that_no_column_should_hold_are_found_and_stop_nobody(outside, table, column, value):
    """SQLite takes any value in any column, if somebody writes past Django."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA ignore_check_constraints = ON")
            cursor.execute(f"UPDATE {table} SET {column} = %s WHERE rowid = (SELECT min(rowid) FROM {table})", [value])
            assert cursor.rowcount == 1
            cursor.execute("PRAGMA ignore_check_constraints = OFF")
        report = audit([outside])
        transaction.set_rollback(True)
    assert not report.is_whole
