"""Following who has acknowledged: progress, counts, answers to take up, and what held on a day."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lanyard.people.models import Group
from lanyard.people.rights import needs
from lanyard.practice import actions, counts, queries
from lanyard.practice.forms.acknowledging import DayForm, DueDayForm
from lanyard.practice.models import Method, Response
from lanyard.practice.queries import Place
from lanyard.practice.sheets import csv_answer
from lanyard.practice.standing import Status

ORDER = (Status.NEEDS_HELP, Status.DISAGREES, Status.ASKED, Status.AGREED, Status.HOLDS)


def places_of(request: HttpRequest) -> list[Place]:
    """Everybody at the school and where they stand: who needs something first."""
    found = queries.places(request.scope.school, request.policy, on=request.scope.on)
    return sorted(found, key=lambda place: (ORDER.index(place.standing.status), place.adult.name, place.adult.pk))


@needs("see acknowledgements")
@require_safe
def progress(request: HttpRequest) -> HttpResponse:
    """Who has acknowledged the version in force: counts by group, and everybody by name."""
    found = places_of(request)
    context = {
        "campaign": queries.campaign_of(request.scope.school, request.policy),
        "groups": counts.by_group(found),
        "statuses": list(Status),
        "places": [(place, place.is_late(request.scope.on)) for place in found],
        "settled": sum(place.standing.status.is_settled for place in found),
        "may_publish": request.scope.can("publish campaign"),
        "may_witness": request.scope.can("witness paper"),
        "may_answer": request.scope.can("answer acknowledgements"),
    }
    return render(request, "practice/acknowledgements/progress.html", context)


@needs("see acknowledgements")
@require_safe
def progress_file(request: HttpRequest) -> HttpResponse:
    """The same as a list for a spreadsheet."""
    heading = ("Name", "Group", "Employer", "Version", "Status", "Said on", "How", "Last day")
    version = request.policy.pack.version
    return csv_answer("acknowledgements", heading, [_row(place, version) for place in places_of(request)])


def _row(place: Place, version: str) -> tuple[object, ...]:
    said = place.standing.said or (place.standing.since if place.standing.status is Status.HOLDS else None)
    return (
        place.adult.name,
        place.adult.get_group_display(),
        place.adult.employer,
        said.policy_version if said else version,
        place.standing.status.value,
        timezone.localdate(said.said_at).isoformat() if said else "",
        said.get_method_display() if said else "",
        place.due_on.isoformat() if place.due_on else "",
    )


@needs("count acknowledgements")
@require_safe
def numbers(request: HttpRequest) -> HttpResponse:
    """How many have, without names and without small numbers."""
    rows, whole = counts.hidden(queries.places(request.scope.school, request.policy, on=request.scope.on))
    campaign = queries.campaign_of(request.scope.school, request.policy)
    return render(request, "practice/acknowledgements/counts.html", {"rows": rows, "whole": whole, "campaign": campaign})


@needs("answer acknowledgements")
@require_safe
def answers(request: HttpRequest) -> HttpResponse:
    """Requests for help and noes that wait for a conversation."""
    found = queries.answers_to_take_up(request.scope, request.policy)
    context = {"found": found, "done": request.session.pop("taken_up", False)}
    return render(request, "practice/acknowledgements/answers.html", context)


@needs("answer acknowledgements")
@require_POST
def taken_up(request: HttpRequest, id: uuid.UUID) -> HttpResponse:  # noqa: A002 - the name in the address
    """Note that the conversation took place."""
    row = queries.answer_to_take_up(request.scope, request.policy, id)
    if row is None:
        raise Http404
    actions.take_up(scope=request.scope, acknowledgement=row, at=timezone.now())
    request.session["taken_up"] = True
    return redirect("practice:acknowledgement-answers")


@needs("see acknowledgements")
@require_safe
def on_day(request: HttpRequest) -> HttpResponse:
    """Who had agreed to what on a day."""
    form = DayForm(request.GET if "on-day" in request.GET else None)
    day = form.cleaned_data["on"] if form.is_bound and form.is_valid() else None
    found = queries.agreed_on(request.scope.school, day) if day else []
    if day and "file" in request.GET:
        return csv_answer(f"agreed-on-{day.isoformat()}", HEADING, [_agreed_row(one) for one in found])
    groups = dict(Group.choices)
    shown = [(one, groups[one.group], Response(one.response).label if one.response else "") for one in found]
    return render(request, "practice/acknowledgements/on-day.html", {"form": form, "day": day, "found": shown})


HEADING = ("Name", "Group", "Agreed to version", "Fingerprint of the version", "On", "How", "Last word", "About version")


def _agreed_row(one: queries.Agreed) -> tuple[object, ...]:
    return (
        one.name,
        dict(Group.choices)[one.group],
        one.version,
        one.hash,
        timezone.localtime(one.agreed_at).isoformat(timespec="seconds") if one.agreed_at else "",
        Method(one.method).label if one.method else "",
        Response(one.response).label if one.response else "",
        one.about,
    )


@needs("publish campaign")
@require_http_methods(["GET", "HEAD", "POST"])
def campaign(request: HttpRequest) -> HttpResponse:
    """By when everybody is asked to answer; begun here where it was not begun with the adoption."""
    school, policy = request.scope.school, request.policy
    held = queries.campaign_of(school, policy)
    form = DueDayForm(request.POST if request.method == "POST" else None, initial={"due_on": held.due_on if held else None})
    if request.method == "POST" and form.is_valid():
        due_on, told = form.cleaned_data["due_on"], {"by": request.user, "at": timezone.now()}
        if due_on < max(request.scope.on, policy.in_force_from):
            form.add_error("due_on", "The day must be today or later")
        elif held is None:
            version = {"policy_hash": policy.pack.hash, "policy_version": policy.pack.version}
            actions.begin_campaign(school=school, **version, in_force_from=policy.in_force_from, due_on=due_on, **told)
            return redirect("practice:acknowledgements")
        else:
            actions.change_due_day(campaign=held, due_on=due_on, **told)
            return redirect("practice:acknowledgements")
    return render(request, "practice/acknowledgements/campaign.html", {"form": form, "campaign": held})
