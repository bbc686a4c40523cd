"""The kit for whoever is attacked online: open to every adult, recorded nowhere, and the tracker of a case."""

from __future__ import annotations

import datetime

import pytest
from django.test import Client
from django.utils import timezone

from lanyard.concerns.actions.steps import take_step
from lanyard.concerns.models import Item
from lanyard.concerns.platforms import told_platforms
from lanyard.people.dues import dues_of
from lanyard.practice.registers import registers_of
from lanyard.records.models import Event
from tests.concerns.cast import send
from tests.concerns.desk import Holder
from tests.concerns.files import attack
from tests.practice.welton import Visitor

pytestmark = pytest.mark.django_db


def test_support_is_there_for_everybody_and_a_visit_leaves_no_trace(cast, capsys):
    visitor = Visitor(cast.adults["assistant"])
    visitor.open("/support/")
    events, items = Event.objects.count(), Item.objects.count()
    session = dict(visitor.client.session.items())
    capsys.readouterr()
    for path in ("/support/", "/support/attack/", "/support/attack/threat/"):
        visitor.open(path)
        assert visitor.response.status_code == 200
    logged = capsys.readouterr().err
    assert "concerns:support" in logged
    assert f'"account": {cast.adults["assistant"].account.pk}' not in logged
    assert (Event.objects.count(), Item.objects.count()) == (events, items)
    assert {key: value for key, value in visitor.client.session.items() if key != "seen"} == {
        key: value for key, value in session.items() if key != "seen"
    }
    visitor.open("/support/")
    assert "Education Support" in visitor.text and "Last checked on" in visitor.text
    assert "If you are not employed by the school" in visitor.text


def test_every_kind_of_attack_has_its_law_its_platforms_and_somebody_to_tell(cast):
    visitor = Visitor(cast.adults["assistant"])
    for category in registers_of(cast.school).kit:
        visitor.open(f"/support/attack/{category.id}/")
        assert visitor.heading == category.title
        for law in category.law:
            assert registers_of(cast.school).law.get(law).title in visitor.text
        assert "Do not reply, and do not delete anything." in visitor.text
        assert ("48 hours" in visitor.text) or category.clock == ""
        assert ("under 18" in visitor.text) == category.gate
    assert visitor.client.get("/support/attack/nonsense/").status_code == 404


def test_a_receipt_opens_the_kit_and_a_stranger_is_led_to_the_sign_in(cast):
    for path in ("/support/", "/support/attack/", "/support/attack/threat/"):
        assert Client().get(path)["Location"].startswith("/sign-in/")
    somebody = Client()
    somebody.post("/receipt/", {"receipt": str(attack(cast).receipt)})
    assert b"What helps against each kind" in somebody.get("/receipt/report/").content
    assert somebody.get("/support/attack/threat/").status_code == 200


def test_a_platform_has_48_hours_for_an_intimate_picture_and_the_answer_is_set_beside_it(cast):
    case, at = attack(cast).case, timezone.now()
    head = {"scope": cast.scope("head"), "unlocked": cast.keys["head"], "case": case, "by": cast.adults["head"].account}
    told = {"platform": "Instagram", "reference": "I-1"}
    take_step(step="intimate-image-reported", facts=told, at=at, **head)
    take_step(step="platform-told", facts={"platform": "WhatsApp", "reference": "not known"}, at=at, **head)
    opened = cast.open("head", case)
    first, second = told_platforms(opened, at=at + datetime.timedelta(hours=49))
    assert first.due == at + datetime.timedelta(hours=48) and first.is_late
    assert second.due is None and not second.is_late and second.reference == "Not known"
    take_step(step="platform-answered", facts={"platform": "instagram", "words": "Taken down"}, at=at, **head)
    first, second = told_platforms(cast.open("head", case), at=at + datetime.timedelta(hours=49))
    assert (first.answer, first.is_late) == ("Taken down", False) and not second.answer


def test_the_tracker_shows_the_ways_once_the_kind_is_known_and_the_wishes(cast):
    case = attack(cast).case
    head = Holder(cast, "head")
    head.step(case, "category-chosen", category="defamation")
    head.step(case, "wishes-recorded", wants_told="everything", wants_action="Take it down", wants_police="no")
    head.step(case, "platform-told", platform="Facebook", reference="F-9")
    head.open(f"/cases/{case.pk}/platforms/")
    assert "How to report it: false claims" in head.text
    assert "Take it down" in head.text and "F-9" in head.text and "Waiting" in head.text


def test_a_week_and_a_month_on_the_handler_is_to_ask_how_the_person_is(cast):
    case = attack(cast).case
    head = Holder(cast, "head")
    head.step(case, "answered", words="We spoke")
    head.read(case)
    assert "Ask how a victim of cyberbullying is" in head.text
    week = cast.open("head", case)
    assert {"wellbeing-first", "wellbeing-second"} <= {run.clock for run in week.standing.clocks if run.running}
    case.refresh_from_db()
    assert case.due_at is not None
    assert "case-due" in {due.kind for due in dues_of(cast.scope("head"))}
    head.step(case, "wellbeing-week", words="Better")
    left = {run.clock for run in cast.open("head", case).standing.clocks if run.running}
    assert "wellbeing-first" not in left and "wellbeing-second" in left


def test_other_cases_have_no_tracker_in_sight(cast):
    case = send(cast).case
    head = Holder(cast, "head").read(case)
    assert "Reports to platforms" not in head.text
