"""Pages about the service itself: signing in, help now, what the service owes its users."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, connection, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import cache_control
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lanyard.people.colours import validate_brand_colour
from lanyard.people.queries import demonstration_cast

from . import help

BACKEND = "django.contrib.auth.backends.ModelBackend"


def came_from(request: HttpRequest, given: str) -> str:
    """Where to go after signing in: the page that was asked for, if it is one of ours."""
    ours = url_has_allowed_host_and_scheme(given, allowed_hosts={request.get_host()}, require_https=settings.SECURE)
    return given if ours and given.startswith("/") and not given.startswith("//") else "/"


@login_not_required
@require_safe
def sign_in(request: HttpRequest) -> HttpResponse:
    """The way in. A demonstration lists its invented people; a school's own way comes with its set-up."""
    going = came_from(request, request.GET.get("next", "/"))
    if request.user.is_authenticated and not settings.DEMONSTRATION:
        return HttpResponseRedirect(going)
    cast = demonstration_cast(on=timezone.localdate()) if settings.DEMONSTRATION else []
    return render(request, "site/sign-in.html", {"cast": cast, "next": going, "ended": "ended" in request.GET})


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
        login(request, adult.account, backend=BACKEND)
        now = int(timezone.now().timestamp())
        request.session["began"] = request.session["seen"] = now
        # Nobody's unfinished questions lie about once their sign-in has run out.
        request.session.clear_expired()
    return HttpResponseRedirect(came_from(request, request.POST.get("next", "/")))


@login_not_required
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End this sign-in and forget everything that belonged to it."""
    logout(request)
    return redirect("site:sign-in")


@login_not_required
@require_safe
def help_now(request: HttpRequest) -> HttpResponse:
    """Whom to phone now. It needs no sign-in, and works when no policy is in force."""
    return render(request, "site/help-now.html", {"contacts": help.contacts_for(request)})


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
