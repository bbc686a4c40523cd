"""Professional profiles: agreed by somebody else, for a time, and never without an answer on record (2.3.11)."""

from __future__ import annotations

import datetime
import re
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from lanyard.people.dues import dues_of
from lanyard.people.queries import scope_of
from lanyard.people.timeline import timeline_of
from lanyard.practice.actions import profiles as actions
from lanyard.practice.models import ProfileException, ProfileStanding
from lanyard.practice.on_record import offered, recorded_for
from lanyard.practice.queries import profiles as queries
from tests.people.cast import AT, TODAY, make_adult, make_school
from tests.practice.test_phones import everything_in_the_database
from tests.practice.welton import Visitor, sign_in

pytestmark = pytest.mark.django_db
WORDS = {"page": "A quince network", "shows": "My subject", "why": "To learn from quince growers"}
KNOWN = {"act": "profile", "profile_kind": "professional"}


def days(count: int) -> datetime.date:
    return TODAY + datetime.timedelta(days=count)


@pytest.fixture
def head(school):
    return make_adult(school, "Priya Hartwell", "head")


@pytest.fixture
def chair(school):
    return make_adult(school, "Ruth Adeyemi", "chair", "governor")


def scope(adult, on=TODAY):
    found = scope_of(adult.account, on=on)
    assert found is not None
    return found


def ask(adult, starts=0, ends=100) -> ProfileException:
    return actions.ask_for_profile(
        scope=scope(adult), words=WORDS, starts_on=days(starts), ends_on=days(ends), by=adult.account, at=AT
    )


def decide(adult, profile, agrees=True, reason="For the network only"):
    return actions.decide_profile(scope=scope(adult), profile=profile, agrees=agrees, reason=reason, by=adult.account, at=AT)


def test_only_when_agreed_does_it_answer_a_question(teacher, head):
    adult = teacher.adult
    asked = ask(adult, ends=10)
    assert offered(recorded_for(scope(adult)), KNOWN, "profile_agreed") == []
    decide(head, asked)
    found = offered(recorded_for(scope(adult)), KNOWN, "profile_agreed")
    assert [dict(each.facts) for each in found] == [{"profile_agreed": "yes"}]
    assert offered(recorded_for(scope(adult, days(10))), KNOWN, "profile_agreed") and not offered(
        recorded_for(scope(adult, days(11))), KNOWN, "profile_agreed"
    )
    assert offered(recorded_for(scope(adult)), {"act": "profile", "profile_kind": "social"}, "profile_agreed") == []


def test_nobody_decides_about_their_own(head, chair):
    asked = ask(head)
    with pytest.raises(ValidationError, match="Somebody else"):
        decide(head, asked)
    assert sign_in(head).get(f"/protect/profiles/to-decide/{asked.pk}/").status_code == 404
    decide(chair, asked)
    assert ProfileException.objects.get().decided_by == chair


def test_the_database_itself_refuses_a_decision_about_ones_own(teacher):
    asked = ask(teacher.adult)
    with pytest.raises(IntegrityError), transaction.atomic():
        ProfileException.objects.filter(pk=asked.pk).update(decision="agreed", decided_at=AT, decided_by=teacher.adult)


def test_neither_a_colleague_nor_another_school_finds_it(school, teacher, head, chair):
    asked = ask(teacher.adult)
    elsewhere = make_adult(make_school("Other Primary School"), "Ola Brandt", "head")
    for adult in (make_adult(school, "Hannah Kowal"), chair, elsewhere, make_adult(school, "Tom Bellamy", "deputy", "dsl")):
        client = sign_in(adult)
        for address in (f"to-decide/{asked.pk}/", f"to-decide/{asked.pk}/end/", f"{asked.pk}/end/"):
            assert client.post(f"/protect/profiles/{address}", {"decision": "yes", "reason": "x"}).status_code in (403, 404, 503)
        with pytest.raises((ValidationError, ProfileException.DoesNotExist)):
            decide(adult, asked)
    assert ProfileException.objects.get().decision is None


def test_a_decision_has_a_reason_and_stands(teacher, head):
    asked = ask(teacher.adult)
    with pytest.raises(ValidationError, match="Give the reason"):
        decide(head, asked, reason="  ")
    decide(head, asked, agrees=False)
    with pytest.raises(ValidationError, match="already"):
        decide(head, asked, agrees=True)
    assert ProfileException.objects.get().standing(TODAY) == ProfileStanding.REFUSED


def test_its_words_are_sealed(teacher, head):
    decide(head, ask(teacher.adult), reason="Only with persimmon in it")
    kept = everything_in_the_database()
    assert b"quince" not in kept and b"persimmon" not in kept
    assert queries.own_profiles(scope(teacher.adult))[0].reason == "Only with persimmon in it"


MOVES = st.sampled_from(["agree", "refuse", "take back", "end", "a day", "a month"])


@given(st.lists(MOVES, max_size=8), st.integers(0, 40), st.integers(0, 60))
def test_it_has_effect_only_between_a_yes_and_its_end(moves, starts, length):
    """Whatever is tried in whatever order: effect needs a yes of somebody else, a begun time, and no end."""
    school = make_school()
    adult, head = make_adult(school), make_adult(school, "Priya Hartwell", "head")
    asked, on = ask(adult, starts, starts + length), TODAY
    agreed = refused = ended = False
    for move in moves:
        try:
            if move in ("agree", "refuse"):
                told = {"agrees": move == "agree", "reason": "Because", "by": head.account, "at": AT}
                actions.decide_profile(scope=scope(head, on), profile=asked, **told)
                assert not (agreed or refused or ended)
                agreed, refused = move == "agree", move == "refuse"
            elif move in ("take back", "end"):
                who = adult if move == "take back" else head
                actions.end_profile(scope=scope(who, on), profile=asked, by=who.account, at=AT)
                assert not (refused or ended)
                ended = True
            else:
                on += datetime.timedelta(days=1 if move == "a day" else 30)
        except ValidationError:
            assert agreed or refused or ended
        held = ProfileException.objects.get(pk=asked.pk)
        in_time = days(starts) <= on <= days(starts + length)
        assert (held.standing(on) == ProfileStanding.AGREED) == (agreed and not ended and in_time)


def test_from_asking_to_the_end_on_the_pages(teacher: Visitor, head):
    place = teacher.client.post("/protect/profiles/ask/")["Location"].removesuffix("page/")
    today = timezone.localdate()
    teacher.client.post(f"{place}page/", {"page": WORDS["page"], "shows": WORDS["shows"]})
    teacher.client.post(f"{place}why/", {"why": WORDS["why"]})
    said = {}
    for name, day in (("starts_on", today), ("ends_on", today + datetime.timedelta(days=10))):
        said |= {f"{name}-day": day.day, f"{name}-month": day.month, f"{name}-year": day.year}
    teacher.client.post(f"{place}when/", said)
    assert teacher.client.post(f"{place}check/")["Location"] == "/protect/profiles/"
    asked = ProfileException.objects.get()
    assert "profile to decide" in {due.kind for due in dues_of(scope(head, today))}
    client = sign_in(head)
    assert "A quince network" in client.get("/protect/profiles/to-decide/").content.decode()
    client.post(f"/protect/profiles/to-decide/{asked.pk}/", {"decision": "yes", "reason": "Yes, until then"})
    page = re.sub(r"<[^>]+>|\s+", " ", teacher.client.get("/protect/profiles/").content.decode())
    assert "Agreed" in page and "Yes, until then" in page
    assert "profile running out" in {due.kind for due in dues_of(scope(teacher.adult, today))}
    teacher.client.post(f"/protect/profiles/{asked.pk}/end/")
    assert ProfileException.objects.get().standing(today) == ProfileStanding.ENDED
    assert [entry.kind for entry in timeline_of(scope(teacher.adult, today))].count("profile") == 3


def test_an_address_that_never_was_is_not_found(teacher):
    assert teacher.client.post(f"/protect/profiles/{uuid.uuid4()}/end/").status_code == 404
