"""Where signing in may lead: to a page of ours, and nowhere else."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def is_ours(request: HttpRequest, given: str | None) -> bool:
    """Whether an address is a page of this service, written as a path."""
    if not given or not given.startswith("/") or given.startswith("//"):
        return False
    return url_has_allowed_host_and_scheme(given, allowed_hosts={request.get_host()}, require_https=settings.SECURE)


def came_from(request: HttpRequest, given: str | None) -> str:
    """Where to go after signing in: the page that was asked for, if it is one of ours."""
    return given if is_ours(request, given) else "/"
