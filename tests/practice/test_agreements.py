"""Agreements on contact details: rights, the parents' door, attacks, paper, groups, and what follows from them (2.5.6)."""

from __future__ import annotations

import datetime
import re
import uuid

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone

from lanyard.people import dues, timeline
from lanyard.people.queries import scope_of
from lanyard.practice.actions import agreements as actions
from lanyard.practice.actions import parents
from lanyard.practice.actions.agreements import PupilAsked
from lanyard.practice.agreement_states import Act, State
from lanyard.practice.models import AgreementStep, ParentCode, ParentLink
from lanyard.practice.queries import agreements as queries
from lanyard.records import jobs
from tests.people.cast import AT, TODAY, make_adult, make_school
from tests.practice.welton import Visitor

DAY = datetime.timedelta(days=1)
WORDS = {
    "reasonable": [],
    "detail": "number",
    "purpose": "The Year 6 residential",
    "channel": "Calls and texts",
    "tried": "The trip phone",
    "safeguards": ["copied"],
    "more": "",
}
PARENT = "parent@example.org"


@pytest.fixture(autouse=True)
def mail_is_sent(settings):
    settings.SENDS_MAIL = True
    settings.DEFAULT_FROM_EMAIL = "lanyard@example.org"


@pytest.fixture
def cast(school):
    return {
        "teacher": make_adult(school, "Sam Whitcombe"),
        "head": make_adult(school, "Priya", "head"),
        "deputy": make_adult(school, "Tom", "deputy"),
        "chair": make_adult(school, "Ruth", "chair"),
        "manager": make_adult(school, "Carol", "business_manager"),
    }


def scope(adult, on=TODAY):
    return scope_of(adult.account, on=on)


def ask(adult, *pupils, first=0, last=4, at=AT):
    pupils = pupils or (PupilAsked("Ada Featherstonehaugh, 6B", parent_email=PARENT),)
    return actions.ask_agreement(
        scope=scope(adult, at.date()),
        pupils=pupils,
        starts_on=at.date() + first * DAY,
        ends_on=at.date() + last * DAY,
        words=WORDS,
        by=adult.account,
        at=at,
    )


def decide(adult, agreement, agrees=True, at=AT, **more):
    told = {"reason": "" if agrees else "Use the trip phone", **more}
    mine = scope(adult, at.date())
    actions.decide_agreement(scope=mine, agreement=agreement, agrees=agrees, by=adult.account, at=at, **told)


def on_paper(adult, pupil, act=Act.PARENT_AGREES, at=AT):
    words = {"name": "A parent", "evidence": "In the folder"}
    actions.record_parents_word(scope=scope(adult), pupil=pupil, act=act, words=words, by=adult.account, at=at)


def state(agreement, on=TODAY):
    (pupil,) = queries.whole(type(agreement).objects.filter(pk=agreement.pk))[0].pupils.all()
    return pupil.state(on)


def send_due_mail(at=AT):
    jobs.run_due(at=at + datetime.timedelta(minutes=1), worker="test")


def link_and_code(agreement, at=AT):
    """The way of a parent, up to the code, by mail alone."""
    send_due_mail(at)
    token = re.search(r"/family/([\w-]+)/", mail.outbox[-1].body)[1]
    (pupil,) = agreement.pupils.all()
    assert parents.ask_for_code(pupil=pupil, at=at)
    send_due_mail(at)
    code = re.search(r"code is ([\d ]+)", mail.outbox[-1].body)[1].strip()
    return token, code, pupil


# Who decides


def deciders(school, agreement):
    return {
        adult.name
        for adult in school.adults.all()
        if any(each == agreement for each in queries.decidable_agreements(scope(adult)))
    }


def test_senior_leaders_decide_and_nobody_about_themselves(school, cast):
    assert deciders(school, ask(cast["teacher"])) == {"Priya", "Tom"}
    assert deciders(school, ask(cast["deputy"])) == {"Priya"}
    assert deciders(school, ask(cast["head"])) == {"Ruth"}
    assert deciders(school, ask(cast["chair"])) == {"Priya", "Tom"}


@pytest.mark.parametrize(("asker", "tries"), [("head", "head"), ("head", "deputy"), ("deputy", "deputy"), ("teacher", "teacher")])
def test_a_decision_by_the_wrong_person_is_refused_by_the_action_itself(school, cast, asker, tries):
    agreement = ask(cast[asker])
    with pytest.raises(ValidationError, match="own request"):
        decide(cast[tries], agreement)
    assert not agreement.steps.exists()


def test_a_crafted_form_does_not_approve_ones_own(school, cast):
    agreement = ask(cast["head"])
    head = Visitor(cast["head"])
    path = f"/agree/decide/{agreement.pk}/"
    told = {"answer": "yes", "checked": ["not_parent", "addresses"]}
    assert head.client.get(path).status_code == 404
    assert head.client.post(path, told).status_code == 404
    assert Visitor(cast["deputy"]).client.post(path, told).status_code == 404
    assert Visitor(cast["teacher"]).client.post(path, told).status_code == 403
    (pupil,) = agreement.pupils.all()
    assert head.client.post(f"/agree/paper/{pupil.pk}/", {"act": "parent_agrees"}).status_code == 404
    assert state(agreement) == State.WAITING


def test_a_witness_is_never_the_asker(cast):
    agreement = ask(cast["head"])
    (pupil,) = agreement.pupils.all()
    with pytest.raises(ValidationError, match="cannot answer for a parent"):
        on_paper(cast["head"], pupil)


def test_a_parent_does_not_decide_as_senior_leader_nor_ask_for_themselves(cast):
    own = cast["deputy"].account.sign_in_name
    agreement = ask(cast["teacher"], PupilAsked("A B, 3K", parent_email=own.upper()))
    with pytest.raises(ValidationError, match="your own address"):
        decide(cast["deputy"], agreement)
    with pytest.raises(ValidationError, match="not yours"):
        ask(cast["teacher"], PupilAsked("A B, 3K", parent_email=cast["teacher"].account.sign_in_name))


def test_the_database_itself_takes_no_second_decision_and_no_second_answer(cast):
    agreement = ask(cast["teacher"])
    decide(cast["head"], agreement)
    with pytest.raises(ValidationError, match="decided already"):
        decide(cast["deputy"], agreement, agrees=False)
    step = agreement.steps.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        AgreementStep(
            agreement=agreement, number=2, act="leader_refuses", by=cast["deputy"], way="signed_in", words=b"", at=AT
        ).save()
    with pytest.raises(TypeError, match="never changed"):
        step.save()


# Effect


def test_it_takes_both_and_ends_by_itself(cast):
    agreement = ask(cast["teacher"], first=1, last=3)
    (pupil,) = agreement.pupils.all()
    decide(cast["head"], agreement)
    assert state(agreement, TODAY + DAY) == State.WAITING
    on_paper(cast["manager"], pupil)
    assert [state(agreement, TODAY + on * DAY) for on in (0, 1, 3, 4)] == [
        State.AGREED, State.LIVE, State.LIVE, State.EXPIRED,
    ]  # fmt: skip


def test_a_leader_ends_it_at_once_and_the_asker_closes_it(cast):
    agreement = ask(cast["teacher"])
    decide(cast["head"], agreement)
    on_paper(cast["manager"], agreement.pupils.get())
    told = {"scope": scope(cast["deputy"]), "by": cast["deputy"].account, "at": AT}
    with pytest.raises(ValidationError, match="reason"):
        actions.withdraw_as_leader(agreement=agreement, pupil=None, reason=" ", **told)
    actions.withdraw_as_leader(agreement=agreement, pupil=None, reason="The trip is off", **told)
    assert state(agreement) == State.WITHDRAWN
    own = {"scope": scope(cast["teacher"]), "by": cast["teacher"].account, "at": AT}
    assert actions.close_agreement(agreement=agreement, words={"more": ""}, **own) == 1
    with pytest.raises(ValidationError, match="nothing to close"):
        actions.close_agreement(agreement=agreement, words={"more": ""}, **own)
    assert state(agreement) == State.CLOSED


def test_in_a_group_each_pupils_parents_answer_for_themselves(cast):
    agreement = ask(cast["teacher"], *(PupilAsked(f"Pupil {number}, 6B") for number in range(3)))
    yes, no, silent = agreement.pupils.all()
    decide(cast["head"], agreement)
    on_paper(cast["manager"], yes)
    on_paper(cast["manager"], no, Act.PARENT_REFUSES)
    (held,) = queries.whole(type(agreement).objects.filter(pk=agreement.pk))
    assert [pupil.state(TODAY) for pupil in held.pupils.all()] == [State.LIVE, State.REFUSED, State.WAITING]
    assert [pupil.pk for pupil in queries.witnessed_pupils(scope(cast["manager"]))] == [yes.pk, silent.pk]


# The parents' door


def test_nobody_is_written_to_before_a_leader_agrees_and_the_mail_names_nobody(cast):
    agreement = ask(cast["teacher"])
    send_due_mail()
    assert mail.outbox == []
    decide(cast["head"], agreement)
    send_due_mail()
    (sent,) = mail.outbox
    assert sent.to == [PARENT]
    for name in ("Sam", "Whitcombe", "Ada", "Featherstonehaugh", "Priya", "Welton", "number"):
        assert name not in sent.body.replace("the number that you know", "") and name not in sent.subject


def test_a_parent_answers_and_takes_it_back_by_the_same_link(cast):
    agreement = ask(cast["teacher"], at=now())
    decide(cast["head"], agreement, at=now(), conditions="Only on the trip")
    token, code, _ = link_and_code(agreement, at=now())
    parent = Browser()
    assert "Ada" not in parent.read(f"/family/{token}/")
    assert "not the code" in parent.send(f"/family/{token}/code/", code="0000 0000")
    page = parent.send(f"/family/{token}/code/", code=code)
    assert "Ada Featherstonehaugh" in page and "Only on the trip" in page and "own phone number" in page.lower()
    assert "Select yes or no" in parent.send(f"/family/{token}/answer/", name="Eve")
    page = parent.send(f"/family/{token}/answer/", answer="yes", name="Eve Parent")
    receipt = re.search(r"receipt is <strong>([\w-]+)", page)[1]
    assert state(agreement, now().date()) == State.LIVE
    assert receipt in parent.read(f"/family/{token}/")
    assert "It ended at once" in parent.send(f"/family/{token}/take-back/")
    assert state(agreement, now().date()) == State.WITHDRAWN


def now():
    return timezone.now()


class Browser:
    """A parent's: not signed in."""

    def __init__(self):
        self.client = Client()

    def read(self, address):
        return self.client.get(address, follow=True).content.decode()

    def send(self, address, **fields):
        return self.client.post(address, fields, follow=True).content.decode()


def test_a_code_opens_once(cast):
    agreement = ask(cast["teacher"])
    decide(cast["head"], agreement)
    _, code, pupil = link_and_code(agreement)
    assert parents.use_code(pupil=pupil, typed=code, at=AT)
    assert not parents.use_code(pupil=pupil, typed=code, at=AT)


def test_a_code_is_over_after_twenty_minutes_and_another_pupils_does_not_open(cast):
    agreement, other = ask(cast["teacher"]), ask(cast["teacher"], PupilAsked("B C, 6B", parent_email="other@example.org"))
    decide(cast["head"], agreement)
    decide(cast["head"], other)
    _, code, pupil = link_and_code(agreement)
    assert not parents.use_code(pupil=other.pupils.get(), typed=code, at=AT)
    assert not parents.use_code(pupil=pupil, typed=code, at=AT + datetime.timedelta(minutes=22))


def test_a_code_takes_five_guesses_and_no_more_than_six_codes_are_sent_in_a_day(cast):
    agreement = ask(cast["teacher"])
    decide(cast["head"], agreement)
    _, code, pupil = link_and_code(agreement)
    wrong = f"{(int(code.replace(' ', '')) + 1) % 10**8:08}"
    for _ in range(5):
        assert not parents.use_code(pupil=pupil, typed=wrong, at=AT)
    assert not parents.use_code(pupil=pupil, typed=code, at=AT)
    assert [parents.ask_for_code(pupil=pupil, at=AT) for _ in range(7)] == [True] * 5 + [False] * 2
    assert parents.ask_for_code(pupil=pupil, at=AT + datetime.timedelta(days=1, minutes=1))


def test_the_link_opens_nothing_without_a_code_and_a_code_of_one_browser_not_another(cast):
    agreement = ask(cast["teacher"], at=now())
    decide(cast["head"], agreement, at=now())
    token, code, _ = link_and_code(agreement, at=now())
    one, two = Browser(), Browser()
    one.send(f"/family/{token}/code/", code=code)
    two.send(f"/family/{token}/answer/", answer="yes", name="Mallory")
    assert "Ada" in one.read(f"/family/{token}/")
    assert "Ada" not in two.read(f"/family/{token}/")
    assert not agreement.steps.filter(act="parent_agrees").exists()


def test_neither_link_nor_code_nor_anybodys_name_stands_in_the_database(cast):
    agreement = ask(cast["teacher"])
    decide(cast["head"], agreement, conditions="Kestrelhaven")
    token, code, _ = link_and_code(agreement)
    assert len(token) >= 32
    found = b""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if not table.startswith(("practice_agreement", "practice_parent", "records_", "django_session")):
                continue
            cursor.execute(f"SELECT * FROM {table}")  # noqa: S608 - names of ours
            for row in cursor.fetchall():
                found += b"|".join(bytes(each) if isinstance(each, (bytes, memoryview)) else str(each).encode() for each in row)
    for secret in (token, code, code.replace(" ", ""), "Featherstonehaugh", PARENT, "residential", "Kestrelhaven"):
        assert secret.encode() not in found
    assert ParentLink.objects.get().hash == queries.hash_of(token)
    assert ParentCode.objects.get().hash


def test_whoever_asked_or_decided_finds_nothing_behind_the_link(cast):
    agreement = ask(cast["teacher"], at=now())
    decide(cast["head"], agreement, at=now())
    token, code, _ = link_and_code(agreement, at=now())
    for key in ("teacher", "head"):
        client = Visitor(cast[key]).client
        assert client.get(f"/family/{token}/").status_code == 404
        assert client.post(f"/family/{token}/code/", {"code": code}).status_code == 404
    assert Client().get("/family/never-was/").status_code == 404


# What follows


def kinds(adult, on=TODAY):
    return [due.kind for due in dues.dues_of(scope(adult, on)) if "agreement" in due.kind or "parents" in due.kind]


def test_what_is_due_follows_from_the_steps_and_the_day(cast):
    agreement = ask(cast["teacher"], first=10, last=20)
    assert kinds(cast["head"]) == ["agreement to decide"]
    decide(cast["head"], agreement)
    assert kinds(cast["head"]) == []
    assert kinds(cast["teacher"]) == ["parents to answer"]
    on_paper(cast["manager"], agreement.pupils.get())
    assert kinds(cast["teacher"]) == []
    assert kinds(cast["teacher"], TODAY + 12 * DAY) == []
    assert kinds(cast["teacher"], TODAY + 13 * DAY) == ["agreement ends"]
    (due,) = [due for due in dues.dues_of(scope(cast["teacher"], TODAY + 21 * DAY)) if due.kind == "agreement to close"]
    assert due.by == TODAY + 27 * DAY


def test_the_timeline_of_whoever_decided_does_not_say_about_whom(cast):
    agreement = ask(cast["teacher"])
    decide(cast["head"], agreement)
    own = {entry.words for entry in timeline.timeline_of(scope(cast["teacher"])) if entry.clause == "contact-agreement"}
    assert own == {"About your request: Priya agreed.", "You asked to share a contact detail."}
    others = [entry for entry in timeline.timeline_of(scope(cast["head"])) if entry.clause == "contact-agreement"]
    assert len(others) == 1
    assert "Sam" not in str(others) and "Ada" not in str(others)


def test_another_adults_and_another_schools_requests_are_not_to_be_found(school, cast):
    agreement = ask(cast["teacher"])
    (pupil,) = agreement.pupils.all()
    stranger = Visitor.at(make_school("Elsewhere"), "Hugh", "head").client
    colleague = Visitor.at(school, "Hannah").client
    never = uuid.uuid4()
    for path in ("/agree/{}/", "/agree/{}/take-back/", "/agree/{}/close/", "/agree/{}/slips/"):
        for client in (stranger, colleague):
            assert client.get(path.format(agreement.pk)).status_code == client.get(path.format(never)).status_code == 404
    for path in (f"/agree/decide/{agreement.pk}/", f"/agree/decide/{agreement.pk}/end/", f"/agree/paper/{pupil.pk}/"):
        assert stranger.get(path).status_code == 404
        assert colleague.get(path).status_code == 403
    with pytest.raises(ValidationError):
        decide(make_adult(make_school("Third"), "Ida", "head"), agreement)
