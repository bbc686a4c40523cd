"""Case keys that are open for a while: unlocked by the case passphrase, locked by a button, by time and by signing out.

What is unlocked is kept in two halves. The session store has the key, sealed; the secret that opens
it lives in a cookie of the holder's browser and nowhere else. Whoever has the database, or the
browser's other cookies, has nothing. Only a form that was sent unlocks, never a page that was opened.
"""

from __future__ import annotations

import base64
import datetime
from collections.abc import Callable
from functools import wraps
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_variables

from lanyard.concerns.forms.keys import PASSPHRASE, UnlockForm
from lanyard.concerns.models import Holder
from lanyard.concerns.opened import Unlocked
from lanyard.concerns.queries.holders import key_of, own_holder, place_of_holder
from lanyard.people.actions.sign_in_tries import Kind, begin_try, forgive_tries
from lanyard.proof import holders
from lanyard.proof.sealing import CannotOpen, Place

#: Without use for so long, it locks. Noted at most once a minute, so that reading does not write all the time.
IDLE = datetime.timedelta(minutes=30)
STAMP_EVERY = datetime.timedelta(minutes=1)
#: Where the session keeps the sealed half.
KEPT = "unlocked"
HANDLING = "handle cases"
NO_KEY = "You have no case key yet. Make it first."
TOO_OFTEN = "You have tried often. Wait a quarter of an hour and try again. After more tries it takes up to an hour."


class NotUnlocked(ValidationError):
    """The cases stay locked; the message says why, in words for the person."""


def unlock(request: HttpRequest, response: HttpResponse, passphrase: str) -> Unlocked:
    """Unlock the person's own key for this session; the response takes the cookie to their browser.

    Raises ``NotUnlocked`` for a wrong passphrase, too many tries, or a person without a key.
    """
    found, secret = _opened(request, passphrase)
    _hand_over(response, secret)
    return found


def unlocked(request: HttpRequest) -> Unlocked | None:
    """The person's own key if it is unlocked in this session and browser, else ``None``.

    To be asked counts as use. A session whose time is over, or whose key has changed since, forgets its half.
    """
    kept = request.session.get(KEPT)
    if kept is None:
        return None
    holder = _own(request)
    now = int(timezone.now().timestamp())
    if holder is None or str(holder.pk) != kept["holder"] or not 0 <= now - kept["seen"] < IDLE.total_seconds():
        del request.session[KEPT]
        return None
    sealed, secret = base64.b64decode(kept["sealed"]), request.COOKIES.get(settings.CASE_COOKIE_NAME, "")
    try:
        identity = holders.open_for_session(sealed, secret, place=_place(request, holder))
    except CannotOpen:
        return None
    if identity.recipient != holder.recipient:
        return None
    if now - kept["seen"] >= STAMP_EVERY.total_seconds():
        request.session[KEPT] = {**kept, "seen": now}
    return Unlocked(holder, identity)


def lock(request: HttpRequest, response: HttpResponse) -> None:
    """Lock the person's key again: both halves go."""
    request.session.pop(KEPT, None)
    response.delete_cookie(settings.CASE_COOKIE_NAME, samesite="Strict")


def needs_unlocked(view: Callable) -> Callable:
    """Let a view begin only while the person's key is unlocked, which it finds as ``request.unlocked``.

    A page that is opened meanwhile leads to the one that unlocks, and back. A form that is sent
    meanwhile is not lost: the answer asks for the passphrase and carries what was written.
    """

    @wraps(view)
    def check(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        request.unlocked = unlocked(request)
        if request.unlocked is not None:
            return view(request, *args, **kwargs)
        if request.method == "POST" and not is_upload(request) and _own(request) is not None:
            return _carry_on(request, view, *args, **kwargs)
        return redirect(f"{reverse('concerns:unlock')}?{urlencode({'next': request.path}, safe='/')}")

    return check


def safe_next(request: HttpRequest, given: str) -> str:
    """Where to go on after unlocking: a page of this service, or the desk."""
    safe = given.startswith("/") and url_has_allowed_host_and_scheme(given, allowed_hosts=None)
    return given if safe else reverse("practice:desk")


def is_upload(request: HttpRequest) -> bool:
    """Whether files come with the request: they are never read before it is clear that they may be kept."""
    return request.content_type == "multipart/form-data"


@sensitive_variables("form", "passphrase", "secret")
def _carry_on(request: HttpRequest, view: Callable, *args, **kwargs) -> HttpResponse:
    """Ask for the passphrase on the way of a form, and then let it go on as it was sent."""
    form = UnlockForm(request.POST if PASSPHRASE in request.POST else None)
    carried = _without_passphrase(request.POST)
    if form.is_bound and form.is_valid():
        try:
            request.unlocked, secret = _opened(request, form.cleaned_data[PASSPHRASE])
        except NotUnlocked as error:
            form.add_error(PASSPHRASE, error)
        else:
            request.POST = carried
            response = view(request, *args, **kwargs)
            _hand_over(response, secret)
            return response
    told = [(name, value) for name, values in carried.lists() for value in values if name != "csrfmiddlewaretoken"]
    return render(request, "concerns/keys/unlock.html", {"form": form, "carried": told, "is_carrying": True})


@sensitive_variables("passphrase", "identity", "kept")
def _opened(request: HttpRequest, passphrase: str) -> tuple[Unlocked, str]:
    """The key, unlocked and noted in the session, and the secret for the browser."""
    if request.method != "POST":
        raise ValueError("only a form that was sent unlocks")
    holder = _own(request)
    if holder is None:
        raise NotUnlocked(NO_KEY)
    identity = unsealed(holder, passphrase)
    kept = holders.seal_for_session(identity, place=_place(request, holder))
    sealed = base64.b64encode(kept.sealed).decode("ascii")
    request.session[KEPT] = {"holder": str(holder.pk), "sealed": sealed, "seen": int(timezone.now().timestamp())}
    return Unlocked(holder, identity), kept.secret


def unsealed(holder: Holder, passphrase: str):
    """A holder's identity by their passphrase, each try counted before it is looked at. Raises ``NotUnlocked``."""
    tries = {"of": str(holder.pk), "kind": Kind.CASE_PASSPHRASE}
    if not begin_try(**tries, at=timezone.now()):
        raise NotUnlocked(TOO_OFTEN)
    try:
        identity = holders.unlock(key_of(holder), passphrase, place=place_of_holder(holder))
    except (holders.WrongPassphrase, holders.SwappedKey) as error:
        raise NotUnlocked(str(error)) from error
    forgive_tries(**tries)
    return identity


def _own(request: HttpRequest) -> Holder | None:
    scope = request.scope
    return own_holder(scope) if scope is not None and scope.can(HANDLING) else None


def _place(request: HttpRequest, holder: Holder) -> Place:
    """What a sealed half is bound to: this session, this holder, and the passphrase of that moment."""
    return (request.session.session_key or "", holder.school_id, str(holder.pk), bytes(holder.salt).hex())


def _hand_over(response: HttpResponse, secret: str) -> None:
    response.set_cookie(
        settings.CASE_COOKIE_NAME, secret, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Strict"
    )


def _without_passphrase(sent: QueryDict) -> QueryDict:
    kept = sent.copy()
    kept.pop(PASSPHRASE, None)
    return kept
