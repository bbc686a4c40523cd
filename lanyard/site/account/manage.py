"""Pages for whoever manages sign-ins: codes for colleagues, lock-outs undone, sign-ins ended."""

from __future__ import annotations

import json
from dataclasses import dataclass

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lanyard.components.forms import Form, Radios
from lanyard.people import actions as people
from lanyard.people.actions.sign_in_codes import DEFAULT_HOURS, Issued
from lanyard.people.keys import sealer
from lanyard.people.models import Adult
from lanyard.people.queries.sign_ins import (
    SignIn,
    colleagues_without_way_in,
    compromise_to_settle,
    compromises_to_settle,
    sign_in_of,
    sign_ins_at,
)
from lanyard.people.rights import needs

from .sessions import fresh

#: Codes wait here, sealed, between the button and the page that shows them once.
SHOWN_ONCE = "codes_shown_once"
PLACE = ("codes shown once",)
MOST_AT_ONCE = 200


class HowLong(Form):
    """For how long a code lets somebody in."""

    hours = forms.TypedChoiceField(
        label="How long does the code last?",
        coerce=int,
        choices=[(4, "4 hours"), (DEFAULT_HOURS, "2 days"), (7 * 24, "1 week")],
        initial=DEFAULT_HOURS,
        widget=Radios(small=True),
        error_messages={"required": "Choose how long the code lasts"},
    )


@dataclass(frozen=True)
class Slip:
    """A code with the name of the person whom it lets in."""

    name: str
    sign_in_name: str
    code: str
    until: str


@needs("manage sign-ins")
@require_GET
def everybody(request: HttpRequest) -> HttpResponse:
    """How everybody's sign-in stands, and what waits for somebody."""
    now = timezone.now()
    told = {
        "sign_ins": sign_ins_at(request.scope, at=now),
        "reports": compromises_to_settle(request.scope),
        "without": len(colleagues_without_way_in(request.scope, at=now)),
    }
    return render(request, "account/manage/everybody.html", told)


@needs("manage sign-ins")
@require_GET
def one(request: HttpRequest, adult: int) -> HttpResponse:
    """One person's sign-in and what can be done about it."""
    return _page_of_one(request, _found(request, adult))


@needs("manage sign-ins")
@require_POST
@fresh
@sensitive_variables()
def act(request: HttpRequest, adult: int, act: str) -> HttpResponse:
    """Do one thing about somebody's sign-in, and leave a trace of who did it."""
    found = _found(request, adult)
    if act not in ACTS or found.adult == request.scope.adult or (act in NEEDS_ACCOUNT and not found.adult.account):
        raise Http404
    form = FORMS[act](request.POST) if act in FORMS else None
    if form is not None and not form.is_valid():
        return _page_of_one(request, found, form=form, act=act)
    try:
        return ACTS[act](request, found.adult, form)
    except ValidationError as error:
        form = form or Form(request.POST)
        form.full_clean()
        form.add_error(None, error.messages[:1])
        return _page_of_one(request, found, form=form, act=act)


def _open(request: HttpRequest, adult: Adult, form: None) -> HttpResponse:
    people.open_account(adult=adult, by=request.user, at=timezone.now())
    return redirect("sign-ins:one", adult.pk)


def _issue(request: HttpRequest, adult: Adult, form: Form) -> HttpResponse:
    issued = people.issue_sign_in_code(
        adult=adult, hours=form.cleaned_data["hours"], by=request.user, at=timezone.now(), tell=True
    )
    return _show_once(request, [_slip(adult, issued)])


def _unlock(request: HttpRequest, adult: Adult, form: None) -> HttpResponse:
    people.unlock_sign_in(adult=adult, by=request.user, at=timezone.now())
    return redirect("sign-ins:one", adult.pk)


def _end(request: HttpRequest, adult: Adult, form: None) -> HttpResponse:
    people.end_sign_ins_of(adult=adult, by=request.user, at=timezone.now())
    return redirect("sign-ins:one", adult.pk)


def _block(request: HttpRequest, adult: Adult, form: None) -> HttpResponse:
    people.report_compromise(adult=adult, by=request.user, at=timezone.now())
    return redirect("sign-ins:one", adult.pk)


def _lost(request: HttpRequest, adult: Adult, form: None) -> HttpResponse:
    people.remove_second_factors(adult=adult, by=request.user, at=timezone.now())
    return redirect("sign-ins:one", adult.pk)


ACTS = {"open": _open, "code": _issue, "unlock": _unlock, "end": _end, "block": _block, "lost": _lost}
FORMS = {"code": HowLong}
#: What there must be a sign-in for.
NEEDS_ACCOUNT = frozenset(ACTS) - {"open"}


@needs("manage sign-ins")
@require_http_methods(["GET", "POST"])
@fresh
@sensitive_variables()
def codes_for_all(request: HttpRequest) -> HttpResponse:
    """A sheet of codes for everybody who has no way in yet; and the page that shows new codes once."""
    if request.method == "GET":
        slips = _take_shown_once(request)
        return render(request, "account/manage/codes.html", {"slips": slips, "address": settings.ADDRESS})
    now, slips = timezone.now(), []
    for adult in colleagues_without_way_in(request.scope, at=now)[:MOST_AT_ONCE]:
        try:
            slips.append(_slip(adult, people.issue_sign_in_code(adult=adult, by=request.user, at=now, tell=True)))
        except ValidationError:
            # Supply without a last day: their own page says what is missing.
            continue
    return _show_once(request, slips)


@needs("manage sign-ins")
@require_POST
def settle(request: HttpRequest, number: int) -> HttpResponse:
    """Record that a report of a known password has been dealt with."""
    report = compromise_to_settle(request.scope, number)
    if report is None:
        raise Http404
    people.settle_compromise(compromise=report, by=request.user, at=timezone.now())
    return redirect("sign-ins:everybody")


def _found(request: HttpRequest, adult: int) -> SignIn:
    found = sign_in_of(request.scope, adult, at=timezone.now())
    if found is None:
        raise Http404
    return found


def _page_of_one(request: HttpRequest, found: SignIn, *, form: Form | None = None, act: str = "") -> HttpResponse:
    told = {
        "sign_in": found,
        "is_me": found.adult == request.scope.adult,
        "code_form": form if act == "code" else HowLong(),
        "form": form,
    }
    return render(request, "account/manage/one.html", told)


def _slip(adult: Adult, issued: Issued) -> Slip:
    until = timezone.localtime(issued.code.expires_at).strftime("%A %-d %B, %H:%M")
    return Slip(adult.name, adult.account.sign_in_name, issued.words, until)


def _show_once(request: HttpRequest, slips: list[Slip]) -> HttpResponse:
    told = json.dumps([vars(slip) for slip in slips]).encode("utf-8")
    place = (*PLACE, request.user.pk)
    request.session[SHOWN_ONCE] = sealer("codes shown once").seal(told, place=place).hex()
    return redirect("sign-ins:codes")


def _take_shown_once(request: HttpRequest) -> list[Slip]:
    sealed = request.session.pop(SHOWN_ONCE, None)
    if sealed is None:
        return []
    told = sealer("codes shown once").unseal(bytes.fromhex(sealed), place=(*PLACE, request.user.pk))
    return [Slip(**slip) for slip in json.loads(told)]
