"""No fact about anybody stands in an address, and nothing of a journey stays in a browser."""

from __future__ import annotations

import re

import pytest

from tests.practice.welton import Visitor, pack

VALUES = {value.id for fact in pack().vocabulary for value in fact.values} - {"yes", "no"}
JOURNEYS = [
    ("accept_friend", ["A pupil’s parent or carer", "Yes, or perhaps", "No"]),
    ("share_contact", ["A pupil at this school", "My own phone number", "No, or not yet"]),
    ("found", ["I am not sure"]),
    ("contact", ["A pupil’s parent or carer", "Group chat"]),
]


@pytest.mark.parametrize(("act", "labels"), JOURNEYS)
def test_no_address_holds_a_fact(teacher, act, labels):
    teacher.ask(act)
    for label in labels:
        teacher.choose(label)
    journey = teacher.address.split("/")[2]
    for rest in ("answers/", "answer/"):
        teacher.open(f"/ask/{journey}/{rest}")
    teacher.press("Put it in my list" if act == "found" else "Keep this answer")
    for address in teacher.addresses:
        assert "?" not in address
        parts = set(re.split(r"[/=&]", address))
        assert not parts & VALUES - {"answers"}, address


def test_the_address_of_a_question_names_what_is_asked_and_not_what_was_said(teacher):
    teacher.ask("found").choose("I am not sure")
    journeys = {address.split("/")[2] for address in teacher.addresses if address.startswith("/ask/") and len(address) > 5}
    assert len(journeys) == 1
    assert re.fullmatch(r"[\w-]{16}", journeys.pop())


def test_pages_of_a_journey_are_not_stored_and_send_no_referrer_abroad(teacher):
    teacher.ask("found").choose("I am not sure")
    assert teacher.response.headers["Cache-Control"] == "no-store"
    assert teacher.response.headers["Referrer-Policy"] == "same-origin"


def test_every_form_of_a_journey_is_sent_by_post(teacher):
    teacher.ask("accept_friend")
    for form in teacher.page.find("main").find_all("form"):
        assert form["method"] == "post"
    teacher.open("/")
    gets = [form for form in teacher.page.find_all("form") if form["method"] == "get"]
    assert [form["action"] for form in gets] == ["/policy/search/"]


def test_the_answer_asks_nobody_to_handle_an_indecent_image(teacher):
    teacher.ask("found")
    for label in ("Yes", "I am not sure"):
        teacher.ask("found").choose(label)
        main = teacher.page.find("main")
        assert main.find("textarea") is None
        said = re.sub(r"[Dd]o not [^.]*\.", "", teacher.text)
        handling = re.compile(r"\b(screenshots?|captur\w*|cop(y|ies)|download|save|forward|open)\b", re.IGNORECASE)
        assert handling.findall(said) == [], said
        assert str(main).index("tel:101") < str(main).index("Put it in my list")


def test_a_journey_that_was_tampered_with_is_not_believed(teacher):
    question = teacher.ask("share_contact").address
    journey = question.split("/")[2]
    teacher.client.cookies["lanyard"] = "x" * 32
    assert teacher.client.get(f"/ask/{journey}/answers/").status_code == 302


def test_nobody_asks_without_signing_in(client, school):
    for address in ("/", "/answers/", "/policy/", "/policy/map/", "/lessons/", "/ask/x/answer/"):
        response = client.get(address)
        assert response.status_code == 302 and response.url.startswith("/sign-in/")


def test_a_form_without_its_token_is_refused(school):
    from django.test import Client

    visitor = Visitor.at(school)
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = visitor.client.cookies
    assert strict.post("/ask/", {"act": "found"}).status_code == 403


def test_a_refused_form_leaves_only_its_own_field_in_the_session(teacher):
    teacher.ask("share_contact")
    fields = {f"more{place}": "words" * 100 for place in range(50)}
    teacher.client.post(teacher.address, {"answer": "x" * 5000, **fields})
    assert teacher.client.session["refused"]["said"] == {"answer": "x" * 200}
