"""Signing in with an account of Google Workspace or Microsoft Entra, against a provider that really runs; and attacks."""

from __future__ import annotations

import html
import re
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.test import Client

from lanyard.people.models import Account
from lanyard.site.account import openid
from lanyard.site.account.providers import ConfigurationError, load_providers
from lanyard.site.account.sessions import SECOND_FACTOR
from tests.people.cast import make_adult
from tests.site.conftest import sign_in
from tests.site.signing_in import forget_limits, give_app, is_in, words
from tests.support.openid import CLIENT, SECRET, Provider, running_provider

TENANT = "11111111-2222-4333-8444-555555555555"
OTHER_TENANT = "99999999-2222-4333-8444-555555555555"
OID = "aaaaaaaa-0000-4000-8000-000000000001"
SUB = "104298347561230000001"


@pytest.fixture(autouse=True)
def nothing_remembered(db):
    forget_limits()
    openid._told.clear()


@pytest.fixture
def microsoft(settings, tmp_path):
    """A provider that plays Microsoft Entra, configured as an operator would."""
    claims = {"sub": "pairwise-1", "oid": OID, "tid": TENANT, "email": "sam@example.org", "name": "Sam Whitcombe"}
    with running_provider(**claims) as provider:
        configure(settings, tmp_path, provider, f'kind = "microsoft"\ntenant = "{TENANT}"')
        yield provider


@pytest.fixture
def google(settings, tmp_path):
    """A provider that plays Google Workspace."""
    with running_provider(sub=SUB, hd="school.example.org", email="sam@school.example.org") as provider:
        configure(settings, tmp_path, provider, 'kind = "google"\ndomain = "school.example.org"')
        yield provider


def configure(settings, folder, provider: Provider, kind: str) -> None:
    file = folder / "sign-in.toml"
    file.write_text(f'[[provider]]\n{kind}\nclient_id = "{CLIENT}"\nclient_secret = "{SECRET}"\nissuer = "{provider.issuer}"\n')
    found = load_providers({"LANYARD_SIGN_IN_FILE": str(file)})
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [each.as_app() for each in found]}}


@pytest.fixture
def sam(school):
    return make_adult(school, "Sam Whitcombe")


def leave(client: Client, name: str = "microsoft", **more) -> str:
    """Press the button; the provider's address on the page that leads there."""
    page = client.post(f"/account/with/{name}/", more).content.decode()
    return html.unescape(re.search(r'http-equiv="refresh" content="0;url=([^"]+)"', page)[1])


def come_back(client: Client, address: str):
    """Go to the provider, sign in there, and come back."""
    back = requests.get(address, allow_redirects=False, timeout=5).headers["Location"]
    parts = urlsplit(back)
    return client.get(f"{parts.path}?{parts.query}")


def through(client: Client, name: str = "microsoft", **more):
    return come_back(client, leave(client, name, **more))


def link(adult, name: str = "microsoft", uid: str = OID) -> None:
    SocialAccount.objects.create(user=adult.account, provider=name, uid=uid)


def test_a_linked_account_lets_in(microsoft, sam, client):
    link(sam)
    assert through(client, next="/help-now/").headers["Location"] == "/help-now/"
    assert "Signed in as Sam Whitcombe" in words(client.get("/help-now/"))


def test_google_goes_by_its_own_number_and_domain(google, sam, client):
    link(sam, "google", SUB)
    through(client, "google")
    assert is_in(client)


def test_the_button_asks_for_no_more_than_who_somebody_is(google, client):
    asked = parse_qs(urlsplit(leave(client, "google")).query)
    assert asked["scope"] == ["openid"]
    assert asked["hd"] == ["school.example.org"]
    assert asked["code_challenge_method"] == ["S256"]
    assert len(asked["state"][0]) >= 16
    assert len(asked["nonce"][0]) >= 16


def test_no_form_leads_elsewhere(microsoft, client):
    """The browser is led on by a page, so that forms may stay within the service."""
    response = client.post("/account/with/microsoft/")
    assert response.status_code == 200
    assert "form-action 'self'" in response.headers["Content-Security-Policy"]


def test_nobody_is_let_in_or_made_by_an_address(microsoft, sam, client):
    """The same e-mail address as somebody's, but nobody's number."""
    sam.account.email = "sam@example.org"
    sam.account.save()
    before = Account.objects.count()
    assert "That account is not linked" in words(through(client))
    assert not is_in(client)
    assert Account.objects.count() == before
    assert not SocialAccount.objects.exists()


def test_another_number_with_the_same_address_is_another_person(microsoft, sam, client):
    link(sam)
    microsoft.claims["oid"] = "bbbbbbbb-0000-4000-8000-000000000002"
    assert "That account is not linked" in words(through(client))
    assert not is_in(client)


def moved(claim: str, value: object):
    def change(claims: dict) -> None:
        claims[claim] = value

    return change


def without(claim: str):
    def change(claims: dict) -> None:
        del claims[claim]

    return change


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param(moved("tid", OTHER_TENANT), id="another tenant"),
        pytest.param(without("tid"), id="no tenant"),
        pytest.param(without("oid"), id="no number"),
        pytest.param(moved("oid", [OID]), id="a number in a list"),
        pytest.param(moved("aud", "another-program"), id="for another program"),
        pytest.param(moved("aud", [CLIENT, "another-program"]), id="for another program too"),
        pytest.param(moved("iss", "https://login.example.org/v2.0"), id="by another issuer"),
        pytest.param(moved("exp", 1_700_000_000), id="too old"),
        pytest.param(without("exp"), id="without an end"),
        pytest.param(moved("iat", 4_000_000_000), id="from the future"),
        pytest.param(moved("nbf", 4_000_000_000), id="not yet"),
        pytest.param(moved("nonce", "of another sign-in"), id="made for another sign-in"),
        pytest.param(without("nonce"), id="made for no sign-in"),
    ],
)
def test_a_token_that_does_not_hold_is_not_believed(wrong, microsoft, sam, client):
    link(sam)
    microsoft.wrong = wrong
    response = through(client)
    assert response.status_code == 401
    assert "You are not signed in" in words(response)
    assert not is_in(client)


@pytest.mark.parametrize("signing", ["none", "HS256", "stranger"])
def test_a_token_that_the_provider_did_not_sign_is_not_believed(signing, microsoft, sam, client):
    link(sam)
    microsoft.signing = signing
    assert through(client).status_code == 401
    assert not is_in(client)


@pytest.mark.parametrize("hd", ["evil.example.org", None, "", "SCHOOL.example.org.evil.example.org"])
def test_another_google_domain_is_not_believed(hd, google, sam, client):
    link(sam, "google", SUB)
    google.claims["hd"] = hd
    assert through(client, "google").status_code == 401
    assert not is_in(client)


def test_coming_back_twice_with_one_state_lets_in_once(microsoft, sam, client):
    link(sam)
    back = requests.get(leave(client), allow_redirects=False, timeout=5).headers["Location"]
    parts = urlsplit(back)
    client.get(f"{parts.path}?{parts.query}")
    assert is_in(client)
    client.post("/sign-out/")
    assert client.get(f"{parts.path}?{parts.query}").status_code == 401
    assert not is_in(client)


def test_a_state_of_another_browser_lets_nobody_in(microsoft, sam, client):
    """Somebody is made to open the way back of the attacker's own sign-in."""
    link(sam)
    back = requests.get(leave(Client()), allow_redirects=False, timeout=5).headers["Location"]
    parts = urlsplit(back)
    assert client.get(f"{parts.path}?{parts.query}").status_code == 401
    assert not is_in(client)


def test_a_stolen_code_is_worth_nothing_without_its_proof(microsoft, sam, client):
    link(sam)
    stolen = parse_qs(urlsplit(requests.get(leave(Client()), allow_redirects=False, timeout=5).headers["Location"]).query)[
        "code"
    ][0]
    state = parse_qs(urlsplit(leave(client)).query)["state"][0]
    assert client.get(f"/account/with/microsoft/back/?code={stolen}&state={state}").status_code == 401
    assert not is_in(client)


def test_a_second_step_follows_here_too(microsoft, school, client):
    priya = make_adult(school, "Priya Hartwell", "head")
    link(priya)
    give_app(priya)
    assert through(client).headers["Location"] == "/account/second-step/"
    assert not is_in(client)


def test_a_role_that_needs_a_second_step_sets_one_up(microsoft, school, client):
    link(make_adult(school, "Priya Hartwell", "head"))
    through(client)
    assert SECOND_FACTOR not in client.session
    assert client.get("/").headers["Location"] == "/account/second-factor/"


def test_an_account_is_linked_from_inside_only(microsoft, sam):
    inside = sign_in(Client(), sam)
    response = through(inside, process="connect")
    assert response.headers["Location"] == "/account/?done=linked"
    linked = SocialAccount.objects.get()
    assert (linked.user, linked.provider, linked.uid, linked.extra_data) == (sam.account, "microsoft", OID, {})
    outside = Client()
    assert outside.post("/account/with/microsoft/", {"process": "connect"}).status_code == 302
    through(outside)
    assert is_in(outside)


def test_linking_asks_for_fresh_proof(microsoft, sam):
    sam.account.set_password("violet ladder seven")
    sam.account.save()
    inside = sign_in(Client(), sam)
    assert inside.post("/account/with/microsoft/", {"process": "connect"}).headers["Location"] == "/account/link/"
    assert inside.get("/account/link/").headers["Location"].startswith("/account/again/password/")


def test_an_account_that_is_somebody_elses_is_not_taken_over(microsoft, school, sam):
    link(make_adult(school, "Leah Morrow"))
    through(sign_in(Client(), sam), process="connect")
    assert SocialAccount.objects.get().user != sam.account


def test_the_only_way_in_is_not_removed(microsoft, sam):
    link(sam)
    inside = sign_in(Client(), sam)
    inside.post("/account/link/microsoft/remove/")
    assert SocialAccount.objects.exists()
    sam.account.set_password("violet ladder seven")
    sam.account.save()
    inside = sign_in(Client(), sam)
    inside.post("/account/again/password/", {"password": "violet ladder seven"})
    assert inside.post("/account/link/microsoft/remove/").headers["Location"] == "/account/?done=unlinked"
    assert not SocialAccount.objects.exists()


def test_whoever_has_no_password_here_proves_it_over_there(microsoft, sam):
    link(sam)
    inside = sign_in(Client(), sam)
    session = inside.session
    session["began"] -= 11 * 60
    session.save()
    again = inside.get("/account/app/").headers["Location"]
    assert again == "/account/again/?next=/account/app/"
    assert "Continue with Microsoft" in words(inside.get(again))
    assert through(inside, next="/account/app/").headers["Location"] == "/account/app/"
    assert inside.get("/account/app/").status_code == 200


def test_a_provider_that_is_away_is_said_so(microsoft, settings, client, tmp_path):
    microsoft.issuer = "http://127.0.0.1:9"
    configure(settings, tmp_path, microsoft, f'kind = "microsoft"\ntenant = "{TENANT}"')
    response = client.post("/account/with/microsoft/")
    assert response.status_code == 503
    assert "cannot be reached" in words(response)


def test_a_configuration_of_another_issuer_is_not_believed(microsoft, client):
    microsoft.configuration = lambda: {**Provider.configuration(microsoft), "issuer": "https://evil.example.org"}
    assert client.post("/account/with/microsoft/").status_code == 503


def test_nobody_is_asked_unless_an_operator_says_so(school, client):
    assert client.post("/account/with/google/").status_code == 404
    assert client.get("/account/with/google/back/").status_code == 404
    assert "Google" not in client.get("/sign-in/").content.decode()


def test_only_the_signed_token_is_asked_for(microsoft, sam, client):
    link(sam)
    through(client)
    assert microsoft.asked == ["/.well-known/openid-configuration", "/authorize", "/token", "/keys"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[provider]]\nkind = 'facebook'", "kind must be one of"),
        ("[[provider]]\nkind = 'google'\nclient_id = 'x'\nclient_secret = 'y'", "domain is missing"),
        ("[[provider]]\nkind = 'google'\nclient_id = 'x'\nclient_secret = 'y'\ndomain = 'school'", "own"),
        ("[[provider]]\nkind = 'microsoft'\nclient_id = 'x'\nclient_secret = 'y'\ntenant = 'common'", "directory"),
        ("[[provider]]\nkind = 'microsoft'\nclient_id = 'x'\ntenant = '11111111-2222-4333-8444-555555555555'", "client_secret"),
        ("[[provider]]\nkind = 'openid'\nname = 'Ours'\nclient_id = 'x'\nissuer = 'http://id.example.org'", "https"),
        (
            "[[provider]]\nkind = 'google'\nclient_id = 'x'\nclient_secret = 'y'\ndomain = 'a.example.org'\nissuer = 'https://evil.example.org'",
            "leave issuer out",
        ),
        ("[[provider]]\nkind = 'google'\ntypo = 1", "not known"),
        ("not toml", "TOML"),
        ("provider = 3", "[[provider]]"),
    ],
)
def test_a_file_that_says_too_little_is_refused(text, said, tmp_path):
    file = tmp_path / "sign-in.toml"
    file.write_text(text)
    with pytest.raises(ConfigurationError) as refusal:
        load_providers({"LANYARD_SIGN_IN_FILE": str(file)})
    assert said in str(refusal.value)
    assert "'y'" not in str(refusal.value)
