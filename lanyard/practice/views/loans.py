"""Borrowing from the school: what is free, one's own loans, and what is done about a loan (2.4.2, 2.4.6, 2.4.7)."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lanyard.people.rights import needs
from lanyard.practice.actions import loans as actions
from lanyard.practice.forms.loans import ExtendForm, LookOverForm, ReturnForm, free_words
from lanyard.practice.models import LoanEnding
from lanyard.practice.queries import equipment, found_content
from lanyard.practice.queries import loans as queries
from lanyard.practice.queries.loans import LoanTold
from lanyard.practice.registers import registers_of

from .refusals import refuse, refused

DONE = "equipment_done"


@needs("use")
@require_safe
def shelf(request: HttpRequest) -> HttpResponse:
    """What the school lends, and what the person has borrowed."""
    scope = request.scope
    context = {
        "things": [(each, free_words(each)) for each in equipment.shelf(scope)],
        "current": [each for each in queries.own_loans(scope) if each.is_current],
        "keeps": scope.can("manage equipment"),
        "answers": scope.can("answer found content"),
        "late": len(queries.overdue(scope)),
        "waiting": sum(not each.is_decided for each in found_content.found_to_decide(scope)),
        "done": request.session.pop(DONE, ""),
    }
    return render(request, "practice/equipment/shelf.html", context)


@needs("use")
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Everything the person borrowed and booked."""
    told = queries.own_loans(request.scope)
    context = {
        "current": [each for each in told if each.is_current],
        "past": [each for each in told if not each.is_current],
        "done": request.session.pop(DONE, ""),
    }
    return render(request, "practice/equipment/mine.html", context)


@needs("use")
@require_safe
def loan(request: HttpRequest, id: uuid.UUID) -> HttpResponse:  # noqa: A002 - the name in the address
    """One loan with its terms and everything that happened; for its borrower and whoever keeps the equipment."""
    told = _told(request, id)
    lost = told.loan.ending == LoanEnding.LOST
    context = {
        "told": told,
        "is_own": told.loan.borrower_id == request.scope.adult.pk,
        "keeps": request.scope.can("manage equipment"),
        "may_look_over": queries.may_look_over(request.scope, told),
        "contact": registers_of(request.scope.school).contact("it-lead", request.scope.school) if lost else None,
        "done": request.session.pop(DONE, ""),
    }
    return render(request, "practice/equipment/loan.html", context)


@needs("use")
@require_POST
def pick_up(request: HttpRequest, id: uuid.UUID) -> HttpResponse:  # noqa: A002
    """Say that it is in the borrower's hands."""
    told = _told(request, id)
    return _do(request, told, actions.pick_up_loan, "It is on loan now. Bring it back on its last day.")


@needs("use")
@require_POST
def cancel(request: HttpRequest, id: uuid.UUID) -> HttpResponse:  # noqa: A002
    """Give a booking up."""
    return _do(request, _told(request, id), actions.cancel_loan, "The booking is cancelled. Others can book it now.")


@needs("use")
@require_http_methods(["GET", "HEAD", "POST"])
def give_back(request: HttpRequest, id: uuid.UUID) -> HttpResponse:  # noqa: A002
    """Bring it back and say in which state, or that it is lost."""
    told = _told(request, id)
    if not told.loan.is_out and request.method != "POST":
        return redirect("practice:loan", id)
    form = ReturnForm(request.POST if request.method == "POST" else refused(request))
    if request.method != "POST":
        return render(request, "practice/equipment/return.html", {"told": told, "form": form})
    if not form.is_valid():
        return refuse(request, form)
    said = form.cleaned_data
    if said["back"] == "lost":
        return _do(request, told, actions.report_loan_lost, "It is recorded as lost or stolen.", words=said["words"])
    state = {"is_wiped": "wiped" in said["state"], "is_clear": "clear" in said["state"], "damage": said["words"]}
    return _do(request, told, actions.return_loan, "It is back. Thank you.", **state)


@needs("use")
@require_http_methods(["GET", "HEAD", "POST"])
def extend(request: HttpRequest, id: uuid.UUID) -> HttpResponse:  # noqa: A002
    """Ask for longer."""
    told = _told(request, id)
    if not told.is_current and request.method != "POST":
        return redirect("practice:loan", id)
    form = ExtendForm(request.POST if request.method == "POST" else refused(request))
    if request.method != "POST":
        return render(request, "practice/equipment/extend.html", {"told": told, "form": form})
    if not form.is_valid():
        return refuse(request, form)
    ends_on = form.cleaned_data["ends_on"]
    try:
        actions.extend_loan(scope=request.scope, loan=told.loan, ends_on=ends_on, by=request.user, at=timezone.now())
    except ValidationError as error:
        request.session[DONE] = f"{error.messages[0]}."
    else:
        request.session[DONE] = "The new last day is agreed."
    return redirect("practice:loan", id)


@needs("manage equipment")
@require_http_methods(["GET", "HEAD", "POST"])
def look_over(request: HttpRequest, id: uuid.UUID) -> HttpResponse:  # noqa: A002
    """Say that what came back was put right, or that what was lost is here again."""
    told = _told(request, id)
    if not queries.may_look_over(request.scope, told) and request.method != "POST":
        return redirect("practice:loan", id)
    form = LookOverForm(request.POST if request.method == "POST" else refused(request))
    if request.method != "POST":
        return render(request, "practice/equipment/look-over.html", {"told": told, "form": form})
    if not form.is_valid():
        return refuse(request, form)
    return _do(request, told, actions.look_over_loan, "It can be lent again.", words=form.cleaned_data["words"])


def _told(request: HttpRequest, id_: uuid.UUID) -> LoanTold:
    told = queries.loan_for(request.scope, id_)
    if told is None:
        raise Http404
    return told


def _do(request: HttpRequest, told: LoanTold, act: Callable, done: str, **more) -> HttpResponse:
    """Take one step about a loan, and show it with what came of it."""
    try:
        act(scope=request.scope, loan=told.loan, by=request.user, at=timezone.now(), **more)
    except ValidationError as error:
        done = f"{error.messages[0]}."
    request.session[DONE] = done
    return redirect("practice:loan", told.loan.pk)
