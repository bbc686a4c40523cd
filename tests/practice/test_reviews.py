"""The self-review: the school learns the day it was done, and nobody anything else (1.4c, 2.3.3)."""

from __future__ import annotations

import re

import pytest
from django.utils import timezone

from lanyard.people import actions as people
from lanyard.people.dues import dues_of
from lanyard.people.models import Draft
from lanyard.people.queries import scope_of
from lanyard.people.timeline import timeline_of
from lanyard.practice.models import ReviewDone
from lanyard.practice.queries import reviews as queries
from tests.people.cast import make_adult, make_school
from tests.practice.test_phones import everything_in_the_database
from tests.practice.welton import Visitor, sign_in

pytestmark = pytest.mark.django_db
START = "/protect/reviews/new/"
SAY = ["profiles", "pictures", "settings", "phone"]


def words_of(response) -> str:
    return re.sub(r"<[^>]+>|\s+", " ", response.content.decode())


def step(visitor: Visitor, place: str, name: str, **said) -> str:
    response = visitor.client.post(f"{place}{name}/", said)
    assert response.status_code == 302
    return response["Location"]


def go_through(visitor: Visitor, until: str = "check") -> str:
    """Answer each part, and stop before one; the address below which the parts stand."""
    place = visitor.client.post(START)["Location"].removesuffix("footprint/")
    parts = {
        "footprint": {"footprint": ["search"]},
        "profiles": {"profiles": ["contacts"]},
        "platforms": {"platforms": ["tiktok", "whatsapp"]},
        "settings": {"settings": ["private"]},
        "who-can-see": {"friends-of-friends": "2", "closed-group": "2", "old-posts": "3"},
        "phone": {"phone": ["phone-place"]},
        "new": {},
        "say": {"say": SAY},
    }
    for name, said in parts.items():
        if name == until:
            return place
        step(visitor, place, name, **said)
    return place


def test_a_review_is_done_in_the_end_and_nothing_of_it_stays(teacher):
    place = go_through(teacher)
    assert step(teacher, place, "check") == "/protect/reviews/"
    done = ReviewDone.objects.get()
    assert done.adult == teacher.adult and bytes(Draft.objects.get().body) == b""
    assert "<strong>done</strong>" in teacher.client.get("/protect/reviews/").content.decode()


def test_what_was_ticked_is_sealed_on_the_way(teacher):
    go_through(teacher, until="phone")
    kept = everything_in_the_database()
    for ticked in (b"friends-of-friends", b"closed-group", b"old-posts"):
        assert ticked not in kept


def test_only_the_platforms_that_were_named_are_explained_with_what_nobody_checked(teacher):
    place = go_through(teacher, until="settings")
    page = words_of(teacher.client.get(f"{place}settings/"))
    assert "Where the settings are: TikTok" in page and "Where the settings are: WhatsApp" in page
    assert "Where the settings are: Facebook" not in page
    assert "Nobody has looked these up." in page and "May be out of date" in page and "Not checked:" in page


def test_a_wrong_answer_teaches_and_is_asked_again(teacher):
    place = go_through(teacher, until="who-can-see")
    wrong = {"friends-of-friends": "1", "closed-group": "2", "old-posts": "3"}
    assert step(teacher, place, "who-can-see", **wrong).endswith("who-can-see/")
    assert "Not quite. Naming somebody" in words_of(teacher.client.get(f"{place}who-can-see/"))


def test_it_is_not_done_before_everything_is_said(teacher):
    place = go_through(teacher, until="say")
    assert step(teacher, place, "say", say=SAY[:3]).endswith("say/")
    assert step(teacher, place, "check").endswith("say/")
    assert not ReviewDone.objects.exists()


def test_the_head_sees_that_it_is_done_or_late_and_nothing_else(school, teacher):
    head = sign_in(make_adult(school, "Priya Hartwell", "head"))
    before = words_of(head.get("/protect/reviews/others/"))
    assert re.search(rf"{teacher.adult.name}\s+\S.*?(Late: due by|Due by)", before)
    go_through(teacher)
    step(teacher, go_through(teacher), "check")
    after = words_of(head.get("/protect/reviews/others/"))
    assert re.search(rf"{teacher.adult.name}.*?Done", after)
    assert "WhatsApp" not in after and "TikTok" not in after


def test_a_manager_sees_their_own_people_and_a_colleague_nobody(school, teacher):
    manager, colleague = make_adult(school, "Carol Whitlow"), make_adult(school, "Hannah Kowal")
    people.change_line_manager(adult=teacher.adult, line_manager=manager, by=None, at=timezone.now())
    assert [each.adult for each in queries.standings(scope_today(manager))] == [teacher.adult]
    assert queries.standings(scope_today(colleague)) == []
    assert "You look after nobody’s review" in words_of(sign_in(colleague).get("/protect/reviews/others/"))


def test_another_schools_head_sees_nobody_of_here(school, teacher):
    other = make_adult(make_school("Other Primary School"), "Ola Brandt", "head")
    assert teacher.adult not in [each.adult for each in queries.standings(scope_today(other))]


def test_it_is_on_the_desk_until_done_and_then_in_the_record(teacher):
    scope = scope_today(teacher.adult)
    asked = queries.my_occasion(scope)
    assert asked is not None, "the demonstration's terms end: record the next year's"
    assert "self-review" in {due.kind for due in dues_of(scope)}
    step(teacher, go_through(teacher), "check")
    assert "self-review" not in {due.kind for due in dues_of(scope)}
    assert "self-review" in {entry.kind for entry in timeline_of(scope)}


def test_doing_it_twice_counts_once(teacher):
    for _ in range(2):
        step(teacher, go_through(teacher), "check")
    assert ReviewDone.objects.count() == 1


def scope_today(adult):
    scope = scope_of(adult.account, on=timezone.localdate())
    assert scope is not None
    return scope
