"""Whoever manages sign-ins helps colleagues, never themselves, never at another school, and leaves a trace."""

from __future__ import annotations

import re

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.utils import timezone

from lanyard.people.actions.sign_in_tries import TRIES, begin_try
from lanyard.people.models import Account, SignInCode
from lanyard.records.models import Event
from tests.people.cast import make_adult, make_school
from tests.site.conftest import adopt_sample, sign_in
from tests.site.signing_in import enter, forget_limits, give_app, is_in, with_password, words

ACTS = ("open", "code", "unlock", "end", "block", "lost")


@pytest.fixture(autouse=True)
def no_tries_yet(db):
    forget_limits()


@pytest.fixture
def carol(school):
    return make_adult(school, "Carol Whitlow", "business_manager")


@pytest.fixture
def manager(carol) -> Client:
    return sign_in(Client(), carol)


@pytest.fixture
def sam(school):
    return make_adult(school, "Sam Whitcombe")


def code_on(page: str) -> str:
    return re.search(r'lanyard-code">([0-9A-Z-]+)<', page)[1]


def test_a_code_is_shown_once_with_whose_it_is(manager, sam, client):
    response = manager.post(f"/people/sign-ins/{sam.pk}/code/", {"hours": 48})
    page = manager.get(response.headers["Location"]).content.decode()
    assert "Sam Whitcombe" in page
    code = code_on(page)
    assert "There is no new code to show" in words(manager.get("/people/sign-ins/codes/"))
    client.post("/account/code/", {"login": sam.account.sign_in_name, "code": code})
    assert is_in(client)
    assert "has a code" not in words(manager.get("/people/sign-ins/"))


def test_a_code_waits_sealed_for_the_page_that_shows_it(manager, sam):
    manager.post(f"/people/sign-ins/{sam.pk}/code/", {"hours": 48})
    kept = str(dict(manager.session))
    code = code_on(manager.get("/people/sign-ins/codes/").content.decode())
    assert code not in kept
    assert "Whitcombe" not in kept


def test_a_sheet_for_everybody_who_cannot_sign_in_yet(manager, school, sam):
    with_password(school, "Hannah Kowal")
    make_adult(school, "Leah Morrow")
    make_adult(school, "Owen Fairbairn", group="supply")
    manager.post("/people/sign-ins/codes/")
    page = manager.get("/people/sign-ins/codes/").content.decode()
    assert page.count("lanyard-slip") == 2
    assert "Sam Whitcombe" in page
    assert "Leah Morrow" in page
    assert SignInCode.objects.filter(ended_at__isnull=True).count() == 2


def test_supply_without_a_last_day_get_no_code_and_the_page_says_why(manager, school):
    owen = make_adult(school, "Owen Fairbairn", group="supply")
    page = words(manager.post(f"/people/sign-ins/{owen.pk}/code/", {"hours": 48}))
    assert "last day first" in page
    assert not SignInCode.objects.exists()


def test_somebody_without_a_sign_in_gets_one(manager, school):
    joan = make_adult(school, "Joan Castleton", group="volunteer", account=None)
    assert "no sign-in name yet" in words(manager.get("/people/sign-ins/"))
    manager.post(f"/people/sign-ins/{joan.pk}/open/")
    joan.refresh_from_db()
    assert joan.account is not None
    assert manager.post(f"/people/sign-ins/{joan.pk}/code/", {"hours": 4}).status_code == 302


def test_a_lock_is_undone(manager, sam):
    for _ in range(TRIES):
        begin_try(of=sam.account.sign_in_name, at=timezone.now())
    assert "locked until" in words(manager.get("/people/sign-ins/"))
    manager.post(f"/people/sign-ins/{sam.pk}/unlock/")
    assert "locked until" not in words(manager.get(f"/people/sign-ins/{sam.pk}/"))
    assert Event.objects.filter(kind="sign-in unlocked").exists()


def test_a_lost_phone_is_taken_off(manager, school, client):
    tom = with_password(school, "Tom Bellamy", "dsl")
    give_app(tom)
    manager.post(f"/people/sign-ins/{tom.pk}/lost/")
    assert not Authenticator.objects.exists()
    assert Event.objects.filter(kind="second factors removed", about__adult=tom.pk).exists()
    enter(client, tom)
    assert client.get("/").headers["Location"] == "/account/second-factor/"


def test_somebody_is_signed_out_everywhere(manager, school, client):
    sam = with_password(school)
    enter(client, sam)
    manager.post(f"/people/sign-ins/{sam.pk}/end/")
    assert client.get("/").status_code == 302


def test_a_password_is_blocked_for_somebody_who_phones(manager, school, client):
    sam = with_password(school)
    enter(client, sam)
    manager.post(f"/people/sign-ins/{sam.pk}/block/")
    assert client.get("/").status_code == 302
    sam.account.refresh_from_db()
    assert not sam.account.has_usable_password()


@pytest.mark.parametrize("act", ACTS)
def test_nobody_does_any_of_it_for_themselves(act, manager, carol):
    before = Event.objects.count()
    assert manager.post(f"/people/sign-ins/{carol.pk}/{act}/", {"hours": 48}).status_code == 404
    assert Event.objects.count() == before
    assert "<button" not in manager.get(f"/people/sign-ins/{carol.pk}/").content.decode().split("<main")[1]


@pytest.mark.parametrize("act", ACTS)
def test_another_schools_people_are_not_found(act, manager):
    other = adopt_sample(make_school("Another Primary School"))
    theirs = with_password(other, "Marek Zielin")
    before = Event.objects.count()
    found = manager.post(f"/people/sign-ins/{theirs.pk}/{act}/", {"hours": 48})
    nothing = manager.post(f"/people/sign-ins/999999/{act}/", {"hours": 48})
    assert words(found) == words(nothing)
    assert found.status_code == nothing.status_code == 404
    assert Event.objects.count() == before
    assert manager.get(f"/people/sign-ins/{theirs.pk}/").status_code == 404
    assert "Zielin" not in manager.get("/people/sign-ins/").content.decode()


@pytest.mark.parametrize("roles", [(), ("dsl",), ("chair",), ("governor",), ("data_protection_lead",)])
def test_others_may_not(roles, school, sam):
    client = sign_in(Client(), make_adult(school, "Ruth Adeyemi", *roles))
    assert client.get("/people/sign-ins/").status_code == 403
    assert client.post(f"/people/sign-ins/{sam.pk}/code/", {"hours": 48}).status_code == 403
    assert not SignInCode.objects.exists()


def test_an_old_proof_does_not_do_for_it(carol, sam):
    carol.account.set_password("violet ladder seven")
    carol.account.save()
    client = sign_in(Client(), carol)
    response = client.post(f"/people/sign-ins/{sam.pk}/code/", {"hours": 48})
    assert response.headers["Location"].startswith("/account/again/password/")
    assert not SignInCode.objects.exists()


def test_nobody_sees_when_or_where_somebody_signed_in(manager, school, client):
    sam = with_password(school)
    enter(client, sam)
    Account.objects.filter(pk=sam.account.pk).update(last_login=timezone.now())
    page = words(manager.get(f"/people/sign-ins/{sam.pk}/"))
    assert not re.search(r"\d\d:\d\d", page)
    assert "device" not in page


def test_the_desk_of_the_it_lead_leads_to_sign_ins(school):
    lead = sign_in(Client(), make_adult(school, "Leah Morrow", "it_lead"))
    teacher = sign_in(Client(), make_adult(school, "Sam Whitcombe"))
    link = 'href="/people/sign-ins/"'
    assert link in lead.get("/desk/").content.decode()
    assert link not in teacher.get("/desk/").content.decode()
