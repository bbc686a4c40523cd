"""Pages about the service itself: signing in, help now, what the service owes its users."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, connection, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lanyard.concerns.sessions import lock
from lanyard.people.colours import validate_brand_colour
from lanyard.people.queries import demonstration_cast
from lanyard.people.rights import can

from . import help
from .account import entrance, sessions
from .account.ways_back import came_from
from .demonstration import PASSPHRASE


@login_not_required
@require_safe
def sign_in(request: HttpRequest) -> HttpResponse:
    """The way in. A demonstration lists its invented people; at a school one types name and password."""
    if not settings.DEMONSTRATION:
        return entrance.sign_in(request)
    going = came_from(request, request.GET.get("next", "/"))
    cast = demonstration_cast(on=timezone.localdate())
    context = {"cast": cast, "next": going, "ended": "ended" in request.GET, "passphrase": PASSPHRASE}
    return render(request, "site/sign-in.html", context)


@login_not_required
@require_POST
@sensitive_variables()
def sign_in_as(request: HttpRequest) -> HttpResponse:
    """Sign in as one of the cast: only in a demonstration, and only as an invented person."""
    if not settings.DEMONSTRATION:
        raise Http404
    wanted = request.POST.get("adult", "")
    cast = demonstration_cast(on=timezone.localdate())
    adult = cast.filter(pk=int(wanted)).first() if wanted.isascii() and wanted.isdigit() and len(wanted) < 19 else None
    if adult is None:
        raise PermissionDenied
    with transaction.atomic():
        if request.user.is_authenticated:
            logout(request)
        # One click stands for both factors: nobody here exists, and only this computer is served (decision 45).
        sessions.begin(request, adult.account, both_factors=True)
    return HttpResponseRedirect(came_from(request, request.POST.get("next", "/")))


@login_not_required
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End this sign-in and forget everything that belonged to it."""
    response = redirect("site:sign-in")
    lock(request, response)
    logout(request)
    return response


@login_not_required
@require_safe
def help_now(request: HttpRequest) -> HttpResponse:
    """Whom to phone now. It needs no sign-in, and works when no policy is in force."""
    may_set_up = request.scope is not None and can(request.scope, "set up school")
    return render(request, "site/help-now.html", {"contacts": help.contacts_for(request), "may_set_up": may_set_up})


@login_not_required
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement."""
    return render(request, "site/accessibility.html")


@login_not_required
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept about a person, for how long, and who can read it."""
    return render(request, "site/privacy.html")


@login_not_required
@require_safe
@cache_control(public=True, max_age=86400, immutable=True)
def colour(request: HttpRequest, colour: str) -> HttpResponse:
    """A school's own colour as a style sheet, because no style may stand in a page."""
    try:
        validate_brand_colour(f"#{colour}")
    except ValidationError as error:
        raise Http404 from error
    return HttpResponse(f":root{{--govuk-brand-colour:#{colour}}}\n", content_type="text/css; charset=utf-8")


@login_not_required
@require_http_methods(["GET", "HEAD"])
def healthz(request: HttpRequest) -> JsonResponse:
    """The process answers."""
    return JsonResponse({"status": "ok"})


@login_not_required
@require_http_methods(["GET", "HEAD"])
def readyz(request: HttpRequest) -> JsonResponse:
    """The process answers and its database does too."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.fetchone()
    except DatabaseError:
        return JsonResponse({"status": "database unavailable"}, status=503)
    return JsonResponse({"status": "ready"})
