"""Bringing cases back, for real: by two people, for the right person, and for nobody whom a case is about."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lanyard.concerns import sources
from lanyard.concerns.actions import holders as keys
from lanyard.concerns.actions.recovering import ask_recovery, recover_cases, refuse_recovery
from lanyard.concerns.actions.recovery import cases_without_holder, share_key_again
from lanyard.concerns.models import CaseWrap, Holder, RecoveryRequest
from lanyard.concerns.recovery_states import Act
from lanyard.people.models import RoleHeld
from lanyard.policy.routes.kinds import About
from lanyard.records.models import Event, Job
from tests.concerns.cast import PASSPHRASE, Cast, make_cast, ready, send
from tests.people.cast import AT, make_adult, make_school

pytestmark = pytest.mark.django_db


@pytest.fixture
def shares() -> list[str]:
    return []


@pytest.fixture
def cast(school, shares) -> Cast:
    """A school whose shares are known, and whose head and chair have their keys."""
    found = make_cast(school, with_keys=("head", "chair"))
    shares += found.shares[1:]
    return found


def ask(cast: Cast, by: str, to: str, at=AT) -> RecoveryRequest:
    told = {"taker": cast.adults[to], "ground": "lost", "by": cast.adults[by].account}
    return ask_recovery(scope=cast.scope(by), **told, at=at)


def confirm(cast: Cast, by: str, request: RecoveryRequest, shares, at=AT) -> int:
    told = {"request": request, "shares": shares, "by": cast.adults[by].account}
    return recover_cases(scope=cast.scope(by), **told, at=at)


def lose(cast: Cast, who: str) -> None:
    """Somebody loses their passphrase and makes a new key."""
    account = cast.adults[who].account
    cast.keys[who] = keys.make_key(scope=cast.scope(who), passphrase=PASSPHRASE, by=account, at=AT)


def test_a_head_who_lost_the_passphrase_gets_the_cases_back_when_the_chair_confirms(cast, shares):
    case = send(cast, about=("assistant",), words="Something").case
    lose(cast, "head")
    assert cast.cases("head") == []
    assert cases_without_holder(cast.school, on=AT.date()) == 1
    assert confirm(cast, "chair", ask(cast, "head", "head"), shares) == 1
    assert cast.open("head", case).report["rows"] == [["What happened?", "Something"]]
    assert cast.cases("chair") == [], "whoever confirms gets nothing"
    assert cases_without_holder(cast.school, on=AT.date()) == 0


def test_it_is_written_down_with_both_names_and_ids_alone(cast, shares):
    case = send(cast).case
    lose(cast, "head")
    request = ask(cast, "head", "head")
    confirm(cast, "chair", request, shares)
    asked, confirmed, given_ = (
        Event.objects.get(kind=kind) for kind in ("recovery asked for", "recovery confirmed", "case recovered")
    )
    head, chair = (cast.adults[who].account.pk for who in ("head", "chair"))
    assert (asked.by_id, confirmed.by_id, given_.by_id) == (head, chair, chair)
    assert given_.about["case"] == str(case.pk)
    assert Job.objects.filter(kind="reminder mail", payload__adult=cast.adults["head"].pk).exists()


@pytest.mark.parametrize(("asker", "taker"), [("head", "head"), ("head", "chair"), ("chair", "head"), ("chair", "chair")])
def test_nobody_approves_their_own(cast, shares, asker, taker):
    send(cast)
    lose(cast, "head")
    request = ask(cast, asker, taker)
    for who in {asker, taker}:
        with pytest.raises(ValidationError):
            confirm(cast, who, request, shares)
    assert not CaseWrap.objects.filter(holder=cast.keys["head"].holder).exists()
    request.refresh_from_db()
    assert request.ending == ""


@pytest.mark.tampers
@pytest.mark.parametrize("who", ["asked_by", "taker"])
def test_the_database_refuses_it_too(cast, who):
    request = ask(cast, "head", "chair")
    person = getattr(request, who)
    with pytest.raises(IntegrityError), transaction.atomic():
        RecoveryRequest.objects.filter(pk=request.pk).update(ending="recovered", ended_by=person, ended_at=AT)


@pytest.mark.parametrize("who", ["dsl", "deputy", "it_lead", "teacher"])
def test_whoever_may_not_set_recovery_up_neither_asks_nor_confirms(cast, shares, who):
    with pytest.raises(ValidationError, match="head teacher or the chair"):
        ask(cast, who, "head")
    request = ask(cast, "head", "head")
    with pytest.raises(ValidationError, match="head teacher or the chair"):
        confirm(cast, who, request, shares)


def test_another_schools_chair_confirms_nothing(cast, shares):
    other = make_cast(make_school("Another"), with_keys=())
    request = ask(cast, "head", "head")
    told = {"request": request, "shares": shares, "by": other.adults["chair"].account}
    with pytest.raises(ValidationError):
        recover_cases(scope=other.scope("chair"), **told, at=AT)


def test_wrong_shares_bring_nothing_back_and_leave_the_request_waiting(cast, shares):
    send(cast)
    lose(cast, "head")
    request = ask(cast, "head", "head")
    foreign = ready(make_school("Another"))
    for told in ([shares[0], shares[0]], [shares[0]], [shares[0], foreign[0]], list(foreign[:2]), [shares[0], "acid " * 33]):
        with pytest.raises(ValidationError):
            confirm(cast, "chair", request, told)
    assert CaseWrap.objects.filter(holder=cast.keys["head"].holder).count() == 0
    assert confirm(cast, "chair", request, shares) == 1


def test_a_request_is_used_once_and_not_after_a_week_or_its_end(cast, shares):
    send(cast)
    lose(cast, "head")
    old = ask(cast, "head", "head")
    with pytest.raises(ValidationError, match="over"):
        confirm(cast, "chair", old, shares, at=AT + datetime.timedelta(days=7))
    account = cast.adults["chair"].account
    refuse_recovery(scope=cast.scope("chair"), request=old, act=Act.REFUSE, by=account, at=AT)
    with pytest.raises(ValidationError, match="over"):
        confirm(cast, "chair", old, shares)
    taken_back = ask(cast, "head", "head")
    with pytest.raises(ValidationError, match="asked for already"):
        ask(cast, "chair", "head")
    with pytest.raises(ValidationError, match="Only whoever asked"):
        refuse_recovery(scope=cast.scope("chair"), request=taken_back, act=Act.WITHDRAW, by=account, at=AT)
    refuse_recovery(scope=cast.scope("head"), request=taken_back, act=Act.WITHDRAW, by=cast.adults["head"].account, at=AT)
    request = ask(cast, "head", "head")
    assert confirm(cast, "chair", request, shares) == 1
    with pytest.raises(ValidationError, match="over"):
        confirm(cast, "chair", request, shares)


def test_a_case_that_somebody_still_opens_is_not_brought_back(cast, shares):
    """The head has it: a chair who asked would otherwise read over the head's shoulder."""
    send(cast)
    lose(cast, "chair")
    assert confirm(cast, "head", ask(cast, "chair", "chair"), shares) == 0
    assert cast.cases("chair") == []


def test_a_case_whose_holder_has_left_or_lost_the_role_can_be_brought_back(cast, shares):
    case = send(cast).case
    RoleHeld.objects.filter(adult=cast.adults["head"]).update(held_until=AT.date() - datetime.timedelta(days=1))
    new = make_adult(cast.school, "Nadia Osei", "head")
    cast.adults["new"] = new
    lose(cast, "new")
    assert confirm(cast, "chair", ask(cast, "new", "new"), shares) == 1
    assert cast.cases("new") == [case]


def test_a_case_about_both_who_decide_comes_to_neither(cast, shares):
    send(cast, about=("head", "chair"))
    assert cases_without_holder(cast.school, on=AT.date()) == 1
    assert confirm(cast, "chair", ask(cast, "head", "head"), shares) == 0
    assert confirm(cast, "head", ask(cast, "chair", "chair"), shares) == 0
    assert not CaseWrap.objects.exists()


@pytest.mark.tampers
def test_a_case_about_the_head_by_role_stays_about_whoever_was_head_then(cast, shares):
    """The report names a role only. The head of that day now does something else, and somebody else is head."""
    send(cast, whom=frozenset({About.HEAD}))
    lose(cast, "chair")
    Holder.objects.filter(adult=cast.adults["chair"]).update(ended_at=AT)
    later = AT + datetime.timedelta(days=30)
    RoleHeld.objects.filter(adult=cast.adults["head"]).update(held_until=AT.date())
    RoleHeld(adult=cast.adults["head"], role="hr_contact", held_from=later.date()).save()
    new = make_adult(cast.school, "Nadia Osei", "head")
    cast.adults["new"] = new
    RoleHeld.objects.filter(adult=new).update(held_from=later.date())
    for who in ("head", "new"):
        told = {"scope": cast.scope(who, later), "passphrase": PASSPHRASE, "by": cast.adults[who].account}
        keys.make_key(**told, at=later)
        told = {"taker": cast.adults[who], "ground": "left", "by": new.account}
        request = ask_recovery(scope=cast.scope("new", later), **told, at=later)
        told = {"request": request, "shares": shares, "by": cast.adults["chair"].account}
        assert recover_cases(scope=cast.scope("chair", later), **told, at=later) == 0, who


NAMES = ("head", "chair", "dsl", "deputy", "assistant")


@pytest.mark.tampers
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(about=st.sets(st.sampled_from(NAMES), max_size=4), whom=st.sets(st.sampled_from([About.HEAD, About.CHAIR]), max_size=2),
       taker=st.sampled_from(["head", "chair"]))  # fmt: skip
def test_nobody_is_given_a_key_to_a_case_that_leaves_them_out(cast, shares, about, whom, taker):
    """Whoever is named or meant, whichever way it goes, whoever would receive it, recovered or handed on."""
    kinds = frozenset({About.ADULT, *whom})
    case = send(cast, about=tuple(sorted(about)), whom=kinds).case
    CaseWrap.objects.all().delete()
    other = {"head": "chair", "chair": "head"}[taker]
    confirm(cast, other, ask(cast, taker, taker), shares)
    meant = {"head": About.HEAD, "chair": About.CHAIR}[taker] in whom or taker in about
    got = CaseWrap.objects.filter(case=case, holder__adult=cast.adults[taker]).exists()
    assert not (got and meant)
    if got:
        to = {"to": cast.adults[other], "by": cast.adults[taker].account}
        keys.hand_on_cases(scope=cast.scope(taker), unlocked=cast.keys[taker], **to, at=AT)
        meant = {"head": About.HEAD, "chair": About.CHAIR}[other] in whom or other in about
        assert CaseWrap.objects.filter(case=case, holder__adult=cast.adults[other]).exists() != meant


@pytest.mark.tampers
def test_what_cannot_be_asked_for_is_refused_in_words(cast, shares):
    head = cast.adults["head"]
    told = {"scope": cast.scope("head"), "by": head.account, "at": AT}
    with pytest.raises(ValidationError, match="Choose why"):
        ask_recovery(taker=head, ground="curiosity", **told)
    with pytest.raises(ValidationError, match="make their case key first"):
        ask_recovery(taker=cast.adults["deputy"], ground="lost", **told)
    request = ask(cast, "head", "head")
    with pytest.raises(ValueError, match="with shares"):
        refuse_recovery(scope=cast.scope("chair"), request=request, act=Act.CONFIRM, by=head.account, at=AT)
    Holder.objects.filter(adult=head).update(ended_at=AT)
    with pytest.raises(ValidationError, match="no case key in use any more"):
        confirm(cast, "chair", request, shares)
    cast.school.recovery_keys.update(ended_at=AT)
    with pytest.raises(ValidationError, match="no recovery key in use"):
        ask_recovery(taker=head, ground="lost", **told)


@pytest.mark.parametrize("keepers", [("A", "B"), ("A", "B", " "), ("A", "B", "b "), ("A", "B", "C", "D")])
def test_new_sheets_have_three_different_keepers_and_a_key_in_use(cast, shares, keepers):
    told = {"shares": shares, "by": None, "at": AT}
    with pytest.raises(ValidationError, match="three different keepers"):
        share_key_again(school=cast.school, keepers=keepers, **told)
    with pytest.raises(ValidationError, match="no recovery key in use"):
        share_key_again(school=make_school("Another"), keepers=("A", "B", "C"), **told)


# Handing over


def test_handing_over_leaves_out_whom_a_case_is_about(cast):
    plain, about_chair = send(cast).case, send(cast, about=("chair",)).case
    assert set(cast.cases("head")) == {plain, about_chair}
    told = {"to": cast.adults["chair"], "by": cast.adults["head"].account}
    assert keys.hand_on_cases(scope=cast.scope("head"), unlocked=cast.keys["head"], **told, at=AT) == 1
    assert cast.cases("chair") == [plain]
    assert cast.open("chair", plain).report["rows"]
    assert keys.hand_on_cases(scope=cast.scope("head"), unlocked=cast.keys["head"], **told, at=AT) == 0, "once"


@pytest.mark.parametrize("who", ["deputy", "teacher", "head"])
def test_cases_go_to_nobody_without_a_key_and_not_to_oneself(cast, who):
    send(cast)
    told = {"to": cast.adults[who], "by": cast.adults["head"].account}
    with pytest.raises(ValidationError, match="make their case key first"):
        keys.hand_on_cases(scope=cast.scope("head"), unlocked=cast.keys["head"], **told, at=AT)


def test_cases_go_to_nobody_whose_role_has_ended(cast):
    send(cast)
    RoleHeld.objects.filter(adult=cast.adults["chair"]).update(held_until=AT.date() - datetime.timedelta(days=1))
    told = {"to": cast.adults["chair"], "by": cast.adults["head"].account}
    with pytest.raises(ValidationError):
        keys.hand_on_cases(scope=cast.scope("head"), unlocked=cast.keys["head"], **told, at=AT)


def test_the_key_of_whoever_left_ends_the_day_after(cast):
    head = cast.adults["head"]
    type(head).objects.filter(pk=head.pk).update(ends_on=AT.date())
    assert keys.end_keys_of_leavers(on=AT.date(), at=AT) == 0
    assert keys.end_keys_of_leavers(on=AT.date() + datetime.timedelta(days=1), at=AT) == 1
    assert keys.end_keys_of_leavers(on=AT.date() + datetime.timedelta(days=1), at=AT) == 0
    assert Holder.objects.filter(ended_at__isnull=True).count() == 1


# What the desks say


def due(cast: Cast, who: str, at=AT) -> set[str]:
    asked = (sources.key_to_make, sources.cases_to_hand_over, sources.recovery_to_look_after, sources.recovery_to_confirm)
    return {each.kind for ask in asked for each in ask(cast.scope(who, at))}


@pytest.mark.tampers
def test_a_leaver_is_asked_to_hand_over_and_nobody_else_is_told(cast):
    send(cast)
    before = {who: due(cast, who) for who in ("head", "chair", "dsl")}
    head = cast.adults["head"]
    type(head).objects.filter(pk=head.pk).update(ends_on=AT.date() + datetime.timedelta(days=20))
    cast.adults["head"].refresh_from_db()
    assert due(cast, "head") - before["head"] == {"case-hand-over"}
    assert {who: due(cast, who) for who in ("chair", "dsl")} == {who: before[who] for who in ("chair", "dsl")}
    CaseWrap.objects.all().delete()
    assert "case-hand-over" not in due(cast, "head"), "without cases there is nothing to hand over"


def test_the_end_of_a_role_counts_like_a_last_day(cast):
    send(cast)
    RoleHeld.objects.filter(adult=cast.adults["head"]).update(held_until=AT.date() + datetime.timedelta(days=3))
    assert "case-hand-over" in due(cast, "head")
    RoleHeld(adult=cast.adults["head"], role="dsl", held_from=AT.date()).save()
    assert "case-hand-over" not in due(cast, "head"), "another role still receives"


def test_the_drill_is_asked_for_each_year_of_head_and_chair(cast):
    for days, expected in ((0, set()), (334, set()), (335, {"recovery-drill"}), (500, {"recovery-drill"})):
        at = AT + datetime.timedelta(days=days)
        for who in ("head", "chair"):
            assert due(cast, who, at) & {"recovery-drill"} == expected, (days, who)
        assert "recovery-drill" not in due(cast, "dsl", at)


def test_without_a_recovery_key_head_and_chair_are_asked_to_make_one(school):
    cast = Cast(school, {role: make_adult(school, role, role) for role in ("head", "chair", "dsl")}, {})
    assert "recovery" in due(cast, "head") and "recovery" in due(cast, "chair")
    assert due(cast, "dsl") == {"case-key"}


def test_a_request_stands_on_the_desk_of_whoever_could_confirm_it_alone(cast):
    ask(cast, "head", "head", at=timezone.now())
    assert "recovery-request" in due(cast, "chair")
    assert "recovery-request" not in due(cast, "head") | due(cast, "dsl")
