"""The endpoint itself: ``/scim/v2/``. It needs no sign-in and no cookie, but a token in every request."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_variables

from lanyard.people import actions
from lanyard.people.actions.provisioning import digest_of, is_here
from lanyard.people.models import Adult, ProvisioningToken
from lanyard.people.queries import rolls as queries

from . import answers
from .answers import MOST_RESULTS, ScimError, answer, listed, refuse, user
from .filters import narrow
from .requests import Told, apply_operations, as_told, read_json, read_user


def endpoint(*methods: str) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """A view of the endpoint: it knows the token's school and tells every refusal in SCIM's way."""

    def declare(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @login_not_required
        @csrf_exempt
        @functools.wraps(view)
        def answering(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            try:
                token = _token(request)
                if request.method not in methods:
                    raise ScimError(405, "This address does not take that method.")
                return view(request, token, *args, **kwargs)
            except ScimError as error:
                response = refuse(error)
                if error.status == 405:
                    response.headers["Allow"] = ", ".join(methods)
                return response
            except RequestDataTooBig:
                return refuse(ScimError(413, "The request is too large."))

        return answering

    return declare


@sensitive_variables()
def _token(request: HttpRequest) -> ProvisioningToken:
    scheme, _, words = request.headers.get("Authorization", "").partition(" ")
    found = queries.live_token(digest_of(words.strip())) if scheme.lower() == "bearer" and words.strip() else None
    if found is None:
        raise ScimError(401, "Send a token that this school made for your system.")
    return found


@endpoint("GET")
def service_provider_config(request: HttpRequest, token: ProvisioningToken) -> HttpResponse:
    """What the endpoint can do."""
    return answer(answers.provider_config())


@endpoint("GET")
def resource_types(request: HttpRequest, token: ProvisioningToken) -> HttpResponse:
    """Which kinds of resource there are."""
    found = answers.resource_types()
    return answer(listed(found, len(found)))


@endpoint("GET")
def schemas(request: HttpRequest, token: ProvisioningToken) -> HttpResponse:
    """What is kept of a user."""
    found = answers.schemas()
    return answer(listed(found, len(found)))


@endpoint("GET")
def schema(request: HttpRequest, token: ProvisioningToken, id: str) -> HttpResponse:  # noqa: A002 - SCIM's own word
    """One schema."""
    found = next((each for each in answers.schemas() if each["id"].lower() == id.lower()), None)
    if found is None:
        raise _nobody()
    return answer(found)


@endpoint("GET", "POST")
def users(request: HttpRequest, token: ProvisioningToken) -> HttpResponse:
    """List the adults that fit, or bring one in."""
    on = timezone.localdate()
    if request.method == "POST":
        return _create(request, token)
    found = narrow(queries.provisioned_adults(token.school), request.GET.get("filter", ""), on)
    start, count = _whole(request, "startIndex", 1, 1), _whole(request, "count", 100, 0)
    page = list(found[start - 1 : start - 1 + min(count, MOST_RESULTS)])
    return answer(listed([user(adult, settings.ADDRESS, on) for adult in page], found.count(), start))


@endpoint("GET", "PUT", "PATCH", "DELETE")
def one_user(request: HttpRequest, token: ProvisioningToken, number: int) -> HttpResponse:
    """Show, change or end one adult."""
    on = timezone.localdate()
    adult = queries.provisioned_adults(token.school).filter(account_id=number).first()
    if adult is None:
        raise _nobody()
    if request.method == "GET":
        return answer(user(adult, settings.ADDRESS, on))
    before = as_told(adult, is_here(adult, on))
    if request.method == "DELETE":
        _change(token, adult, Told(**{**before.__dict__, "active": False}))
        return answer(None, 204)
    body = read_json(request)
    told = apply_operations(body, before) if request.method == "PATCH" else read_user(body, Told(group=adult.group))
    return answer(user(_change(token, adult, told), settings.ADDRESS, on))


def _create(request: HttpRequest, token: ProvisioningToken) -> HttpResponse:
    told = read_user(read_json(request))
    on, at = timezone.localdate(), timezone.now()
    if queries.provisioned_adults(token.school).filter(email=told.email).exists():
        raise ScimError(409, "Somebody with this userName is here already.", "uniqueness")
    if not told.active:
        raise ScimError(400, "Somebody who is not active is not brought in.", "invalidValue")
    with transaction.atomic(), _refusing():
        actions.note_token_used(token=token, by=None, on=on, at=at)
        adult = actions.provision_adult(
            token=token, name=told.name, email=told.email, key=told.key, group=told.group, on=on, by=None, at=at
        )
    made = user(adult, settings.ADDRESS, on)
    return answer(made, 201, Location=made["meta"]["location"])


def _change(token: ProvisioningToken, adult: Adult, told: Told) -> Adult:
    on, at = timezone.localdate(), timezone.now()
    values = {"name": told.name, "email": told.email, "group": told.group or adult.group, "roll_key": told.key}
    with transaction.atomic(), _refusing():
        actions.note_token_used(token=token, by=None, on=on, at=at)
        return actions.change_provisioned(token=token, adult=adult, active=told.active, on=on, by=None, at=at, **values)


class _refusing:
    """Tells what an action refuses in SCIM's way."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, ValidationError):
            raise ScimError(409, " ".join(error.messages), "uniqueness") from error


def _nobody() -> ScimError:
    return ScimError(404, "There is no such resource.")


def _whole(request: HttpRequest, name: str, otherwise: int, least: int) -> int:
    told = request.GET.get(name, "")
    if not told:
        return otherwise
    try:
        return min(max(int(told), least), 10**9)
    except ValueError as error:
        raise ScimError(400, f"{name} must be a number.", "invalidValue") from error
