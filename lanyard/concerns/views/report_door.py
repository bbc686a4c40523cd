"""The way in without an account: the link itself, and the page where the school makes it and prints it."""

from __future__ import annotations

import base64
import json

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from lanyard.concerns.actions.doors import make_door
from lanyard.concerns.queries.doors import door_of, door_with, hash_of
from lanyard.concerns.queries.holders import takes_reports
from lanyard.people.keys import sealer
from lanyard.people.rights import needs
from lanyard.practice.views.paper import qr

from .report_cookies import Cookie, put
from .report_visitor import DOOR_LASTS, unnamed

#: Where the address of a new door waits, sealed, until its poster is printed.
KEY, PURPOSE, PLACE = "report door", "report doors", ("poster",)


@unnamed
@sensitive_variables()
@require_safe
def enter(request: HttpRequest, capability: str) -> HttpResponse:
    """Let somebody in who has the school's link, and lead on to an address without it."""
    door = door_with(hash_of(capability))
    if door is None:
        raise Http404
    response = redirect("concerns:report")
    put(response, Cookie.DOOR, {"token": door.token_hash}, lasts=DOOR_LASTS, at=timezone.now())
    return response


@needs("open reporting")
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
def door(request: HttpRequest) -> HttpResponse:
    """Make the link, or a new one in its place. It is shown to be printed, and kept nowhere."""
    if request.method == "POST":
        token = make_door(scope=request.scope, by=request.user, at=timezone.now())
        sealed = sealer(PURPOSE).seal(json.dumps([request.scope.school.pk, token]).encode("utf-8"), place=PLACE)
        request.session[KEY] = base64.b64encode(sealed).decode("ascii")
        return redirect("concerns:report-poster")
    context = {
        "door": door_of(request.scope.school),
        "takes": takes_reports(request.scope.school),
        "waits": KEY in request.session,
    }
    return render(request, "concerns/report/door.html", context)


@needs("open reporting")
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
def poster(request: HttpRequest) -> HttpResponse:
    """The poster, as long as its maker has not put it away or signed out."""
    token = _waiting(request)
    if request.method == "POST" or token is None:
        request.session.pop(KEY, None)
        return redirect("concerns:report-door")
    path = reverse("concerns:report-enter", args=[token])
    address = f"{settings.ADDRESS}{path}" if settings.SECURE else request.build_absolute_uri(path)
    return render(request, "concerns/report/poster.html", {"address": address, "code": qr(address)})


def _waiting(request: HttpRequest) -> str | None:
    """The token that waits for its poster, if it is still the school's."""
    if KEY not in request.session:
        return None
    school, token = json.loads(sealer(PURPOSE).unseal(base64.b64decode(request.session[KEY]), place=PLACE))
    held = door_of(request.scope.school)
    return token if held and held.school_id == school and held.token_hash == hash_of(token) else None
