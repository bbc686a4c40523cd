"""What the Welton policy answers: its examples, its proofs, and the questions that it was made for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pytest

from lanyard.policy import building
from lanyard.policy.ask import next_question
from lanyard.policy.decide import decide
from lanyard.policy.engine import Engine, compile_pack
from lanyard.policy.explain import approved_ways, explain, what_would_help
from lanyard.policy.features import load_features
from lanyard.policy.pack import BUILT_IN, Pack, load_pack
from lanyard.policy.proving import failing_examples, unproved

PACKS = ("welton", "welton/earlier/2025")
#: Acts in which a picture of a child may turn up.
IMAGE_ACTS = ("found", "targeted", "told_personal", "child_worry", "noticed", "sexual_material", "take_image", "depart")


@cache
def pack(name: str = "welton") -> Pack:
    """A pack, loaded."""
    return load_pack(name)


@cache
def engine(name: str = "welton") -> Engine:
    """A pack, compiled and proved."""
    return compile_pack(pack(name))


def asked(known: dict[str, str]) -> str:
    """The fact that is asked next; empty when the asking is over."""
    question = next_question(engine(), known)
    return question.fact if question else ""


# ---- Examples and proofs


@pytest.mark.parametrize("name", PACKS)
def test_every_example_passes_and_every_invariant_is_proved(name: str) -> None:
    assert [str(problem) for problem in failing_examples(engine(name), pack(name))] == []
    assert [str(problem) for problem in unproved(engine(name), pack(name))] == []
    assert len(pack(name).examples) >= len(pack(name).rules)


def test_each_rule_is_decided_by_an_example_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without any one rule, some example no longer gets the answer that it tells."""
    monkeypatch.setattr(building, "plan_choices", lambda engine: {})
    untested = []
    for rule in pack().rules:
        without = tuple(replace(c, rules=tuple(r for r in c.rules if r.id != rule.id)) for c in pack().clauses)
        thinner = replace(pack(), clauses=without)
        if not failing_examples(compile_pack(thinner, prove=False), thinner):
            untested.append(rule.id)
    assert untested == []


def test_the_earlier_version_is_the_same_policy_and_an_older_one() -> None:
    now, before = pack(), pack("welton/earlier/2025")
    assert (before.id, before.settings["school"]) == (now.id, now.settings["school"])
    assert before.settings["adopted_on"] < now.settings["adopted_on"]
    assert before.hash != now.hash and before.version != now.version
    assert {clause.id for clause in before.clauses} & {clause.id for clause in now.clauses}


# ---- A parent has sent me a friend request


def test_a_friend_request_from_a_parent() -> None:
    known = {"act": "accept_friend"}
    assert decide(engine(), known).verdict == "undecided"
    assert asked(known) == "other"
    answer = decide(engine(), known | {"other": "parent"})
    assert answer.verdict == "caution"
    assert [clause.number for clause in answer.clauses if clause.certain] == ["2.6.2"]
    assert explain(engine(), known | {"other": "parent"}) == (("act", "accept_friend"), ("other", "parent"))
    told = decide(engine(), known | {"other": "parent", "affects_role": "yes", "declared": "no"})
    assert [duty.id for duty in told.duties if duty.certain] == ["declare_social_contact"]
    declared = decide(engine(), known | {"other": "parent", "affects_role": "yes", "declared": "yes"})
    assert declared.verdict == "caution" and declared.duties == ()


def test_a_friend_request_from_a_pupil_is_never_all_right() -> None:
    known = {"act": "accept_friend", "other": "pupil", "initiated": "them"}
    assert decide(engine(), {"act": "accept_friend", "other": "pupil"}).verdict == "never"
    answer = decide(engine(), known)
    assert answer.verdict == "never" and what_would_help(engine(), known) == ()
    assert {"2.3.5", "2.3.6"} <= {clause.number for clause in answer.clauses if clause.certain}


# ---- May I give my mobile number to a pupil for the residential?

NUMBER = {"act": "share_contact", "other": "pupil", "detail": "number"}


def test_a_mobile_number_for_the_residential_needs_both_agreements_in_writing() -> None:
    without = {**NUMBER, "senior_agreed": "no", "parent_agreed": "no", "in_writing": "no"}
    answer = decide(engine(), without)
    assert answer.verdict == "agree"
    assert "2.5.6" in [clause.number for clause in answer.clauses if clause.certain]
    assert [(duty.id, duty.urgency) for duty in answer.duties][0] == ("ask_agreement", "before")
    (help_,) = what_would_help(engine(), without)
    assert help_.verdict == "fine"
    assert {(change.fact, change.after) for change in help_.changes} == {
        ("senior_agreed", "yes"), ("parent_agreed", "yes"), ("in_writing", "yes"),
    }  # fmt: skip
    for missing in ("senior_agreed", "parent_agreed", "in_writing"):
        agreed = {**NUMBER, "senior_agreed": "yes", "parent_agreed": "yes", "in_writing": "yes", missing: "no"}
        assert decide(engine(), agreed).verdict == "agree"


def test_with_both_agreements_it_is_fine_for_a_pupil_and_still_never_for_a_parent() -> None:
    agreed = {**NUMBER, "senior_agreed": "yes", "parent_agreed": "yes", "in_writing": "yes"}
    answer = decide(engine(), agreed)
    assert answer.verdict == "fine" and answer.conflicts == ()
    assert [duty.id for duty in answer.duties] == ["keep_to_agreement"]
    assert {"2.4.2", "2.5.3"} <= {one for one, _ in answer.set_aside}
    assert decide(engine(), agreed | {"other": "parent"}).verdict == "never"


# ---- I found something on a pupil's phone that may be an indecent image


@pytest.mark.parametrize("picture", ["yes", "not_sure"])
def test_an_indecent_image_is_one_question_from_police_and_lado(picture: str) -> None:
    assert asked({"act": "found"}) == "child_image"
    known = {"act": "found", "child_image": picture}
    answer = decide(engine(), known)
    assert answer.verdict == "never"
    assert {"tell_police", "tell_lado", "stop_do_not_look"} <= {duty.id for duty in answer.urgent}
    assert asked(known) == ""
    assert {"2.7.1", "2.7.4"} <= {clause.number for clause in answer.clauses if clause.certain}
    assert what_would_help(engine(), known) == ()


@pytest.mark.parametrize("act", IMAGE_ACTS)
@pytest.mark.parametrize("picture", ["yes", "not_sure"])
def test_no_way_to_an_image_leads_to_keeping_or_choosing(act: str, picture: str) -> None:
    answer = decide(engine(), {"act": act, "child_image": picture})
    assert answer.verdict == "never"
    assert {"tell_police", "tell_lado", "stop_do_not_look"} <= {duty.id for duty in answer.urgent}
    possible = {duty.id for duty in answer.duties}
    assert possible & {"keep_evidence", "ask_platform", "decide_police_yourself", "seek_advice"} == set()


def test_if_the_image_concerns_the_head_teacher_nobody_tells_the_head_teacher() -> None:
    answer = decide(engine(), {"act": "found", "child_image": "yes", "about": "head"})
    owed = {duty.id for duty in answer.duties}
    assert "tell_chair" in owed and "tell_head" not in owed and answer.conflicts == ()


HANDLE = re.compile(
    r"\b(open|capture|copy|copies|print|screen ?print|screenshot|photograph|save|store|download|forward|send|view|look at)\b",
    re.IGNORECASE,
)
#: Sentences about something else: hours of a helpline, and the person's own signed note.
HARMLESS = ("is open to everyone", "sign and date the note")
REFUSES = re.compile(r"\b(do not|never|nothing|nobody|no one|without|not)\b", re.IGNORECASE)


def sentences(text: str) -> Iterator[str]:
    """The sentences of a text."""
    yield from (sentence for sentence in re.split(r"(?<=[.:;!?])\s+", text) if sentence)


def words_shown_with_images() -> Iterator[tuple[str, str]]:
    """Every sentence that a person may be shown as something to do when a picture may be of a child."""
    features = load_features(BUILT_IN / "features.toml")
    for act in IMAGE_ACTS:
        for picture in ("yes", "not_sure"):
            for due in decide(engine(), {"act": act, "child_image": picture}).duties:
                texts = [due.wording, due.how, due.choose]
                texts += [features.get(due.feature).meanwhile, features.get(due.feature).does] if due.feature else []
                yield from ((due.id, sentence) for text in texts for sentence in sentences(text))


def test_no_duty_that_comes_with_an_image_tells_anybody_to_open_capture_or_copy_it() -> None:
    shown = set(words_shown_with_images())
    assert len(shown) > 20
    about_it = {(id_, text) for id_, text in shown if not any(words in text for words in HARMLESS)}
    assert sorted((id_, text) for id_, text in about_it if HANDLE.search(text) and not REFUSES.search(text)) == []


def test_keeping_evidence_is_never_shown_beside_an_image_that_may_be_of_a_child() -> None:
    """Of all duties, those that speak of screen prints are never possible once a picture is in question."""
    capturing = {id_ for id_, duty in pack().duties.items() if re.search(r"screen ?(print|shot)", duty.wording + duty.how, re.I)}
    assert "keep_evidence" in capturing
    for act in pack().vocabulary.fact("act").value_ids():
        for picture in ("yes", "not_sure"):
            possible = {duty.id for duty in decide(engine(), {"act": act, "child_image": picture}).duties}
            if "tell_police" in possible:
                assert possible & (capturing - {"stop_do_not_look"}) == set(), act


# ---- Danger, emergencies, silence


def test_an_emergency_call_from_your_own_phone_is_recorded() -> None:
    call = {"act": "contact", "other": "parent", "device_owner": "own", "channel": "call", "purpose": "school"}
    assert decide(engine(), call | {"emergency": "no"}).verdict == "never"
    answer = decide(engine(), call | {"emergency": "yes"})
    assert answer.verdict == "fine" and [clause.number for clause in answer.clauses] == ["2.4.7"]
    assert "record_emergency_call" in {duty.id for duty in answer.duties if duty.certain}


def test_silence_names_somebody_to_tell() -> None:
    silent = {"act": "use_ai", "ai_input": "ordinary"}
    answer = decide(engine(), silent)
    assert answer.verdict == "silent"
    assert [duty.id for duty in answer.duties] == list(pack().book.when_silent) and answer.duties[0].addressee


def test_every_act_can_be_asked_about_to_its_end() -> None:
    """With “I don't know” to everything the questions end, and every answer ends in a verdict or in a range of them."""
    for act in pack().vocabulary.fact("act").value_ids():
        dont_know: list[str] = []
        while question := next_question(engine(), {"act": act}, dont_know):
            assert question.fact not in dont_know
            dont_know.append(question.fact)
        assert decide(engine(), {"act": act}).range


# ---- Beforehand and afterwards

POSTS = [
    {"act": "post", "content": "confidential"},
    {"act": "school_account", "content": "confidential"},
    {"act": "post", "content": "pupil_picture"},
    {"act": "post", "content": "offensive"},
    {"act": "use_ai", "ai_input": "confidential", "child_image": "no"},
]


@pytest.mark.parametrize("post", POSTS)
def test_who_asks_beforehand_has_nothing_to_report(post: dict[str, str]) -> None:
    assert asked(post) == "timing"
    before = decide(engine(), post | {"timing": "planned"})
    assert before.verdict == "never" and before.urgent == ()
    assert not {"report_breach", "take_it_down"} & {duty.id for duty in before.duties}
    after = decide(engine(), post | {"timing": "done"})
    assert {"report_breach", "take_it_down"} & {duty.id for duty in after.duties if duty.certain}


def test_no_duty_begins_with_a_condition() -> None:
    """What depends on something is a condition of the rule, so that nobody is told to do what does not concern them."""
    assert [duty.id for duty in pack().duties.values() if duty.wording.startswith(("If ", "When ", "Where "))] == []


# ---- A refusal ends in something to do

#: Duties that only tell a person what to leave alone.
LEAVING_ALONE = {"name_nobody"}


def test_every_refusal_names_a_way_out_or_a_person() -> None:
    bare = set()
    for act in pack().vocabulary.fact("act").value_ids():
        fixed = engine().fixed({"act": act})
        for leaf in engine().diagram.reachable(engine().exact, fixed):
            outcome = engine().outcomes[engine().diagram.payload(leaf)]
            if outcome.verdict in ("never", "agree"):
                cards = [engine().rules[number] for number in outcome.surviving]
                named = any(card.instead for card in cards if card.verdict in ("never", "agree"))
                if not named and not {id_ for id_, _ in outcome.duties} - LEAVING_ALONE:
                    bare.add((act, tuple(card.id for card in cards)))
    assert bare == set()


def test_a_pupils_friend_request_names_the_approved_way() -> None:
    known = {"act": "accept_friend", "other": "pupil", "initiated": "them"}
    (way,) = approved_ways(engine(), decide(engine(), known))
    assert "platform that the school has approved" in way.words and way.number.startswith("2.5.")


# ---- A child, with no adult involved


def test_a_worry_about_a_child_leads_to_the_safeguarding_lead() -> None:
    worry = {"act": "child_worry", "child_image": "no", "harm": "no"}
    today = decide(engine(), worry | {"danger": "no"})
    assert [(duty.id, duty.urgency) for duty in today.duties] == [("tell_dsl", "same_day")]
    now = decide(engine(), worry | {"danger": "yes"})
    assert {duty.id for duty in now.urgent} == {"call_999", "tell_dsl"}
    assert asked(worry | {"danger": "no"}) == ""


def test_not_knowing_who_it_is_does_not_lead_to_a_former_pupils_age() -> None:
    for act in ("accept_friend", "contact", "share_contact"):
        dont_know = ["other"]
        while question := next_question(engine(), {"act": act}, dont_know, past_urgent=True):
            assert question.fact not in ("former_age", "sibling", "parent_agreed")
            dont_know.append(question.fact)
