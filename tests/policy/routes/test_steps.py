"""Who may do what, when, and why not: the rules of steps, each tried from the wrong side."""

from __future__ import annotations

import datetime as dt

import pytest

from lanyard.policy.routes.guards import open_items, ways_on
from lanyard.policy.routes.history import CLOSED, CLOSING, NOT_KNOWN, Event, History
from lanyard.policy.routes.kinds import RouteId
from lanyard.policy.routes.steps import Actor, may_take, next_steps, standing, state
from tests.policy.routes.given import BOOK, T0, actor, facts_for, matter
from tests.policy.routes.walks import REPORTER, do, finish

HEAD, CHAIR, DSL = actor("head"), actor("chair"), actor("dsl")
CALL = {"spoke_to": "PC 4411", "reference": "AB/1", "advice": "Leave it."}


def told(history: History, *steps: str, by: str = "head") -> History:
    """The matter after steps with facts that fit."""
    for step in steps:
        now = standing(BOOK, history)
        history = do(history, step, by, facts_for(now.step(step)))
    return history


@pytest.mark.parametrize("reporter", [HEAD, DSL, Actor("anybody", is_reporter=True)], ids=["head", "dsl", "reporter"])
def test_police_and_lado_are_there_within_two_steps(reporter):
    history = matter("indecent-images")
    now = standing(BOOK, history)
    first = [step.id for step in next_steps(BOOK, now, reporter)]
    assert first[:2] == ["police-told", "lado-told"]
    history = do(history, "police-told", reporter.id, CALL)
    assert "lado-told" in [step.id for step in next_steps(BOOK, standing(BOOK, history), reporter)]
    history = do(history, "lado-told", reporter.id, CALL)
    assert state(BOOK, history).id == "referred"


def test_the_route_of_images_has_no_inner_step_at_all():
    route = BOOK.get("indecent-images")
    assert all(step.while_locked for step in route.steps)
    assert all(one.locked for one in route.states)
    assert not any(word in step.id for step in route.steps for word in ("spoken-to", "looked-into", "opened", "outcome"))
    assert not BOOK.escalations_from(RouteId.INDECENT_IMAGES)


def test_an_allegation_locks_what_the_school_would_do_itself():
    history = matter("allegation")
    inner = {"adult-spoken-to", "looked-into", "outcome", "judgement-looked-for"}
    assert not inner & {step.id for step in next_steps(BOOK, standing(BOOK, history), HEAD)}
    assert "Another body" in may_take(BOOK, standing(BOOK, history), "judgement-looked-for", HEAD, {"judgement": "none"}).reason
    history = told(history, "lado-told")
    assert state(BOOK, history).id == "with-lado"
    history = told(history, "lado-released")
    assert inner - {"outcome"} <= {step.id for step in next_steps(BOOK, standing(BOOK, history), HEAD)}
    history = told(history, "lado-takes-back")
    assert state(BOOK, history).id == "with-lado"
    assert not inner & {step.id for step in next_steps(BOOK, standing(BOOK, history), HEAD)}


def test_other_material_waits_for_advice():
    history = matter("other-material")
    assert "spoken-to" not in " ".join(step.id for step in next_steps(BOOK, standing(BOOK, history), HEAD))
    history = told(history, "advice-asked")
    assert state(BOOK, history).id == "waiting"
    history = told(history, "advice-received")
    assert "adult-spoken-to" in {step.id for step in next_steps(BOOK, standing(BOOK, history), HEAD)}
    # Asking again waits again.
    assert state(BOOK, told(history, "advice-asked")).id == "waiting"


def test_an_escalation_keeps_everything_and_unlocks_nothing():
    history = told(matter("other-material"), "kit-sealed", "advice-asked")
    history = do(history, "escalate", "head", {"to": "indecent-images", "reason": "It may show a child."})
    now = standing(BOOK, history)
    assert now.route.id == RouteId.INDECENT_IMAGES and now.locked and now.ignored == ()
    assert [event.step for event in now.events] == ["kit-sealed", "advice-asked", "escalate"]
    assert now.phases[0].route.id == RouteId.OTHER_MATERIAL and now.last("kit-sealed").by == "head"
    with pytest.raises(KeyError, match="no step"):
        may_take(BOOK, now, "escalate", HEAD, {"to": "low-level-concern", "reason": "No."})


@pytest.mark.parametrize(
    ("route", "target", "allowed"),
    [
        ("low-level-concern", "allegation", True),
        ("low-level-concern", "indecent-images", True),
        ("low-level-concern", "password-compromise", False),
        ("allegation", "low-level-concern", False),
        ("other-material", "low-level-concern", False),
        ("cyberbullying", "nowhere", False),
    ],
)
def test_a_matter_goes_only_where_it_may(route, target, allowed):
    now = standing(BOOK, matter(route))
    decision = may_take(BOOK, now, "escalate", HEAD, {"to": target, "reason": "Because."})
    assert bool(decision) is allowed and bool(decision.reason) is not allowed


def test_an_allegation_comes_back_to_school_once_the_lado_lets_go():
    now = standing(BOOK, matter("allegation"))
    assert {way.target for way in ways_on(BOOK, now)} == {RouteId.INDECENT_IMAGES, RouteId.SAFEGUARDING}
    now = standing(BOOK, told(matter("allegation"), "lado-told", "lado-released"))
    assert RouteId.LOW_LEVEL in {way.target for way in ways_on(BOOK, now)}
    assert may_take(BOOK, now, "escalate", HEAD, {"to": "low-level-concern", "reason": "Below the threshold."})


def test_an_outcome_asks_for_a_judgement_first_and_for_a_reason():
    history = matter("low-level-concern")
    outcome = {"outcome": "advice", "reason": "They talked it through."}
    assert "comes before" in may_take(BOOK, standing(BOOK, history), "outcome", HEAD, outcome).reason
    now = standing(BOOK, told(history, "judgement-looked-for"))
    assert may_take(BOOK, now, "outcome", HEAD, outcome)
    for wrong in (
        {"outcome": "advice", "reason": "  "},
        {"outcome": "dismissal", "reason": "So."},
        {"outcome": "", "reason": "So."},
    ):
        assert not may_take(BOOK, now, "outcome", HEAD, wrong)
    # Nobody but whoever decides.
    assert not may_take(BOOK, now, "outcome", DSL, outcome)
    assert {option.id for option in BOOK.fact("outcome").options} == {
        "no-action",
        "advice",
        "training",
        "low-level-concern",
        "disciplinary",
        "lado",
    }


def test_an_outcome_that_leads_to_the_lado_cannot_be_closed_here():
    history = told(
        matter("low-level-concern"), "reporter-spoken-to", "adult-spoken-to", "earlier-ones-read", "judgement-looked-for"
    )
    reason = {"reason": "It is settled."}
    lado = do(history, "outcome", "head", {"outcome": "lado", "reason": "It may be more."})
    refused = may_take(BOOK, standing(BOOK, lado), "propose-closing", HEAD, reason)
    assert not refused and "An allegation about an adult" in refused.reason
    advised = do(lado, "outcome", "head", {"outcome": "advice", "reason": "The LADO says no."})
    assert may_take(BOOK, standing(BOOK, advised), "propose-closing", HEAD, reason)
    kept = do(history, "outcome", "head", {"outcome": "low-level-concern", "reason": "Kept."})
    assert may_take(BOOK, standing(BOOK, kept), "propose-closing", HEAD, reason)


def test_closing_takes_everything_and_two_people():
    history = told(matter("safeguarding"), "handed-over", by="dsl")
    missing = may_take(BOOK, standing(BOOK, history), "propose-closing", DSL, {"reason": "Done."})
    assert "Tell whoever raised it" in missing.reason
    history = do(history, "leave-a-step", "dsl", {"item": "reporter-thanked", "reason": "They left no name."})
    history = do(history, "propose-closing", "dsl", {"reason": "Done."})
    now = standing(BOOK, history)
    assert now.state == CLOSING
    both = Actor("dsl", frozenset({"dsl", "head"}))
    assert "second person" in may_take(BOOK, now, "close", both, {"reason": "Agreed."}).reason
    assert "Keep it open" in may_take(BOOK, now, "social-care-told", DSL, CALL).reason
    assert may_take(BOOK, now, "close", HEAD, {"reason": "Agreed."})
    # A closing by the same person has no effect even if it stands in the data.
    forged = standing(BOOK, do(history, "close", "dsl", {"reason": "Agreed."}))
    assert forged.state == CLOSING and [event.step for event in forged.ignored] == ["close"]
    kept = do(history, "keep-open", "head", {"reason": "Not yet."})
    assert standing(BOOK, kept).state.id == "handed-over"
    closed = do(history, "close", "head", {"reason": "Agreed."})
    assert state(BOOK, closed) == CLOSED
    assert "closed" in may_take(BOOK, standing(BOOK, closed), "note", DSL, {"words": "More."}).reason
    again = do(closed, "reopen", "dsl", {"reason": "The child spoke again."})
    assert standing(BOOK, again).state.id == "handed-over" and len(standing(BOOK, again).events) == 5
    assert "not closed" in may_take(BOOK, now, "reopen", DSL, {"reason": "So."}).reason


def test_what_is_never_left_out_cannot_be_reasoned_away():
    now = standing(BOOK, matter("indecent-images"))
    for item, allowed in (("police-told", False), ("lado-told", False), ("dsl-told", True), ("note", False), ("nothing", False)):
        decision = may_take(BOOK, now, "leave-a-step", HEAD, {"item": item, "reason": "Because."})
        assert bool(decision) is allowed, item


def test_nobody_acts_in_a_matter_about_them():
    now = standing(BOOK, matter("low-level-concern", left_out=frozenset({"dsl"})))
    for who in (actor("head", about_them=True), Actor("x", frozenset({"head", "dsl"}))):
        assert next_steps(BOOK, now, who) == ()
        assert "about them" in may_take(BOOK, now, "note", who, {"words": "Mine."}).reason
    # But what they reported themselves they may add to.
    own = Actor("x", frozenset({"head"}), about_them=True, is_reporter=True)
    assert [step.id for step in next_steps(BOOK, now, own)] == ["add-words"]


def test_somebody_left_out_later_is_out_at_once():
    history = matter("low-level-concern")
    history = do(history, "leave-somebody-out", "head", {"person": "head", "roles": " head , ", "reason": "A friend."})
    now = standing(BOOK, history)
    assert now.left_out == {"head"} and now.left_out_people == {"head"}
    assert next_steps(BOOK, now, HEAD) == () and now.receivers.roles == ("chair",)
    late = standing(BOOK, do(history, "note", "head", {"words": "Still here."}))
    assert [event.step for event in late.ignored] == ["note"]
    # Without a name, the roles alone.
    unnamed = do(matter("low-level-concern"), "leave-somebody-out", "head", {"person": NOT_KNOWN, "reason": "A friend."})
    assert standing(BOOK, unnamed).left_out_people == frozenset()
    refused = may_take(
        BOOK, standing(BOOK, unnamed), "leave-somebody-out", HEAD, {"person": "jo", "roles": "lado_contact", "reason": "No."}
    )
    assert "stays reachable" in refused.reason


def test_a_reporter_who_is_left_out_keeps_their_own_voice():
    history = do(matter("low-level-concern"), "leave-somebody-out", "head", {"person": "reporter", "reason": "About them."})
    assert may_take(BOOK, standing(BOOK, history), "add-words", REPORTER, {"words": "And this."})
    assert standing(BOOK, do(history, "add-words", "reporter", {"words": "And this."})).ignored == ()


def test_facts_are_wanted_whole():
    now = standing(BOOK, matter("indecent-images"))
    assert may_take(BOOK, now, "police-told", HEAD, {**CALL, "reference": NOT_KNOWN, "happened_at": T0.isoformat()})
    for wrong in (
        {"spoke_to": "Jo"},
        {**CALL, "reference": ""},
        {**CALL, "happened_at": "yesterday"},
        {**CALL, "happened_at": "2026-11-16T09:00"},
    ):
        assert not may_take(BOOK, now, "police-told", HEAD, wrong)
    assert may_take(BOOK, now, "police-told", HEAD, {**CALL, "happened_at": " "})
    low = standing(BOOK, matter("low-level-concern"))
    assert "has to be known" in may_take(BOOK, low, "note", HEAD, {"words": NOT_KNOWN}).reason
    with pytest.raises(KeyError, match="reference"):
        may_take(BOOK, now, "police-told", HEAD, {**CALL, "referense": "1"})
    with pytest.raises(KeyError, match="police-told"):
        may_take(BOOK, now, "polise-told", HEAD, CALL)


def test_what_could_not_be_done_has_no_effect():
    history = matter("indecent-images")
    for wrong in (
        Event("investigated", T0, "head", {}),
        Event("police-told", T0, "head", {}),
        Event("police-told", T0, "head", {**CALL, "picture": "x"}),
        Event("outside-finished", T0, "head", facts_for(BOOK.get("indecent-images").step("outside-finished"))),
    ):
        now = standing(BOOK, history.then(wrong))
        assert now.ignored == (wrong,) and now.done == frozenset()
    with pytest.raises(ValueError, match="time zone"):
        standing(BOOK, history.then(Event("note", dt.datetime(2026, 11, 16), "head", {"words": "x"})))  # noqa: DTZ001
    once = do(do(history, "dsl-told", "head", {"spoke_to": "Mo"}), "dsl-told", "head", {"spoke_to": "Mo"})
    assert len(standing(BOOK, once).ignored) == 1


def test_a_step_is_offered_only_to_those_it_is_for():
    now = standing(BOOK, matter("pupil-contact"))
    assert "page-looked-at" in {step.id for step in next_steps(BOOK, now, DSL)}
    assert next_steps(BOOK, now, actor("it_lead")) == () and next_steps(BOOK, now, Actor("nobody")) == ()
    assert next_steps(BOOK, now, CHAIR) == ()


def test_a_second_person_sees_it_only_when_asked():
    history = told(matter("pupil-contact"), "left-unanswered", "looked-at", by="dsl")
    now = standing(BOOK, history)
    assert now.readers == ("dsl",) and next_steps(BOOK, now, HEAD) == ()
    now = standing(BOOK, do(history, "propose-closing", "dsl", {"reason": "Done."}))
    assert now.readers == ("dsl", "head")
    assert {step.id for step in next_steps(BOOK, now, HEAD)} == {"close", "keep-open", "leave-somebody-out"}


def test_clocks_that_run_go_along_with_an_escalation():
    history = do(matter("data-breach"), "escalate", "head", {"to": "indecent-images", "reason": "Among the files."})
    now = standing(BOOK, history)
    carried = {step.id for step in now.carried}
    assert {"ico-told", "ico-not-needed", "breach-described", "risk-weighed"} == carried
    assert {"ico-told", "ico-not-needed"} <= {step.id for step in open_items(now)}
    assert "comes before" in may_take(BOOK, now, "ico-told", HEAD, {"reference": "IC-1", "reason": "Late is worse."}).reason
    history = told(history, "breach-described", "ico-told")
    now = standing(BOOK, history)
    assert now.ignored == () and now.carried == () and not any(run.running for run in now.clocks)


def test_a_whole_matter_reads_in_order_afterwards():
    history = finish(matter("cyberbullying"))
    times = [event.at for event in standing(BOOK, history).events]
    assert times == sorted(times) and state(BOOK, history) == CLOSED
