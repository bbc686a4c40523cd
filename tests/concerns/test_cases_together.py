"""Several cases side by side: for whoever decides, after a press of a button, without a count or a score."""

from __future__ import annotations

import re

import pytest

from lanyard.concerns.models import Item, ItemKind
from lanyard.policy.routes.kinds import About, Matter
from tests.concerns.cast import send
from tests.concerns.desk import Holder

pytestmark = pytest.mark.django_db


@pytest.fixture
def head(cast) -> Holder:
    return Holder(cast, "head")


def test_concerns_about_the_same_adult_stand_together_once_every_case_says_that_somebody_looked(cast, head):
    first = send(cast, about=("assistant",), words="Hannah Kowal sat alone with a pupil.").case
    second = send(cast, about=("assistant",), words="Hannah Kowal gave a pupil a lift.").case
    send(cast, about=("teacher",), words="Sam Whitcombe was late.")
    send(cast, words="Somebody shouted.")
    head.open("/cases/side-by-side/")
    assert "Hannah Kowal" not in head.text
    head.press("Open them")
    assert [each.get_text() for each in head.page.find("main").find_all("h2")] == ["Hannah Kowal"]
    assert first.reference in head.text and second.reference in head.text
    assert "gave a pupil a lift" in head.text and "Sam Whitcombe was late" not in head.text
    assert Item.objects.filter(kind=ItemKind.READING, by=cast.adults["head"]).count() == 4
    assert head.open("/cases/side-by-side/").page.find("h2"), "it is asked once in a sign-in"
    assert head.open(f"/cases/{first.pk}/").address.endswith("/read/"), "the whole of it needs a reason of its own"
    assert "i look at concerns side by side" in head.read(first).response.content.decode()


def test_whoever_is_left_out_for_another_reason_is_not_named_as_somebody_it_is_about(cast, head):
    for _ in range(2):
        send(cast, about=("teacher",), words="Hannah Kowal did something.")
    head.open("/cases/side-by-side/").press("Open them")
    assert "Sam Whitcombe" not in head.text


def test_the_chair_sees_only_what_the_chair_decides(cast, head):
    case = send(cast, about=("assistant",), words="Hannah Kowal sat alone with a pupil.").case
    send(cast, about=("assistant",), words="Hannah Kowal gave a pupil a lift.")
    send(cast, about=("head",), words="Priya Hartwell laughed.", whom=frozenset({About.HEAD}))
    send(cast, about=("head",), words="Priya Hartwell shouted.", whom=frozenset({About.HEAD}))
    chair = Holder(cast, "chair").open("/cases/side-by-side/")
    chair.press("Open them")
    assert [each.get_text() for each in chair.page.find("main").find_all("h2")] == ["Priya Hartwell"]
    assert case.reference not in chair.text


def note(head: Holder, case, **told) -> None:
    head.read(case).open(f"/cases/{case.pk}/incident/")
    day = {"day-day": told.pop("day"), "day-month": "11", "day-year": "2026", "time": "09:30"}
    given = {"actor": "Mr Fell", "target": "Ms Kowal", "words": "He wrote that she steals.", "occasion": "own", **told}
    head.fill(**day, **given)


def test_what_one_person_did_to_another_stands_together_and_says_when_a_second_occasion_began(cast, head):
    attack = {"matter": Matter.ATTACK, "whom": frozenset({About.OUTSIDER})}
    case, other = send(cast, **attack).case, send(cast, **attack).case
    note(head, case, day="2")
    note(head, case, day="2", words="And again, a minute later.")
    (first, again) = Item.objects.filter(case=case, kind=ItemKind.INCIDENT).order_by("number")
    head.open("/cases/conduct/")
    if "Open them" in head.text:
        head.press("Open them")
    assert "A second occasion began" in head.text
    assert head.page.find("h2").get_text() == "Mr Fell, to Ms Kowal"
    note(head, other, day="9", actor="mr  fell", words="Once more.")
    assert head.open("/cases/conduct/").text.count("A second occasion began") == 1
    assert not re.search(r"score|risk|rank", head.text.casefold())


def test_the_same_occasion_is_none_of_its_own(cast, head):
    case = send(cast, matter=Matter.ATTACK, whom=frozenset({About.OUTSIDER})).case
    note(head, case, day="2")
    first = Item.objects.get(case=case, kind=ItemKind.INCIDENT)
    note(head, case, day="2", words="A minute later.", occasion=str(first.pk))
    head.open("/cases/conduct/")
    assert "A minute later." in head.text and "A second occasion began" not in head.text


def test_an_incident_needs_a_name_or_the_word_that_nobody_knows_and_no_future(cast, head):
    case = send(cast, matter=Matter.ATTACK, whom=frozenset({About.OUTSIDER})).case
    note(head, case, day="2", actor="")
    assert "Either say who did it, or that nobody knows" in head.text
    head.fill(
        actor="", nobody="on", target="Ms Kowal", words="x", time="9", **{"day-day": "1", "day-month": "1", "day-year": "2099"}
    )
    assert "Enter a time such as 14:30" in head.text
    head.fill(
        actor="", nobody="on", target="Ms Kowal", words="x", time="9:00", **{"day-day": "1", "day-month": "1", "day-year": "2099"}
    )
    assert "It cannot have happened later than now" in head.text
    assert not Item.objects.filter(kind=ItemKind.INCIDENT).exists()
