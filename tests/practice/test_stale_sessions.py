"""A session outlives an upgrade: what it holds in another shape leads to the page that says so, never to an error."""

from __future__ import annotations

import copy

import pytest

from lanyard.practice import journey as journeys
from tests.practice.welton import Visitor

GONE = "These answers are no longer here"
ABSENT = object()
SHAPES = {
    "no hash": {"hash": ABSENT},
    "a number for a hash": {"hash": 3},
    "no answers": {"answers": ABSENT},
    "answers that are nothing": {"answers": None},
    "answers without values": {"answers": ["act", "other"]},
    "several values": {"answers": [["act", ["accept_friend"]]]},
    "a fact that the policy lacks": {"answers": [["act", "accept_friend"], ["colour", "blue"]]},
    "a value that the policy lacks": {"answers": [["act", "juggle"]]},
    "given as a number": {"given": 1},
    "given that are no facts": {"given": [None]},
    "no names": {"called": None},
    "descriptions as a list": {"describing": ["yes"]},
    "descriptions in words": {"describing": {"channel": ["yes"]}},
    "a place that is a number": {"looked_up": {"channel": 7}},
    "nothing about urgency": {"past_urgent": ABSENT},
    "renewed as a word": {"renewed": "no"},
}


def rewrite(visitor: Visitor, held: object) -> None:
    """Put something else where the session keeps journeys."""
    session = visitor.client.session
    session["journeys"] = held
    session.save()


def held_by(visitor: Visitor) -> tuple[str, dict]:
    """The id of the visitor's one journey, and what the session holds of it."""
    ((id_, held),) = visitor.client.session["journeys"].items()
    return id_, copy.deepcopy(held)


@pytest.mark.parametrize("change", SHAPES.values(), ids=SHAPES)
def test_a_journey_in_another_shape_has_expired(teacher, change):
    teacher.ask("accept_friend")
    id_, held = held_by(teacher)
    changed = {name: value for name, value in {**held, **change}.items() if value is not ABSENT}
    rewrite(teacher, {id_: changed})
    for step in ("other/", "answers/", "answer/", "channel/describe/", "channel/describe/part/", "channel/describe/1/"):
        teacher.open(f"/ask/{id_}/{step}")
        assert teacher.response.status_code == 404, step
        assert teacher.heading == GONE
    for step in ("other/", "keep/", "more/"):
        assert teacher.send(f"/ask/{id_}/{step}", answer="pupil").response.status_code == 404, step


@pytest.mark.parametrize("held", [None, [], ["x"], "x", 3, {"x": None}], ids=repr)
def test_a_session_in_another_shape_lets_people_begin_again(teacher, held):
    teacher.ask("accept_friend")
    id_, _ = held_by(teacher)
    rewrite(teacher, held)
    assert teacher.open(f"/ask/{id_}/other/").heading == GONE
    assert teacher.ask("accept_friend").heading == "Who is the other person?"


def test_what_another_release_added_does_no_harm(teacher):
    teacher.ask("accept_friend")
    id_, held = held_by(teacher)
    rewrite(teacher, {id_: {**held, "mood": "good"}})
    assert teacher.open(f"/ask/{id_}/other/").heading == "Who is the other person?"


@pytest.mark.parametrize("held", [3, [], {}, {"path": "/"}, {"said": {}}], ids=repr)
def test_a_refusal_in_another_shape_is_passed_over(teacher, held):
    question = teacher.ask("accept_friend").address
    session = teacher.client.session
    session["refused"] = {**held, "path": question} if isinstance(held, dict) and "said" not in held else held
    session.save()
    assert teacher.open(question).heading == "Who is the other person?"


def test_an_app_that_left_the_catalogue_is_asked_for_again(teacher):
    teacher.ask("contact").choose("A pupil at this school")
    id_, held = held_by(teacher)
    answers = [*held["answers"], ["channel", ""]]
    rewrite(teacher, {id_: {**held, "answers": answers, "looked_up": {"channel": "no-longer-there"}}})
    teacher.open(f"/ask/{id_}/channel/describe/part/")
    assert teacher.address == f"/ask/{id_}/channel/describe/"
    assert teacher.heading == "Describe it"


def test_an_unknown_id_is_no_journey():
    assert journeys.find({}, "x") is None
