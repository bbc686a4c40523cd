"""Signing in to a demonstration by a button, and never anywhere else."""

from __future__ import annotations

import datetime

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from tests.people.cast import make_adult
from tests.site.conftest import sign_in

HOUR = 60 * 60


@pytest.fixture
def teacher(invented):
    """One of the cast."""
    return make_adult(invented, "Sam Whitcombe")


def enter(client: Client, adult, **more):
    return client.post("/sign-in/as/", {"adult": adult.pk, **more})


def test_the_cast_stands_on_the_page(teacher, client):
    make_adult(teacher.school, "Priya Hartwell", "head")
    page = client.get("/sign-in/").content.decode()
    assert "Sam Whitcombe" in page
    assert "Head teacher" in page
    assert "Invented people: do not enter real information." in page


def test_a_button_signs_in(teacher, client):
    response = enter(client, teacher, next="/help-now/")
    assert (response.status_code, response.headers["Location"]) == (302, "/help-now/")
    page = client.get("/help-now/").content.decode()
    assert "Signed in as Sam Whitcombe" in page
    assert "Invented Primary School" in page
    assert "Demonstration" in page


def test_a_session_is_new_after_signing_in(teacher, client):
    client.get("/sign-in/")
    planted = client.session
    planted["journey"] = "planted by somebody else"
    planted.save()
    before = planted.session_key
    client.cookies["lanyard"] = before
    enter(client, teacher)
    assert client.session.session_key != before
    assert not Session.objects.filter(session_key=before).exists()


def test_changing_person_leaves_nothing_of_the_first(teacher, client):
    enter(client, teacher)
    kept = client.session
    kept["journey"] = "the first person's"
    kept.save()
    other = make_adult(teacher.school, "Leah Morrow")
    enter(client, other)
    assert "journey" not in client.session
    assert "Leah Morrow" in client.get("/help-now/").content.decode()


def test_signing_out_ends_the_session(teacher, client):
    enter(client, teacher)
    key = client.session.session_key
    assert client.get("/sign-out/").status_code == 405
    response = client.post("/sign-out/")
    assert response.headers["Location"] == "/sign-in/"
    assert not Session.objects.filter(session_key=key).exists()
    assert client.get("/").status_code == 302


def test_there_is_no_button_outside_a_demonstration(teacher, client, settings):
    settings.DEMONSTRATION = False
    assert enter(client, teacher).status_code == 404
    assert "Sam Whitcombe" not in client.get("/sign-in/").content.decode()
    assert "_auth_user_id" not in client.session


def test_there_is_no_button_for_a_real_school(head, client, settings):
    settings.DEMONSTRATION = True
    assert enter(client, head).status_code == 403
    assert "Priya Hartwell" not in client.get("/sign-in/").content.decode()
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("adult", ["", "0", "-1", "1 OR 1=1", "9" * 30, "１", "999999"])
def test_nobody_else_can_be_signed_in_as(adult, teacher, client):
    assert client.post("/sign-in/as/", {"adult": adult}).status_code == 403


@pytest.mark.parametrize(
    "going", ["https://evil.example.org/", "//evil.example.org", "/\\evil.example.org", "javascript:alert(1)", "evil", "///evil"]
)
def test_signing_in_leads_nowhere_else(going, teacher, client):
    assert enter(client, teacher, next=going).headers["Location"] == "/"
    client.logout()
    assert "evil" not in client.get("/sign-in/", {"next": going}).content.decode()


def test_a_page_leads_to_the_sign_in_and_back(teacher, client):
    wanted = client.get("/answers/").headers["Location"]
    assert wanted == "/sign-in/?next=/answers/"
    assert 'name="next" value="/answers/"' in client.get(wanted).content.decode()
    assert client.get("/").headers["Location"] == "/sign-in/"
    assert client.post("/answers/").headers["Location"] == "/sign-in/"
    assert client.get("/answers/?q=words").headers["Location"] == "/sign-in/"


def stamp(client: Client, *, began: int, seen: int) -> None:
    session = client.session
    session["began"] -= began
    session["seen"] -= seen
    session.save()


@pytest.mark.parametrize(("began", "seen"), [(12 * HOUR + 1, 10), (2 * HOUR, HOUR + 1)])
def test_a_sign_in_ends_after_half_a_day_or_an_idle_hour(began, seen, head):
    client = sign_in(Client(), head)
    stamp(client, began=began, seen=seen)
    response = client.get("/")
    assert response.headers["Location"] == "/sign-in/?ended=1"
    assert "You were signed out" in client.get(response.headers["Location"]).content.decode()
    assert not Session.objects.exists()


def test_a_session_is_stamped_now_and_then_not_on_every_page(head):
    client = sign_in(Client(), head)
    seen = client.session["seen"]
    client.get("/help-now/")
    assert client.session["seen"] == seen
    stamp(client, began=0, seen=6 * 60)
    client.get("/help-now/")
    assert client.session["seen"] >= seen


def test_a_session_without_stamps_is_not_trusted(head, client):
    client.force_login(head.account)
    assert client.get("/").headers["Location"] == "/sign-in/?ended=1"


def test_who_has_left_is_signed_out(head, signed_in):
    head.ends_on = head.starts_on
    head.save()
    response = signed_in.get("/help-now/")
    assert response.status_code == 403
    assert "not on the school’s list today" in response.content.decode()
    assert "_auth_user_id" not in signed_in.session


def test_cookies_are_closed_to_scripts_and_other_sites(teacher, client):
    client.get("/sign-in/")
    enter(client, teacher)
    for name in ("lanyard", "lanyard-form"):
        cookie = client.cookies[name]
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"
        assert cookie["path"] == "/"
        assert not cookie["domain"]
        assert not cookie["max-age"]


def test_sign_ins_that_ran_out_are_cleared_away(teacher, client):
    other = sign_in(Client(), make_adult(teacher.school, "Leah Morrow"))
    key = other.session.session_key
    Session.objects.filter(session_key=key).update(expire_date=timezone.now() - datetime.timedelta(seconds=1))
    enter(client, teacher)
    assert not Session.objects.filter(session_key=key).exists()
    assert Session.objects.filter(session_key=client.session.session_key).exists()


@pytest.mark.django_db
def test_the_page_that_was_asked_for_stays_one_value(client):
    from urllib.parse import parse_qs, urlsplit

    asked = "/policy/clauses/a&next=evil#x/"
    response = client.get("/policy/clauses/a&next=evil%23x/")
    assert parse_qs(urlsplit(response.headers["Location"]).query) == {"next": [asked]}
