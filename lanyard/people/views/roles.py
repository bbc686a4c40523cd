"""Giving somebody a role, and ending it."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from lanyard.people import actions
from lanyard.people.forms.roles import EndRoleForm, GiveRoleForm
from lanyard.people.models import Role
from lanyard.people.queries.roles import leaves_nobody, may_give, role_held
from lanyard.people.rights import needs

from .adults import add_errors, adult_or_404


@needs("give roles")
@require_http_methods(["GET", "HEAD", "POST"])
def give(request: HttpRequest, number: int) -> HttpResponse:
    """Record that somebody holds a role from a day on. Nobody records one of their own."""
    adult = adult_or_404(request, number)
    answers = [(role, may_give(request.scope, role, adult)) for role in Role.values]
    roles = [role for role, answer in answers if answer]
    form = GiveRoleForm(request.POST if request.method == "POST" else None, roles=roles)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        if told["held_from"] < adult.starts_on or (adult.ends_on and told["held_from"] > adult.ends_on):
            form.add_error("held_from", "The day must lie in their time at the school")
        else:
            try:
                actions.give_role(adult=adult, by=request.user, at=timezone.now(), **told)
            except ValidationError as error:
                add_errors(form, error, "held_from")
            else:
                request.session["people_done"] = "The role was recorded."
                return redirect("people:adult", adult.pk)
    refused = sorted({answer.reason for _, answer in answers if not answer})
    return render(request, "people/register/give-role.html", {"form": form, "adult": adult, "refused": refused, "roles": roles})


@needs("give roles")
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, number: int, held: int) -> HttpResponse:
    """Record the last day of a role."""
    adult = adult_or_404(request, number)
    found = role_held(request.scope, adult, held)
    if found is None or (found.held_until is not None and found.held_until < request.scope.on):
        raise Http404
    answer = may_give(request.scope, found.role, adult)
    if not answer:
        return render(request, "people/register/may-not.html", {"adult": adult, "why": answer.reason})

    def warns(day) -> bool:
        return found.role == Role.HEAD and leaves_nobody(adult, found.role, after=day)

    form = EndRoleForm(request.POST if request.method == "POST" else None, held_from=found.held_from, warns=warns)
    warning = False
    if request.method == "POST" and form.is_valid():
        warning = form.needs_warning
        if not warning:
            actions.end_role(held=found, held_until=form.cleaned_data["held_until"], by=request.user, at=timezone.now())
            request.session["people_done"] = "The last day of the role was recorded."
            return redirect("people:adult", adult.pk)
        told = request.POST.copy()
        told["asked-about-head"] = "1"
        form = EndRoleForm(told, held_from=found.held_from, warns=warns)
        form.is_valid()
    context = {"form": form, "adult": adult, "save": "Record the last day", "warning": warning, "danger": True}
    return render(request, "people/register/question.html", context)
