"""Who comes to the pages for reports: somebody who is signed in, or somebody who came by the school's link."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from lanyard.concerns.queries.doors import door_with
from lanyard.people.models import School
from lanyard.people.queries import Scope

from .report_cookies import Cookie, held

#: How long somebody who came by the link stays in.
DOOR_LASTS = datetime.timedelta(hours=12)
View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Visitor:
    """Who tells something. ``scope`` is ``None`` for somebody without an account."""

    school: School
    scope: Scope | None

    @property
    def whose(self) -> str:
        """What a draft is bound to, so that on a shared computer nobody goes on with another person's.

        It stands only inside the draft, which only the browser's secret opens.
        """
        return whose(self.scope)


def whose(scope: Scope | None) -> str:
    """The mark of somebody who is signed in; empty for everybody else."""
    return salted_hmac("lanyard.concerns.drafts", str(scope.adult.pk), algorithm="sha256").hexdigest() if scope else ""


def visitor_of(request: HttpRequest, *, at: datetime.datetime) -> Visitor | None:
    """Who comes; ``None`` for a stranger. A sign-in comes first."""
    if request.scope is not None:
        return Visitor(request.scope.school, request.scope)
    told = held(request, Cookie.DOOR, at=at)
    door = door_with(told["token"]) if told else None
    return Visitor(door.school, None) if door is not None else None


def unnamed(view: View) -> View:
    """Mark a page that needs no sign-in, and of which the log of requests never says who asked for it."""
    marked = login_not_required(view)
    marked.names_nobody = True  # type: ignore[attr-defined]
    return marked


def for_reporters(view: View) -> View:
    """Give a page its visitor; strangers are led to the sign-in page, and back."""

    @unnamed
    @wraps(view)
    def opened(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        visitor = visitor_of(request, at=timezone.now())
        if visitor is None:
            return to_sign_in()
        request.visitor = visitor
        return view(request, *args, **kwargs)

    return opened


def to_sign_in() -> HttpResponse:
    """The sign-in page, and from there to the first page for reports."""
    told = urlencode({"next": reverse("concerns:report")}, safe="/")
    return redirect(f"{reverse('site:sign-in')}?{told}")
