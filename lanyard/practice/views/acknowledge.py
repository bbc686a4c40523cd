"""Acknowledging a version: what changes, reading, the situations, saying it (3.1.2)."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from lanyard.people.rights import needs
from lanyard.policy.binding import reaches
from lanyard.policy.decide import decide
from lanyard.policy.rules import read_back
from lanyard.practice import actions, queries
from lanyard.practice.acknowledging import Way, way_of
from lanyard.practice.change_page import changed_clause, changes_for
from lanyard.practice.forms.acknowledging import ResponseForm, ScenarioForm
from lanyard.practice.models import Method, Response
from lanyard.practice.standing import Status

from .steps import refuse, refused


@needs("use")
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Where the person stands: what changes for them, and the three steps to an answer."""
    way = way_of(request.scope, request.policy)
    if way.is_brief and not way.standing.status.is_settled:
        return redirect("practice:two-minutes")
    context = {
        "way": way,
        "status": way.standing.status.name.lower(),
        "page": changes_for(way),
        "due_on": queries.due_day(queries.campaign_of(request.scope.school, request.policy), request.scope.adult),
        "just_said": request.session.pop("just_said", False),
    }
    return render(request, "practice/acknowledge/overview.html", context)


@needs("use")
@require_safe
def reading(request: HttpRequest) -> HttpResponse:
    """The clauses to read, and which of them are."""
    way = way_of(request.scope, request.policy)
    if not way.clauses:
        return redirect("practice:acknowledge")
    return render(request, "practice/acknowledge/reading.html", {"way": way, "first": way.unread[0] if way.unread else None})


@needs("use")
@require_http_methods(["GET", "HEAD", "POST"])
def clause(request: HttpRequest, id: str) -> HttpResponse:  # noqa: A002 - the name in the address
    """One clause to read. Opening it is remembered for the person, and so is ticking it."""
    way = way_of(request.scope, request.policy)
    place = next((number for number, one in enumerate(way.clauses) if one.id == id), None)
    if place is None:
        raise Http404
    found, pack, at = way.clauses[place], request.policy.pack, timezone.now()
    if request.method == "POST":
        actions.tick_clauses(scope=request.scope, policy_hash=pack.hash, clause_ids=[id], at=at)
        return redirect(after_reading(way_of(request.scope, request.policy), place))
    if request.method == "GET":
        actions.open_clause(scope=request.scope, policy_hash=pack.hash, clause_id=id, at=at)
    old = request.policy.pack_named(way.standing.since_hash) if way.standing.since_hash else None
    rules = [rule for rule in found.rules if reaches(rule, way.standing.parts)]
    context = {
        "way": way,
        "clause": found,
        "number": place + 1,
        "read_backs": [read_back(rule, pack.vocabulary, pack.duties) for rule in rules],
        "changed": changed_clause(way, old, found) if old else None,
        "is_ticked": id in way.ticked,
        "following": way.clauses[place + 1] if place + 1 < len(way.clauses) else None,
    }
    return render(request, "practice/acknowledge/clause.html", context)


def after_reading(way: Way, place: int) -> str:
    """The next clause that is not ticked, going round; when all are, the next step."""
    waiting = [one for one in (*way.clauses[place + 1 :], *way.clauses[:place]) if one.id not in way.ticked]
    if waiting:
        return reverse("practice:acknowledge-clause", args=[waiting[0].id])
    return next_step(way)


def next_step(way: Way) -> str:
    """The address of what is to be done next."""
    if not way.has_read:
        return reverse("practice:two-minutes" if way.is_brief else "practice:acknowledge-reading")
    return reverse("practice:acknowledge-say" if way.has_checked else "practice:acknowledge-check")


@needs("use")
@require_safe
def check(request: HttpRequest) -> HttpResponse:
    """The next situation that is to be answered; when all are, what comes after."""
    way = way_of(request.scope, request.policy)
    if not way.unanswered:
        return redirect(next_step(way) if way.clauses else "practice:acknowledge")
    return redirect("practice:acknowledge-situation", number=way.scenarios.index(way.unanswered[0]) + 1)


@needs("use")
@require_http_methods(["GET", "HEAD", "POST"])
def situation(request: HttpRequest, number: int) -> HttpResponse:
    """One situation. A wrong answer is kept nowhere: the page shows the clause, and asks again."""
    way = way_of(request.scope, request.policy)
    if not 1 <= number <= len(way.scenarios):
        raise Http404
    asked = way.scenarios[number - 1]
    if request.method == "POST":
        form = ScenarioForm(asked, request.POST)
        if not form.is_valid():
            return refuse(request)
        if form.cleaned_data["answer"] != asked.verdict:
            request.session["look_again"] = request.path
            return redirect(request.path)
        told = {"policy_hash": request.policy.pack.hash, "since_hash": way.standing.since_hash}
        actions.pass_situation(scope=request.scope, **told, key=asked.key)
        request.session["was_right"] = number
        return redirect("practice:acknowledge-check")
    engine, pack = request.policy.engine, request.policy.pack
    right = request.session.pop("was_right", None)
    context = {
        "way": way,
        "form": ScenarioForm(asked, refused(request)),
        "asked": asked,
        "number": number,
        "clauses": [pack.clause(id_) for id_ in asked.clauses],
        "teach": request.session.pop("look_again", "") == request.path,
        "read_backs": [one.read_back for one in decide(engine, asked.situation).clauses if one.clause_id in asked.clauses],
        "right": way.scenarios[right - 1] if right and right <= len(way.scenarios) else None,
    }
    return render(request, "practice/acknowledge/situation.html", context)


@needs("use")
@require_http_methods(["GET", "HEAD", "POST"])
def say(request: HttpRequest) -> HttpResponse:
    """Agree, ask for help, or say that one does not agree. Only agreeing needs the steps before it."""
    policy = request.policy
    if request.method == "POST":
        form = ResponseForm(request.POST)
        if not form.is_valid():
            return refuse(request)
        told = {"response": form.cleaned_data["answer"], "method": Method.WEB}
        try:
            row = actions.acknowledge(scope=request.scope, policy=policy, **told, by=request.user, at=timezone.now())
        except ValidationError:
            request.session["not_ready"] = True
            return redirect("practice:acknowledge-say")
        request.session["just_said"] = True
        return redirect("practice:certificate", id=row.pk)
    way = way_of(request.scope, policy)
    context = {
        "way": way,
        "form": ResponseForm(refused(request)),
        "not_ready": request.session.pop("not_ready", False),
        "next": next_step(way),
        "again": way.standing.status not in (Status.ASKED,),
        "ready_text": [{"text": "Read every clause and answer the situations first, then agree", "href": next_step(way)}],
    }
    return render(request, "practice/acknowledge/say.html", context)


@needs("use")
@require_http_methods(["GET", "HEAD", "POST"])
def two_minutes(request: HttpRequest) -> HttpResponse:
    """The few clauses for whoever is here for a short while, on one page (1.2.2). The printed code leads here."""
    way = way_of(request.scope, request.policy)
    if not way.is_brief or way.standing.status.is_settled:
        return redirect("practice:acknowledge")
    if request.method == "POST":
        ids = [one.id for one in way.clauses]
        actions.tick_clauses(scope=request.scope, policy_hash=request.policy.pack.hash, clause_ids=ids, at=timezone.now())
        return redirect(next_step(way_of(request.scope, request.policy)))
    helped = way.standing.status in (Status.NEEDS_HELP, Status.DISAGREES)
    said = Response(way.standing.said.response).label if helped else ""
    return render(request, "practice/acknowledge/two-minutes.html", {"way": way, "page": changes_for(way), "said": said})
