"""Agreeing to several requests at once: each opened and read as it stands, and never one's own (2.5.6)."""

from __future__ import annotations

import pytest

from lanyard.practice.actions import agreements as actions
from lanyard.practice.actions.agreements import PupilAsked
from lanyard.practice.agreement_states import Act, State
from lanyard.practice.models import Agreement, AgreementStep
from lanyard.practice.queries import agreements as queries
from lanyard.records.models import Job
from tests.people.cast import AT, TODAY, make_adult
from tests.practice.test_agreements import PARENT, ask, cast, mail_is_sent, now, on_paper, scope  # noqa: F401 - fixtures
from tests.practice.welton import Visitor

PAGE = "/agree/decide/together/"
CHECKED = ["not_parent", "addresses"]


def values(visitor: Visitor) -> list[str]:
    return [box["value"] for box in visitor.page.find_all("input", attrs={"name": "requests"})]


def agreed_to() -> set:
    return set(AgreementStep.objects.filter(act=Act.LEADER_AGREES).values_list("agreement_id", flat=True))


@pytest.fixture
def head(school) -> Visitor:
    return Visitor.at(school, "Priya Hartwell", "head")


@pytest.fixture
def three(school) -> list[Agreement]:
    teacher = make_adult(school, "Sam Whitcombe")
    return [ask(teacher, PupilAsked(called, parent_email=PARENT), at=now()) for called in ("A F", "B L", "C N")]


def test_only_what_was_opened_can_be_selected(head, three):
    head.open(PAGE)
    assert "Read these first" in head.text
    assert all(f"Sam Whitcombe about {called}, " in head.text for called in ("A F", "B L", "C N"))
    assert values(head) == []
    head.open(f"/agree/decide/{three[0].pk}/").open(f"/agree/decide/{three[1].pk}/").open(PAGE)
    assert set(values(head)) == {f"{each.pk}:0" for each in three[:2]}
    assert head.text.count(PARENT) == 2, "the addresses that are confirmed are there to compare"
    head.send(PAGE, requests=values(head), checked=CHECKED)
    assert "You agreed to 2 requests" in head.text
    assert agreed_to() == {each.pk for each in three[:2]}
    assert Job.objects.filter(kind="parent link due").count() == 2


def test_what_was_not_opened_cannot_be_sent_either(head, three):
    head.open(f"/agree/decide/{three[0].pk}/")
    head.send(PAGE, requests=[f"{three[0].pk}:0", f"{three[1].pk}:0"], checked=CHECKED)
    assert "was not read yet" in head.text
    assert agreed_to() == set()


def test_looking_without_opening_is_not_reading(head, three):
    head.client.head(f"/agree/decide/{three[0].pk}/")
    head.client.post(f"/agree/decide/{three[0].pk}/", {})
    assert values(head.open(PAGE)) == []


def test_what_moved_on_is_read_again(head, three, school):
    witness = make_adult(school, "Carol", "business_manager")
    head.open(f"/agree/decide/{three[0].pk}/").open(PAGE)
    before = values(head)
    on_paper(witness, three[0].pupils.get(), at=now())
    head.send(PAGE, requests=before, checked=CHECKED)
    assert agreed_to() == set()
    assert values(head.open(PAGE)) == []
    assert values(head.open(f"/agree/decide/{three[0].pk}/").open(PAGE)) == [f"{three[0].pk}:1"]


def test_another_leaders_reading_is_not_mine_and_a_new_sign_in_reads_again(head, three, school):
    Visitor.at(school, "Tom", "deputy").open(f"/agree/decide/{three[0].pk}/")
    assert values(head.open(PAGE)) == []
    head.open(f"/agree/decide/{three[0].pk}/")
    assert values(Visitor(head.adult).open(PAGE)) == []


def test_both_checks_are_for_every_yes(head, three):
    head.open(f"/agree/decide/{three[0].pk}/")
    for checked in ([], ["not_parent"], ["addresses"]):
        head.send(PAGE, requests=[f"{three[0].pk}:0"], checked=checked)
        assert "Confirm both" in head.text
    assert "Select at least one" in head.send(PAGE, checked=CHECKED).text
    assert agreed_to() == set()


@pytest.mark.parametrize("role", ["head", "deputy", "chair"])
def test_ones_own_is_never_among_them(role, school):
    visitor = Visitor.at(school, "Holder", role)
    own = ask(visitor.adult, at=now())
    assert visitor.client.get(f"/agree/decide/{own.pk}/").status_code == 404
    session = visitor.client.session
    session["agreements_read"] = {str(own.pk): 0}
    session.save()
    visitor.open(PAGE)
    assert values(visitor) == []
    visitor.send(PAGE, requests=[f"{own.pk}:0"], checked=CHECKED)
    assert agreed_to() == set()


def test_the_action_itself_leaves_what_may_not_be_decided(cast):  # noqa: F811
    head = cast["head"]
    own, open_, moved = ask(head), ask(cast["teacher"]), ask(cast["teacher"])
    with_my_address = ask(cast["teacher"], PupilAsked("B L", parent_email=head.account.sign_in_name))
    requests = [(own, 0), (open_, 0), (moved, 1), (with_my_address, 0)]
    left = actions.agree_together(scope=scope(head), requests=requests, by=head.account, at=AT)
    assert left == [own, moved, with_my_address]
    assert agreed_to() == {open_.pk}
    assert actions.agree_together(scope=scope(head), requests=[(open_, 0), (open_, 1)], by=head.account, at=AT) == [open_, open_]
    assert AgreementStep.objects.count() == 1


def test_the_parents_yes_is_still_needed(cast):  # noqa: F811
    agreement = ask(cast["teacher"])
    actions.agree_together(scope=scope(cast["head"]), requests=[(agreement, 0)], by=cast["head"].account, at=AT)
    (held,) = queries.whole(Agreement.objects.all())
    assert [pupil.state(TODAY) for pupil in held.pupils.all()] == [State.WAITING]


def test_the_desk_and_the_list_lead_there_when_there_are_several(head, three):
    assert "Agree to several requests that you have read" in head.open("/desk/").text
    head.follow("Agree to several requests")
    assert head.address == PAGE
    head.open("/agree/decide/").follow("Agree to several that you have read")
    assert head.address == PAGE
