"""Error pages that say what happened and what to do next.

The pages for 400, 500 and 503 need neither the database nor a sign-in: they must work
when those are what failed.
"""

from __future__ import annotations

import sys

import structlog
from django.contrib.auth.decorators import login_not_required
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

log = structlog.get_logger(__name__)


class NoPolicyInForce(Exception):
    """The school has adopted no version of the policy, so nothing can be answered from one."""


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the request cannot be understood, or asks for a host that is not ours."""
    return _bare("errors/400.html", 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: the person may not see this."""
    return render(request, "errors/403.html", status=403)


def refused(request: HttpRequest, *, reason: str) -> HttpResponse:
    """403: the person's roles do not open this page; the page says whose do."""
    return render(request, "errors/403.html", {"reason": reason}, status=403)


@login_not_required
def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: a form without its token, mostly because the page stood open for a long time."""
    return render(request, "errors/expired.html", status=403)


def not_in_scope(request: HttpRequest) -> HttpResponse:
    """403: the account belongs to nobody who is at a school today."""
    return render(request, "errors/not-in-scope.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: nothing is kept at this address."""
    return render(request, "errors/404.html", status=404)


def wrong_method(request: HttpRequest, *, allowed: str) -> HttpResponse:
    """405: a page was sent what it does not take."""
    response = render(request, "errors/405.html", status=405)
    response.headers["Allow"] = allowed
    return response


def too_many(request: HttpRequest) -> HttpResponse:
    """429: too many tries came from one place."""
    response = render(request, "errors/429.html", status=429)
    response.headers["Retry-After"] = "60"
    return response


def fault(request: HttpRequest) -> HttpResponse:
    """500: our own mistake, with a reference to quote. Django calls this while it handles the exception."""
    error = sys.exc_info()[1]
    if isinstance(error, OperationalError):
        return unavailable(request)
    reference = getattr(request, "reference", "")
    log.error("fault", request=reference, exc_info=error)
    return _bare("errors/500.html", 500, reference=reference)


def unavailable(request: HttpRequest) -> HttpResponse:
    """503: the service is busy or its database cannot be reached; waiting helps."""
    reference = getattr(request, "reference", "")
    log.error("unavailable", request=reference, exc_info=sys.exc_info()[1])
    response = _bare("errors/503.html", 503, reference=reference)
    response.headers["Retry-After"] = "30"
    return response


def no_policy(request: HttpRequest) -> HttpResponse:
    """503: no version of the policy is in force at the person's school."""
    return render(request, "errors/no-policy.html", status=503)


def _bare(template: str, status: int, **words: str) -> HttpResponse:
    """A page made without a request, so that nothing which may have failed is asked again."""
    return HttpResponse(render_to_string(template, words), status=status)
