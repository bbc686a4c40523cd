"""Looking after one's own sign-in: codes, devices, "my password may be known"; and nobody else's."""

from __future__ import annotations

import datetime

import pytest
from allauth.socialaccount.models import SocialAccount
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client
from django.utils import timezone

from lanyard.people import actions, dues, timeline
from lanyard.people.jobs import end_sign_ins_that_are_over
from lanyard.people.models import Compromise, SignInSession
from lanyard.people.queries import scope_of
from lanyard.records import jobs
from lanyard.records.models import Event
from tests.people.cast import make_adult
from tests.site.conftest import sign_in
from tests.site.signing_in import PASSWORD, app_code, enter, forget_limits, give_app, is_in, with_password, words


@pytest.fixture(autouse=True)
def no_tries_yet(db):
    forget_limits()


@pytest.fixture
def sam(school):
    return make_adult(school, "Sam Whitcombe")


def issue(adult, **more) -> str:
    return actions.issue_sign_in_code(adult=adult, by=None, at=timezone.now(), **more).words


def enter_with(client: Client, adult, code: str):
    return client.post("/account/code/", {"login": adult.account.sign_in_name, "code": code})


def scope(adult):
    return scope_of(adult.account, on=timezone.localdate())


def test_a_code_leads_to_choosing_a_password(sam, client):
    assert enter_with(client, sam, issue(sam)).headers["Location"] == "/account/choose/"
    assert client.get("/").headers["Location"] == "/account/choose/"
    assert client.get("/help-now/").status_code == 200
    assert client.post("/account/choose/", {"password1": PASSWORD}).headers["Location"] == "/"
    assert client.get("/").status_code == 200
    again = Client()
    enter(again, sam)
    assert is_in(again)


def test_whoever_has_a_password_must_know_it_to_choose_another(school, client):
    sam = with_password(school)
    enter(client, sam)
    response = client.post("/account/choose/", {"password1": "quiet marble harbour"})
    assert response.headers["Location"] == "/account/password/"
    sam.account.refresh_from_db()
    assert sam.account.check_password(PASSWORD)


def test_the_next_at_a_computer_does_not_choose_for_whoever_was_before(school, client):
    priya = with_password(school, "Priya Hartwell", "head")
    give_app(priya)
    enter_with(client, priya, issue(priya))
    enter(client, with_password(school))
    client.post("/sign-out/")
    again = Client()
    enter_with(again, priya, issue(priya))
    session = again.session
    session.pop("account_login")
    session.save()
    enter(again, with_password(school, "Leah Morrow"))
    assert again.get("/").status_code == 200


def test_a_teacher_cannot_put_the_choice_off(sam, client):
    enter_with(client, sam, issue(sam))
    assert "today only" not in words(client.get("/account/choose/"))
    client.post("/account/choose/", {"later": "yes"})
    assert client.get("/").headers["Location"] == "/account/choose/"


def test_supply_may_be_here_for_a_day(school, client):
    owen = make_adult(school, "Owen Fairbairn", group="supply", ends_on=timezone.localdate())
    enter_with(client, owen, issue(owen))
    assert client.post("/account/choose/", {"later": "yes"}).headers["Location"] == "/"
    assert client.get("/").status_code == 200


def test_the_sign_in_of_supply_dies_with_their_last_day(school, client, monkeypatch):
    owen = make_adult(school, "Owen Fairbairn", group="supply", ends_on=timezone.localdate())
    enter_with(client, owen, issue(owen))
    client.post("/account/choose/", {"later": "yes"})
    tomorrow = timezone.now() + datetime.timedelta(days=1)
    end_sign_ins_that_are_over(on=timezone.localdate(tomorrow), at=tomorrow)
    assert not Session.objects.exists()
    assert client.get("/").headers["Location"].startswith("/sign-in/")


def test_a_wrong_code_says_no_more_than_that(sam, client):
    code = issue(sam)
    known = enter_with(client, sam, "ZZZZ-ZZZZ-ZZZZ")
    unknown = client.post("/account/code/", {"login": "nobody@example.org", "code": code})
    assert words(known) == words(unknown)
    assert not is_in(client)


def test_codes_cannot_be_tried_through(sam):
    code = issue(sam)
    for number in range(5):
        enter_with(Client(), sam, f"{number:012}")
    client = Client()
    assert "too many tries" in words(enter_with(client, sam, code))
    assert not is_in(client)


def test_a_code_does_not_replace_the_second_step(school, client):
    priya = with_password(school, "Priya Hartwell", "head")
    give_app(priya)
    assert enter_with(client, priya, issue(priya)).headers["Location"] == "/account/second-step/"
    assert not is_in(client)
    assert client.post("/account/second-step/", {"code": app_code()}).headers["Location"] == "/account/choose/"


def test_where_one_is_signed_in_is_listed_in_plain_words(school, client):
    sam = with_password(school)
    phone = Client(headers={"user-agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1"})
    enter(phone, sam)
    enter(client, sam)
    page = words(client.get("/account/sessions/"))
    assert "Safari on an iPhone" in page
    assert "A browser on a device we do not know (this one)" in page
    assert "Mozilla" not in page
    assert "127.0.0.1" not in page + str(list(SignInSession.objects.values()))


def test_one_device_or_all_others_are_signed_out(school, client):
    sam = with_password(school)
    first, second = Client(), Client()
    for browser in (first, second, client):
        enter(browser, sam)
    row = SignInSession.objects.get(session_id=first.session.session_key)
    assert client.post("/account/sessions/end/", {"device": row.pk}).status_code == 302
    assert first.get("/account/").status_code == 302
    assert second.get("/account/").status_code == 200
    client.post("/account/sessions/end/", {"device": "others"})
    assert second.get("/account/").status_code == 302
    assert client.get("/account/").status_code == 200


def test_nobody_signs_somebody_else_out(school, client):
    sam, leah = with_password(school), with_password(school, "Leah Morrow")
    other = Client()
    enter(other, leah)
    enter(client, sam)
    row = SignInSession.objects.get(session_id=other.session.session_key)
    hers = client.post("/account/sessions/end/", {"device": row.pk})
    nobodys = client.post("/account/sessions/end/", {"device": 999_999})
    assert hers.status_code == nobodys.status_code == 404
    assert words(hers) == words(nobodys)
    assert other.get("/account/").status_code == 200


@pytest.mark.parametrize("wanted", ["", "0", "-1", "１", "9" * 30, "all"])
def test_a_device_that_is_none_is_not_found(wanted, school, client):
    enter(client, with_password(school))
    assert client.post("/account/sessions/end/", {"device": wanted}).status_code == 404


def test_leaving_ends_every_session(school, client):
    sam = with_password(school)
    enter(client, sam)
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    actions.end_adult(adult=sam, ends_on=yesterday, by=None, at=timezone.now())
    assert not Session.objects.exists()
    assert Event.objects.filter(kind="sign-ins ended").exists()


# "My password may be known" (2.4.1)


@pytest.fixture
def leads(school):
    """An IT lead with an address, and a head."""
    lead = make_adult(school, "Tom Bellamy", "it_lead")
    lead.account.email = "it@example.org"
    lead.account.save()
    return lead, make_adult(school, "Priya Hartwell", "head")


def report(client: Client):
    return client.post("/account/compromised/")


def test_one_button_shuts_every_door(school, leads, client):
    sam = with_password(school)
    SocialAccount.objects.create(user=sam.account, provider="google", uid="1")
    elsewhere = Client()
    enter(elsewhere, sam)
    enter(client, sam)
    page = words(report(client))
    assert "Your password is blocked" in page
    assert "Computer Misuse Act 1990" in page
    assert not is_in(client)
    assert elsewhere.get("/").status_code == 302
    enter(client, sam)
    assert not is_in(client)
    assert not SocialAccount.objects.exists()


def test_the_it_lead_is_told_without_a_name(school, leads, client, settings):
    sam = with_password(school)
    enter(client, sam)
    report(client)
    jobs.run_due(at=timezone.now(), worker="test")
    (sent,) = mail.outbox
    assert sent.to == ["it@example.org"]
    assert "Whitcombe" not in sent.subject + sent.body
    assert "password" not in (sent.subject + sent.body).lower()
    due = next(due for due in dues.dues_of(scope(leads[0])) if due.kind == "compromise")
    assert "Sam Whitcombe" in due.title
    assert due.is_urgent
    assert not [due for due in dues.dues_of(scope(sam)) if due.kind == "compromise"]


def test_it_is_written_down_and_settled_by_somebody_else(school, leads, client):
    sam = with_password(school)
    enter(client, sam)
    report(client)
    row = Compromise.objects.get()
    assert Event.objects.filter(kind="password may be known", about__adult=sam.pk).exists()
    assert "You reported" in timeline.timeline_of(scope(sam))[0].words
    lead = sign_in(Client(), leads[0])
    assert "Passwords that may be known" in words(lead.get("/people/sign-ins/"))
    lead.post(f"/people/sign-ins/settled/{row.pk}/")
    row.refresh_from_db()
    assert row.settled_by == leads[0].account
    assert not [due for due in dues.dues_of(scope(leads[0])) if due.kind == "compromise"]


def test_the_old_password_is_back_in_use_only_after_a_code(school, leads, client):
    sam = with_password(school)
    enter(client, sam)
    report(client)
    enter_with(client, sam, issue(sam))
    client.post("/account/choose/", {"password1": "quiet marble harbour"})
    other = Client()
    enter(other, sam)
    assert not is_in(other)
    enter(other, sam, "quiet marble harbour")
    assert is_in(other)


def test_without_a_sign_in_nobody_is_locked_out(school, client):
    sam = with_password(school)
    page = words(client.get("/account/compromised/"))
    assert "phone the IT lead" in page
    client.post("/account/compromised/", {"login": sam.account.sign_in_name})
    sam.account.refresh_from_db()
    assert sam.account.check_password(PASSWORD)
    assert not Compromise.objects.exists()


def test_an_it_leads_own_report_goes_to_the_head(school, client):
    lead = with_password(school, "Tom Bellamy", "it_lead")
    head = make_adult(school, "Priya Hartwell", "head")
    head.account.email = "head@example.org"
    head.account.save()
    actions.report_compromise(adult=lead, by=lead.account, at=timezone.now())
    jobs.run_due(at=timezone.now(), worker="test")
    assert [sent.to for sent in mail.outbox] == [["head@example.org"]]
    assert not sign_in(Client(), lead).get("/people/sign-ins/").content.decode().count("This has been dealt with")
    own = Compromise.objects.get()
    assert sign_in(Client(), lead).post(f"/people/sign-ins/settled/{own.pk}/").status_code == 404
