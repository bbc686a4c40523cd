"""Something personal on school equipment: words alone, decided by nobody whom it may concern (2.4.6)."""

from __future__ import annotations

import itertools

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from lanyard.people.dues import dues_of
from lanyard.people.models import Draft
from lanyard.people.queries import decider_for
from lanyard.people.timeline import timeline_of
from lanyard.practice.actions import found_content as actions
from lanyard.practice.models import FoundContent, FoundOutcome, FoundStep
from lanyard.practice.models.final import RowIsFinal
from lanyard.practice.queries import found_content as queries
from lanyard.records.models import Event
from tests.people.cast import AT, TODAY, make_adult, make_school
from tests.practice.lending import add, scope
from tests.practice.test_phones import everything_in_the_database
from tests.practice.welton import Visitor, sign_in

pytestmark = pytest.mark.django_db
WORDS = {"device": "", "what": "Quince pictures", "where": "In the office safe"}
GATE = "/protect/equipment/found/"
STOP = f"{GATE}stop/"


@pytest.fixture
def cast(school):
    told = (("head", "Priya Hartwell"), ("chair", "Ruth Adeyemi"), ("it_lead", "Kofi Mensah"), ("business_manager", "Jo Lund"))
    return {role: make_adult(school, name, role) for role, name in told}


def tell(finder, concerned=None):
    told = {"equipment": None, "concerned": concerned, "found_on": TODAY, "words": {**WORDS, "device": "The old tablet"}}
    return actions.tell_of_found(scope=scope(finder), **told, by=finder.account, at=AT)


def decide(adult, found, outcome=FoundOutcome.REMOVED, reason="It was theirs"):
    told = {"outcome": outcome, "reason": reason}
    return actions.decide_found(scope=scope(adult), found=found, **told, by=adult.account, at=AT)


def may_decide(found, cast) -> set[str]:
    """Who finds it among what they decide, by their role."""
    return {role for role, adult in cast.items() if queries.one_to_decide(scope(adult), found.pk)}


def test_whoever_keeps_the_equipment_decides(teacher, cast):
    assert may_decide(tell(teacher.adult), cast) == {"head", "it_lead", "business_manager"}


def test_whom_it_may_concern_never_decides(school, teacher, cast):
    """Each of them as the one concerned, and each pair of whom one hands it on: nobody decides about themselves."""
    expected = {"it_lead": {"head"}, "business_manager": {"head"}, "head": {"chair"}}
    for role, adult in cast.items():
        found = tell(teacher.adult, adult)
        keeps = role != "chair"
        assert may_decide(found, cast) == (expected[role] if keeps else {"head", "it_lead", "business_manager"})
        if keeps:
            assert may_decide(found, cast) == {r for r, a in cast.items() if a in decider_for(adult, on=TODAY)}
    for first, second in itertools.permutations(cast, 2):
        found = tell(teacher.adult, cast[first])
        for role, adult in cast.items():
            if role not in may_decide(found, cast):
                with pytest.raises(ValidationError, match="Somebody else"):
                    decide(adult, found)
        if second in may_decide(found, cast):
            decide(cast[second], found, FoundOutcome.HANDED_ON, "")
            assert not may_decide(found, cast) & {first, second}
    assert may_decide(tell(cast["it_lead"], cast["it_lead"]), cast) == {"head"}, "what is one's own too"


def test_whom_it_concerns_finds_no_trace(teacher, cast):
    before = [due.kind for due in dues_of(scope(cast["it_lead"]))]
    client = sign_in(cast["it_lead"])
    empty = client.get("/protect/equipment/").content
    found = tell(teacher.adult, cast["it_lead"])
    assert [due.kind for due in dues_of(scope(cast["it_lead"]))] == before
    assert "found content to decide" in [due.kind for due in dues_of(scope(cast["head"]))]
    assert len(client.get("/protect/equipment/").content) == len(empty)
    assert client.get(f"/protect/equipment/found/received/{found.pk}/").status_code == 404
    assert b"old tablet" not in client.get("/protect/equipment/found/received/").content


def test_the_database_itself_refuses_to_hand_on_for_somebody_else(teacher, cast):
    found = tell(teacher.adult)
    told = {"found": found, "number": 1, "outcome": FoundOutcome.HANDED_ON, "by": cast["head"], "at": AT}
    for concerned in (None, teacher.adult):
        with pytest.raises(IntegrityError), transaction.atomic():
            FoundStep(**told, concerned=concerned).save()


def test_kept_for_advice_is_decided_later_and_the_rest_stands(teacher, cast):
    found = tell(teacher.adult)
    with pytest.raises(ValidationError, match="Give the reason"):
        decide(cast["it_lead"], found, reason=" ")
    decide(cast["it_lead"], found, FoundOutcome.KEPT)
    decide(cast["head"], found, FoundOutcome.OWNER)
    with pytest.raises(ValidationError, match="already"):
        decide(cast["head"], found)
    for change in (found.save, found.delete, FoundStep.objects.all().delete, lambda: FoundContent.objects.update(found_on=TODAY)):
        with pytest.raises(RowIsFinal):
            change()


def test_neither_a_colleague_nor_another_school_finds_it(school, teacher, cast):
    found = tell(teacher.adult)
    other = make_school("Other Primary School")
    for adult in (make_adult(school, "Hannah Kowal"), make_adult(other, "Ola Brandt", "head")):
        client = sign_in(adult)
        assert client.get(f"/protect/equipment/found/told/{found.pk}/").status_code in (404, 503)
        assert client.get(f"/protect/equipment/found/received/{found.pk}/").status_code in (403, 404, 503)
        with pytest.raises((ValidationError, FoundContent.DoesNotExist)):
            decide(adult, found)
    with pytest.raises(ValidationError, match="belongs to the school"):
        tell(teacher.adult, make_adult(other, "Ola Brandt"))


def test_its_words_are_sealed_and_nothing_takes_a_file(teacher, cast):
    decide(cast["it_lead"], tell(teacher.adult), reason="A persimmon grower asked")
    kept = everything_in_the_database()
    for words in (b"Quince", b"office safe", b"old tablet", b"persimmon"):
        assert words not in kept
    assert not [field for model in (FoundContent, FoundStep) for field in model._meta.fields if "File" in type(field).__name__]


@pytest.mark.parametrize("answer", ["yes", "unsure"])
def test_the_question_comes_first_and_stops(teacher: Visitor, cast, answer):
    events = Event.objects.count()
    page = teacher.send(GATE, might=answer)
    assert page.address == STOP and page.heading == "Stop, and phone"
    for said in ("not open, copy, forward", "leave the device as it is", "101", "999", "LADO", "safeguarding lead"):
        assert said in page.text
    main = page.page.find("main")
    assert main.find("form") is None and main.find("input") is None
    assert main.find("a", href="/help-now/")
    assert (Draft.objects.count(), FoundContent.objects.count(), Event.objects.count()) == (0, 0, events), "nothing is kept"
    response = teacher.client.post(STOP, {"file": SimpleUploadedFile("a.png", b"x")})
    assert response.status_code in (400, 405, 413)


def test_there_is_no_way_past_the_question(teacher: Visitor):
    teacher.open(GATE)
    assert [each["value"] for each in teacher.page.find("main").find_all("input", type="radio")] == ["yes", "unsure", "no"]
    for said in ({}, {"might": ""}, {"might": "perhaps"}):
        teacher.send(GATE, **said)
        assert "There is a problem" in teacher.page.get_text() and teacher.address == GATE
    assert not Draft.objects.exists()


def test_from_finding_to_the_decision_on_the_pages(teacher: Visitor, cast):
    tablet = add(cast["it_lead"], "T-1", kind="tablet", name="Class tablet")
    teacher.send(GATE, might="no")
    place = teacher.address.removesuffix("device/")
    day = {"found_on-day": str(TODAY.day), "found_on-month": str(TODAY.month), "found_on-year": str(TODAY.year)}
    teacher.send(f"{place}device/", equipment=str(tablet.pk), device="", **day)
    assert "stop, and phone" in teacher.text
    teacher.send(f"{place}what/", what=WORDS["what"], where=WORDS["where"])
    teacher.send(f"{place}whose/", whose="adult")
    teacher.send(f"{place}named/", concerned=str(cast["business_manager"].pk))
    teacher.send(f"{place}check/")
    assert teacher.heading == "Handed over" and "Somebody will deal with it" in teacher.text
    found = FoundContent.objects.get()
    head = Visitor(cast["head"]).open("/protect/equipment/").follow("Personal things that were found").follow("Class tablet")
    assert "Quince pictures" in head.text and "Jo Lund" in head.text
    head.send(head.address, outcome=FoundOutcome.OWNER.value, reason="")
    assert "Give the reason" in head.page.get_text()
    head.send(head.address, outcome=FoundOutcome.OWNER.value, reason="They asked for it")
    assert "Your decision is kept." in head.text
    told = teacher.open(f"/protect/equipment/found/told/{found.pk}/").text
    assert "It has been dealt with" in told and "They asked" not in told and "Jo Lund" not in told
    assert "found content" in [entry.kind for entry in timeline_of(scope(teacher.adult))]


def test_whoever_decides_may_still_stop(teacher, cast):
    found = tell(teacher.adult)
    client = Visitor(cast["it_lead"])
    client.send(f"/protect/equipment/found/received/{found.pk}/", outcome=FoundOutcome.STOPPED.value, reason="")
    assert client.address == STOP
    assert FoundStep.objects.get().outcome == FoundOutcome.STOPPED


def test_where_nobody_is_left_the_finder_is_told_whom_to_phone(school, teacher):
    head = make_adult(school, "Priya Hartwell", "head")
    found = tell(teacher.adult, head)
    page = teacher.open(f"/protect/equipment/found/told/{found.pk}/")
    assert "Phone somebody outside the school" in page.heading and "LADO" in page.text
