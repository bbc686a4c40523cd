"""Unlocked keys in sessions: two halves that open nothing alone, nothing elsewhere, and nothing for long."""

from __future__ import annotations

import base64
import datetime
import json
from http.cookies import SimpleCookie
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone

from lanyard.concerns import sessions
from lanyard.concerns.actions import holders as actions
from lanyard.concerns.sessions import KEPT, NotUnlocked, lock, needs_unlocked, unlock, unlocked
from lanyard.people.models import SignInTries
from lanyard.people.queries import scope_of
from tests.concerns.cast import PASSPHRASE, Cast, make_cast
from tests.practice.welton import sign_in

pytestmark = pytest.mark.django_db
COOKIE = settings.CASE_COOKIE_NAME
UNLOCK = "/cases/unlock/"


@pytest.fixture
def cast(school) -> Cast:
    """Only the head has a key from the start: making one takes its time."""
    return make_cast(school, with_keys=("head",))


def browser(cast: Cast, who: str = "head") -> Client:
    """A browser in which somebody has signed in."""
    return sign_in(cast.adults[who])


def opened(cast: Cast, who: str = "head") -> Client:
    """A browser in which somebody has signed in and unlocked their cases."""
    client = browser(cast, who)
    if who not in cast.keys:
        told = {"scope": cast.scope(who), "passphrase": PASSPHRASE, "by": cast.adults[who].account}
        cast.keys[who] = actions.make_key(**told, at=timezone.now())
    answer = client.post(UNLOCK, {"case_passphrase": PASSPHRASE})
    assert answer.status_code == 302, answer.content.decode()
    return client


def is_open(client: Client) -> bool:
    """Whether the cases are unlocked for this browser: the page that unlocks then leads on."""
    return client.get(UNLOCK, {"next": "/cases/key/"}).headers.get("Location") == "/cases/key/"


def asked(client: Client, adult, *, method: str = "get", **data):
    """A request as a view gets it, from this browser."""
    told = {"data": urlencode(data, doseq=True), "content_type": "application/x-www-form-urlencoded"} if data else {}
    request = getattr(RequestFactory(), method)("/", **told)
    request.COOKIES = {name: morsel.value for name, morsel in client.cookies.items()}
    request.session = SessionStore(request.COOKIES.get(settings.SESSION_COOKIE_NAME))
    request.user = adult.account
    request.scope = scope_of(adult.account, on=timezone.localdate())
    return request


def later(monkeypatch, **by) -> None:
    """Let time pass for the code under test."""
    now = timezone.now() + datetime.timedelta(**by)
    monkeypatch.setattr(sessions.timezone, "now", lambda: now)


def test_the_passphrase_unlocks_and_the_button_locks(cast):
    client = browser(cast)
    assert not is_open(client)
    answer = client.post(UNLOCK, {"case_passphrase": f"  {PASSPHRASE.replace(' ', '   ')} ", "next": "/cases/key/"})
    assert answer["Location"] == "/cases/key/"
    assert is_open(client)
    client.post("/cases/lock/")
    assert not is_open(client)
    assert KEPT not in client.session


def test_the_identity_that_comes_back_is_the_holders_own(cast):
    client = opened(cast)
    found = unlocked(asked(client, cast.adults["head"]))
    assert found.holder == cast.keys["head"].holder
    assert found.identity.raw() == cast.keys["head"].identity.raw()


def test_the_cookie_is_read_by_no_script_and_sent_by_no_other_site(cast, settings):
    morsel = opened(cast).cookies[COOKIE]
    assert morsel["httponly"] and morsel["samesite"] == "Strict"
    assert not morsel["max-age"] and not morsel["expires"], "it goes with the browser"
    settings.SESSION_COOKIE_SECURE = True
    assert opened(cast).cookies[COOKIE]["secure"]


def test_no_page_that_is_opened_unlocks(cast):
    client = browser(cast)
    client.get(UNLOCK, {"case_passphrase": PASSPHRASE})
    assert not is_open(client) and COOKIE not in client.cookies
    for method in ("get", "head", "options"):
        with pytest.raises(ValueError, match="only a form"):
            unlock(asked(client, cast.adults["head"], method=method), HttpResponse(), PASSPHRASE)


def test_the_cookie_opens_nothing_without_the_session(cast):
    secret = opened(cast).cookies[COOKIE].value
    other = browser(cast)
    other.cookies[COOKIE] = secret
    assert not is_open(other)


@pytest.mark.parametrize("cookie", [None, "", "x", "A" * 43, "A" * 10_000, "é" * 43, "=" * 44])
def test_the_session_opens_nothing_without_its_cookie(cast, cookie):
    client = opened(cast)
    del client.cookies[COOKIE]
    if cookie is not None:
        client.cookies = SimpleCookie({**{n: m.value for n, m in client.cookies.items()}, COOKIE: cookie})
    assert not is_open(client)


def test_somebody_elses_cookie_opens_nothing(cast):
    head, chair = opened(cast, "head"), opened(cast, "chair")
    head.cookies[COOKIE], chair.cookies[COOKIE] = chair.cookies[COOKIE].value, head.cookies[COOKIE].value
    assert not is_open(head) and not is_open(chair)


def test_a_sealed_half_that_is_moved_to_another_session_opens_nothing_even_with_its_cookie(cast):
    """Somebody who writes to the database and has the cookie puts the half into another session, the chair's or the head's."""
    head = opened(cast, "head")
    for who in ("chair", "head"):
        other = opened(cast, "chair") if who == "chair" else browser(cast, who)
        session = other.session
        session[KEPT] = head.session[KEPT]
        if who == "chair":
            session[KEPT] = {**head.session[KEPT], "holder": str(cast.keys["chair"].holder.pk)}
        session.save()
        other.cookies[COOKIE] = head.cookies[COOKIE].value
        assert not is_open(other), who
    assert is_open(head)


def test_nothing_in_the_database_holds_what_the_cookie_holds_or_the_key(cast):
    client = opened(cast)
    told = json.dumps([Session.objects.get(pk=client.session.session_key).get_decoded(), client.session[KEPT]])
    identity = cast.keys["head"].identity
    raw = base64.b64decode(client.session[KEPT]["sealed"])
    for secret in (client.cookies[COOKIE].value, identity.reveal(), PASSPHRASE, base64.b64encode(identity.raw()).decode()):
        assert secret not in told
    assert identity.raw() not in raw


def test_signing_out_locks_for_good(cast):
    client = opened(cast)
    session, cookie = client.cookies[settings.SESSION_COOKIE_NAME].value, client.cookies[COOKIE].value
    answer = client.post("/sign-out/")
    assert answer.cookies[COOKIE].value == ""
    again = Client()
    again.cookies = SimpleCookie({settings.SESSION_COOKIE_NAME: session, COOKIE: cookie})
    assert again.get(UNLOCK)["Location"].startswith("/sign-in/")
    anew = browser(cast)
    anew.cookies[COOKIE] = cookie
    assert not is_open(anew)


def test_locking_in_one_window_is_not_undone_by_a_page_of_another_that_was_under_way(cast):
    client = opened(cast)
    before = dict(client.session)
    client.post("/cases/lock/")
    session = client.session
    session.update(before)
    session.save()
    assert not is_open(client), "the browser has no cookie any more"


def test_it_locks_after_half_an_hour_without_use_and_not_while_it_is_used(cast, monkeypatch):
    client, head = opened(cast), cast.adults["head"]
    for minutes in (29, 58):
        later(monkeypatch, minutes=29)
        request = asked(client, head)
        assert unlocked(request) is not None, minutes
        request.session.save()
    later(monkeypatch, minutes=30)
    request = asked(client, head)
    assert unlocked(request) is None
    assert KEPT not in request.session, "the half is gone, not only passed over"


def test_a_moment_that_lies_ahead_opens_nothing(cast, monkeypatch):
    """Somebody sets the mark of the last use far into the future, so that it never ends."""
    client = opened(cast)
    session = client.session
    session[KEPT] = {**session[KEPT], "seen": int(timezone.now().timestamp()) + 10**6}
    session.save()
    assert not is_open(client)


def test_a_changed_passphrase_locks_every_session(cast):
    here, there = opened(cast), opened(cast)
    told = {"old": PASSPHRASE, "passphrase": "five other words by chance", "again": "five other words by chance"}
    assert here.post("/cases/key/change/", told).status_code == 302
    assert not is_open(here) and not is_open(there)
    there.post(UNLOCK, {"case_passphrase": told["passphrase"]})
    assert is_open(there)


@pytest.mark.tampers
def test_a_new_key_and_an_ended_one_lock_every_session(cast):
    client, head = opened(cast), cast.adults["head"]
    actions.make_key(scope=cast.scope("head"), passphrase=PASSPHRASE, by=head.account, at=timezone.now())
    assert not is_open(client)
    other = opened(cast, "chair")
    holder = cast.keys["chair"].holder
    holder.ended_at = timezone.now()
    holder.save(update_fields=["ended_at"])
    assert unlocked(asked(other, cast.adults["chair"])) is None


def test_a_role_that_has_ended_opens_nothing(cast):
    client, head = opened(cast), cast.adults["head"]
    head.roles_held.update(held_until=timezone.localdate() - datetime.timedelta(days=1))
    assert unlocked(asked(client, head)) is None
    assert client.get(UNLOCK).status_code == 403


# Guessing


def guess(client: Client, words: str = "this is certainly not it") -> str:
    return client.post(UNLOCK, {"case_passphrase": words}).content.decode()


def test_wrong_passphrases_are_counted_for_all_browsers_and_slowed_but_never_for_ever(cast, monkeypatch):
    clients = [browser(cast) for _ in range(5)]
    for client in clients:
        assert "not your case passphrase" in guess(client)
    right = clients[0].post(UNLOCK, {"case_passphrase": PASSPHRASE})
    assert right.status_code == 200 and "tried often" in right.content.decode()
    later(monkeypatch, minutes=16)
    assert guess(clients[0], PASSPHRASE) == "" and is_open(clients[0])
    assert not SignInTries.objects.exists(), "who knows it starts afresh"


def test_the_longest_wait_is_an_hour(cast, monkeypatch):
    holder, wait = cast.keys["head"].holder, timezone.now()
    for _ in range(6):
        for _ in range(5):
            with pytest.raises(NotUnlocked, match="not your"):
                sessions.unsealed(holder, "wrong words wrong words")
        with pytest.raises(NotUnlocked, match="often"):
            sessions.unsealed(holder, PASSPHRASE)
        wait += datetime.timedelta(hours=1, seconds=1)
        monkeypatch.setattr(sessions.timezone, "now", lambda at=wait: at)
    assert sessions.unsealed(holder, PASSPHRASE).recipient == holder.recipient


def test_one_holders_guesses_lock_nobody_else_and_no_sign_in(cast):
    client = browser(cast)
    for _ in range(5):
        guess(client)
    assert is_open(opened(cast, "chair"))
    assert SignInTries.objects.count() == 1


def test_guessing_on_the_page_that_changes_it_is_counted_too(cast):
    client = browser(cast)
    told = {"old": "wrong words wrong words", "passphrase": "five other words by chance", "again": "five other words by chance"}
    for _ in range(5):
        assert "not your case passphrase" in client.post("/cases/key/change/", told).content.decode()
    told["old"] = PASSPHRASE
    assert "tried often" in client.post("/cases/key/change/", told).content.decode()


# Where it leads


@pytest.mark.parametrize(
    "given", ["https://example.org/", "//example.org/", "/\\example.org", "javascript:alert(1)", "", "example", "///example.org"]
)
def test_after_unlocking_nobody_is_led_to_another_site(cast, given):
    answer = browser(cast).post(UNLOCK, {"case_passphrase": PASSPHRASE, "next": given})
    assert answer["Location"] == "/desk/"


def test_a_page_that_needs_it_leads_to_unlocking_and_back(cast):
    client = browser(cast)
    request = asked(client, cast.adults["head"])
    request.path = "/cases/some/"
    answer = needs_unlocked(lambda request: HttpResponse("open"))(request)
    assert answer["Location"] == "/cases/unlock/?next=/cases/some/"


def test_what_was_written_when_it_locked_is_carried_and_sent(cast):
    client, head, got = browser(cast), cast.adults["head"], []

    @needs_unlocked
    def view(request):
        got.append((dict(request.POST.lists()), request.unlocked))
        return HttpResponse("kept")

    request = asked(client, head, method="post", words='A "quoted" <word>', also=["1", "2"], csrfmiddlewaretoken="t")
    page = view(request).content.decode()
    assert not got and "What you wrote is not lost" in page
    assert "A &quot;quoted&quot; &lt;word&gt;" in page
    assert page.count('name="also"') == 2
    wrong = asked(client, head, method="post", words="W", case_passphrase="wrong words wrong words")
    assert "not your case passphrase" in view(wrong).content.decode() and not got
    right = asked(client, head, method="post", words="W", also=["1", "2"], case_passphrase=PASSPHRASE)
    answer = view(right)
    assert answer.content == b"kept" and COOKIE in answer.cookies
    ((sent, found),) = got
    assert sent == {"words": ["W"], "also": ["1", "2"]}, "the passphrase goes no further"
    assert found.holder == cast.keys["head"].holder


def test_files_are_not_read_before_it_is_unlocked(cast):
    request = asked(browser(cast), cast.adults["head"])
    request.method = "POST"
    request.META["CONTENT_TYPE"] = request.content_type = "multipart/form-data"
    answer = needs_unlocked(lambda request: HttpResponse("open"))(request)
    assert answer.status_code == 302 and not hasattr(request, "_post")


def test_whoever_has_no_key_is_led_to_make_one(cast):
    client = browser(cast, "deputy")
    assert client.get(UNLOCK)["Location"] == "/cases/key/"
    assert client.post(UNLOCK, {"case_passphrase": PASSPHRASE})["Location"] == "/cases/key/"
    with pytest.raises(NotUnlocked, match="no case key"):
        unlock(asked(client, cast.adults["deputy"], method="post"), HttpResponse(), PASSPHRASE)


def test_whoever_receives_no_reports_finds_nothing_here(cast):
    assert browser(cast, "teacher").get(UNLOCK).status_code == 403
    assert browser(cast, "teacher").post(UNLOCK, {"case_passphrase": PASSPHRASE}).status_code == 403


@pytest.mark.tampers
def test_a_swapped_recipient_is_found_when_it_is_unlocked_and_while_it_is(cast):
    """Whoever writes to the database has new cases sealed to themselves: the holder is told to stop."""
    opened(cast, "chair")
    client, holder = opened(cast), cast.keys["head"].holder
    type(holder).objects.filter(pk=holder.pk).update(recipient=cast.keys["chair"].holder.recipient)
    assert not is_open(client)
    assert "not yours" in guess(client, PASSPHRASE)


def test_lock_takes_both_halves(cast):
    client = opened(cast)
    request, response = asked(client, cast.adults["head"]), HttpResponse()
    lock(request, response)
    assert KEPT not in request.session and response.cookies[COOKIE].value == ""
