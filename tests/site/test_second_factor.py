"""Second steps: codes of an app, recovery codes, who must have one, and attacks on them."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.utils import timezone

from lanyard.people import actions
from lanyard.people.actions.sign_in_tries import TRIES
from lanyard.people.models import Role
from lanyard.people.rights import roles_with_second_factor
from tests.people.cast import make_adult
from tests.site.signing_in import (
    PASSWORD,
    SECRET,
    app_code,
    enter,
    forget_limits,
    give_app,
    give_recovery_codes,
    has_app,
    is_in,
    with_password,
    words,
)


@pytest.fixture(autouse=True)
def no_tries_yet(db):
    forget_limits()


@pytest.fixture
def priya(school):
    """A head with a password and an app."""
    adult = with_password(school, "Priya Hartwell", "head")
    give_app(adult)
    return adult


def step(client: Client, code: str):
    return client.post("/account/second-step/", {"code": code})


def test_password_and_code_let_in(priya, client):
    assert enter(client, priya).headers["Location"] == "/account/second-step/"
    assert not is_in(client)
    assert step(client, app_code()).headers["Location"] == "/"
    assert client.get("/").status_code == 200
    assert client.get("/people/sign-ins/").status_code == 200


def test_a_password_alone_opens_no_page(priya, client):
    enter(client, priya)
    for address in ("/", "/account/", "/people/sign-ins/", "/account/app/remove/", "/account/choose/"):
        assert client.get(address).headers["Location"].startswith("/sign-in/")


def test_a_code_opens_one_door_once(priya):
    code = app_code()
    first, second = Client(), Client()
    for browser in (first, second):
        enter(browser, priya)
        step(browser, code)
    assert is_in(first)
    assert not is_in(second)


@pytest.mark.parametrize("late", [-1, 1])
def test_a_clock_may_be_half_a_minute_off(late, priya, client):
    enter(client, priya)
    step(client, app_code(step=late))
    assert is_in(client)


@pytest.mark.parametrize("late", [-3, 3])
def test_an_old_code_is_worth_nothing(late, priya, client):
    enter(client, priya)
    step(client, app_code(step=late))
    assert not is_in(client)


def test_codes_cannot_be_tried_through(priya, client):
    enter(client, priya)
    for number in range(TRIES):
        step(client, f"{number:06}")
    assert "too many tries" in words(step(client, app_code()))
    assert not is_in(client)
    carol = make_adult(priya.school, "Carol Whitlow", "business_manager")
    actions.unlock_sign_in(adult=priya, by=carol.account, at=timezone.now())
    step(client, app_code())
    assert is_in(client)


def test_other_browsers_share_the_tries(priya):
    for number in range(TRIES):
        browser = Client()
        enter(browser, priya)
        step(browser, f"{number:06}")
    browser = Client()
    enter(browser, priya)
    step(browser, app_code())
    assert not is_in(browser)


def test_somebody_else_can_sign_in_at_the_same_computer(priya, school, client):
    enter(client, priya)
    assert "Sign in as somebody else" in words(client.get("/account/second-step/"))
    client.post("/sign-out/")
    enter(client, with_password(school))
    assert is_in(client)


def test_a_second_step_that_was_taken_off_is_asked_for_no_more(priya, client):
    enter(client, priya)
    carol = make_adult(priya.school, "Carol Whitlow", "business_manager")
    actions.remove_second_factors(adult=priya, by=carol.account, at=timezone.now())
    assert client.get("/account/second-step/").headers["Location"] == "/account/sign-in/"
    assert client.get("/account/sign-in/").status_code == 200
    assert not is_in(client)


def test_a_recovery_code_lets_in_once(priya):
    codes = give_recovery_codes(priya)
    first, second, third = Client(), Client(), Client()
    for browser, code in ((first, codes[0]), (second, codes[0]), (third, f"{codes[1][:4]} {codes[1][4:]}")):
        enter(browser, priya)
        step(browser, code)
    assert (is_in(first), is_in(second), is_in(third)) == (True, False, True)


def test_secrets_cannot_be_read_in_the_database(priya):
    give_recovery_codes(priya)
    kept = " ".join(str(row.data) for row in Authenticator.objects.all())
    assert SECRET not in kept
    sealed = Authenticator.objects.get(type=Authenticator.Type.TOTP).data["secret"]
    assert len(sealed) > 2 * len(SECRET)


def test_the_key_of_the_secrets_is_its_owners_alone(priya, settings):
    key = settings.DATA / "keys" / "sealing.key"
    assert key.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("role", [role for role in Role if role in roles_with_second_factor()])
def test_roles_that_see_confidences_set_one_up_before_anything_else(role, school, client):
    adult = with_password(school, "Tom Bellamy", role)
    enter(client, adult)
    assert client.get("/").headers["Location"] == "/account/second-factor/"
    assert client.get("/policy/").headers["Location"] == "/account/second-factor/"
    assert client.post("/ask/", {}).headers["Location"] == "/account/second-factor/"
    for open_page in ("/account/second-factor/", "/account/app/", "/help-now/", "/account/"):
        assert client.get(open_page).status_code == 200


def test_others_need_none(school, client):
    enter(client, with_password(school))
    assert client.get("/").status_code == 200


def test_a_role_given_meanwhile_bars_the_way(school, client):
    sam = with_password(school)
    enter(client, sam)
    actions.give_role(adult=sam, role="dsl", held_from=timezone.localdate(), by=None, at=timezone.now())
    assert client.get("/").headers["Location"] == "/account/second-factor/"


def set_up(client: Client) -> str:
    """Set up an app as its page says; the secret it showed."""
    page = client.get("/account/app/").content.decode()
    secret = page.split('lanyard-code">')[1].split("<")[0]
    drawn = client.get("/account/app/code.svg")
    assert drawn.headers["Content-Type"] == "image/svg+xml"
    assert b"<svg" in drawn.content
    return secret


def test_setting_up_an_app_leads_to_recovery_codes_shown_once(school, client):
    tom = with_password(school, "Tom Bellamy", "dsl")
    enter(client, tom)
    secret = set_up(client)
    response = client.post("/account/app/", {"code": app_code(secret)})
    assert response.headers["Location"] == "/account/recovery-codes/"
    assert has_app(tom)
    shown = client.get("/account/recovery-codes/").content.decode()
    assert shown.count('<li class="lanyard-code">') == 10
    assert '<li class="lanyard-code">' not in client.get("/account/recovery-codes/").content.decode()
    assert client.get("/").status_code == 200
    assert secret.replace(" ", "") not in str(dict(client.session))


def test_a_wrong_first_code_sets_nothing_up(school, client):
    tom = with_password(school, "Tom Bellamy", "dsl")
    enter(client, tom)
    set_up(client)
    assert "Check the code" in words(client.post("/account/app/", {"code": "000000"}))
    assert not has_app(tom)


def test_the_picture_is_nobody_elses(school, client):
    enter(client, with_password(school))
    assert client.get("/account/app/code.svg").status_code == 404


def test_the_last_second_factor_of_a_role_cannot_be_removed(priya, client):
    enter(client, priya)
    step(client, app_code())
    page = client.post("/account/app/remove/")
    assert page.status_code == 200
    assert has_app(priya)


def test_others_may_remove_theirs(school, client):
    sam = with_password(school)
    give_app(sam)
    enter(client, sam)
    step(client, app_code())
    assert client.post("/account/app/remove/").headers["Location"] == "/account/?done=app"
    assert not has_app(sam)


@pytest.mark.parametrize(
    "address",
    ["/account/app/", "/account/app/code.svg", "/account/passkeys/add/", "/account/recovery-codes/"],
)
def test_what_is_sensitive_asks_again_after_a_while(address, school, client):
    sam = with_password(school)
    enter(client, sam)
    age(client)
    response = client.get(address)
    assert response.headers["Location"] == f"/account/again/password/?next={address}"
    again = client.post("/account/again/password/", {"password": PASSWORD, "next": address})
    assert again.headers["Location"] == address
    assert client.get(address).status_code in {200, 404}


def test_proving_it_again_leads_nowhere_else(school, client):
    enter(client, with_password(school))
    again = client.post("/account/again/password/", {"password": PASSWORD, "next": "https://evil.example.org/"})
    assert again.headers["Location"] == "/"


def test_the_wrong_password_proves_nothing(school, client):
    enter(client, with_password(school))
    age(client)
    client.post("/account/again/password/", {"password": "wrong wrong wrong", "next": "/account/app/"})
    assert client.get("/account/app/").status_code == 302


def test_what_was_sent_is_not_kept_while_somebody_proves_who_they_are(school, client):
    enter(client, with_password(school))
    age(client)
    client.post("/account/choose/", {"password1": "quiet marble harbour"})
    assert "quiet marble harbour" not in str(dict(client.session))


def age(client: Client) -> None:
    """Let the last proof be eleven minutes old."""
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 11 * 60
    session["began"] -= 11 * 60
    session.save()


def test_the_cast_of_a_demonstration_needs_no_second_step(invented, client):
    priya = make_adult(invented, "Priya Hartwell", "head")
    client.post("/sign-in/as/", {"adult": priya.pk})
    assert client.get("/").status_code == 200
    assert client.get("/account/app/").status_code == 200
    give_app(priya)
    client.post("/sign-in/as/", {"adult": priya.pk})
    assert client.get("/people/sign-ins/").status_code == 200
