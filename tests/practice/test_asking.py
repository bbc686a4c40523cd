"""Asking, from the first page to the answer: the journeys that people come for, and every way off the path."""

from __future__ import annotations

import pytest

from lanyard.practice.wording import LOOKS
from tests.practice.welton import Visitor, pack

ACTS = pack().vocabulary.facts[0].value_ids()


def test_a_parent_has_sent_me_a_friend_request(teacher):
    teacher.ask("accept_friend").choose("A pupil’s parent or carer").choose("Yes, or perhaps").choose("No")
    assert teacher.heading == "Take care"
    assert teacher.title == "Take care – Answer – Ask – Lanyard"
    assert "Tell the head teacher about the link" in teacher.text
    assert "2.6.2 Shared circles with parents" in teacher.text
    assert "Because you said: adding, accepting or following someone; a pupil’s parent or carer" in teacher.text
    assert "You asked about: adding, accepting or following someone" in teacher.text


def test_may_i_give_my_mobile_number_to_a_pupil_for_the_residential(teacher):
    teacher.ask("share_contact").choose("A pupil at this school").choose("My own phone number").choose("No, or not yet")
    assert teacher.heading == "Not without agreement"
    assert "the pupil’s parents or carers agree" in teacher.text
    assert "a senior leader agrees" in teacher.text
    assert "Clauses 2.4.2 and 2.5.3 give way to clause 2.5.6 here." in teacher.text


def test_i_found_something_that_may_be_an_indecent_image(teacher):
    teacher.ask("found").choose("I am not sure")
    assert teacher.heading == "Act now"
    calls = teacher.page.find("section", class_="lanyard-urgent")
    assert [link["href"] for link in calls.find_all("a", class_="lanyard-phone")] == ["tel:101", "tel:01632960118"]
    assert "Do not look again" in calls.get_text()


def test_the_first_page_offers_the_commonest_first_and_help_now(teacher):
    teacher.open("/")
    offered = [button["value"] for button in teacher.page.find_all("button", attrs={"name": "act"})]
    common = [value.id for value in pack().vocabulary.facts[0].values if value.common]
    assert offered[: len(common)] == common
    assert sorted(offered) == sorted([*ACTS, "dont-know"])
    assert teacher.page.find("main").find("a", href="/help-now/")
    assert teacher.title == "What do you want to do, or what has happened? – Ask – Lanyard"


def test_choosing_nothing_on_the_first_page_says_so(teacher):
    teacher.send("/ask/")
    assert teacher.address == "/"
    assert "Select what is nearest to your question" in teacher.text


@pytest.mark.parametrize("act", ACTS)
def test_not_knowing_anything_leads_to_an_answer(teacher, act):
    teacher.ask(act)
    for _ in range(20):
        if "/answer/" in teacher.address:
            break
        labels = [label.get_text().strip() for label in teacher.page.find_all("label")]
        teacher.choose("I don’t know" if "I don’t know" in labels else "I am not sure")
    assert teacher.heading in {look.word for look in LOOKS.values()}


def test_every_question_takes_i_dont_know(teacher):
    teacher.ask("contact").choose("I don’t know")
    assert "/answer/" not in teacher.address
    teacher.follow("Stop here and see what can be said so far")
    assert teacher.heading == "It depends"
    assert "Until you know, act as if the answer were: never." in teacher.text
    assert "I don’t know" in teacher.page.find("dl").get_text()


def test_choosing_no_answer_is_an_error_that_can_be_gone_back_from(teacher):
    question = teacher.ask("accept_friend").address
    response = teacher.client.post(question, {})
    assert response.status_code == 302 and response.url == question
    teacher.open(question)
    assert teacher.title.startswith("Error: Who is the other person?")
    assert teacher.page.find(class_="govuk-error-summary").find("a")["href"] == "#id_answer"
    assert teacher.page.find(id="id_answer")["type"] == "radio"
    assert not teacher.open(question).title.startswith("Error")


@pytest.mark.parametrize("wrong", ["", "nobody", "<script>", "yes" * 400])
def test_an_answer_that_is_not_offered_is_refused(teacher, wrong):
    question = teacher.ask("accept_friend").address
    teacher.send(question, answer=wrong)
    assert teacher.title.startswith("Error: ")
    assert teacher.address == question


def test_back_leads_to_the_question_before(teacher):
    teacher.ask("share_contact")
    first = teacher.address
    teacher.choose("A pupil at this school")
    second = teacher.address
    teacher.choose("My own phone number")
    assert teacher.back == second
    teacher.open(teacher.back)
    assert teacher.page.find("input", checked=True)["value"] == "number"
    assert teacher.back == first
    teacher.open(first)
    assert teacher.heading == "Who is the other person?"
    assert teacher.back.endswith("/act/")
    assert teacher.open(teacher.back).back == "/"


def test_the_answer_leads_back_to_the_last_question(teacher):
    teacher.ask("accept_friend").choose("A pupil’s parent or carer").choose("Yes, or perhaps")
    last = teacher.address
    teacher.choose("No")
    assert teacher.back == last


def test_answers_can_be_checked_and_changed(teacher):
    teacher.ask("share_contact").choose("A pupil at this school").choose("My own phone number").choose("No, or not yet")
    journey = teacher.address.split("/")[2]
    teacher.open(f"/ask/{journey}/answers/")
    assert teacher.heading == "Check your answers"
    assert [key.get_text() for key in teacher.page.find_all("dt")] == [
        "What do you want to do, or what has happened?",
        "Who is the other person?",
        "What would you give?",
        "Has a senior leader agreed to it?",
    ]
    teacher.open(f"/ask/{journey}/detail/").choose("My own e-mail address")
    assert teacher.heading == "Not without agreement", "what still matters was kept"
    teacher.open(f"/ask/{journey}/other/").choose("A pupil’s parent or carer")
    teacher.open(f"/ask/{journey}/answers/")
    assert "Has a senior leader agreed to it?" not in teacher.text, "what no longer matters was dropped"
    assert "My own e-mail address" in teacher.text


def test_sending_an_answer_twice_does_no_harm(teacher):
    question = teacher.ask("share_contact").address
    teacher.send(question, answer="pupil")
    first = teacher.address
    teacher.send(question, answer="pupil")
    assert teacher.address == first


def test_two_tabs_do_not_mix(teacher):
    one = teacher.ask("share_contact").address
    other = teacher.ask("accept_friend").address
    teacher.send(one, answer="pupil")
    assert teacher.heading == "What would you give?"
    teacher.send(other, answer="parent")
    assert teacher.heading == "Could this affect your work, or look to others as if it did?"


def test_a_question_that_is_not_at_its_turn_leads_to_the_one_that_is(teacher):
    question = teacher.ask("share_contact").address
    journey = question.split("/")[2]
    for fact in ("detail", "parent_agreed", "no-such-fact"):
        assert teacher.open(f"/ask/{journey}/{fact}/").address == question
        assert teacher.send(f"/ask/{journey}/{fact}/", answer="yes").address == question


def test_a_journey_that_is_not_there_has_a_page_of_its_own(teacher):
    for rest in ("other/", "answers/", "answer/", "channel/describe/"):
        teacher.open(f"/ask/nosuchjourney/{rest}")
        assert teacher.response.status_code == 404
        assert teacher.heading == "These answers are no longer here"
        assert teacher.page.find("a", string="Start again")["href"] == "/"
    assert teacher.send("/ask/nosuchjourney/other/", answer="pupil").response.status_code == 404


def test_a_journey_of_somebody_else_is_not_there(teacher, school):
    question = teacher.ask("share_contact").address
    other = Visitor.at(school, "Hannah Kowal")
    assert other.open(question).response.status_code == 404


def test_only_the_last_ten_journeys_are_held(teacher):
    first = teacher.ask("share_contact").address
    for _ in range(10):
        last = teacher.ask("accept_friend").address
    assert teacher.open(first).response.status_code == 404
    assert teacher.open(last).response.status_code == 200


def test_signing_out_forgets_the_journeys(teacher):
    question = teacher.ask("share_contact").address
    teacher.client.post("/sign-out/")
    assert teacher.client.get(question).status_code == 302


@pytest.mark.parametrize(
    ("group", "roles", "part"),
    [
        ("teacher", (), "teacher"),
        ("teacher", ("head",), "head"),
        ("teacher", ("deputy", "dsl"), "dsl"),
        ("support", ("business_manager",), "support"),
        ("supply", (), "supply"),
        ("governor", ("chair", "governor"), "governor"),
        ("volunteer", (), "volunteer"),
        ("contractor", (), "contractor"),
    ],
)
def test_the_persons_part_comes_from_the_sign_in(school, group, roles, part):
    visitor = Visitor.at(school, "Somebody Else", *roles, group=group)
    visitor.ask("view_profile").choose("A pupil at this school")
    journey = visitor.client.session["journeys"][visitor.address.split("/")[2]]
    assert dict(journey["answers"])["role"] == part
    assert journey["given"] == ["role"]


def test_the_part_from_the_sign_in_is_shown_and_can_be_changed(teacher):
    teacher.ask("view_profile").choose("A pupil at this school")
    journey = teacher.address.split("/")[2]
    teacher.open(f"/ask/{journey}/answers/")
    assert "from your sign-in" in teacher.text
    teacher.open(f"/ask/{journey}/role/")
    assert "We took this from your sign-in" in teacher.text
    teacher.choose("Designated safeguarding lead or deputy")
    teacher.open(f"/ask/{journey}/answers/")
    assert "from your sign-in" not in teacher.text


def test_not_knowing_what_it_is_about_asks_whether_anybody_is_at_risk(teacher):
    teacher.send("/ask/", act="dont-know")
    assert teacher.heading.startswith("Could any picture or video show someone")
    teacher.choose("I am not sure")
    assert teacher.heading == "Act now"
    assert "tel:101" in str(teacher.page)


def test_not_knowing_what_it_is_about_when_nobody_is_at_risk_leads_to_the_nearest(teacher):
    teacher.send("/ask/", act="dont-know").choose("No, or there is no picture").choose("No").choose("No")
    assert teacher.heading == "It depends"
    assert "You said that you do not know what it is about" in teacher.text
    assert teacher.page.find("a", string="Choose what comes nearest")


def test_a_risk_that_is_not_ruled_out_leads_to_people(teacher):
    teacher.send("/ask/", act="dont-know").choose("No, or there is no picture").choose("No").choose("I am not sure")
    assert "Speak to somebody at school now" in teacher.text
    assert "tel:01632960102" in str(teacher.page)


def test_asking_goes_on_after_an_alarm_if_the_person_wants(teacher):
    teacher.ask("found").choose("Yes").press("Carry on answering")
    assert teacher.heading == "Is a child, or anyone else, in danger right now?"
    teacher.choose("No")
    assert teacher.heading == "Who is it about?", "asking does not stop again at every question"
    teacher.choose("The head teacher")
    while "/answer/" not in teacher.address:
        teacher.choose("I don’t know")
    assert teacher.heading == "Act now"
    assert "Tell the chair of governors" in teacher.text


def test_the_answers_so_far_can_be_checked_once_something_was_answered(teacher):
    teacher.ask("accept_friend").choose("A pupil’s parent or carer").follow("Check your answers so far")
    assert teacher.heading == "Check your answers"
    assert "A pupil’s parent or carer" in teacher.text


def test_the_first_question_offers_nothing_to_check(teacher):
    teacher.ask("accept_friend")
    id_ = teacher.address.split("/")[2]
    session = teacher.client.session
    session["journeys"] = {id_: {**session["journeys"][id_], "answers": [], "given": []}}
    session.save()
    teacher.open(f"/ask/{id_}/act/")
    assert "Check your answers so far" not in teacher.text
