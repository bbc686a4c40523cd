"""Describing what is not on the list: by its name, or by what it can do (2.1.1, 2.1.2)."""

from __future__ import annotations

import pytest

from lanyard.practice.descriptions import next_capability, placed
from tests.practice.welton import Visitor, pack

CHANNEL = pack().vocabulary.fact("channel")


@pytest.fixture
def describing(teacher) -> Visitor:
    """A teacher who is about to describe how they would be in touch with a parent."""
    teacher.ask("contact").choose("A pupil’s parent or carer")
    assert teacher.heading == "How would you be in touch?"
    return teacher.follow("It is something else")


def held(visitor: Visitor) -> dict[str, str]:
    (journey,) = visitor.client.session["journeys"].values()
    return dict(journey["answers"]) | {"called": journey["called"].get("channel", "")}


def name(visitor: Visitor, called: str) -> Visitor:
    return visitor.send(visitor.address, name=called)


def test_a_platform_with_one_use_is_placed_by_its_name(describing):
    name(describing, "  KIK messenger ")
    describing.choose("Private message in an app or site")
    assert held(describing)["channel"] == "direct_message"
    assert held(describing)["called"] == "Kik"
    journey = describing.address.split("/")[2]
    assert "Private message in an app or site (Kik)" in describing.open(f"/ask/{journey}/answers/").text


def test_a_platform_with_several_uses_is_asked_about(describing):
    name(describing, "whats app")
    assert describing.heading == "How would you use WhatsApp?"
    assert describing.back.endswith("/describe/")
    describing.choose("Group chat")
    assert held(describing)["channel"] == "group_chat"


def test_not_knowing_how_a_platform_would_be_used_leaves_it_open(describing):
    name(describing, "whatsapp").choose("I don’t know")
    assert held(describing)["channel"] == ""


def test_an_old_name_is_placed_too(describing):
    name(describing, "Bebo")
    assert describing.heading == "How would you use Facebook?"


def test_a_platform_that_the_school_may_run_is_not_the_schools_by_itself(describing):
    name(describing, "Google Classroom")
    labels = [label.get_text().strip() for label in describing.page.find_all("label")]
    assert "A platform the school has approved for this" in labels
    assert len(labels) > 2


def test_an_unknown_name_is_not_kept_and_leads_to_questions(describing):
    name(describing, "Zorbly of Jane Smith")
    assert "We do not know “Zorbly of Jane Smith” yet" in describing.text
    assert "Zorbly" not in str(dict(describing.client.session))
    assert "Did you mean" not in describing.text
    assert not describing.page.find("input", {"name": "name"}).get("value")
    name(describing, "")
    assert describing.heading == "Has the school approved it for this use?"


def test_a_slip_of_the_finger_is_told_from_a_name_that_nobody_knows(describing):
    name(describing, "snapchatt")
    assert "Did you mean Snapchat?" in describing.text


def test_what_it_can_do_places_it(describing):
    name(describing, "")
    for _ in range(3):
        describing.choose("No")
    assert describing.heading.startswith("Do messages vanish")
    describing.choose("Yes")
    assert held(describing)["channel"] == "disappearing"


def test_not_knowing_what_it_can_do_counts_as_no(describing):
    name(describing, "")
    while "/describe/" in describing.address:
        describing.choose("I don’t know")
    assert held(describing)["channel"] == CHANNEL.otherwise


def test_back_takes_up_the_capability_before(describing):
    name(describing, "").choose("No").choose("No")
    assert describing.address.endswith("/describe/3/")
    describing.open(describing.back)
    assert describing.heading.startswith("Does an AI character")
    describing.choose("Yes")
    assert held(describing)["channel"] == "ai_companion"


def test_choosing_nothing_is_an_error(describing):
    name(describing, "")
    address = describing.address
    describing.send(address)
    assert describing.title.startswith("Error: ") and describing.address == address
    name_page = describing.back
    describing.send(name_page, name="x" * 200)
    assert "The name must be 80 characters or fewer" in describing.text


def test_a_platform_page_without_a_choice_is_an_error(describing):
    name(describing, "whatsapp")
    describing.send(describing.address)
    assert "Select how you would use WhatsApp" in describing.text


def test_skipping_ahead_leads_back_to_the_question(describing):
    for rest in ("describe/4/", "describe/99/", "describe/0/", "describe/part/"):
        journey = describing.address.split("/")[2]
        describing.open(f"/ask/{journey}/channel/{rest}")
        assert describing.heading == "How would you be in touch?"
        describing.open(f"/ask/{journey}/channel/describe/")


def test_a_fact_that_cannot_be_described_has_no_such_page(describing):
    journey = describing.address.split("/")[2]
    assert describing.open(f"/ask/{journey}/other/describe/").response.status_code == 404
    assert describing.open(f"/ask/{journey}/device/describe/").heading == "How would you be in touch?"


def test_a_device_is_described_without_a_name(teacher):
    teacher.ask("bring_device")
    while not teacher.address.endswith("/device/"):
        teacher.choose("No")
    teacher.follow("It is something else")
    assert teacher.heading == "Can it make calls with its own SIM card?"
    assert teacher.back.endswith("/device/")
    teacher.choose("No").choose("Yes")
    (journey,) = teacher.client.session["journeys"].values()
    assert dict(journey["answers"])["device"] == "smart_glasses"


def test_every_described_fact_can_be_placed_by_each_of_its_questions():
    for fact in pack().vocabulary:
        for number, described in enumerate(fact.described):
            said = [False] * number + [True]
            assert next_capability(fact, said) is None
            assert placed(fact, said) == described.value
