"""The opening questions, all of them: every set of answers that anybody can give."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, product

import pytest

from lanyard.policy.routes.files import WordsOnly
from lanyard.policy.routes.history import Event
from lanyard.policy.routes.kinds import ROLE_CONTACTS, About, Answer, Matter, RouteId
from lanyard.policy.routes.opening import (
    QUESTIONS,
    Answers,
    Unanswered,
    is_needed,
    next_question,
    open_matter,
    route_of,
    shown_now,
)
from lanyard.policy.routes.steps import standing
from tests.policy.routes.given import BOOK, CONTACTS, T0

YES, NO, NOT_SURE = Answer
ABOUTS = [frozenset(some) for size in (1, 2, 3) for some in combinations(About, size)]
ABOUTS += [frozenset(), frozenset(About), frozenset({About.HEAD, About.CHAIR, About.DSL})]
#: Whom the reporter wants left out, and what the reporter is.
SIDES = [
    (frozenset(keep), frozenset(own))
    for keep, own in (
        ((), ()),
        (("head",), ()),
        (("dsl",), ("head",)),
        (("head", "chair"), ("dsl",)),
        (("head", "chair", "dsl", "it_lead", "data_protection_lead"), ("chair",)),
    )
]


def every_set_of_answers():
    """Every way through the questions that a person can take, asking only what is needed."""
    for danger, files in product((YES, NO), Answer):
        for shows in Answer if files != NO else (None,):
            for about, (keep, roles) in product(ABOUTS, SIDES):
                base = Answers(danger, files, shows, about, keep, reporter_roles=roles)
                for matter in Matter if is_needed("matter", base) else (None,):
                    asked = replace(base, matter=matter)
                    for harm in Answer if is_needed("harm", asked) else (None,):
                        judged = NOT_SURE if is_needed("judgement", asked) else None
                        yield replace(asked, harm=harm, judgement=judged)


@pytest.mark.exhaustive
def test_every_set_of_answers_ends_safely():
    seen = set()
    for answers in every_set_of_answers():
        opening = open_matter(BOOK, answers)
        seen.add(opening.route.id)
        # Nobody receives what is about them, and somebody does.
        assert opening.receivers.roles and not set(opening.receivers.roles) & opening.left_out, answers
        assert not set(opening.receivers.closers) & opening.left_out
        # No picture of a child, not even a possible one, is ever attached.
        if answers.shows_child in (YES, NOT_SURE):
            assert opening.route.id == RouteId.INDECENT_IMAGES, answers
        if opening.route.id == RouteId.INDECENT_IMAGES:
            assert not opening.may_attach and type(opening.files) is WordsOnly
            assert {"police-101", "lado"} <= set(opening.shown.contacts)
        if opening.may_attach:
            assert answers.shows_child == NO and answers.files != NO
        # Whoever is left out is not shown as somebody to turn to.
        hidden = {ROLE_CONTACTS.get(role) for role in opening.left_out}
        assert not hidden & set(opening.shown.contacts)
        assert opening.shown.contacts and all(CONTACTS.get(one) for one in opening.shown.contacts)
        if answers.danger in (YES, NOT_SURE):
            assert opening.shown.contacts[0] == "police-emergency"
        assert next_question(BOOK, answers) is None
    assert seen == set(RouteId)


def answered(**how) -> Answers:
    """A full set of plain answers, with some of them changed."""
    plain = {"danger": NO, "files": NO, "about": frozenset({About.ADULT}), "keep_from": frozenset(), "harm": NO}
    return Answers(**{**plain, "matter": Matter.CONDUCT, **how})


def test_questions_come_one_at_a_time_in_their_order():
    answers, asked = Answers(), []
    given = {
        "danger": NO,
        "files": NOT_SURE,
        "shows_child": NO,
        "about": frozenset({About.SELF}),
        "keep_from": frozenset(),
        "matter": Matter.CONDUCT,
        "harm": NO,
        "judgement": NO,
    }
    while question := next_question(BOOK, answers):
        asked.append(question.id)
        answers = replace(answers, **{question.id: given[question.id]})
    assert tuple(asked) == QUESTIONS
    assert open_matter(BOOK, answers).ask_for_judgement and open_matter(BOOK, answers).about_reporter


def test_every_question_offers_what_the_code_understands():
    for name, values in (("about", About), ("matter", Matter), ("danger", Answer), ("shows_child", Answer), ("harm", Answer)):
        assert {option.id for option in BOOK.question(name).options} == set(values), name
    for name in ("danger", "files", "shows_child", "harm", "judgement", "matter"):
        assert "not_sure" in {option.id for option in BOOK.question(name).options}
    assert BOOK.question("about").several and BOOK.question("keep_from").several


@pytest.mark.parametrize("missing", ["danger", "files", "about", "keep_from", "matter", "harm"])
def test_no_route_before_every_answer(missing):
    with pytest.raises(Unanswered, match=missing):
        route_of(answered(**{missing: None}))


@pytest.mark.parametrize("shows", [YES, NOT_SURE])
def test_a_possible_picture_of_a_child_beats_every_other_answer(shows):
    for matter, files in product(Matter, Answer):
        assert route_of(answered(shows_child=shows, files=files, matter=matter, harm=YES)) == RouteId.INDECENT_IMAGES


@pytest.mark.parametrize("shows", [YES, NOT_SURE])
def test_a_possible_picture_stops_everything_before_the_next_question(shows):
    shown = shown_now(BOOK, Answers(danger=NO, files=NOT_SURE, shows_child=shows))
    assert shown.contacts[:2] == ("police-101", "lado")
    assert shown.scripts[0].id == "stop"
    forbidden = " ".join(shown.scripts[0].do_not)
    for word in ("open", "copy", "forward", "screenshot", "delete"):
        assert word in forbidden


@pytest.mark.parametrize("danger", [YES, NOT_SURE])
def test_999_is_shown_with_the_first_answer_and_goes_on(danger):
    shown = shown_now(BOOK, Answers(danger=danger))
    assert shown.contacts == ("police-emergency",) and shown.scripts[0].id == "danger"
    assert next_question(BOOK, Answers(danger=danger)).id == "files"
    assert shown_now(BOOK, Answers(danger=NO)).contacts == ()
    assert shown_now(BOOK, answered(danger=danger)).contacts[0] == "police-emergency"


@pytest.mark.parametrize(
    ("how", "route"),
    [
        ({"matter": Matter.ALLEGATION}, RouteId.ALLEGATION),
        ({"matter": Matter.ALLEGATION, "about": frozenset({About.OUTSIDER})}, RouteId.SAFEGUARDING),
        ({"matter": Matter.ALLEGATION, "about": frozenset({About.UNKNOWN})}, RouteId.ALLEGATION),
        ({"harm": NOT_SURE}, RouteId.ALLEGATION),
        ({"harm": YES, "about": frozenset({About.PUPIL})}, RouteId.SAFEGUARDING),
        ({"matter": Matter.CHILD, "about": frozenset({About.ADULT}), "harm": YES}, RouteId.ALLEGATION),
        ({"matter": Matter.CHILD, "about": frozenset({About.UNKNOWN}), "harm": None}, RouteId.SAFEGUARDING),
        ({"matter": Matter.CHILD}, RouteId.SAFEGUARDING),
        ({"matter": Matter.NOT_SURE}, RouteId.LOW_LEVEL),
        ({"matter": Matter.NOT_SURE, "about": frozenset({About.PUPIL})}, RouteId.SAFEGUARDING),
        ({"matter": Matter.MATERIAL, "files": YES, "shows_child": NO}, RouteId.OTHER_MATERIAL),
        ({"matter": Matter.ATTACK}, RouteId.CYBERBULLYING),
        ({"matter": Matter.PASSWORD}, RouteId.PASSWORD),
        ({"matter": Matter.DATA}, RouteId.DATA_BREACH),
        ({"matter": Matter.PUPIL_CONTACT}, RouteId.PUPIL_CONTACT),
        ({"matter": Matter.OTHER_PROCEDURE}, RouteId.OTHER_PROCEDURE),
    ],
)
def test_the_procedure_that_owns_a_matter(how, route):
    assert route_of(answered(**how)) == route


@pytest.mark.parametrize(
    ("about", "roles"),
    [
        ({About.ADULT}, ("head",)),
        ({About.HEAD}, ("chair",)),
        ({About.HEAD, About.CHAIR}, ("lado_contact",)),
        ({About.CHAIR}, ("head",)),
    ],
)
def test_nobody_receives_what_is_about_them(about, roles):
    assert open_matter(BOOK, answered(about=frozenset(about))).receivers.roles == roles


def test_a_head_who_reports_about_themselves_reaches_the_chair():
    own = answered(about=frozenset({About.SELF}), judgement=YES, reporter_roles=frozenset({"head"}))
    opening = open_matter(BOOK, own)
    assert opening.receivers.roles == ("chair",) and opening.about_reporter and not opening.ask_for_judgement
    assert open_matter(BOOK, replace(own, about=frozenset({About.ADULT}))).receivers.roles == ("head",)


@pytest.mark.parametrize("about", [About.OUTSIDER, About.SELF])
def test_a_head_who_is_attacked_is_helped_by_the_chair_and_is_no_subject(about):
    own = {"matter": Matter.ATTACK, "about": frozenset({about}), "judgement": NO, "reporter_roles": frozenset({"head"})}
    opening = open_matter(BOOK, answered(**own))
    assert opening.route.id == RouteId.CYBERBULLYING
    assert opening.receivers.roles == ("chair",) and not opening.about_reporter


def test_the_roles_of_the_person_named_are_left_out_too():
    opening = open_matter(BOOK, answered(subject_roles=frozenset({"it_lead"}), matter=Matter.PASSWORD))
    assert opening.receivers.roles == ("head",) and "it-lead" not in opening.shown.contacts


def test_an_allegation_about_nobody_knows_whom_reaches_the_safeguarding_lead_too():
    opening = open_matter(BOOK, answered(matter=Matter.ALLEGATION, about=frozenset({About.UNKNOWN})))
    assert opening.also == ("dsl",) and opening.receivers.roles == ("head", "dsl")
    assert open_matter(BOOK, answered(matter=Matter.ALLEGATION)).also == ()


def test_a_matter_begins_with_the_same_people_left_out():
    opening = open_matter(BOOK, answered(matter=Matter.ALLEGATION, about=frozenset({About.HEAD, About.UNKNOWN})))
    now = standing(BOOK, opening.begin(Event("opened", T0, "reporter")))
    assert now.receivers == opening.receivers and now.left_out == {"head"} and now.route is opening.route


def test_an_outside_body_cannot_be_kept_out_by_whoever_reports():
    opening = open_matter(BOOK, answered(keep_from=frozenset({"head", "chair", "lado_contact", "hr_contact"})))
    assert opening.receivers.roles == ("lado_contact",)


def test_when_every_role_is_left_out_an_outside_line_remains():
    everybody = frozenset({"head", "chair", "lado_contact", "hr_contact"})
    opening = open_matter(BOOK, answered(subject_roles=everybody))
    assert opening.receivers.roles == () and opening.receivers.decider == ""
    assert opening.shown.contacts == ("childrens-social-care",)


@pytest.mark.parametrize(
    ("files", "shows", "may"), [(YES, NO, True), (NOT_SURE, NO, True), (NO, None, False), (YES, NOT_SURE, False)]
)
def test_files_wait_for_a_plain_no_at_the_gate(files, shows, may):
    opening = open_matter(BOOK, answered(files=files, shows_child=shows, matter=Matter.ATTACK))
    assert opening.may_attach is may


def test_whoever_raises_it_is_shown_something_to_do_and_nothing_meant_for_whoever_handles_it():
    own = {route.id: [script for script in map(BOOK.script, route.scripts) if not script.for_handlers] for route in BOOK}
    assert [id_ for id_, scripts in own.items() if not scripts] == []
    told = Answers(Answer.NO, Answer.NO, None, frozenset({About.ADULT}), frozenset(), Matter.CONDUCT, Answer.NO)
    opening = open_matter(BOOK, told)
    assert [script.id for script in opening.shown.scripts] == ["after-a-concern"]
    assert "talk-low-level" in opening.route.scripts
