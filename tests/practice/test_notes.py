"""Notes from writing to answer: receipts, lateness, additions, and each answer in its place."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from lanyard.people import timeline
from lanyard.people.dues import Due, dues_of
from lanyard.people.models import Role
from lanyard.people.queries import scope_of
from lanyard.practice import actions
from lanyard.practice.models import Note
from lanyard.practice.note_states import Step
from lanyard.practice.queries import notes as queries
from lanyard.records import jobs
from tests.people.cast import AT
from tests.practice.note_taking import (
    SECRET,
    add,
    answer,
    day,
    note_call,
    note_disclosure,
    note_judgement,
    note_page,
    note_request,
    note_this,
    send_mail_to,
    today,
)
from tests.practice.welton import Visitor
from tests.support.mail_server import mail_server

pytestmark = pytest.mark.django_db


def desk(visitor: Visitor) -> str:
    return visitor.open("/desk/").text


def owed(visitor: Visitor) -> list[Due]:
    """What notes ask of somebody today."""
    found = dues_of(scope_of(visitor.adult.account, on=today(visitor)))
    return [due for due in found if due.kind.startswith("note-")]


def test_a_note_gives_a_receipt_and_reaches_the_head(teacher, head):
    note = note_this(teacher)
    assert f"Your receipt {note.number}" in teacher.text and "The head teacher" in teacher.text
    assert "Sam Whitcombe wanted something noted" in desk(head)
    head.follow("Read")
    assert SECRET in head.text and "Noted on the day" in head.text
    answer(head, note, step="reads", words="Thank you for saying so.")
    assert not owed(head)
    teacher.open(f"/note/{note.pk}/")
    assert "Thank you for saying so." in teacher.text and "Where it stands Read" in teacher.text


def test_the_fingerprint_on_the_receipt_follows_from_the_text(teacher, head):
    note = note_this(teacher)
    assert queries.fingerprint(note) in teacher.text
    assert queries.fingerprint(note_this(teacher, what=f"{SECRET}.")) != queries.fingerprint(note)


def test_late_is_marked_in_words_and_never_refused(teacher, head):
    note = note_judgement(teacher, on=today(teacher) - datetime.timedelta(days=40))
    assert "Noted late: 40 days afterwards" in teacher.text
    assert "Noted late: 40 days afterwards. A late note still counts." in head.open(f"/note/{note.pk}/").text


def test_a_judgement_can_come_beforehand(teacher, head):
    tomorrow = today(teacher) + datetime.timedelta(days=1)
    note = note_judgement(teacher, timing="planned", on=tomorrow)
    assert "Noted beforehand" in head.open(f"/note/{note.pk}/").text
    (due,) = owed(head)
    assert due.by <= tomorrow, "the answer is due before it is done"


@pytest.mark.parametrize(("timing", "days"), [("done", 1), ("planned", -1), ("planned", 900)])
def test_a_day_that_cannot_be_is_questioned(teacher, timing, days):
    teacher.send("/note/judgement/").send(teacher.address, timing=timing)
    teacher.send(teacher.address, departed="own-phone").send(teacher.address, what="a", reason="b", benefit="c")
    teacher.send(teacher.address, **day("happened_on", today(teacher) + datetime.timedelta(days=days)))
    assert teacher.page.find(class_="govuk-error-summary")
    assert not Note.objects.exists()


def test_the_clauses_that_nothing_can_soften_are_not_offered(teacher):
    teacher.send("/note/judgement/").send(teacher.address, timing="done")
    offered = {option["value"] for option in teacher.page.find_all("option")}
    assert "own-phone" in offered and "unforeseen" in offered and "indecent-images" not in offered


def test_the_clause_of_the_page_before_is_chosen_already(teacher):
    teacher.send("/note/judgement/", clause="friends").send(teacher.address, timing="done")
    assert teacher.page.find("option", selected=True)["value"] == "friends"
    teacher.send("/note/judgement/", clause="no-such-clause").send(teacher.address, timing="done")
    assert teacher.page.find("option", selected=True)["value"] == ""


def test_the_head_asks_hr_and_the_writer_does_not_read_the_advice(teacher, head):
    note = note_judgement(teacher)
    answer(head, note, step="asks_hr")
    assert "Record HR’s advice on" in desk(head)
    answer(head, note, step="logs_hr_advice", words="Let it rest", adviser="")
    assert "Enter who advised" in head.text and "Enter the day of the advice" in head.text
    answer(head, note, step="logs_hr_advice", words="Let it rest", adviser="A. Example", **day("advised_on", today(head)))
    assert "A. Example" in head.text and "Let it rest" in head.text
    assert "Let it rest" not in teacher.open(f"/note/{note.pk}/").text and "A. Example" not in teacher.text
    answer(head, note, step="accepts")
    assert "Accepted" in teacher.open(f"/note/{note.pk}/").text


def test_advice_cannot_come_from_the_future(teacher, head):
    note = note_judgement(teacher)
    answer(head, note, step="asks_hr")
    later = today(head) + datetime.timedelta(days=1)
    answer(head, note, step="logs_hr_advice", words="x", adviser="y", **day("advised_on", later))
    assert "The day must be today or in the past" in head.text


def test_an_answer_says_something(teacher, head):
    note = note_judgement(teacher)
    answer(head, note, step="stops")
    assert "Say why it must stop" in head.text
    answer(head, note)
    assert "Select your answer" in head.text
    assert not note.steps.exists()


def test_the_heads_own_judgement_goes_to_the_chair(head, chair):
    note = note_judgement(head)
    assert "Priya Hartwell noted a professional judgement" in desk(chair)
    answer(chair, note, step="accepts")
    assert "Ruth Adeyemi" in head.open(f"/note/{note.pk}/").text


def test_adding_keeps_what_was_there_and_tells_the_reader_again(teacher, head):
    note = note_this(teacher)
    answer(head, note, step="reads")
    add(teacher, note, "One more thing.")
    assert SECRET in teacher.open(f"/note/{note.pk}/").text and "One more thing." in teacher.text
    assert "They have added to it." in desk(head)


def test_the_way_back_from_an_addition_is_there(teacher):
    note = note_this(teacher)
    teacher.send("/note/add/", note=str(note.pk))
    teacher.open(teacher.back)
    assert teacher.response.status_code == 200 and "Begun and not sent" in teacher.text
    teacher.press("Throw it away")
    assert teacher.response.status_code == 200 and "Begun and not sent" not in teacher.text
    teacher.send("/note/add/")
    teacher.send(teacher.address, added="To no note").send(teacher.address)
    assert "Choose the note first" in teacher.text and not note.steps.exists()


def test_a_question_comes_back_to_the_writer(teacher, head):
    note = note_this(teacher)
    answer(head, note, step="asks", words="Which door was it?")
    assert "Answer a question" in desk(teacher)
    assert not owed(head)
    add(teacher, note, "The back door.")
    assert "Answer a question" not in desk(teacher) and "They have added to it" in desk(head)


def test_a_call_is_countersigned_and_its_number_deleted(teacher, head):
    note = note_call(teacher, deleted="no")
    assert "Delete the number, and say so" in desk(teacher)
    teacher.open(f"/note/{note.pk}/").send(f"/note/{note.pk}/confirm/", step="confirms_deletion")
    assert "Confirmed that the number is deleted" in teacher.text and not owed(teacher)
    answer(head, note, step="countersigns")
    assert "Countersigned" in teacher.open(f"/note/{note.pk}/").text


def test_a_number_that_is_gone_already_is_not_asked_for_again(teacher):
    note_call(teacher, deleted="yes")
    assert not owed(teacher)


def test_the_calls_show_where_a_trip_phone_is_needed(teacher, head):
    for trip in ("Bristol", " bristol ", "Zoo"):
        note_call(teacher, trip=trip)
    head.open("/note/calls/")
    assert "A trip phone is needed for: bristol." in head.text and "Sam Whitcombe" in head.text


def test_several_calls_are_countersigned_at_once_after_reading_them(teacher, head):
    notes = [note_call(teacher) for _ in range(3)]
    desk(head)
    head.follow("Countersign several emergency calls at once")
    assert head.text.count(SECRET) == 3
    values = [box["value"] for box in head.page.find_all("input", attrs={"name": "notes"})]
    head.client.post(head.address, {"notes": values[:2]})
    assert sorted(note.steps.filter(kind="countersigns").count() for note in notes) == [0, 1, 1]
    assert "Select at least one" in head.send("/note/together/own-phone/").text
    assert head.open("/note/together/judgement/").response.status_code == 404


def test_what_changed_meanwhile_is_not_countersigned_unread(teacher, head):
    note = note_call(teacher)
    values = [f"{note.pk}:{note.steps.count()}"]
    add(teacher, note, "It was two calls.")
    head.send("/note/together/own-phone/", notes=values[0])
    assert "One of them has changed" in head.text
    scope = scope_of(head.adult.account, on=today(head))
    told = {"scope": scope, "notes": [(note, 1)], "step": Step.COUNTERSIGNS, "by": head.adult.account, "at": AT}
    assert actions.take_steps_together(**told) == 0
    assert not note.steps.filter(kind="countersigns").exists()


def test_pressing_twice_answers_once(teacher, head):
    note = note_judgement(teacher)
    for _ in range(2):
        answer(head, note, seen=0, step="advises", words="Ring the office first.")
    assert note.steps.count() == 1
    assert "Something was added to this while you were writing" in head.text and "Ring the office first." in head.text


def test_a_request_goes_to_the_safeguarding_lead_and_patterns_show(teacher, school, lead, head):
    other = Visitor.at(school, "Hannah Kowal")
    note_request(teacher, handle="@Star_77", pupil="JT")
    note_request(other, handle="star_77", pupil="jt ")
    note_request(other, handle="not shown")
    lead.open("/note/signals/")
    assert "2 adults were tried" in lead.text and "Account: " in lead.text and "Pupil: " in lead.text
    assert not owed(head)
    assert head.open("/note/signals/").response.status_code == 403


def test_one_adult_tried_twice_is_a_child_reaching_out(teacher, lead):
    note_request(teacher)
    note_request(teacher)
    assert "A child may be reaching out" in lead.open("/note/signals/").text


def test_a_disclosure_is_urgent_and_leaves_when_it_was_taken_over(teacher, lead, head):
    note = note_disclosure(teacher)
    assert "01632 960 102" in teacher.text and SECRET not in teacher.text
    assert "Now" in desk(lead) and not owed(head)
    assert SECRET in lead.open(f"/note/{note.pk}/").text
    add(teacher, note, SECRET)
    answer(lead, note)
    assert "Enter the reference" in lead.text
    answer(lead, note, reference="CP-2041")
    note.refresh_from_db()
    assert bytes(note.body) == b"" and note.removed_at is not None
    assert all(not step.body for step in note.steps.exclude(kind="transfers"))
    for visitor in (teacher, lead):
        assert SECRET not in visitor.open(f"/note/{note.pk}/").text
        assert "Took it over into the school’s child-protection records" in visitor.text
    assert "CP-2041" in lead.text and "CP-2041" not in teacher.open(f"/note/{note.pk}/").text
    teacher.send("/note/add/", note=str(note.pk))
    assert teacher.response.status_code == 404
    assert not owed(lead)


def test_the_lead_has_a_mail_without_content_at_once(teacher, school, settings):
    lead = Visitor.at(school, "Tom Bellamy", Role.DSL, email="tom.bellamy@example.org")
    with mail_server() as box:
        send_mail_to(box, settings)
        note_disclosure(teacher)
        jobs.run_due(at=timezone.now(), worker="tests")
        jobs.run_due(at=timezone.now(), worker="tests")
    (message,) = box.messages
    assert message["To"] == "tom.bellamy@example.org" and "/desk/" in str(message)
    assert SECRET not in str(message) and "pupil" not in str(message)
    assert owed(lead)


def test_a_disclosure_about_the_head_goes_to_the_chair_and_the_lado_is_named(teacher, lead, head, chair):
    note = note_disclosure(teacher, about="head")
    assert "07700 900 143" in teacher.text and "01632 960 118" in teacher.text and "procedure for allegations" in teacher.text
    assert "passed on what a pupil said" in desk(chair)
    for visitor in (head, lead):
        assert not owed(visitor)
        assert visitor.open(f"/note/{note.pk}/").response.status_code == 404


def test_a_disclosure_about_the_lead_goes_to_the_head(teacher, lead, head):
    note = note_disclosure(teacher, about="lead")
    assert lead.open(f"/note/{note.pk}/").response.status_code == 404
    assert SECRET in head.open(f"/note/{note.pk}/").text


def test_where_nobody_may_read_it_the_local_authority_is_named(chair, head):
    note = note_this(chair, about_head="yes")
    assert "Phone somebody outside the school" in chair.heading and "01632 960 118" in chair.text
    assert head.open(f"/note/{note.pk}/").response.status_code == 404


def test_a_page_is_looked_at_with_a_second_adult_who_confirms(lead, teacher, head):
    note = note_page(lead, teacher)
    assert "Confirm that you were there" in desk(teacher)
    teacher.follow("Confirm that you were there")
    assert SECRET not in teacher.text and "star_77" not in teacher.text
    teacher.send(f"/note/{note.pk}/confirm/", step="was_there")
    assert not owed(teacher)
    assert SECRET in head.open(f"/note/{note.pk}/").text and "Confirmed having been there" in head.text
    assert teacher.open("/note/pupil-page/").response.status_code == 403


def test_the_lead_cannot_sit_beside_themselves(lead, teacher):
    lead.send("/note/pupil-page/").send(lead.address, report="x", reason="y")
    lead.send(lead.address, platform="x", handle="y", looked="no")
    values = {option["value"] for option in lead.page.find_all("option")}
    assert str(lead.adult.pk) not in values and str(teacher.adult.pk) in values


def test_departures_become_a_suggestion_for_the_review(teacher, head, chair):
    for _ in range(2):
        note_judgement(teacher)
    assert "Not yet: from 3" in head.open("/note/judgements/").text
    note_judgement(teacher)
    assert "3 Suggested" in head.open("/note/judgements/").text
    assert "3 Suggested" in chair.open("/note/judgements/").text and "Sam Whitcombe" not in chair.text


def test_received_lists_what_waits_and_what_was_answered(teacher, head):
    one, two = note_this(teacher), note_judgement(teacher)
    answer(head, one, step="reads")
    head.open("/note/received/")
    assert two.kind == "judgement"
    assert head.text.index("a professional judgement") < head.text.index("something to be noted")


def test_the_timeline_holds_everything_and_no_pupils_words(teacher, head):
    note, told = note_this(teacher), note_disclosure(teacher)
    answer(head, note, step="reads", words="Thank you.")
    entries = timeline.timeline_of(scope_of(teacher.adult.account, on=today(teacher)))
    ours = [entry for entry in entries if entry.kind.startswith("note")]
    assert [entry.words for entry in ours if entry.kind == "note step"] == ["Priya Hartwell read it."]
    by_receipt = {entry.statement["receipt"]: entry.statement for entry in ours if entry.kind == "note"}
    assert by_receipt[note.number]["text"][0]["said"] == SECRET
    assert SECRET not in str(by_receipt[told.number])
