"""Declaring social contacts: who reads, what is kept, and that the database shows nothing (2.3.5, 2.6.2, 2.6.3)."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from lanyard.people import dues, timeline
from lanyard.people.queries import decider_for, scope_of
from lanyard.practice import living
from lanyard.practice.actions import declarations as actions
from lanyard.practice.models import DeclarationVersion
from lanyard.practice.queries import declarations as queries
from lanyard.practice.queries.leaders import leaders_of
from tests.people.cast import AT, TODAY, make_adult, make_school
from tests.practice.welton import Visitor

WORDS = {
    "link": "club",
    "with_whom": "parent",
    "through": ["coaching"],
    "family": "Featherstonehaugh",
    "known": "We sing in the same choir.",
    "since": "2019",
    "channels": ["text"],
    "role": ["teach"],
    "steps": ["no_school_talk"],
    "more": "",
}
DAY = datetime.timedelta(days=1)


def scope(adult, on=TODAY):
    return scope_of(adult.account, on=on)


def declare(adult, at=AT, **words):
    return actions.declare(scope=scope(adult, at.date()), words={**WORDS, **words}, by=adult.account, at=at)


def note(reader, declaration, *, on=TODAY, **more):
    told = {"answer": "noted", "words": "", "review_on": None, **more}
    version = declaration.versions.order_by("-number").first()
    return actions.note_declaration(scope=scope(reader, on), version=version, by=reader.account, at=AT + (on - TODAY), **told)


@pytest.fixture
def cast(school):
    return {
        "teacher": make_adult(school, "Sam"),
        "head": make_adult(school, "Priya", "head"),
        "deputy": make_adult(school, "Tom", "deputy"),
        "chair": make_adult(school, "Ruth", "chair"),
    }


def readers(school, declaration):
    people = school.adults.all()
    return {
        adult.name
        for adult in people
        if any(told.declaration == declaration for told in queries.readable_declarations(scope(adult)))
    }


def test_the_head_reads_what_is_declared_and_the_chair_what_the_head_declares(school, cast):
    assert readers(school, declare(cast["teacher"])) == {"Priya"}
    assert readers(school, declare(cast["head"])) == {"Ruth"}
    assert readers(school, declare(cast["chair"])) == {"Priya"}


def test_of_two_heads_neither_reads_the_other(school, cast):
    make_adult(school, "Quentin", "head")
    assert readers(school, declare(cast["head"])) == {"Ruth"}
    assert readers(school, declare(cast["teacher"])) == {"Priya", "Quentin"}


def test_who_reads_is_the_same_as_who_decides_about_an_adult(school, cast):
    make_adult(school, "Quentin", "head", "chair")
    leaders = leaders_of(school, on=TODAY)
    for adult in school.adults.all():
        assert leaders.readers(adult.pk) == set(decider_for(adult, on=TODAY).values_list("pk", flat=True))


def test_another_school_finds_nothing(school, cast):
    other = make_school("Elsewhere")
    stranger = Visitor.at(other, "Hugh", "head")
    made = declare(cast["teacher"])
    for address in (f"/declare/{made.pk}/", f"/declare/read/{made.pk}/", f"/declare/{made.pk}/withdraw/"):
        assert stranger.client.get(address).status_code in (404, 503)
    with pytest.raises(ValidationError):
        note(stranger.adult, made)


def test_a_colleague_finds_as_little_as_if_it_never_was(school, cast):
    made, nosy = declare(cast["teacher"]), Visitor(cast["deputy"])
    never = made.pk.__class__(int=7)
    for path in ("/declare/{}/", "/declare/{}/withdraw/"):
        assert nosy.client.get(path.format(made.pk)).status_code == nosy.client.get(path.format(never)).status_code == 404
    assert nosy.client.post(f"/declare/{made.pk}/confirm/").status_code == 404
    assert nosy.client.post("/declare/new/", {"declaration": made.pk}).status_code == 404
    assert nosy.client.get(f"/declare/read/{made.pk}/").status_code == 403


def test_the_database_shows_nothing_of_what_was_said(school, cast):
    made = declare(cast["teacher"])
    note(cast["head"], made, answer="steps", words="Kestrelhaven assesses her")
    actions.withdraw_declaration(declaration=made, reason="Wolverbank moved", by=cast["teacher"].account, at=AT)
    with connection.cursor() as cursor:
        for table in ("practice_declaration", "practice_declarationversion", "practice_declarationnote"):
            cursor.execute(f"SELECT * FROM {table}")  # noqa: S608 - names of ours
            raw = b"".join(
                bytes(value) if isinstance(value, (bytes, memoryview)) else str(value).encode() for row in cursor for value in row
            )
            for word in (b"Featherstonehaugh", b"choir", b"Kestrelhaven", b"Wolverbank", b"club"):
                assert word not in raw


def test_what_was_said_moved_to_another_declaration_does_not_open(school, cast):
    one, two = declare(cast["teacher"]), declare(cast["deputy"])
    words = one.versions.get().words
    DeclarationVersion.objects.filter(declaration=two).update(words=words)
    with pytest.raises(ValueError, match="does not open here"):
        _ = two.versions.get().says


def test_every_version_stays(school, cast):
    made, by = declare(cast["teacher"]), cast["teacher"].account
    actions.amend_declaration(declaration=made, words={**WORDS, "since": "2020"}, by=by, at=AT + DAY)
    actions.confirm_declaration(declaration=made, by=by, at=AT + 2 * DAY)
    actions.withdraw_declaration(declaration=made, reason="They moved", by=by, at=AT + 3 * DAY)
    assert [version.act for version in made.versions.all()] == ["declared", "amended", "confirmed", "withdrawn"]
    assert [version.says.get("since") for version in made.versions.all()] == ["2019", "2020", "2020", None]
    with pytest.raises(ValidationError, match="withdrawn"):
        actions.confirm_declaration(declaration=made, by=by, at=AT + 4 * DAY)
    version = made.versions.first()
    version.act = "withdrawn"
    with pytest.raises(TypeError, match="never changed"):
        version.save()


def test_nobody_answers_their_own_nor_a_version_that_is_no_longer_the_latest(school, cast):
    made = declare(cast["head"])
    with pytest.raises(ValidationError, match="somebody else"):
        note(cast["head"], made)
    old = made.versions.get()
    actions.confirm_declaration(declaration=made, by=cast["head"].account, at=AT)
    with pytest.raises(ValidationError, match="changed while"):
        actions.note_declaration(
            scope=scope(cast["chair"]), version=old, answer="noted", words="", review_on=None, by=cast["chair"].account, at=AT
        )


def kinds(adult, on=TODAY):
    return [due.kind for due in dues.dues_of(scope(adult, on)) if "declar" in due.kind or due.kind == "yearly look"]


def test_what_is_due_follows_from_what_was_declared_and_read(school, cast):
    teacher, head = cast["teacher"], cast["head"]
    made = declare(teacher)
    assert kinds(head) == ["declaration to read", "yearly look"]
    note(head, made, review_on=TODAY + 60 * DAY)
    assert kinds(head) == ["yearly look"]
    actions.look_over_the_year(scope=scope(teacher), by=teacher.account, at=AT)
    assert kinds(teacher) == []
    assert kinds(teacher, TODAY + 40 * DAY) == ["declaration review"]
    actions.confirm_declaration(declaration=made, by=teacher.account, at=AT + 50 * DAY)
    assert kinds(teacher, TODAY + 61 * DAY) == []
    assert kinds(teacher, TODAY + 340 * DAY) == ["yearly look"]


def test_somebody_new_has_four_weeks_to_say(school):
    new = make_adult(school, "New", starts_on=TODAY)
    (due,) = [due for due in dues.dues_of(scope(new)) if due.kind == "yearly look"]
    assert due.by == TODAY + 28 * DAY


def test_the_timeline_tells_one_persons_own_part(school, cast):
    made = declare(cast["teacher"])
    note(cast["head"], made, words="Thank you")
    own = [entry for entry in timeline.timeline_of(scope(cast["teacher"])) if entry.kind in ("declared", "answered")]
    assert {entry.words for entry in own} == {"You declared a social contact.", "Priya answered a declaration of yours."}
    readers_own = [entry for entry in timeline.timeline_of(scope(cast["head"])) if entry.kind == "answered"]
    assert "Featherstonehaugh" not in str(readers_own)


def test_counts_are_of_adults_and_small_ones_are_hidden(school, cast):
    declare(cast["teacher"])
    (found,) = [each for each in living.living_by(school, "circles-with-parents", on=TODAY) if "openly" in each.words]
    assert found.count == 1
    assert found.shown.startswith("Fewer than 5")


# Pages


def answer(visitor, **fields):
    return visitor.send(visitor.address, **fields)


def test_declaring_page_by_page_changing_and_withdrawing(school):
    head, teacher = Visitor.at(school, "Priya Hartwell", "head"), Visitor.at(school)
    teacher.open("/declare/").follow("Declare a social contact").press("Start now")
    answer(teacher, link="neighbour")
    answer(teacher, with_whom="parent")
    answer(teacher, through=["gaming"])
    answer(teacher, family="")
    assert "Enter a surname or a class" in teacher.page.get_text()
    answer(teacher, family="Okafor", known="Next door", since="2020")
    answer(teacher, channels=["text", "in_person"])
    answer(teacher, role=["none", "teach"])
    assert "not both" in teacher.page.get_text()
    answer(teacher, role=["none"])
    answer(teacher, steps=["no_school_talk"], more="")
    assert "Okafor" in teacher.text
    teacher.press("Declare it")
    assert teacher.heading == "What I declared" and "Okafor" in teacher.text
    address = teacher.address

    head.open("/declare/read/").follow("Sam Whitcombe")
    version = head.page.find("input", attrs={"name": "version"})["value"]
    answer(head, version=version, answer="steps", words="")
    assert "Say which steps" in head.page.get_text()
    answer(head, version=version, answer="steps", words="No talk of school")
    assert "Nothing." in head.text

    teacher.open(address)
    assert "No talk of school" in teacher.text
    teacher.press("Change it")
    assert teacher.page.find("input", attrs={"value": "neighbour"}).has_attr("checked")
    answer(teacher, link="former_pupil")
    assert "Declare a social contact" in teacher.title
    teacher.open(f"{address}withdraw/")
    answer(teacher, reason="They moved away")
    assert "You withdrew it." in teacher.page.get_text()


def test_nothing_to_declare_is_an_answer(school):
    teacher = Visitor.at(school)
    teacher.open("/declare/year/")
    assert "Scouts" in teacher.text
    answer(teacher)
    assert "Select yes or no" in teacher.page.get_text()
    answer(teacher, answer="no")
    assert "You have nothing to declare" in teacher.page.get_text()
    teacher.open("/declare/year/")
    answer(teacher, answer="yes")
    assert teacher.heading == "Declare a social contact"
    assert all("?" not in address for address in teacher.addresses)
