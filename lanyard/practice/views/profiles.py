"""Professional profiles: one's own exceptions, and deciding about those of others (2.3.11)."""

from __future__ import annotations

import uuid

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lanyard.people.rights import needs
from lanyard.practice.actions import profiles as actions
from lanyard.practice.forms.profiles import DecisionForm
from lanyard.practice.models import ProfileStanding
from lanyard.practice.queries import profiles as queries

from .refusals import refuse, refused


@needs("use")
@require_safe
def profiles(request: HttpRequest) -> HttpResponse:
    """What the person asked for, and how it stands."""
    context = {"profiles": queries.own_profiles(request.scope), "done": request.session.pop("profile_done", "")}
    return render(request, "practice/profiles/list.html", context)


@needs("use")
@require_POST
def end(request: HttpRequest, id: uuid.UUID) -> HttpResponse:  # noqa: A002 - the name in the address
    """Take one's own back, or end it early."""
    found = queries.own_profile(request.scope, id)
    if found is None:
        raise Http404
    return _end(request, found, "practice:profiles")


@needs("answer judgements")
@require_safe
def to_decide(request: HttpRequest) -> HttpResponse:
    """What others asked for: those that wait first."""
    found = queries.profiles_to_decide(request.scope)
    context = {
        "waiting": [each for each in found if each.standing == ProfileStanding.WAITING],
        "others": [each for each in found if each.standing != ProfileStanding.WAITING],
        "done": request.session.pop("profile_done", ""),
    }
    return render(request, "practice/profiles/to-decide.html", context)


@needs("answer judgements")
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, id: uuid.UUID) -> HttpResponse:  # noqa: A002
    """Agree to one or not."""
    found = queries.profile_to_decide(request.scope, id)
    if found is None:
        raise Http404
    form = DecisionForm(request.POST if request.method == "POST" else refused(request))
    if request.method == "POST":
        if not form.is_valid():
            return refuse(request, form)
        told = {"agrees": form.cleaned_data["decision"] == "yes", "reason": form.cleaned_data["reason"]}
        try:
            actions.decide_profile(scope=request.scope, profile=found.profile, **told, by=request.user, at=timezone.now())
            request.session["profile_done"] = "You answered. The person sees it on their page."
        except ValidationError as error:
            request.session["profile_done"] = f"{error.messages[0]}."
        return redirect("practice:profiles-to-decide")
    return render(request, "practice/profiles/decide.html", {"form": form, "each": found})


@needs("answer judgements")
@require_POST
def end_anothers(request: HttpRequest, id: uuid.UUID) -> HttpResponse:  # noqa: A002
    """End one that was agreed."""
    found = queries.profile_to_decide(request.scope, id)
    if found is None:
        raise Http404
    return _end(request, found, "practice:profiles-to-decide")


def _end(request: HttpRequest, found: queries.Profile, then: str) -> HttpResponse:
    try:
        actions.end_profile(scope=request.scope, profile=found.profile, by=request.user, at=timezone.now())
        request.session["profile_done"] = "It has ended. The profile may no longer name the job or the school."
    except ValidationError as error:
        request.session["profile_done"] = f"{error.messages[0]}."
    return redirect(then)
