"""Error pages say what happened and what to do; the worst of them need nothing that may have failed."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import include, path

from lanyard.people.rights import needs
from tests.people.cast import make_adult, make_school
from tests.site.conftest import sign_in


@needs("use")
def breaks(request):
    raise RuntimeError("Sam Whitcombe's words")


@needs("use")
def locked(request):
    raise OperationalError("database is locked")


@needs("use")
def forbids(request):
    raise PermissionDenied("secret reason")


@needs("use")
def uses_policy(request):
    return HttpResponse(request.policy.pack.title)


@needs("use")
def takes_words(request):
    return HttpResponse(request.POST.get("words", ""))


urlpatterns = [
    path("breaks/", breaks),
    path("locked/", locked),
    path("forbids/", forbids),
    path("policy-title/", uses_policy),
    path("words/", takes_words),
    path("", include("lanyard.site.urls")),
]
handler400 = "lanyard.site.errors.bad_request"
handler403 = "lanyard.site.errors.forbidden"
handler404 = "lanyard.site.errors.not_found"
handler500 = "lanyard.site.errors.fault"

pytestmark = pytest.mark.urls(__name__)


@pytest.fixture
def client(signed_in) -> Client:
    """Signed in, and shown errors as a person is."""
    signed_in.raise_request_exception = False
    return signed_in


def words(response) -> str:
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("/nothing/", 404, "Page not found"),
        ("/forbids/", 403, "You cannot open this page"),
        ("/breaks/", 500, "Something went wrong on our side"),
        ("/locked/", 503, "The service is busy"),
    ],
)
def test_each_error_has_a_page_with_something_to_do(address, status, said, client):
    response = client.get(address)
    assert response.status_code == status
    page = words(response)
    assert f'<h1 class="govuk-heading-l">{said}' in page
    assert page.count("<h1") == 1
    assert 'href="/help-now/"' in page
    assert '<html lang="en"' in page
    assert 'id="main-content"' in page
    assert "secret" not in page and "Whitcombe" not in page and "locked" not in page


def test_a_wrong_method_has_a_page_and_says_what_is_allowed(client):
    response = client.put("/sign-out/")
    assert response.status_code == 405
    assert response.headers["Allow"] == "POST"
    assert "This page cannot be used that way" in words(response)


def test_an_expired_form_has_a_page(head):
    client = Client(enforce_csrf_checks=True)
    client.force_login(head.account)
    response = client.post("/sign-out/")
    assert response.status_code == 403
    assert "This page stood open for too long" in words(response)
    assert "go back, reload the page, and send it again" in words(response)


def test_the_worst_pages_need_no_database(client):
    with connection.execute_wrapper(refuse):
        from lanyard.site import errors

        for made in (errors.bad_request, errors.fault, errors.unavailable):
            assert "/help-now/" in made(None).content.decode()


def refuse(execute, sql, params, many, context):
    raise OperationalError("gone")


def test_a_lost_database_is_not_a_fault_of_ours(client):
    with connection.execute_wrapper(refuse):
        assert client.get("/help-now/").status_code == 503
        assert Client().get("/readyz").json() == {"status": "database unavailable"}
        assert Client().get("/healthz").json() == {"status": "ok"}
    assert Client().get("/readyz").json() == {"status": "ready"}


def test_a_fault_gives_a_reference_to_quote(client):
    page = words(client.get("/breaks/"))
    assert "tell whoever looks after the service this reference: <strong>" in page


def test_without_an_adoption_the_page_says_so(db):
    client = sign_in(Client(), make_adult(make_school()))
    response = client.get("/policy-title/")
    assert response.status_code == 503
    assert "No policy is in force yet" in words(response)


def test_each_school_is_answered_from_its_own_policy(client, db):
    assert client.get("/policy-title/").content == b"A sample policy"
    other = sign_in(Client(), make_adult(make_school("Without a policy")))
    assert other.get("/policy-title/").status_code == 503


def test_no_file_is_ever_taken(client):
    response = client.post("/words/", {"words": "some", "picture": SimpleUploadedFile("a.jpg", b"\xff\xd8")})
    assert response.status_code == 400
    assert "does not take" in words(response)


def test_a_form_is_small(client):
    assert client.post("/words/", {"words": "w" * 200_000}).status_code == 200
    assert client.post("/words/", {"words": "w" * 300_000}).status_code == 400
    assert client.post("/words/", {f"n{place}": "" for place in range(600)}).status_code == 400


@override_settings(DEMONSTRATION=True)
def test_errors_of_a_demonstration_bear_its_banner(client):
    assert "do not enter real information" in words(client.get("/nothing/"))
