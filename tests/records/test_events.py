"""Events: described, made of ids, one transaction with their cause, never changed."""

from __future__ import annotations

import datetime
import uuid

import pytest
from django.db import transaction

from lanyard.people import actions
from lanyard.people.models import School
from lanyard.records import events
from lanyard.records.document import document
from lanyard.records.ids import NotAnId
from lanyard.records.kinds import kinds
from lanyard.records.models import Event
from lanyard.records.models.event import EventIsFinal
from tests.people.cast import AT
from tests.repository import ROOT

pytestmark = pytest.mark.django_db
KIND = "job tried again"


def test_an_event_says_who_when_and_about_what_by_ids():
    token = uuid.uuid4()
    made = events.append(KIND, school=3, by=4, at=AT, job=7, version="a1b2", held=token, day=AT.date(), gone=None)
    event = Event.objects.get()
    assert (event.kind, event.school_id, event.by_id, event.at) == (KIND, 3, 4, AT)
    assert event.about == {"job": 7, "version": "a1b2", "held": str(token), "day": "2026-11-22", "gone": None}
    assert str(made) == f"event {event.pk}"


def test_an_event_that_nobody_described_is_refused():
    with pytest.raises(events.UndescribedEvent, match="something else"):
        events.append("something else", at=AT)
    assert not Event.objects.exists()


@pytest.mark.parametrize("words", ["Two words", "", "a" * 129, "naïve", 1.5, {"a": 1}, ["a"]])
def test_words_are_refused_and_not_repeated(words):
    with pytest.raises(NotAnId) as refusal:
        events.append(KIND, at=AT, reason=words)
    assert not words or str(words) not in str(refusal.value)
    assert "reason" in str(refusal.value)
    assert not Event.objects.exists()


@pytest.mark.parametrize("told", [{"school": "Sample"}, {"by": True}, {"by": object()}, {"level": 1}, {"timestamp": 1}])
def test_school_and_person_are_primary_keys(told):
    with pytest.raises(NotAnId):
        events.append(KIND, at=AT, **told)


@pytest.mark.django_db(transaction=True)
def test_an_event_is_written_inside_the_transaction_of_its_cause():
    with pytest.raises(events.OutsideTransaction):
        events.append(KIND, at=AT, job=1)
    with transaction.atomic():
        events.append(KIND, at=AT, job=1)
        transaction.set_rollback(True)
    assert not Event.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_what_cannot_be_written_down_is_not_done(monkeypatch):
    monkeypatch.setattr(type(Event.objects), "bulk_create", lambda self, *args, **kwargs: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        actions.add_school(name="Sample Primary School", by=None, at=AT)
    assert not School.objects.exists()


def test_an_event_is_final():
    event = events.append(KIND, at=AT, job=1)
    event.at += datetime.timedelta(days=1)
    with pytest.raises(EventIsFinal):
        event.save()
    with pytest.raises(EventIsFinal):
        event.delete()
    assert Event.objects.get().at == AT


def test_every_kind_says_what_happened():
    for kind in kinds().values():
        assert len(kind.kind) <= 60
        assert kind.kind == kind.kind.lower()
        assert kind.does[0].isupper(), kind.kind
        assert kind.does.endswith("."), kind.kind


def test_the_document_lists_every_kind():
    told = (ROOT / "docs" / "events.md").read_text(encoding="utf-8")
    assert told == document(), "write it anew: python -m lanyard.records.document > docs/events.md"


def test_every_described_kind_is_written_somewhere():
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "lanyard").rglob("*.py"))
    assert [kind for kind in kinds() if f'"{kind}"' not in code] == []
