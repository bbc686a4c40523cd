"""Protocols, approved routes and boundary cards (2.4.3, 2.5.1, 2.5.2, 2.5.5, 2.5.7)."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from lanyard.people import dues
from lanyard.people.queries import scope_of
from lanyard.policy.pack import BUILT_IN
from lanyard.practice.actions import protocols as actions
from lanyard.practice.models import Protocol, Route
from lanyard.practice.queries import protocols as queries
from lanyard.practice.starters import load_starters
from tests.people.cast import AT, TODAY, make_adult, make_school
from tests.practice.welton import Visitor, pack

DAY = datetime.timedelta(days=1)


@pytest.fixture
def cast(school):
    return {
        "teacher": make_adult(school, "Sam Whitcombe"),
        "head": make_adult(school, "Priya", "head"),
        "deputy": make_adult(school, "Tom", "deputy"),
    }


def scope(adult, on=TODAY):
    return scope_of(adult.account, on=on)


def propose(adult, *, first=0, last=30, review=20, replaces=None, **more):
    told = {
        "title": "Netball club",
        "kind": "club",
        "pupils": "The team",
        "channels": ["email"],
        "hours": "School days",
        "supervision": "The deputy leader",
        "retention": "A year",
        "rules": "",
        "starts_on": TODAY + first * DAY,
        "ends_on": TODAY + last * DAY,
        "review_on": TODAY + review * DAY,
        **more,
    }
    return actions.propose_protocol(scope=scope(adult), told=told, replaces=replaces, by=adult.account, at=AT)


def decide(adult, protocol, approves=True, reason=""):
    return actions.decide_protocol(
        scope=scope(adult), protocol=protocol, approves=approves, reason=reason, by=adult.account, at=AT
    )


def live(adult, on=TODAY):
    return list(queries.live_protocols(scope(adult, on)))


def test_it_counts_once_approved_and_between_its_days_alone(cast):
    protocol = propose(cast["teacher"], first=1, last=3, review=2)
    assert live(cast["teacher"], TODAY + DAY) == []
    decide(cast["head"], protocol)
    assert [bool(live(cast["teacher"], TODAY + on * DAY)) for on in range(5)] == [False, True, True, True, False]


def test_nobody_approves_their_own_the_head_included(cast):
    with pytest.raises(ValidationError, match="their own"):
        decide(cast["head"], propose(cast["head"]))
    with pytest.raises(ValidationError, match="senior leader"):
        decide(cast["teacher"], propose(cast["head"]))
    assert decide(cast["deputy"], propose(cast["head"])).decision == "approved"


def test_a_decision_is_made_once_and_a_no_has_a_reason(cast):
    protocol = propose(cast["teacher"])
    with pytest.raises(ValidationError, match="reason"):
        decide(cast["head"], protocol, approves=False)
    decide(cast["head"], protocol, approves=False, reason="Use the platform")
    with pytest.raises(ValidationError, match="already"):
        decide(cast["deputy"], protocol)


def test_the_next_one_takes_over_on_its_first_day_and_the_old_one_never_comes_back(cast):
    old = decide(cast["head"], propose(cast["teacher"]))
    new = propose(cast["teacher"], first=5, last=10, review=7, replaces=old)
    assert live(cast["teacher"], TODAY + 6 * DAY) == [old]
    decide(cast["head"], new)
    assert live(cast["teacher"]) == [old]
    assert live(cast["teacher"], TODAY + 6 * DAY) == [new]
    actions.end_protocol(scope=scope(cast["head"]), protocol=new, by=cast["head"].account, at=AT)
    assert live(cast["teacher"], TODAY + 6 * DAY) == []


def test_ending_it_takes_effect_at_once(cast):
    protocol = decide(cast["head"], propose(cast["teacher"]))
    with pytest.raises(ValidationError, match="senior leader"):
        actions.end_protocol(scope=scope(cast["teacher"]), protocol=protocol, by=cast["teacher"].account, at=AT)
    actions.end_protocol(scope=scope(cast["deputy"]), protocol=protocol, by=cast["deputy"].account, at=AT)
    assert live(cast["teacher"]) == []


def test_another_school_neither_reads_nor_decides(cast):
    protocol = propose(cast["teacher"])
    stranger = Visitor.at(make_school("Elsewhere"), "Hugh", "head")
    for path in (f"/protocols/{protocol.pk}/", f"/protocols/{protocol.pk}/decide/", f"/protocols/{protocol.pk}/end/"):
        assert stranger.client.get(path).status_code in (404, 503)
    with pytest.raises(Protocol.DoesNotExist):
        decide(stranger.adult, protocol)


def test_a_proposal_of_somebody_else_is_read_by_those_who_decide_alone(school, cast):
    protocol = propose(cast["teacher"])
    assert Visitor.at(school, "Hannah").client.get(f"/protocols/{protocol.pk}/").status_code == 404
    decide(cast["head"], protocol)
    assert Visitor.at(school, "Leah").client.get(f"/protocols/{protocol.pk}/").status_code == 200


def kinds(adult, on=TODAY):
    return [due.kind for due in dues.dues_of(scope(adult, on)) if "protocol" in due.kind]


def test_what_is_due(cast):
    protocol = propose(cast["teacher"])
    assert kinds(cast["head"]) == ["protocol to decide"]
    assert kinds(cast["teacher"]) == []
    protocol = decide(cast["head"], protocol)
    assert kinds(cast["head"]) == []
    assert kinds(cast["head"], TODAY + 10 * DAY) == ["protocol review"]
    propose(cast["teacher"], first=31, last=60, review=50, replaces=protocol)
    assert kinds(cast["head"], TODAY + 10 * DAY) == ["protocol to decide"]


def send(visitor, **fields):
    return visitor.send(visitor.address, **fields)


def test_proposing_from_a_template_deciding_and_printing(school):
    teacher, head = Visitor.at(school), Visitor.at(school, "Priya Hartwell", "head")
    today = timezone.localdate()
    teacher.open("/protocols/").follow("Propose a protocol").press("Start now")
    send(teacher, kind="residential")
    assert teacher.page.find("input", attrs={"value": "text"}).has_attr("checked")
    send(teacher, title_="Year 6 residential", pupils="Year 6", channels=["call", "text"])
    assert "trip phone" in teacher.page.find("textarea", attrs={"name": "supervision"}).get_text()
    send(teacher, hours="All day", supervision="The deputy leader", retention="A week", rules="")
    days = {"starts_on": today, "ends_on": today + 5 * DAY, "review_on": today + 9 * DAY}
    told = {f"{name}-{part}": getattr(day, part) for name, day in days.items() for part in ("day", "month", "year")}
    send(teacher, **told)
    assert "between the first and the last day" in teacher.page.get_text()
    send(teacher, **{**told, "review_on-day": today.day, "review_on-month": today.month, "review_on-year": today.year})
    teacher.press("Propose it")
    assert "Proposed, not in force" in teacher.text
    assert teacher.client.get(f"{teacher.address}decide/").status_code == 403
    head.open(teacher.address).follow("Decide about it")
    send(head, answer="yes", reason="")
    assert "In force until" in head.text
    teacher.open("/boundaries/text/")
    assert "Year 6 residential" in teacher.text


def test_the_register_of_routes_begins_with_the_packs_and_becomes_the_schools(school):
    teacher, head = Visitor.at(school), Visitor.at(school, "Priya Hartwell", "head")
    assert "School e-mail" in teacher.open("/channels/").text
    assert teacher.client.post("/channels/keep/").status_code == 403
    head.open("/channels/").press("Make it the school’s own list")
    assert Route.objects.filter(school=school).count() == len(load_starters(str(BUILT_IN / "welton")).routes)
    head.open("/channels/").follow("Change School e-mail")
    send(head, channel="email", name="Office mailbox", how="Copy in the office", whom=["parents"])
    head.open("/channels/").press("Take it off : The school phone")
    said = teacher.open("/channels/").text
    assert "Office mailbox" in said and "School e-mail" not in said and "The school phone" not in said
    assert Route.objects.filter(name="School e-mail").get().retired_by == head.adult
    route = Route.objects.filter(name="Office mailbox").get()
    stranger = Visitor.at(make_school("Elsewhere"), "Hugh", "head")
    assert stranger.client.get(f"/channels/{route.pk}/change/").status_code in (404, 503)
    assert stranger.client.post(f"/channels/{route.pk}/retire/").status_code == 404


def test_there_is_a_card_for_every_channel_that_the_policy_knows(school):
    starters = load_starters(str(BUILT_IN / "welton"))
    channels = list(pack().vocabulary.fact("channel").value_ids())
    assert sorted(card.channel for card in starters.cards) == sorted(channels)
    assert {channel for each in starters.protocols for channel in each.channels} <= set(channels)
    assert {each.channel for each in starters.routes} <= set(channels)
    teacher = Visitor.at(school)
    for channel in channels:
        teacher.open(f"/boundaries/{channel}/")
        assert teacher.response.status_code == 200
    assert teacher.client.get("/boundaries/pigeon/").status_code == 404
    assert teacher.open("/boundaries/email/").text.count("Never") >= 2
