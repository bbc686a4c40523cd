"""Following who has acknowledged: names for whom they are for, counts that point at nobody, paper, and what held on a day."""

from __future__ import annotations

import csv
import datetime
import io

import pytest

from lanyard.people import dues
from lanyard.people.models import Adult
from lanyard.people.timeline import timeline_of
from lanyard.practice import queries
from lanyard.practice.counts import Hidden, hidden
from lanyard.practice.living import living_by
from lanyard.practice.models import Acknowledgement, Campaign
from lanyard.practice.sheets import harmless
from tests.people.cast import AT, TODAY, make_adult, make_school
from tests.practice.small import adopt, policy, prepare, say, scope, sign_paper, version
from tests.practice.welton import Visitor

pytestmark = pytest.mark.django_db

NAMES = ("Priya Hartwell", "Carol Whitlow", "Ruth Adeyemi", "Sam Whitcombe")


@pytest.fixture
def school(db):
    made = make_school()
    adopt(made, version(1))
    return made


@pytest.fixture
def cast(school) -> dict[str, Visitor]:
    """Head, business manager, chair and a teacher, each signed in."""
    return {
        "head": Visitor.at(school, "Priya Hartwell", "head"),
        "manager": Visitor.at(school, "Carol Whitlow", "business_manager", group="support"),
        "chair": Visitor.at(school, "Ruth Adeyemi", "chair", group="governor"),
        "teacher": Visitor.at(school, "Sam Whitcombe"),
    }


def agree(adult: Adult) -> Acknowledgement:
    """Read, answer and agree."""
    prepare(adult)
    return say(adult, "agree")


@pytest.mark.parametrize(
    ("address", "allowed"),
    [
        ("/acknowledgements/", {"head", "manager"}),
        ("/acknowledgements/list.csv", {"head", "manager"}),
        ("/acknowledgements/on/", {"head", "manager"}),
        ("/acknowledgements/counts/", {"head", "manager", "chair"}),
        ("/acknowledgements/answers/", {"head", "chair"}),
        ("/acknowledgements/paper/", {"head", "manager"}),
        ("/acknowledgements/paper/sheet/", {"head", "manager"}),
        ("/acknowledgements/paper/new/", {"head", "manager"}),
        ("/campaigns/", {"head", "manager"}),
        ("/record/", {"head", "manager", "chair", "teacher"}),
        ("/practise/", {"head", "manager", "chair", "teacher"}),
    ],
)
def test_who_sees_what(cast, address, allowed):
    answered = {who for who, visitor in cast.items() if visitor.client.get(address).status_code == 200}
    assert answered == allowed


def test_the_list_names_everybody_and_never_a_situation(cast):
    agree(cast["teacher"].adult)
    say(cast["chair"].adult, "need_help")
    page = cast["manager"].open("/acknowledgements/")
    for name in NAMES:
        assert name in page.text
    assert "Asked for help" in page.text and "1 of 4 have" in page.text
    rows = list(csv.DictReader(io.StringIO(page.client.get("/acknowledgements/list.csv").content.decode("utf-8-sig"))))
    assert {row["Name"]: row["Status"] for row in rows}["Sam Whitcombe"] == "Agrees"
    assert [row["Name"] for row in rows][0] == "Ruth Adeyemi"


def test_the_chair_sees_no_name_and_no_small_number(cast):
    agree(cast["teacher"].adult)
    page = cast["chair"].open("/acknowledgements/counts/")
    assert not any(name in page.text for name in NAMES if name != "Ruth Adeyemi")
    assert "Fewer than 5 of 4" not in page.text and "1 of" not in page.text


@pytest.mark.parametrize(
    ("settled", "total", "shown"),
    [
        (0, 3, "Fewer than 5 people: not shown"),
        (4, 20, "Fewer than 5 of 20"),
        (5, 20, "5 of 20"),
        (15, 20, "15 of 20"),
        (16, 20, "Nearly all of 20"),
        (20, 20, "20 of 20"),
    ],
)
def test_small_numbers_are_hidden_from_both_ends(settled, total, shown):
    assert Hidden("Teachers", settled, total).shown == shown


def test_no_hidden_number_follows_from_the_others(school):
    for group, members, done in (("teacher", 12, 6), ("support", 8, 7), ("governor", 2, 1)):
        for number in range(members):
            adult = make_adult(school, f"{group} {number}", group=group)
            if number < done:
                agree(adult)
    rows, whole = hidden(queries.places(school, policy(school), on=TODAY))
    assert [(row.name, row.shown) for row in rows] == [
        ("Teacher", "6 of 12"),
        ("Other groups together", "Nearly all of 10"),
    ]
    assert whole == "At least 10 of 22"


def test_help_and_a_no_are_dues_of_whoever_decides(cast):
    row = say(cast["teacher"].adult, "need_help")
    (due,) = [one for one in dues.dues_of(scope(cast["head"].adult)) if one.kind == "acknowledgement answer"]
    assert due.title == "Speak with Sam Whitcombe about the policy"
    cast["head"].open(due.href).press("We have spoken")
    assert "Nobody is waiting for you." in cast["head"].text
    (due,) = [one for one in dues.dues_of(scope(cast["teacher"].adult)) if one.kind == "acknowledge"]
    assert due.by is None and "spoken with you" in due.why
    assert cast["chair"].client.post(f"/acknowledgements/answers/{row.pk}/").status_code == 404


def test_an_open_acknowledgement_is_due_and_a_settled_one_is_not(cast):
    teacher = cast["teacher"].adult
    (due,) = [one for one in dues.dues_of(scope(teacher)) if one.kind == "acknowledge"]
    assert due.by == TODAY + datetime.timedelta(days=14) and due.why == "You have not acknowledged it yet."
    assert teacher.name not in due.key
    agree(teacher)
    assert not [one for one in dues.dues_of(scope(teacher)) if one.kind == "acknowledge"]
    adopt(teacher.school, version(2, everybody=1), days=10)
    (due,) = [one for one in dues.dues_of(scope(teacher)) if one.kind == "acknowledge"]
    assert due.why == "One clause that binds you has changed since you last agreed."


def test_whoever_runs_a_campaign_hears_when_its_day_has_passed(cast):
    Campaign.objects.update(begun_at=AT - datetime.timedelta(days=60), due_on=TODAY - datetime.timedelta(days=1))
    Adult.objects.update(starts_on=TODAY - datetime.timedelta(days=90))
    (due,) = [one for one in dues.dues_of(scope(cast["manager"].adult)) if one.kind == "campaign"]
    assert due.title == "4 people have not acknowledged version 1"
    assert not [one for one in dues.dues_of(scope(cast["teacher"].adult)) if one.kind == "campaign"]


def test_the_day_of_a_campaign_is_changed_on_its_page(cast):
    day = TODAY + datetime.timedelta(days=40)
    fields = {"due_on-day": str(day.day), "due_on-month": str(day.month), "due_on-year": str(day.year)}
    cast["manager"].send("/campaigns/", **fields)
    assert Campaign.objects.get().due_on == day
    cast["manager"].send("/campaigns/", **{**fields, "due_on-year": "2020"})
    assert "The day must be today or later" in cast["manager"].text


def test_paper_is_recorded_step_by_step_and_can_be_corrected(cast):
    manager, teacher = cast["manager"], cast["teacher"].adult
    manager.open("/acknowledgements/paper/new/").press("Start")
    assert "Carol Whitlow" not in manager.text
    manager.send(manager.address, adult=str(teacher.pk))
    manager.send(manager.address, version=policy(teacher.school).pack.hash, said="agree")
    manager.send(manager.address, **{"signed_on-day": "20", "signed_on-month": "11", "signed_on-year": "2026"})
    assert "Sam Whitcombe" in manager.text
    manager.press("Record it")
    row = Acknowledgement.objects.get(adult=teacher)
    assert (row.method, row.witness, row.response) == ("paper", manager.adult, "agree")
    assert "witnessed by Carol Whitlow" in manager.text
    cast["teacher"].open(f"/acknowledge/{row.pk}/")
    assert "On paper, witnessed by Carol Whitlow" in cast["teacher"].text
    manager.follow("This is a mistake").press("Mark it as a mistake")
    assert "Nothing yet." in manager.text
    cast["teacher"].open("/record/")
    assert "marked as a mistake" in cast["teacher"].text
    assert manager.client.get(f"/acknowledgements/paper/{row.pk}/mistake/").status_code == 404


def test_ones_own_paper_is_not_found(cast):
    row = sign_paper(cast["manager"].adult, cast["head"].adult)
    assert cast["head"].client.get(f"/acknowledgements/paper/{row.pk}/mistake/").status_code == 404


def test_who_had_agreed_to_what_on_a_day(cast):
    teacher, head = cast["teacher"].adult, cast["head"].adult
    sign_paper(cast["manager"].adult, teacher, signed_on=TODAY - datetime.timedelta(days=20))
    first = policy(teacher.school).pack.hash
    adopt(teacher.school, version(2, everybody=1, heads=1), days=400)
    agree(teacher)
    agree(head)

    def on(days: int) -> dict[str, str]:
        found = queries.agreed_on(teacher.school, TODAY - datetime.timedelta(days=days))
        return {one.name: one.version for one in found if one.version}

    assert on(0) == {"Sam Whitcombe": "2", "Priya Hartwell": "2"}
    assert on(1) == on(20) == {"Sam Whitcombe": "1"}
    assert on(21) == {}
    day = TODAY - datetime.timedelta(days=1)
    asked = f"on-day={day.day}&on-month={day.month}&on-year={day.year}"
    page = cast["manager"].open(f"/acknowledgements/on/?{asked}")
    assert "version 1, on" in page.text
    rows = list(csv.DictReader(io.StringIO(page.client.get(f"/acknowledgements/on/?{asked}&file=1").content.decode("utf-8-sig"))))
    assert {row["Name"]: row["Fingerprint of the version"] for row in rows}["Sam Whitcombe"] == first
    assert "Enter the day" in cast["manager"].open("/acknowledgements/on/?on-day=&on-month=&on-year=").text


def test_another_school_is_nowhere_in_it(cast):
    other = make_school("Elsewhere Primary School")
    adopt(other, version(1))
    stranger = make_adult(other, "Ola Example")
    agree(stranger)
    assert "Ola Example" not in cast["head"].open("/acknowledgements/").text
    assert all(one.name != "Ola Example" for one in queries.agreed_on(cast["head"].adult.school, TODAY))


@pytest.mark.parametrize("text", ["=1+1", "+44 1632", "-2", "@cmd", "\t=1", " =1", "\r=1", "\uff1d1"])
def test_nothing_typed_becomes_a_formula(text):
    assert harmless(text).startswith("'")
    assert harmless("Sam Whitcombe") == "Sam Whitcombe" and harmless(None) == ""


def test_how_the_school_lives_the_clause(school):
    from lanyard.practice.sources.acknowledgements import clause_serving
    from tests.practice.welton import pack

    assert clause_serving(pack()) == "follow-it"
    assert clause_serving(policy(school).pack) == ""
    assert living_by(school, "follow-it", on=TODAY) == []


def test_the_timeline_tells_what_was_said(cast):
    row = agree(cast["teacher"].adult)
    (entry,) = [one for one in timeline_of(scope(cast["teacher"].adult)) if one.kind == "acknowledged"]
    assert entry.words == "You agreed to version 1 of the policy." and str(row.pk) in entry.href
    assert not [one for one in timeline_of(scope(cast["head"].adult)) if one.kind == "acknowledged"]
