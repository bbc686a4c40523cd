"""The recovery key as people use it: three keepers, three sheets shown once, the drill, and bringing cases back for real."""

from __future__ import annotations

import uuid

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from lanyard.concerns.actions.recovering import ask_recovery, recover_cases, refuse_recovery
from lanyard.concerns.actions.recovery import begin_recovery, pass_drill, share_key_again
from lanyard.concerns.forms.recovery import AskRecoveryForm, KeepersForm, NewSheetsForm, SharesForm
from lanyard.concerns.models import RecoveryRequest
from lanyard.concerns.queries.holders import recovery_key, recovery_under_way
from lanyard.concerns.queries.recovery import part_of, requests_of, takers
from lanyard.concerns.recovery_states import Act, State, may
from lanyard.people.rights import needs

SETTING_UP = "set up recovery"
DONE = {
    "drilled": "The two shares fit. The recovery key works.",
    "asked": "Your request is waiting for a second person.",
    "recovered": "Done. What comes to them by their role is on their desk now.",
    "refuse": "You refused the request. Nobody was given anything.",
    "withdraw": "You took your request back.",
}


@needs(SETTING_UP, fresh=True)
@sensitive_variables("shares")
@require_http_methods(["GET", "HEAD", "POST"])
def recovery(request: HttpRequest) -> HttpResponse:
    """Where the recovery key stands; without one, the three keepers, whose sheets are then shown this once."""
    school = request.scope.school
    key, waiting = recovery_key(school), recovery_under_way(school)
    if key is not None:
        return _state(request, key)
    form = KeepersForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            made, shares = begin_recovery(school=school, keepers=form.keepers, by=request.user, at=timezone.now())
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return _sheets(request, made, shares, are_new=False)
    return render(request, "concerns/recovery/begin.html", {"form": form, "waiting": waiting})


def _state(request: HttpRequest, key) -> HttpResponse:
    """The key in use, and what waits for a second person."""
    found = requests_of(request.scope, at=timezone.now())
    told = [(each, bool(may(Act.CONFIRM, State.WAITING, part_of(request.scope, each)))) for each in found]
    return render(
        request,
        "concerns/recovery/state.html",
        {"key": key, "requests": told, "me": request.scope.adult, "done": DONE.get(request.GET.get("done", ""))},
    )


@needs(SETTING_UP, fresh=True)
@sensitive_post_parameters()
@sensitive_variables("form")
@require_http_methods(["GET", "HEAD", "POST"])
def drill(request: HttpRequest) -> HttpResponse:
    """Prove two shares: the first time before any report is taken, and then each year."""
    school = request.scope.school
    key = recovery_key(school) or recovery_under_way(school)
    if key is None:
        return redirect("concerns:recovery")
    form = SharesForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            pass_drill(school=school, shares=form.shares, by=request.user, at=timezone.now())
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return redirect(f"{reverse('concerns:recovery')}?done=drilled")
    return render(request, "concerns/recovery/drill.html", {"form": form, "key": key})


@needs(SETTING_UP, fresh=True)
@sensitive_post_parameters()
@sensitive_variables("form", "shares")
@require_http_methods(["GET", "HEAD", "POST"])
def new_sheets(request: HttpRequest) -> HttpResponse:
    """Three new sheets of the same key, when one was lost or a keeper has changed."""
    key = recovery_key(request.scope.school)
    if key is None:
        return redirect("concerns:recovery")
    names = dict(zip(("first", "second", "third"), key.keepers, strict=True))
    form = NewSheetsForm(request.POST if request.method == "POST" else None, initial=names)
    if form.is_bound and form.is_valid():
        told = {"school": request.scope.school, "keepers": form.keepers, "shares": form.shares}
        try:
            made, shares = share_key_again(**told, by=request.user, at=timezone.now())
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return _sheets(request, made, shares, are_new=True)
    return render(request, "concerns/recovery/new-sheets.html", {"form": form})


@sensitive_variables("shares", "sheets")
def _sheets(request: HttpRequest, key, shares, *, are_new: bool) -> HttpResponse:
    """The three sheets, this once: they stand in this answer and nowhere else."""
    sheets = [(share.keeper, share.words.split()) for share in shares]
    told = {"key": key, "sheets": sheets, "are_new": are_new, "today": timezone.localdate()}
    return render(request, "concerns/recovery/shares.html", told)


@needs(SETTING_UP, fresh=True)
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Ask that somebody be given a key to what nobody can open."""
    if recovery_key(request.scope.school) is None:
        return redirect("concerns:recovery")
    found = takers(request.scope)
    form = AskRecoveryForm(request.POST if request.method == "POST" else None, takers=found)
    if form.is_bound and form.is_valid():
        told = {"taker": form.taker, "ground": form.cleaned_data["ground"]}
        try:
            ask_recovery(scope=request.scope, **told, by=request.user, at=timezone.now())
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return redirect(f"{reverse('concerns:recovery')}?done=asked")
    return render(request, "concerns/recovery/ask.html", {"form": form, "takers": found})


@needs(SETTING_UP, fresh=True)
@sensitive_post_parameters()
@sensitive_variables("form")
@require_http_methods(["GET", "HEAD", "POST"])
def recover(request: HttpRequest, id: uuid.UUID) -> HttpResponse:  # noqa: A002 - the name in the address
    """Confirm a colleague's request with two shares."""
    asked = _waiting(request, id)
    decision = may(Act.CONFIRM, State.WAITING, part_of(request.scope, asked))
    if not decision:
        return render(request, "concerns/recovery/not-you.html", {"reason": decision.reason})
    form = SharesForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            recover_cases(scope=request.scope, request=asked, shares=form.shares, by=request.user, at=timezone.now())
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return redirect(f"{reverse('concerns:recovery')}?done=recovered")
    return render(request, "concerns/recovery/recover.html", {"form": form, "asked": asked})


@needs(SETTING_UP, fresh=True)
@require_POST
def refuse(request: HttpRequest, id: uuid.UUID) -> HttpResponse:  # noqa: A002
    """Refuse a colleague's request, or take one's own back."""
    asked = _waiting(request, id)
    act = Act.WITHDRAW if part_of(request.scope, asked).asked else Act.REFUSE
    try:
        refuse_recovery(scope=request.scope, request=asked, act=act, by=request.user, at=timezone.now())
    except ValidationError as error:
        return render(request, "concerns/recovery/not-you.html", {"reason": error.messages[0]})
    return redirect(f"{reverse('concerns:recovery')}?done={act}")


def _waiting(request: HttpRequest, id_: uuid.UUID) -> RecoveryRequest:
    found = requests_of(request.scope, at=timezone.now()).filter(pk=id_).first()
    if found is None:
        raise Http404
    return found
