"""What a sign-in of any kind leaves in its session, and whether it is fresh enough for what is sensitive."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import wraps
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows import reauthentication
from allauth.account.internal.flows.login import (
    AUTHENTICATION_METHODS_SESSION_KEY,
    get_authentication_records,
    record_authentication,
)
from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from lanyard.people.actions.sign_in_sessions import note_sign_in
from lanyard.people.models import Account

from .devices import device_in_words

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
#: Set once this session has shown two factors.
SECOND_FACTOR = "second_factor"
#: The account that came in by a code, while it still has to choose how to sign in from now on.
CHOOSES = "chooses_how"
#: Of what a browser's session held before, only how its owner proved who they are comes along.
COMES_ALONG = (AUTHENTICATION_METHODS_SESSION_KEY, "account_authentication_methods_user", CHOOSES)


def begin(request: HttpRequest, account: Account, *, both_factors: bool = False) -> None:
    """Sign an account in: a new session without anything that somebody may have planted in the old one."""
    kept = {name: request.session[name] for name in COMES_ALONG if name in request.session}
    if kept.get(CHOOSES) != account.pk:
        # Somebody before them at this computer used a code, and went no further.
        kept.pop(CHOOSES, None)
    request.session.flush()
    request.session.update(kept)
    login(request, account, backend=BACKEND)
    stamp(request, account)
    # Whoever has just proved who they are need not do so again at once.
    record_authentication(request, account, "sign-in", reauthenticated=True)
    if both_factors or _showed_second_factor(request, account):
        request.session[SECOND_FACTOR] = True
    # Nobody's unfinished questions lie about once their sign-in has run out.
    request.session.clear_expired()


def stamp(request: HttpRequest, account: Account) -> None:
    """Note when a session began, and list it among its owner's."""
    now = timezone.now()
    request.session["began"] = request.session["seen"] = int(now.timestamp())
    request.session.save()
    device = device_in_words(request.headers.get("User-Agent", ""))
    note_sign_in(account=account, session_key=request.session.session_key, device=device, at=now)


def _showed_second_factor(request: HttpRequest, account: Account) -> bool:
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, account))


def is_fresh(request: HttpRequest) -> bool:
    """Whether this person proved who they are a few minutes ago."""
    if get_adapter().get_reauthentication_methods(request.user):
        return reauthentication.did_recently_reauthenticate(request)
    # Nothing here to prove it with: they came with another service's account, or as one of the cast.
    recent = time.time() - request.session.get("began", 0) < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
    return recent or settings.DEMONSTRATION


def fresh(view: Callable) -> Callable:
    """Ask for proof again before a sensitive page, and lead back to it. What was sent is not kept meanwhile."""

    @wraps(view)
    def check(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if request.user.is_authenticated and not is_fresh(request):
            return ask_again(request)
        return view(request, *args, **kwargs)

    return check


def ask_again(request: HttpRequest) -> HttpResponse:
    """Lead to where the person proves again who they are, and back to this page."""
    methods = get_adapter().get_reauthentication_methods(request.user)
    way = methods[0]["url"] if methods else reverse("account_sign_in_again")
    return redirect(f"{way}?{urlencode({'next': request.path}, safe='/')}")
