"""What every answer tells the browser, whatever its address and outcome."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

#: What an answer tells the browser does not hang on the database.
pytestmark = pytest.mark.once
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
}
OPEN = {
    *("site:sign-in", "site:help-now", "site:accessibility", "site:privacy", "site:healthz", "site:readyz", "site:colour"),
    *("account_login", "account_use_code", "account_no_way_in", "account_compromised", "mfa_login_webauthn"),
    # Their answers to a stranger: nothing to go back to, no sign-in under way, no such service.
    *("mfa_authenticate", "socialaccount_login_cancelled", "openid_connect_callback"),
    "concerns:receipt",
}
TAKES_POST_ONLY = {
    *("site:sign-in-as", "site:sign-out", "openid_connect_login", "practice:family-send", "practice:family-answer"),
    "concerns:receipt-leave",
}
#: Doors with a key of their own instead of a sign-in, and what they answer to a stranger who has none.
OWN_DOOR = {
    "set-up:begin": 200,
    "set-up:code": 200,
    "set-up:find": "/setup/code/",
    "set-up:check": "/setup/code/",
    "set-up:step": "/setup/code/",
    "people:calendar-feed": 404,
    "people:scim-config": 401,
    "people:scim-resource-types": 401,
    "people:scim-schemas": 401,
    "people:scim-schema": 401,
    "people:scim-users": 401,
    "people:scim-user": 401,
    "practice:verification": 200,
    "practice:family": 404,
    "practice:family-code": 404,
    "practice:family-take-back": 404,
    "concerns:report-enter": 404,
    "concerns:receipt-report": "/receipt/",
    "concerns:receipt-say": "/receipt/",
    "concerns:receipt-files": "/receipt/",
    "concerns:receipt-file-about": "/receipt/",
    "concerns:receipt-file": "/receipt/",
}
SAMPLES = {"int": "1", "slug": "1d4f91", "str": "friends", "path": "friends", "uuid": "0" * 8 + "-0000-4000-8000-" + "0" * 12}


def patterns(resolver=None, prefix: str = "", names: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    """Every address of the service with its name, its parts filled in with samples."""
    for each in (resolver or get_resolver()).url_patterns:
        address = prefix + re.sub(r"<(?:(\w+):)?\w+>", lambda found: SAMPLES[found[1] or "str"], str(each.pattern))
        if isinstance(each, URLResolver):
            yield from patterns(each, address, (*names, each.namespace) if each.namespace else names)
        elif isinstance(each, URLPattern):
            yield ":".join((*names, each.name or "")), f"/{address}"


@contextmanager
def undone() -> Iterator[None]:
    """Whatever is done here is undone."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


ADDRESSES = [pytest.param(name, address, id=name) for name, address in patterns()]


def check(response) -> None:
    for name, value in HEADERS.items():
        assert response.headers.get(name) == value, name
    told = dict(part.strip().split(" ", 1) for part in response.headers["Content-Security-Policy"].split(";"))
    assert told == POLICY
    assert "camera=()" in response.headers["Permissions-Policy"]


def check_page(response) -> None:
    """No page carries a script or a style of its own, nor anything from elsewhere."""
    if "text/html" not in response.headers.get("Content-Type", "") or response.streaming:
        return
    page = response.content.decode()
    assert not re.search(r"<script(?![^>]*\ssrc=)", page)
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=\"", page)
    assert not re.search(r"(?:src|href)=\"(?:https?:)?//", page)
    assert "Set-Cookie" not in response.headers or "HttpOnly" in response.headers["Set-Cookie"]


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "address"), ADDRESSES)
def test_every_address_signed_out(name, address):
    for method in ("get", "post", "head", "put", "options"):
        response = getattr(Client(raise_request_exception=False), method)(address)
        check(response)
        check_page(response)
        assert response.status_code < 500, method
        if method == "get":
            check_closed(response, name)


def check_closed(response, name: str) -> None:
    """Whether a stranger who opens the address gets what is said above, and nothing else."""
    expected = 405 if name in TAKES_POST_ONLY else OWN_DOOR.get(name, "/sign-in/")
    if isinstance(expected, int):
        assert response.status_code == expected
    elif name not in OPEN:
        assert response.status_code == 302, f"{name} is open to everybody"
        assert response.headers["Location"].startswith(expected)


@pytest.mark.parametrize(("name", "address"), ADDRESSES)
def test_every_address_signed_in(name, address, signed_in):
    signed_in.raise_request_exception = False
    held = copy.copy(signed_in.cookies)
    for method in ("get", "post", "delete"):
        # Some of them end the sign-in; each is asked by somebody who is signed in.
        with undone():
            response = getattr(signed_in, method)(address)
        signed_in.cookies = copy.copy(held)
        check(response)
        check_page(response)
        assert response.status_code < 500 or response.status_code == 503, method
        if name != "site:colour":
            assert response.headers["Cache-Control"] == "no-store", method


@pytest.mark.parametrize(("name", "address"), ADDRESSES)
def test_every_form_needs_its_token(name, address, head):
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.force_login(head.account)
    response = client.post(address, {"adult": "1"})
    check(response)
    # A machine's door takes no cookie, so that no page elsewhere can use somebody's sign-in on it.
    assert response.status_code in ({401} if name.startswith("people:scim-") else {302, 403, 405})
    if response.status_code == 403:
        assert b"stood open for too long" in response.content


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/nothing", "/nothing/", "/static/nothing.css", "/%00", "/" + "a" * 3000])
def test_errors_carry_the_headers_too(address, client):
    response = client.get(address)
    check(response)
    check_page(response)
    assert response.status_code in {302, 404}


@pytest.mark.django_db
def test_static_files_carry_the_headers_too(client):
    response = client.get("/static/lanyard.js")
    assert response.status_code == 200
    check(response)
    assert response.headers["Cache-Control"] == "max-age=3600, public"
    assert "Access-Control-Allow-Origin" not in response.headers
    response.close()


@pytest.mark.django_db
@pytest.mark.parametrize("host", ["evil.example.org", "127.0.0.1.example.org", "", "a b", "127.0.0.1:8000@evil.example.org"])
def test_another_host_is_refused(host, client):
    for address in ("/sign-in/", "/healthz", "/"):
        response = client.get(address, headers={"host": host})
        assert response.status_code == 400
        assert b"evil" not in response.content
        check(response)


@pytest.mark.django_db
def test_a_forwarded_host_is_not_believed(client):
    response = client.get("/", headers={"x-forwarded-host": "evil.example.org"})
    assert "evil" not in str(response.headers)
    assert b"evil" not in response.content


def test_the_answer_to_head_has_the_length_of_the_page_and_no_body():
    from django.http import HttpResponse
    from django.test import RequestFactory

    from lanyard.site.middleware import Headers

    response = Headers(lambda request: HttpResponse("words"))(RequestFactory().head("/"))
    assert response.content == b""
    assert response.headers["Content-Length"] == "5"
