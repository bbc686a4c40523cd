"""Every event goes into the log, in its own transaction; numbers have no gap; proofs hold."""

from __future__ import annotations

import json

import pytest
from django.db import connection, transaction

from lanyard.people import actions
from lanyard.proof.log.commitments import BEGINNING, opens
from lanyard.proof.log.extracts import check_extract
from lanyard.proof.log.proofs import check_consistency, check_inclusion
from lanyard.records import events
from lanyard.records.log import checkpoints, reading, writing
from lanyard.records.log.keys import log_keys
from lanyard.records.log.statements import FILLER
from lanyard.records.log.verifying import audit
from lanyard.records.models import Event, LogEntry, LogNode, LogState
from lanyard.records.models.log import LogIsFinal
from tests.people.cast import AT, make_adult, make_school

pytestmark = pytest.mark.django_db
KIND = "job tried again"


def append(count: int, **ids) -> None:
    for number in range(count):
        events.append(KIND, at=AT, **{"job": number, **ids})


def test_every_action_appends_to_the_log():
    school = make_school()
    make_adult(school, "Sam Whitcombe", "head")
    told = [shown.event.kind for shown in reversed(reading.page())]
    assert told == ["school added", "account added", "adult added", "role given"]
    assert LogEntry.objects.count() == Event.objects.count() == reading.size() == 4
    assert audit().is_whole


def test_an_entry_commits_to_all_that_its_event_says():
    append(3)
    for shown in reading.page():
        told = reading.statement(shown)
        assert (told["event"], told["kind"], told["about"]) == (shown.event.pk, KIND, shown.event.about)
        assert opens(bytes(shown.entry.commitment), told, salt=bytes(shown.entry.salt))
        assert not opens(bytes(shown.entry.commitment), {**told, "by": 1}, salt=bytes(shown.entry.salt))


@pytest.mark.django_db(transaction=True)
def test_what_is_undone_leaves_no_gap():
    with transaction.atomic():
        append(2)
    for _ in range(3):
        with transaction.atomic():
            append(4)
            transaction.set_rollback(True)
    with transaction.atomic():
        append(1)
        with transaction.atomic():
            append(2)
            transaction.set_rollback(True)
        append(1)
    assert list(LogEntry.objects.values_list("number", flat=True)) == [0, 1, 2, 3]
    assert audit().is_whole


@pytest.mark.django_db(transaction=True)
def test_an_action_whose_entry_cannot_be_written_is_not_done(monkeypatch):
    monkeypatch.setattr(writing, "new_salt", lambda: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        actions.add_school(name="Sample Primary School", by=None, at=AT)
    assert not Event.objects.exists()
    assert not LogEntry.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_log_whose_state_was_lost_refuses_to_go_on():
    with transaction.atomic():
        append(2)
    LogState.objects.all().delete()
    with pytest.raises(Exception, match=r"(?i)unique"), transaction.atomic():
        append(1)
    assert Event.objects.count() == 2


def test_a_log_that_went_on_behind_the_back_of_whoever_held_it_is_refused():
    append(1)
    state, frontier = writing.take_turn()
    LogState.objects.update(size=5)
    with pytest.raises(RuntimeError, match="went on"):
        writing._write(state, frontier, [LogEntry(number=1, commitment=b"c" * 32, salt=b"s" * 32)])


def test_proofs_from_the_database_hold():
    append(300)
    roots = {size: reading.root(size) for size in (0, 1, 2, 255, 256, 257, 300)}
    nodes = reading.Nodes()
    for number in (0, 1, 127, 254, 255, 256, 299):
        leaf = bytes(LogEntry.objects.get(pk=number).commitment)
        proof = reading.inclusion(number, 300, nodes=nodes)
        check_inclusion(leaf, index=number, size=300, root=roots[300], proof=proof)
    for old in (1, 2, 255, 256, 257):
        proof = reading.consistency(old, 300)
        check_consistency(old=old, old_root=roots[old], new=300, new_root=roots[300], proof=proof)
    assert LogNode.objects.count() == 1, "only what 256 entries complete is kept"


def test_a_tree_without_its_nodes_makes_no_proof():
    append(300)
    LogNode.objects.all().delete()
    with pytest.raises(reading.NotKept):
        reading.inclusion(299, 300)


def test_pages_go_from_the_newest_to_the_first():
    append(7)
    first = reading.page(length=3)
    assert [shown.number for shown in first] == [6, 5, 4]
    assert [shown.number for shown in reading.page(before=4, length=3)] == [3, 2, 1]
    assert reading.page(before=0) == []


def test_what_concerns_a_case_stands_in_its_chain_and_shows_nothing_else():
    for case in (7, 8, 7, None, 7):
        append(1, **({"case": case} if case else {}))
    shown = reading.chain("case:7")
    before = BEGINNING
    for place, one in enumerate(shown):
        told = reading.statement(one, link_before=before)
        assert told["chain"] == {"name": "case:7", "number": place, "before": before.hex()}
        assert opens(bytes(one.entry.commitment), told, salt=bytes(one.entry.salt))
        before = bytes(one.entry.link)
    assert [one.number for one in shown] == [0, 2, 4]
    assert audit().is_whole


def test_a_case_is_shown_to_somebody_outside_who_checks_it_without_the_service():
    for number in range(300):
        append(1, **({"case": 7} if number % 50 == 0 else {"case": 8} if number % 3 else {}))
    writing.erase(number=100, authority="A court", reason="It was ordered", by=None, at=AT)
    kept = checkpoints.sign_checkpoint(reason="hand", of="1", at=AT)
    append(1, case=7)
    told = json.loads(json.dumps(reading.extract("case:7", kept)))
    found = check_extract(told, log_keys())
    assert [said and said["event"] for said in found.statements] == [
        shown.event and shown.event.pk for shown in reading.chain("case:7")[:-1]
    ]
    assert found.checkpoint.size == kept.size
    assert "case:8" not in json.dumps(told)


@pytest.mark.parametrize(("count", "filled"), [(0, 8), (1, 8), (7, 8), (8, 16), (9, 16)])
def test_filling_up_always_adds_and_ends_at_a_block(count, filled):
    append(count)
    assert writing.fill(to=8) == filled == reading.size()
    assert all(shown.entry.is_filler and reading.statement(shown) == FILLER for shown in reading.page(length=filled - count))
    commitments = LogEntry.objects.values_list("commitment", flat=True)
    assert len({bytes(each) for each in commitments}) == filled, "no two fillers look alike"
    append(1)
    assert audit().is_whole


def test_entries_are_final():
    append(1)
    entry = LogEntry.objects.get()
    entry.commitment = b"x" * 32
    with pytest.raises(LogIsFinal):
        entry.save()
    with pytest.raises(LogIsFinal):
        entry.delete()
    assert str(entry) == "log entry 0"
    assert str(LogState.objects.get()) == "log of 1"


def test_the_log_is_locked_by_whoever_appends():
    append(1)
    with connection.execute_wrapper(lambda execute, sql, *rest: (said.append(sql), execute(sql, *rest))[1]):
        said: list[str] = []
        append(1)
    locked = [sql for sql in said if "records_logstate" in sql and "FOR UPDATE" in sql]
    assert bool(locked) == (connection.vendor == "postgresql"), "SQLite lets one transaction write at a time anyway"
