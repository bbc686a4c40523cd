"""Pages on which people look after their own sign-in."""

from __future__ import annotations

from allauth.account.internal.flows.password_change import change_password, finalize_password_set
from allauth.account.utils import get_next_redirect_url
from allauth.socialaccount.adapter import get_adapter as get_social_adapter
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lanyard.people import actions as people
from lanyard.people.actions.sign_in_sessions import end_sign_in, end_sign_ins
from lanyard.people.models import Group
from lanyard.people.queries.sign_ins import devices_of, ways_in
from lanyard.people.rights import needs, needs_second_factor
from lanyard.site import help as contacts

from . import sessions
from .forms import ChoosePassword
from .passkeys import passkeys_work

#: Who may be here for a day only, and then needs no password of their own.
SHORT_STAYS = frozenset({Group.SUPPLY, Group.CONTRACTOR, Group.VOLUNTEER})
DONE = {
    "password": "Your password has been changed. You are signed out everywhere else.",
    "linked": "You can now sign in with that account too.",
    "unlinked": "That account no longer signs you in.",
    "app": "Your authenticator app has been removed.",
    "passkey": "The passkey has been removed.",
}


@needs("own sign-in")
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """How one signs in, and what can be changed about it."""
    told = {
        "ways": ways_in(request.user),
        "providers": _providers(request),
        "must_have_second": needs_second_factor(request.scope),
        "passkeys_work": passkeys_work(request),
        "done": DONE.get(request.GET.get("done", "")),
    }
    return render(request, "account/overview.html", told)


@needs("own sign-in")
@require_http_methods(["GET", "HEAD", "POST"])
@sessions.fresh
@sensitive_variables()
def choose(request: HttpRequest) -> HttpResponse:
    """Choose how to sign in from now on: after a code, or for a first password."""
    if request.user.has_usable_password() and not request.session.get(sessions.CHOOSES):
        # Whoever has a password shows that they know it before they choose another.
        return redirect("account_change_password")
    short = request.scope.adult.group in SHORT_STAYS and not needs_second_factor(request.scope)
    if request.method == "POST" and "later" in request.POST and short:
        request.session.pop(sessions.CHOOSES, None)
        return redirect("/")
    form = ChoosePassword(request.POST if request.method == "POST" else None, account=request.user)
    if request.method == "POST" and form.is_valid():
        change_password(request.user, form.cleaned_data["password1"])
        finalize_password_set(request, request.user)
        request.session.pop(sessions.CHOOSES, None)
        return redirect("/")
    told = {
        "form": form,
        "may_wait": short and request.session.get(sessions.CHOOSES),
        "providers": _providers(request),
        "passkeys_work": passkeys_work(request),
        "name": request.user.sign_in_name,
    }
    return render(request, "account/choose.html", told)


@needs("own sign-in")
@require_safe
def second_factor_first(request: HttpRequest) -> HttpResponse:
    """Why a role needs a second step, and the ways to set one up."""
    if not needs_second_factor(request.scope) or request.session.get(sessions.SECOND_FACTOR):
        return redirect("/")
    ways = ways_in(request.user)
    return render(request, "account/second-factor-first.html", {"ways": ways, "passkeys_work": passkeys_work(request)})


@needs("own sign-in")
@require_safe
def devices(request: HttpRequest) -> HttpResponse:
    """Where one is signed in."""
    found = devices_of(request.user, this=request.session.session_key, at=timezone.now())
    return render(request, "account/sessions.html", {"devices": found, "ended": "ended" in request.GET})


@needs("own sign-in")
@require_POST
def end_device(request: HttpRequest) -> HttpResponse:
    """Sign out on one device, or everywhere else."""
    wanted = request.POST.get("device", "")
    if wanted == "others":
        end_sign_ins(account=request.user, but=request.session.session_key)
    elif not (wanted.isascii() and wanted.isdigit() and len(wanted) < 19):
        raise Http404
    elif not end_sign_in(account=request.user, sign_in=int(wanted)):
        raise Http404
    return redirect(f"{reverse('account_sessions')}?ended=1")


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def compromised(request: HttpRequest) -> HttpResponse:
    """ "My password may be known" (2.4.1): one button, that shuts every door the password opens.

    Without a sign-in the page says whom to phone: a button that blocked anybody's password for
    whoever knows their name would be a weapon.
    """
    lines = contacts.contacts_for(request)["needs"]
    told = {"need": next((need for need in lines if "password" in need.title), None)}
    if request.method != "POST" or request.scope is None:
        return render(request, "account/compromised.html", told)
    report = people.report_compromise(adult=request.scope.adult, by=request.user, at=timezone.now())
    name = request.scope.adult.name
    logout(request)
    request.scope = None
    return render(request, "account/compromise-reported.html", {**told, "report": report, "name": name})


@needs("own sign-in")
@require_safe
def link(request: HttpRequest) -> HttpResponse:
    """Link another service's account, to sign in with it."""
    if not sessions.is_fresh(request):
        return sessions.fresh(link)(request)
    if not (providers := _providers(request)):
        raise Http404
    return render(request, "account/link.html", {"providers": providers})


@needs("own sign-in")
@require_http_methods(["GET", "HEAD", "POST"])
@sessions.fresh
def unlink(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Take away another service's account, unless it is the only way in."""
    ways = ways_in(request.user)
    found = next((each for each in ways.linked if each.provider == provider_id), None)
    if found is None:
        raise Http404
    is_last = ways.count == 1
    if request.method == "POST" and not is_last:
        found.delete()
        return redirect(f"{reverse('account_overview')}?done=unlinked")
    name = next((each.name for each in get_social_adapter().list_providers(request) if each.app.provider_id == provider_id), "")
    return render(request, "account/unlink.html", {"name": name or provider_id, "is_last": is_last})


@needs("own sign-in")
@require_safe
def sign_in_again(request: HttpRequest) -> HttpResponse:
    """Ask somebody who has neither password nor passkey here to come in again the way they came."""
    told = {"providers": [each for each in _providers(request) if each["linked"]], "next": get_next_redirect_url(request) or "/"}
    return render(request, "account/sign-in-again.html", told)


def _providers(request: HttpRequest) -> list[dict]:
    """Every other service that can be linked, and whether this person has."""
    linked = {each.provider for each in ways_in(request.user).linked}
    return [
        {"id": each.app.provider_id, "name": each.name, "linked": each.app.provider_id in linked}
        for each in get_social_adapter().list_providers(request)
    ]
