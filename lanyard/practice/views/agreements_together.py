"""Agreeing to several requests at once (2.5.6): only to those whose own page the leader opened, as they were then."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from lanyard.people.queries import Scope
from lanyard.people.rights import needs
from lanyard.practice import agreement_page as page
from lanyard.practice.actions import agreements as actions
from lanyard.practice.forms.agreements_together import AgreeTogetherForm
from lanyard.practice.models import Agreement
from lanyard.practice.queries import agreements as queries

#: Which requests were opened in this sign-in, and how many steps each had then.
READ = "agreements_read"


def waiting_ones(found: Iterable[Agreement], scope: Scope) -> list[Agreement]:
    """Those of some requests that wait for a senior leader."""
    return [each for each in found if queries.is_waiting_for_leader(each, scope.on)]


def mark_as_read(request: HttpRequest, agreement: Agreement) -> None:
    """Remember for this sign-in that a request was opened, as it stands."""
    if request.method == "GET":
        request.session[READ] = {**request.session.get(READ, {}), str(agreement.pk): len(agreement.steps.all())}


@needs("decide agreements")
@require_http_methods(["GET", "HEAD", "POST"])
def together(request: HttpRequest) -> HttpResponse:
    """The requests that wait, those that were read to select; one's own are never among them."""
    waiting = waiting_ones(queries.decidable_agreements(request.scope), request.scope)
    were_read = request.session.get(READ, {})
    read = {_value(each): each for each in waiting if were_read.get(str(each.pk)) == len(each.steps.all())}
    form = AgreeTogetherForm(
        [(value, _named(each)) for value, each in read.items()], request.POST if request.method == "POST" else None
    )
    if request.method == "POST" and form.is_valid():
        chosen = [(read[value], int(value.rpartition(":")[2])) for value in form.cleaned_data["requests"]]
        left = actions.agree_together(scope=request.scope, requests=chosen, by=request.user, at=timezone.now())
        request.session[READ] = {key: steps for key, steps in were_read.items() if key not in {str(one.pk) for one, _ in chosen}}
        request.session["agreed"] = _said(len(chosen) - len(left), len(left))
        return redirect("practice:agreement-decisions")
    context = {
        "form": form if read else None,
        "read": [(each, _named(each), page.rows(each, request.policy.engine), page.parents_of(each)) for each in read.values()],
        "unread": [(each, _named(each)) for each in waiting if each not in read.values()],
    }
    return render(request, "practice/agreements/together.html", context)


def _value(agreement: Agreement) -> str:
    return f"{agreement.pk}:{len(agreement.steps.all())}"


def _named(agreement: Agreement) -> str:
    """A request by who asks, for whom, for what and since when, so that no two look the same."""
    day = timezone.localdate(agreement.asked_at)
    called = [pupil.called for pupil in agreement.pupils.all()]
    whom = called[0] if len(called) == 1 else f"{called[0]} and {len(called) - 1} more"
    return f"{agreement.asker.name} about {whom}, {day.day} {day:%B %Y}: {agreement.says.get('purpose', '')}"


def _said(done: int, left: int) -> str:
    """What came of it, in words."""
    said = f"You agreed to {done} {'request' if done == 1 else 'requests'}. Each is kept with your name and the time."
    if left:
        said += f" {left} {'was' if left == 1 else 'were'} left: something was added, or somebody else has to decide."
    return said
