"""What happens to every request, from the outside in."""

from __future__ import annotations

import time
import uuid
from urllib.parse import urlencode

import structlog
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import ResolverMatch, reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from lanyard.oversight.queries import InForce, version_in_force
from lanyard.people.queries import scope_of
from lanyard.people.rights import can, permission_of

from . import errors

log = structlog.get_logger(__name__)

#: Powers of a browser that no page of ours needs.
REFUSED_POWERS = (
    "accelerometer autoplay camera display-capture encrypted-media fullscreen geolocation gyroscope hid "
    "idle-detection local-fonts magnetometer microphone midi payment picture-in-picture publickey-credentials-create "
    "publickey-credentials-get screen-wake-lock serial usb xr-spatial-tracking"
).split()
PERMISSIONS_POLICY = ", ".join(f"{power}=()" for power in REFUSED_POWERS)


class UndeclaredView(LookupError):
    """A view that needs a sign-in does not say which permission it takes: a fault of ours."""


class Headers:
    """Outermost: every answer, errors and static files too, says what a browser may do with it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add the headers that no library adds for us."""
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        response.headers.setdefault("Referrer-Policy", settings.SECURE_REFERRER_POLICY)
        # What one person saw must not wait in a shared computer for the next.
        if "no-store" in response.headers.get("Cache-Control", "no-store"):
            response.headers["Cache-Control"] = "no-store"
        if request.method == "HEAD" and not response.streaming and response.content:
            # Nobody below drops it: the server does, and writes a warning for each.
            length = len(response.content)
            response.content = b""
            response.headers["Content-Length"] = str(length)
        return response


class RequestLog:
    """One line for each answer: which route, how it went, how long it took. Never the path."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Give the request a reference that a person can quote, and log its answer."""
        request.reference = uuid.uuid4().hex[:12]
        began = time.perf_counter()
        response = self.get_response(request)
        match = request.resolver_match
        account = None if _names_nobody(match) else getattr(request, "account_id", None)
        log.info(
            "answered",
            request=request.reference,
            method=request.method if request.method in {"GET", "HEAD", "POST"} else "other",
            route=match.view_name if match else None,
            status=response.status_code,
            milliseconds=round((time.perf_counter() - began) * 1000, 1),
            account=account,
        )
        return response


def _names_nobody(match: ResolverMatch | None) -> bool:
    """Whether a page is one of those whose visitors no log ever names: reports, and coming back with a receipt."""
    return bool(match and getattr(match.func, "names_nobody", False))


class DesignedErrors:
    """Errors that Django answers with a bare line get a page with something to do."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Replace the empty answer to a wrong method."""
        response = self.get_response(request)
        if response.status_code == 405 and not response.streaming and not response.content:
            return errors.wrong_method(request, allowed=response.headers.get("Allow", ""))
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer 503, not 500, when waiting or adopting a policy would help."""
        if isinstance(exception, errors.NoPolicyInForce):
            return errors.no_policy(request)
        if isinstance(exception, OperationalError):
            return errors.unavailable(request)
        return None


class SessionLimits:
    """Ends a sign-in half a day after it began, or after an hour without use."""

    #: A session is stamped at most this often, so that reading pages does not write to the disk.
    STAMP_EVERY = 5 * 60

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Sign out who has been away too long; otherwise note that they are here."""
        if request.user.is_authenticated:
            now = int(timezone.now().timestamp())
            began = request.session.get("began", 0)
            seen = request.session.get("seen", 0)
            if now - began > settings.SESSION_COOKIE_AGE or now - seen > settings.SESSION_IDLE:
                logout(request)
                request.sign_in_ended = True
            elif now - seen > self.STAMP_EVERY:
                request.session["seen"] = now
        return self.get_response(request)


class SignedIn(LoginRequiredMiddleware):
    """Every page needs a sign-in, and a permission, unless its view says otherwise; and finds who signed in.

    ``request.scope`` is what follows from the person, or ``None``: their school, their roles.
    """

    def __init__(self, get_response):
        super().__init__(get_response)
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Find the person's scope; a person who is no longer in scope is signed out."""
        request.scope = None
        request.account_id = None
        if request.user.is_authenticated:
            request.account_id = request.user.pk
            request.scope = scope_of(request.user, on=timezone.localdate())
            if request.scope is None:
                logout(request)
                return errors.not_in_scope(request)
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view_func, view_args, view_kwargs) -> HttpResponse | None:
        """Let nobody reach a view whose permission they do not have; the reason never depends on what it shows."""
        answer = super().process_view(request, view_func, view_args, view_kwargs)
        if answer is not None or not getattr(view_func, "login_required", True):
            return answer
        permission = permission_of(view_func, request.resolver_match.url_name)
        if permission is None:
            raise UndeclaredView(request.resolver_match.view_name)
        decision = can(request.scope, permission)
        return None if decision.allowed else errors.refused(request, reason=decision.reason)

    def handle_no_permission(self, request: HttpRequest, view_func) -> HttpResponse:
        """Lead to the sign-in page, and back again when only a page was asked for."""
        address = reverse("site:sign-in")
        told = {"ended": "1"} if getattr(request, "sign_in_ended", False) else {}
        if request.method in {"GET", "HEAD"} and not request.GET and request.path != "/":
            told["next"] = request.path
        return redirect(f"{address}?{urlencode(told, safe='/')}" if told else address)


class PolicyInForce:
    """``request.policy``: the policy that binds the signed-in person's school today.

    It is found and compiled when first used. Using it where no version is in force
    answers with a page that says so (1.2.1).
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Hang the policy on the request, lazily."""
        request.policy = SimpleLazyObject(lambda: policy_for(request))
        return self.get_response(request)


def policy_for(request: HttpRequest) -> InForce:
    """The policy in force for the person who asks, or ``NoPolicyInForce``."""
    scope = request.scope
    found = version_in_force(scope.school, on=scope.on) if scope else None
    if found is None:
        raise errors.NoPolicyInForce
    return found
