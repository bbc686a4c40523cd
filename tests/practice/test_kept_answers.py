"""Answers that a person keeps: theirs alone, once, and judged by the version that gave them."""

from __future__ import annotations

import datetime

import pytest
from django.db import IntegrityError, transaction

from lanyard.oversight import actions as oversight
from lanyard.oversight.models import Adoption
from lanyard.people.queries import scope_of
from lanyard.practice import actions, queries
from lanyard.practice.models import KeptAnswer
from tests.people.cast import AT, TODAY, make_school
from tests.practice.welton import NOW, Visitor, adopt, pack, read_sources


@pytest.fixture
def kept(teacher) -> Visitor:
    """A teacher who kept an answer and looks at it."""
    teacher.ask("accept_friend").choose("A pupil’s parent or carer").choose("Yes, or perhaps").choose("No")
    return teacher.press("Keep this answer")


def test_keeping_says_so_and_stores_the_version_and_the_day(kept):
    one = KeptAnswer.objects.get()
    assert one.adult == kept.adult and one.school == kept.adult.school
    assert one.policy_hash == pack().hash and one.policy_version == pack().version
    assert one.in_force_from == datetime.date.fromisoformat(pack().settings["adopted_on"])
    assert one.facts["other"] == "parent" and one.unknown == [] and one.verdict == "caution"
    assert kept.address == f"/answers/{one.pk}/"
    assert "It is in your list. Only you can see it." in kept.text
    assert "It is in your list" not in kept.open(kept.address).text


def test_keeping_twice_keeps_one(teacher):
    teacher.ask("accept_friend").choose("A pupil at this school")
    journey = teacher.address.split("/")[2]
    for _ in range(2):
        teacher.send(f"/ask/{journey}/keep/")
    assert KeptAnswer.objects.count() == 1
    teacher.open(f"/ask/{journey}/other/").choose("A governor")
    teacher.send(f"/ask/{journey}/keep/")
    assert KeptAnswer.objects.count() == 2, "another answer is another one to keep"


def test_what_is_not_known_is_kept_too(teacher):
    teacher.ask("accept_friend").choose("I don’t know").follow("Stop here").press("Keep this answer")
    assert KeptAnswer.objects.get().unknown == ["other"]
    assert "I don’t know" in teacher.text
    assert teacher.heading == "It depends"


def test_an_answer_with_nothing_known_can_be_kept(teacher):
    teacher.send("/ask/", act="dont-know").choose("No, or there is no picture").choose("No").choose("No")
    teacher.press("Keep this answer")
    assert teacher.heading == "It depends"
    assert "It depends" in teacher.open("/answers/").text


def test_the_list_is_the_persons_own(kept, school):
    assert "Adding, accepting or following someone; a pupil’s parent or carer" in kept.open("/answers/").text
    for roles in ((), ("head",), ("dsl",), ("chair",)):
        other = Visitor.at(school, "Somebody Else", *roles)
        assert "You have kept none yet" in other.open("/answers/").text


def test_another_persons_kept_answer_is_not_found(kept, school):
    address = kept.address
    for roles in ((), ("head",), ("dsl",), ("chair",)):
        other = Visitor.at(school, "Somebody Else", *roles)
        assert other.open(address).response.status_code == 404
        assert other.open(f"{address}delete/").response.status_code == 404
        assert other.send(f"{address}delete/").response.status_code == 404
        assert other.send(f"{address}again/").response.status_code == 404
    assert KeptAnswer.objects.count() == 1


def test_a_wrong_number_looks_the_same_as_somebody_elses(kept, school):
    other = Visitor.at(school, "Somebody Else")
    theirs = other.open(kept.address).text
    nobodys = other.open("/answers/00000000-0000-4000-8000-000000000000/").text
    assert theirs == nobodys


def test_the_owner_deletes_it_after_being_asked(kept):
    kept.follow("Delete it from my list")
    assert kept.heading == "Delete this answer?"
    kept.press("Delete it")
    assert "The answer is deleted." in kept.text
    assert not KeptAnswer.objects.exists()
    assert "The answer is deleted." not in kept.open("/answers/").text


def test_an_old_answer_is_judged_by_the_version_that_gave_it(kept, school):
    sources = read_sources(NOW)
    changed = sources["policy.md"].replace("version: 2026", "version: 2027")
    newer = {**sources, "policy.md": changed}
    adopt(school, NOW, sources=newer, on=str(TODAY))
    kept.open(kept.address)
    assert kept.heading == "Take care"
    assert "This is what version 2026 of the policy says" in kept.text
    kept.press("Ask the same again today")
    (journey,) = list(kept.client.session["journeys"].values())[-1:]
    assert journey["hash"] != pack().hash
    assert kept.heading == "Take care"


def test_an_alarm_can_be_kept_without_its_text_to_take_away(teacher):
    teacher.ask("found").choose("Yes").press("Put it in my list")
    assert teacher.heading == "Act now"
    assert teacher.page.find("textarea") is None


def test_a_version_set_aside_still_judges_what_it_gave(kept, school):
    adoption = Adoption.objects.filter(version__school=school).order_by("-in_force_from").first()
    oversight.set_adoption_aside(adoption=adoption, on=TODAY, minute_ref="26/99", by=None, at=AT)
    assert kept.open(kept.address).response.status_code == 200
    assert "Another version is in force now" in kept.text


def test_the_database_holds_an_answer_once_and_whole(kept):
    one = KeptAnswer.objects.get()
    for wrong in ({"key": one.key}, {"policy_hash": ""}, {"verdict": ""}, {"policy_version": ""}, {"key": ""}):
        fields = {field.attname: getattr(one, field.attname) for field in KeptAnswer._meta.fields if field.name != "id"}
        with pytest.raises(IntegrityError), transaction.atomic():
            KeptAnswer.objects.create(**{**fields, "key": "another", **wrong})


def test_actions_say_who_and_when(kept):
    one = KeptAnswer.objects.get()
    scope = scope_of(kept.adult.account, on=TODAY)
    again = actions.keep_answer(
        scope=scope, journey="j", policy_hash="h", policy_version="v", in_force_from=TODAY,
        facts={"act": "post"}, unknown=[], verdict="fine", by=kept.adult.account, at=AT,
    )  # fmt: skip
    assert [each.pk for each in queries.kept_answers(scope)] == [one.pk, again.pk]
    actions.delete_kept_answer(kept=again, by=kept.adult.account, at=AT)
    assert queries.kept_answer(scope, again.pk) is None
    assert str(one) == f"kept answer {one.pk}"


def test_answers_stay_with_the_school_that_gave_them(kept):
    elsewhere = make_school("Another School")
    KeptAnswer.objects.update(school=elsewhere)
    assert kept.open("/answers/").text.count("You have kept none yet") == 1


def test_a_long_list_comes_in_pages_of_twenty_five(kept):
    one = KeptAnswer.objects.get()
    fields = {field.attname: getattr(one, field.attname) for field in KeptAnswer._meta.fields if field.name != "id"}
    KeptAnswer.objects.bulk_create(
        KeptAnswer(**{**fields, "key": f"k{number}", "kept_at": AT + datetime.timedelta(minutes=number)}) for number in range(59)
    )
    seen: list[str] = []
    for number, many in ((1, 25), (2, 25), (3, 10)):
        kept.open(f"/answers/?page={number}")
        assert kept.title == f"My answers (page {number} of 3) – Lanyard"
        items = kept.page.select(".lanyard-kept__item a:first-of-type")
        assert len(kept.page.select(".lanyard-kept__item")) == many
        seen += [link["href"] for link in items if "delete" not in link["href"]]
    assert len(set(seen)) == 60
    assert kept.open("/answers/?page=99").title == "My answers (page 3 of 3) – Lanyard"
    assert kept.follow("Previous").title == "My answers (page 2 of 3) – Lanyard"


def test_a_short_list_has_no_pages(kept):
    kept.open("/answers/")
    assert kept.title == "My answers – Lanyard"
    assert kept.page.select_one(".govuk-pagination") is None
