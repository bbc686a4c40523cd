"""Signing in with a name and a password, and attacks on it."""

from __future__ import annotations

import datetime
import statistics
import time

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client
from django.utils import timezone

from lanyard.people import actions
from lanyard.people.actions.sign_in_tries import TRIES
from lanyard.people.models import SignInSession
from tests.people.cast import make_adult, make_school
from tests.site.conftest import adopt_sample
from tests.site.signing_in import PASSWORD, enter, forget_limits, is_in, with_password, words


@pytest.fixture(autouse=True)
def no_tries_yet(db):
    forget_limits()


@pytest.fixture
def sam(school):
    return with_password(school)


def test_name_and_password_let_in(sam, client):
    response = enter(client, sam, next="/help-now/")
    assert response.headers["Location"] == "/help-now/"
    assert "Signed in as Sam Whitcombe" in words(client.get("/help-now/"))


def test_capitals_and_spaces_around_a_name_do_not_matter(sam, client):
    client.post("/account/sign-in/", {"login": f"  {sam.account.sign_in_name.upper()} ", "password": PASSWORD})
    assert is_in(client)


def test_the_way_in_of_a_school_is_the_form(sam, client):
    page = client.get("/sign-in/", {"next": "/answers/"}).content.decode()
    assert 'name="password"' in page
    assert 'name="next" value="/answers/"' in page
    assert client.get("/account/sign-up/").status_code in {302, 404}


def test_nobody_learns_from_the_words_whether_a_name_is_somebodys(sam, school):
    locked = with_password(school, "Leah Morrow")
    gone = with_password(school, "Joan Castleton", ends_on=timezone.localdate() - datetime.timedelta(days=1))
    told = set()
    for name in (sam.account.sign_in_name, "nobody@example.org", gone.account.sign_in_name, locked.account.sign_in_name):
        response = Client().post("/account/sign-in/", {"login": name, "password": "wrong wrong wrong"})
        told.add((response.status_code, words(response), len(response.content) - len(name)))
    assert len(told) == 1


def test_the_lock_says_the_same_whoever_it_is_for(sam):
    told = set()
    for name in (sam.account.sign_in_name, "nobody@example.org"):
        for _ in range(TRIES + 1):
            response = Client().post("/account/sign-in/", {"login": name, "password": "wrong wrong wrong"})
        told.add(words(response))
    assert len(told) == 1
    assert "too many tries" in told.pop()


def test_a_locked_name_stays_locked_with_the_right_password(sam, client):
    for _ in range(TRIES):
        enter(client, sam, "wrong wrong wrong")
    enter(client, sam)
    assert not is_in(client)
    head = make_adult(sam.school, "Priya Hartwell", "head")
    actions.unlock_sign_in(adult=sam, by=head.account, at=timezone.now())
    enter(client, sam)
    assert is_in(client)


def test_help_now_is_open_to_who_is_locked_out(sam, client):
    for _ in range(TRIES + 1):
        enter(client, sam, "wrong wrong wrong")
    assert client.get("/help-now/").status_code == 200


def test_names_take_equally_long(sam, settings):
    """The kind of time: a hash is worked out whether or not anybody has the name."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    sam.account.set_password(PASSWORD)
    sam.account.save()

    def taken(name: str) -> float:
        began = time.perf_counter()
        Client().post("/account/sign-in/", {"login": name, "password": "wrong wrong wrong"})
        return time.perf_counter() - began

    known = statistics.median(taken(sam.account.sign_in_name) for _ in range(4))
    unknown = statistics.median(taken("nobody@example.org") for _ in range(4))
    assert 0.5 < known / unknown < 2


def test_a_session_that_somebody_planted_is_neither_kept_nor_read(sam, client):
    client.get("/sign-in/")
    planted = client.session
    planted["journey"] = "planted by somebody else"
    planted.save()
    before = planted.session_key
    client.cookies["lanyard"] = before
    enter(client, sam)
    assert client.session.session_key != before
    assert "journey" not in client.session
    assert not Session.objects.filter(session_key=before).exists()


@pytest.mark.parametrize(
    "going",
    ["https://evil.example.org/", "//evil.example.org", "/\\evil.example.org", "javascript:alert(1)", "evil", "http:///x"],
)
def test_signing_in_leads_nowhere_else(going, sam, client):
    assert enter(client, sam, next=going).headers["Location"] == "/"
    again = Client()
    assert "evil" not in again.get("/account/sign-in/", {"next": going}).content.decode()
    assert enter(client, sam, next=going).headers["Location"] == "/"


def test_the_form_needs_its_token(sam):
    client = Client(enforce_csrf_checks=True)
    assert enter(client, sam).status_code == 403
    assert not is_in(client)


def test_who_has_left_is_told_so_and_gets_no_session(school, client):
    gone = with_password(school, "Joan Castleton", ends_on=timezone.localdate() - datetime.timedelta(days=1))
    response = enter(client, gone)
    assert response.status_code == 403
    assert "not on the school’s list today" in response.content.decode()
    assert not is_in(client)
    assert not SignInSession.objects.exists()


def test_an_account_that_was_closed_opens_nothing(sam, client):
    sam.account.is_active = False
    sam.account.save()
    response = enter(client, sam)
    assert not is_in(client)
    assert response.status_code == 403


def test_schools_do_not_meet(sam, client):
    other = adopt_sample(make_school("Another Primary School"))
    with_password(other, "Leah Morrow")
    enter(client, sam)
    page = words(client.get("/"))
    assert "Sample Primary School" in page
    assert "Another" not in page


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("short", "12 characters or more"),
        ("password1234", "often used"),
        ("aaaaaaaaaaaaaaaa", "often used"),
        ("passwordpassword", "often used"),
        ("x" * 201, "200 characters or fewer"),
    ],
)
def test_a_password_that_is_easily_guessed_is_refused(typed, said, sam, client):
    enter(client, sam)
    response = client.post("/account/password/", {"oldpassword": PASSWORD, "password1": typed})
    assert said in words(response)
    sam.account.refresh_from_db()
    assert sam.account.check_password(PASSWORD)


def test_a_sign_in_name_is_no_password(school, client):
    sam = with_password(school)
    name = sam.account.sign_in_name
    enter(client, sam)
    response = client.post("/account/password/", {"oldpassword": PASSWORD, "password1": f"{name}1"})
    assert "does not contain your sign-in name" in words(response)


@pytest.mark.parametrize("typed", ["correct horse battery", "only small letters here", "ünïcödé und mehr", "123456 apples 7890"])
def test_nothing_is_asked_of_its_letters(typed, sam, client):
    enter(client, sam)
    response = client.post("/account/password/", {"oldpassword": PASSWORD, "password1": typed})
    assert response.headers["Location"] == "/account/?done=password"
    sam.account.refresh_from_db()
    assert sam.account.check_password(typed)


def test_a_new_password_ends_every_other_session(sam, client):
    elsewhere = Client()
    enter(elsewhere, sam)
    enter(client, sam)
    client.post("/account/password/", {"oldpassword": PASSWORD, "password1": "quiet marble harbour"})
    assert client.get("/account/").status_code == 200
    assert elsewhere.get("/account/").status_code == 302
    assert SignInSession.objects.count() == Session.objects.count() == 1


def test_nothing_is_sent(sam, client):
    enter(client, sam)
    client.post("/account/password/", {"oldpassword": PASSWORD, "password1": "quiet marble harbour"})
    assert mail.outbox == []
