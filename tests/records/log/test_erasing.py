"""Erasing: salt and event are gone for good, the tombstone says by whose authority and why, and every proof holds."""

from __future__ import annotations

import itertools

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from lanyard.proof.log.checkpoints import read_checkpoint
from lanyard.proof.log.commitments import opens
from lanyard.proof.log.proofs import check_inclusion
from lanyard.records import events
from lanyard.records.log import checkpoints, reading, writing
from lanyard.records.log.keys import log_keys
from lanyard.records.log.statements import statement_of
from lanyard.records.log.verifying import audit
from lanyard.records.models import Event, LogEntry, LogTombstone
from tests.people.cast import AT

pytestmark = pytest.mark.django_db
WHY = {"authority": "The data-protection lead, request 26/7", "reason": "Recorded about the wrong person"}


def erase(number: int, **more) -> LogTombstone:
    return writing.erase(number=number, **{**WHY, "by": 4, "at": AT, **more})


@pytest.fixture(autouse=True)
def entries():
    """Six entries, three of them in the chain of a case."""
    with transaction.atomic():
        for number in range(6):
            events.append("job tried again", at=AT, school=3, job=number, **({"case": 7} if number % 2 else {}))


def test_an_erased_entry_says_nothing_and_the_log_stays_whole():
    kept = read_checkpoint(checkpoints.sign_checkpoint(reason="hand", of="1", at=AT).note, log_keys())
    before = LogEntry.objects.get(pk=3)
    erased = Event.objects.get(pk=before.event_id)
    erase(3)
    after = LogEntry.objects.get(pk=3)
    assert after.is_erased
    assert after.event_id is None
    assert bytes(after.commitment) == bytes(before.commitment)
    assert not Event.objects.filter(pk=erased.pk).exists()
    report = audit([kept])
    assert report.is_whole
    assert report.erased == [3]
    leaf = bytes(after.commitment)
    check_inclusion(leaf, index=3, size=kept.size, root=kept.root, proof=reading.inclusion(3, kept.size))
    assert [shown.number for shown in reading.chain("case:7")] == [1, 3, 5], "its place in the chain of its case stays"
    assert reading.statement(reading.page(before=4, length=1)[0]) is None


def test_the_tombstone_names_authority_and_reason_and_the_log_holds_its_hash():
    made = erase(2)
    assert (made.authority, made.reason, made.erased_by_id, made.erased_at) == (*WHY.values(), 4, AT)
    event = Event.objects.get(kind="log entry erased")
    assert event.about["entry"] == 2
    assert len(event.about["tombstone"]) == 64
    assert event.by_id == 4
    assert not any(words in str(event.about) for words in WHY.values())


def test_without_the_salt_nobody_finds_out_by_trying_what_it_said():
    """Whoever knows everything but the salt, and even what was erased, cannot show that it was this."""
    entry = LogEntry.objects.get(pk=0)
    event = Event.objects.get(pk=entry.event_id)
    told = {"event": event.pk, "kind": event.kind, "school": 3, "by": None, "at": AT, "about": event.about}
    said = statement_of(**told, chain=None)
    assert opens(bytes(entry.commitment), said, salt=bytes(entry.salt))
    salts = [bytes(salt) for salt in LogEntry.objects.exclude(pk=0).values_list("salt", flat=True)]
    erase(0)
    guesses = itertools.chain(salts, [b"\x00" * 32, bytes(entry.commitment)])
    assert not any(opens(bytes(entry.commitment), said, salt=salt) for salt in guesses)


@pytest.mark.parametrize("number", [99, -1])
def test_what_is_not_there_is_not_erased(number):
    with pytest.raises(writing.NothingToErase):
        erase(number)


def test_nothing_is_erased_twice_nor_a_filler_nor_what_tells_of_an_erasure():
    writing.fill(to=8)
    erase(1)
    told = LogEntry.objects.get(event_id=Event.objects.get(kind="log entry erased").pk)
    for number in (1, 7, told.number):
        with pytest.raises(writing.NothingToErase):
            erase(number)
    assert LogTombstone.objects.count() == 1
    assert audit().is_whole


@pytest.mark.parametrize("missing", ["authority", "reason"])
def test_an_erasure_names_both(missing):
    with pytest.raises(ValidationError):
        erase(1, **{missing: ""})
    assert LogEntry.objects.get(pk=1).event_id is not None


@pytest.mark.django_db(transaction=True)
def test_after_an_erasure_the_write_ahead_file_is_emptied():
    """What was erased would stand there until somebody else wrote enough."""
    told: list[str] = []
    with connection.execute_wrapper(lambda execute, sql, *rest: (told.append(sql), execute(sql, *rest))[1]):
        erase(1)
    assert any("wal_checkpoint" in sql for sql in told) == (connection.vendor == "sqlite")
