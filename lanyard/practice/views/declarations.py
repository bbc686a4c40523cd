"""Declarations: one's own, the yearly look, and reading those that are made to oneself."""

from __future__ import annotations

import uuid

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lanyard.people.queries import decider_for
from lanyard.people.rights import needs
from lanyard.practice import declaration_page
from lanyard.practice.actions import declarations as actions
from lanyard.practice.forms.declarations import NoteForm, WithdrawForm, YearForm
from lanyard.practice.queries import declarations as queries
from lanyard.practice.queries.declarations import Told
from lanyard.practice.starters import starters_of

from .refusals import refuse, refused


@needs("use")
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Everything one has declared, and when it is to be looked over again."""
    told = queries.own_declarations(request.scope)
    look = queries.last_look(request.scope)
    for each in told:
        each.declaration.line = declaration_page.in_a_line(each.says)
    context = {
        "live": queries.live(told),
        "withdrawn": [each for each in told if not each.is_live],
        "look": look,
        "look_due": queries.look_due_on(request.scope, look),
        "readers": decider_for(request.scope.adult, on=request.scope.on),
        "done": request.session.pop("declared", ""),
        "can_read": request.scope.can("read declarations"),
    }
    return render(request, "practice/declarations/mine.html", context)


@needs("use")
@require_safe
def one(request: HttpRequest, id: uuid.UUID) -> HttpResponse:  # noqa: A002 - the name in the address
    """One of one's own declarations, with everything it ever said and every note on it."""
    told = _own(request, id)
    context = {"told": told, "history": _history(request, told), "done": request.session.pop("declared", "")}
    return render(request, "practice/declarations/one.html", context)


@needs("use")
@require_POST
def confirm(request: HttpRequest, id: uuid.UUID) -> HttpResponse:  # noqa: A002 - the name in the address
    """Say that one’s declaration is still right."""
    told = _own(request, id)
    try:
        actions.confirm_declaration(declaration=told.declaration, by=request.user, at=timezone.now())
        request.session["declared"] = "You confirmed it."
    except ValidationError as error:
        request.session["declared"] = error.messages[0]
    return redirect("practice:declaration", id=id)


@needs("use")
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, id: uuid.UUID) -> HttpResponse:  # noqa: A002 - the name in the address
    """Say that a link is no more."""
    told = _own(request, id)
    if not told.is_live:
        return redirect("practice:declaration", id=id)
    form = WithdrawForm(request.POST if request.method == "POST" else refused(request))
    if request.method == "POST":
        if not form.is_valid():
            return refuse(request, form)
        reason = form.cleaned_data["reason"]
        actions.withdraw_declaration(declaration=told.declaration, reason=reason, by=request.user, at=timezone.now())
        request.session["declared"] = "You withdrew it."
        return redirect("practice:declaration", id=id)
    return render(request, "practice/declarations/withdraw.html", {"form": form, "told": told})


@needs("use")
@require_http_methods(["GET", "HEAD", "POST"])
def year(request: HttpRequest) -> HttpResponse:
    """Go through what is often missed, once a year: something to declare, or nothing."""
    live = queries.live(queries.own_declarations(request.scope))
    for each in live:
        each.declaration.line = declaration_page.in_a_line(each.says)
    form = YearForm(request.POST if request.method == "POST" else refused(request), has_declared=bool(live))
    if request.method == "POST":
        if not form.is_valid():
            return refuse(request, form)
        if form.cleaned_data["answer"] == "yes":
            return redirect("practice:declare")
        look = actions.look_over_the_year(scope=request.scope, by=request.user, at=timezone.now())
        request.session["declared"] = (
            "You have nothing to declare. We will ask again in a year."
            if look.nothing
            else "Everything is declared. We will ask again in a year."
        )
        return redirect("practice:declarations")
    context = {"form": form, "live": live, "missed": starters_of(request.scope.school).missed}
    return render(request, "practice/declarations/year.html", context)


@needs("read declarations")
@require_safe
def readings(request: HttpRequest) -> HttpResponse:
    """What was declared to whoever reads: unread first."""
    told = queries.readable_declarations(request.scope)
    for each in told:
        each.declaration.line = declaration_page.in_a_line(each.says)
    context = {
        "unread": [each for each in told if not each.is_read],
        "read": [each for each in told if each.is_read and each.is_live],
        "withdrawn": [each for each in told if each.is_read and not each.is_live],
        "done": request.session.pop("declared", ""),
    }
    return render(request, "practice/declarations/readings.html", context)


@needs("read declarations")
@require_http_methods(["GET", "HEAD", "POST"])
def reading(request: HttpRequest, id: uuid.UUID) -> HttpResponse:  # noqa: A002 - the name in the address
    """One declaration that was made to whoever reads, and the answer to it."""
    told = queries.readable_declaration(request.scope, id)
    if told is None:
        raise Http404
    form = NoteForm(request.POST if request.method == "POST" else refused(request), on=request.scope.on)
    if request.method == "POST":
        if request.POST.get("version") != str(told.latest.pk):
            request.session["declared"] = "It has been changed while you were reading. Please read it again."
            return redirect("practice:declaration-reading", id=id)
        if not form.is_valid():
            return refuse(request, form)
        try:
            actions.note_declaration(
                scope=request.scope, version=told.latest, by=request.user, at=timezone.now(), **form.cleaned_data
            )
        except ValidationError as error:
            request.session["declared"] = error.messages[0]
            return redirect("practice:declaration-reading", id=id)
        request.session["declared"] = "Your answer is kept, and the adult can see it."
        return redirect("practice:declaration-readings")
    context = {"form": form, "told": told, "history": _history(request, told), "done": request.session.pop("declared", "")}
    return render(request, "practice/declarations/reading.html", context)


def _own(request: HttpRequest, id_: uuid.UUID) -> Told:
    told = queries.own_declaration(request.scope, id_)
    if told is None:
        raise Http404
    return told


def _history(request: HttpRequest, told: Told) -> list[dict]:
    """Every version, the latest first, with what it says and the notes on it."""
    starters, engine = starters_of(request.scope.school), request.policy.engine
    return [
        {
            "version": version,
            "rows": declaration_page.rows(version.says, starters, engine) if version.act != "withdrawn" else [],
            "reason": version.says.get("reason", "") if version.act == "withdrawn" else "",
            "notes": [note for note in told.notes if note.version_id == version.pk],
        }
        for version in reversed(told.versions)
    ]
