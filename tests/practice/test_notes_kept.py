"""Notes as they are kept: counted, never changed, sealed, and shown on pages that stand up."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from lanyard.people.queries import scope_of
from lanyard.practice import actions, living
from lanyard.practice.models import Note, NoteStep, Unchangeable
from lanyard.practice.note_states import Step
from lanyard.practice.queries import notes as queries
from lanyard.proof.sealing import CannotOpen
from lanyard.records.models import Event
from tests.people.cast import AT
from tests.practice.note_taking import (
    SECRET,
    add,
    answer,
    day,
    note_call,
    note_judgement,
    note_request,
    note_this,
    today,
    walk,
)
from tests.practice.welton import Visitor

pytestmark = pytest.mark.django_db


def test_how_the_school_is_living_it_counts_from_five(teacher, school):
    for _ in range(4):
        note_call(teacher)
    assert any(
        each.shown.startswith("Fewer than 5 emergencies") for each in living.living_by(school, "own-phone", on=today(teacher))
    )
    note_call(teacher)
    assert any(each.shown.startswith("5 emergencies") for each in living.living_by(school, "own-phone", on=today(teacher)))


def test_a_note_is_never_changed_or_deleted(teacher, head):
    note = note_this(teacher)
    answer(head, note, step="reads")
    step = note.steps.get()
    for spoil in (note.delete, note.save, step.delete, step.save):
        with pytest.raises(Unchangeable):
            spoil()


@pytest.mark.parametrize(
    "wrong", [{"happened_on": datetime.date(2020, 1, 1)}, {"number": "AAAA-AAAA"}, {"kind": "own_phone"}, {"desk": "chair"}]
)
def test_a_note_that_was_changed_behind_our_back_does_not_open(teacher, wrong):
    note = note_this(teacher)
    Note.objects.filter(pk=note.pk).update(**wrong)
    with pytest.raises(CannotOpen):
        queries.told_in(Note.objects.get(pk=note.pk))


def test_a_text_moved_to_another_note_does_not_open(teacher):
    one, two = note_this(teacher), note_this(teacher)
    Note.objects.filter(pk=one.pk).update(body=two.body)
    with pytest.raises(CannotOpen):
        queries.told_in(Note.objects.get(pk=one.pk))


def test_the_database_refuses_what_no_note_is(teacher, head):
    note = note_this(teacher)
    for wrong in (
        {"body": b""},
        {"removed_at": AT},
        {"clause": "friends"},
        {"second": head.adult},
        {"kind": "x"},
        {"number": ""},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Note.objects.filter(pk=note.pk).update(**wrong)


def test_steps_are_numbered_without_gaps_and_once(teacher, head):
    note = note_this(teacher)
    answer(head, note, step="asks", words="Which?")
    add(teacher, note, "That.")
    assert list(note.steps.values_list("number", flat=True)) == [1, 2]
    with pytest.raises(IntegrityError), transaction.atomic():
        NoteStep.objects.create(note=note, number=2, kind="adds", adult=teacher.adult, taken_at=AT)


def test_every_step_leaves_an_event_with_ids_alone(teacher, head):
    note = note_this(teacher)
    answer(head, note, step="reads", words=SECRET)
    kinds = list(Event.objects.filter(about__note=str(note.pk)).order_by("pk").values_list("kind", flat=True))
    assert kinds == ["note written", "note step taken"]


def test_an_action_refuses_a_step_that_is_not_there_to_take(teacher, head):
    note = note_this(teacher)
    told = {"note": note, "by": teacher.adult.account, "at": AT}
    writer = scope_of(teacher.adult.account, on=today(teacher))
    with pytest.raises(ValidationError):
        actions.take_note_step(scope=writer, step=Step.READS, **told)
    with pytest.raises(ValidationError):
        actions.take_note_step(scope=writer, step=Step.ADDS, words="  ", **told)


def test_what_is_typed_is_kept_while_the_journey_goes_on(teacher):
    teacher.send("/note/this/").send(teacher.address, what=SECRET)
    place = teacher.address
    again = Visitor(teacher.adult)
    again.open(place.replace("circumstances", "what"))
    assert SECRET in again.text


def test_a_note_for_the_day_it_was_written_before(teacher):
    text = (
        "Lanyard note, written on 2026-03-02T18:00:00+00:00\nDay: 2026-03-02\nTime: 4pm\nWho: JT\nHow: In person\n"
        f"Witnesses: \nWhat:\n{SECRET}\nAnd a second line."
    )
    teacher.send("/note/written-before/", text=text)
    assert teacher.heading == "Is it about the head teacher?", teacher.text
    teacher.send(teacher.address, about_head="no")
    assert SECRET in teacher.text and "2 March 2026" in teacher.text
    teacher.send(teacher.address)
    note = Note.objects.get()
    rows = dict(queries.told_in(note).rows)
    assert rows["Written down before, as the writer’s own device says"] == "2 March 2026 at 6:00pm"
    assert "Noted late" in teacher.text


def test_a_text_that_is_no_note_is_explained(teacher):
    assert "does not begin like a note" in teacher.send("/note/written-before/", text="Dear head").text
    assert not Note.objects.exists()


def test_pages_of_notes_stand_up(teacher, head, lead, chair):
    note_this(teacher), note_call(teacher), note_judgement(teacher), note_request(teacher)
    pages = ["/note/", "/note/paper/", "/note/written-before/", "/desk/"]
    starts = ["this", "judgement", "emergency-call", "pupil-request", "pupil-told-me"]
    for address in [*pages, *(f"/note/{start}/" for start in starts)]:
        assert teacher.open(address).response.status_code == 200, address
    for visitor, address in ((head, "calls"), (head, "judgements"), (lead, "signals"), (lead, "pupil-page"), (chair, "received")):
        assert visitor.open(f"/note/{address}/").response.status_code == 200, address


def test_a_journey_of_notes_goes_back_to_its_pages(teacher):
    walk(teacher, "/note/this/", {"what": SECRET}, day("happened_on", today(teacher)), {"about_head": "no"})
    assert SECRET in teacher.text
    teacher.follow("Change")
    assert teacher.heading == "What do you want noted?"
