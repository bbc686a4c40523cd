"""What is on record answers in Ask: only when it is meant, only while it is in force, and openly (2.5.6, 2.5.7, 2.6.2)."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from lanyard.people.queries import scope_of
from lanyard.practice.actions import agreements, declarations, protocols
from lanyard.practice.actions.agreements import PupilAsked
from lanyard.practice.agreement_states import Act
from lanyard.practice.models import KeptAnswer
from tests.people.cast import make_adult
from tests.practice.welton import Visitor

DAY = datetime.timedelta(days=1)
ASKED = "Is one of these meant?"


@pytest.fixture
def head(school):
    return make_adult(school, "Priya Hartwell", "head")


def scope(adult):
    return scope_of(adult.account, on=timezone.localdate())


def agree(asker, head, *called, last=4, purpose="The residential"):
    at, today = timezone.now(), timezone.localdate()
    words = {"detail": "number", "purpose": purpose, "channel": "texts", "tried": "", "safeguards": [], "more": ""}
    made = agreements.ask_agreement(
        scope=scope(asker), pupils=[PupilAsked(each) for each in called], starts_on=today - DAY,
        ends_on=today + last * DAY, words=words, by=asker.account, at=at,
    )  # fmt: skip
    agreements.decide_agreement(scope=scope(head), agreement=made, agrees=True, by=head.account, at=at)
    for pupil in made.pupils.all():
        agreements.record_parents_word(
            scope=scope(head), pupil=pupil, act=Act.PARENT_AGREES, words={"name": "E"}, by=head.account, at=at
        )
    return made


def ask_about_my_number(teacher):
    teacher.ask("share_contact")
    answers = {"Who is the other person?": "A pupil at this school", "Whose": ""}
    while teacher.heading in answers:
        teacher.choose(answers[teacher.heading])
    return teacher


def test_a_live_agreement_answers_once_it_is_said_to_be_meant(teacher, head):
    agree(teacher.adult, head, "A F, 6B")
    ask_about_my_number(teacher)
    assert teacher.heading == ASKED
    teacher.choose("A F, 6B: The residential")
    assert teacher.heading == "Yes"
    assert "This rests on your agreement of" in teacher.text and "which runs until" in teacher.text
    assert "from what is on record" in teacher.text
    assert "A F" not in "".join(teacher.addresses)
    assert all("?" not in address for address in teacher.addresses)


def test_for_another_pupil_nothing_is_filled_in(teacher, head):
    agree(teacher.adult, head, "A F, 6B")
    ask_about_my_number(teacher).choose("None of these")
    assert teacher.heading != ASKED
    for _ in range(6):
        if teacher.address.endswith("/answer/"):
            break
        labels = [label.get_text().strip() for label in teacher.page.find_all("label", class_="govuk-radios__label")]
        teacher.choose("My own phone number" if "My own phone number" in labels else labels[1])
    assert teacher.heading == "Not without agreement"
    assert "This rests on" not in teacher.text


def test_each_pupil_of_a_group_is_offered_by_themselves(teacher, head):
    agree(teacher.adult, head, "A F, 6B", "B C, 6B")
    agree(teacher.adult, head, "D E, 3K", purpose="The choir")
    ask_about_my_number(teacher)
    for called in ("A F, 6B", "B C, 6B", "D E, 3K: The choir"):
        assert called in teacher.text


def test_what_ended_is_not_offered_and_nobody_elses_is(school, teacher, head):
    ended = agree(teacher.adult, head, "A F, 6B")
    agreements.take_request_back(scope=scope(teacher.adult), agreement=ended, by=teacher.adult.account, at=timezone.now())
    agree(make_adult(school, "Hannah"), head, "B C, 6B")
    assert ask_about_my_number(teacher).heading != ASKED


def test_an_answer_that_rested_on_something_that_ended_is_asked_again(teacher, head):
    held = agree(teacher.adult, head, "A F, 6B")
    ask_about_my_number(teacher).choose("A F, 6B: The residential")
    answer = teacher.address
    agreements.take_request_back(scope=scope(teacher.adult), agreement=held, by=teacher.adult.account, at=timezone.now())
    teacher.open(answer)
    assert teacher.heading != "Yes"
    assert "no longer in force" in teacher.page.get_text()


def test_the_person_may_change_what_came_from_a_record(teacher, head):
    agree(teacher.adult, head, "A F, 6B")
    ask_about_my_number(teacher).choose("A F, 6B: The residential")
    journey = teacher.address.removesuffix("answer/")
    teacher.open(f"{journey}parent_agreed/").choose("No, or not yet")
    while not teacher.address.endswith("/answer/"):
        labels = [label.get_text().strip() for label in teacher.page.find_all("label", class_="govuk-radios__label")]
        teacher.choose("My own phone number" if "My own phone number" in labels else labels[1])
    assert teacher.heading == "Not without agreement"
    assert "This rests on" not in teacher.text


def test_a_kept_answer_names_no_record(teacher, head):
    agree(teacher.adult, head, "A F, 6B")
    ask_about_my_number(teacher).choose("A F, 6B: The residential").press("Keep this answer")
    assert "A F" not in str(KeptAnswer.objects.values())


def test_a_live_protocol_answers_for_its_channels(school, teacher, head):
    today, at = timezone.localdate(), timezone.now()
    told = {
        "title": "Netball club", "kind": "club", "pupils": "The team", "channels": ["email"], "hours": "-", "supervision": "-",
        "retention": "-", "rules": "", "starts_on": today, "ends_on": today + DAY, "review_on": today,
    }  # fmt: skip
    made = protocols.propose_protocol(scope=scope(teacher.adult), told=told, replaces=None, by=teacher.adult.account, at=at)
    protocols.decide_protocol(scope=scope(head), protocol=made, approves=True, reason="", by=head.account, at=at)
    other = Visitor.at(school, "Hannah Kowal")
    said = {
        "Who is the other person?": "A pupil at this school",
        "How would you be in touch?": "E-mail",
        "Which account would you use?": "A school account, address or number",
        "What is it for?": "School work",
        ASKED: "Netball club, and this keeps to it",
        "When would it be?": "While I am at work",
    }
    other.ask("contact")
    while not other.address.endswith("/answer/"):
        other.choose(said.get(other.heading, "No"))
    assert other.heading == "Yes"
    assert "the protocol “Netball club”" in other.text


def test_a_declaration_answers_whether_the_link_is_declared(teacher):
    words = {"link": "club", "with_whom": "parent", "family": "Okafor"}
    declarations.declare(scope=scope(teacher.adult), words=words, by=teacher.adult.account, at=timezone.now())
    teacher.ask("accept_friend").choose("A pupil’s parent or carer")
    teacher.choose("Yes, or perhaps")
    assert teacher.heading == ASKED
    teacher.choose("Okafor: we meet at a club, a sport or a hobby")
    assert "This rests on your declaration of" in teacher.text
    assert "Tell the head teacher about the link" not in teacher.text


def test_the_answer_names_the_schools_approved_ways(teacher):
    teacher.ask("share_contact").choose("A pupil’s parent or carer").choose("My own phone number")
    assert teacher.heading == "No"
    assert "The school’s approved ways" in teacher.text and "The school phone" in teacher.text
