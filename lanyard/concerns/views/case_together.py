"""Several of one’s own cases side by side: low-level concerns about one adult, and a course of conduct."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from lanyard.concerns.actions.readings import read_case
from lanyard.concerns.chain import BrokenChain
from lanyard.concerns.opened import OpenCase
from lanyard.concerns.queries.desk import side_by_side
from lanyard.concerns.queries.readings import TOGETHER, has_read
from lanyard.concerns.sessions import needs_unlocked
from lanyard.concerns.together import Together, concerns_together, conduct_together
from lanyard.people.rights import needs
from lanyard.policy.routes.kinds import RouteId
from lanyard.proof.sealing import CannotOpen

from .cases import broken, mark


@needs("handle cases")
@require_http_methods(["GET", "HEAD", "POST"])
@needs_unlocked
def concerns(request: HttpRequest) -> HttpResponse:
    """Low-level concerns about the same adult, for whoever decides about them."""
    return _shown(request, RouteId.LOW_LEVEL, only_open=False, template="concerns/cases/concerns.html")


@needs("handle cases")
@require_http_methods(["GET", "HEAD", "POST"])
@needs_unlocked
def conduct(request: HttpRequest) -> HttpResponse:
    """What one person did to another, each time, in the person’s own open cases."""
    return _shown(request, RouteId.CYBERBULLYING, only_open=True, template="concerns/cases/conduct.html")


def _shown(request: HttpRequest, route: RouteId, *, only_open: bool, template: str) -> HttpResponse:
    """Show cases side by side once each of them says that this person looked: a press of a button writes it there."""
    try:
        opened = list(side_by_side(request.scope, request.unlocked, route, only_open=only_open))
    except (BrokenChain, CannotOpen):
        return broken(request, None)
    unread = [one for one in opened if not has_read(one, request.scope.adult, mark(request))]
    if request.method == "POST":
        for one in unread:
            told = {"scope": request.scope, "unlocked": request.unlocked, "by": request.user, "at": timezone.now()}
            read_case(case=one.case, reason=TOGETHER, mark=mark(request), **told)
        return redirect(request.path)
    groups = [] if unread else _groups(request, route, opened)
    return render(request, template, {"groups": groups, "is_asked": bool(unread)})


def _groups(request: HttpRequest, route: RouteId, opened: list[OpenCase]) -> list[Together]:
    return concerns_together(opened, request.scope) if route == RouteId.LOW_LEVEL else conduct_together(opened)
