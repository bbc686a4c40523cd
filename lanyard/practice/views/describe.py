"""Describing something that is not on the list: its name, or what it can do."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from lanyard.people.rights import needs
from lanyard.policy.facts import Fact
from lanyard.policy.platforms import Platform
from lanyard.practice import journey as journeys
from lanyard.practice.descriptions import can_be_described, can_be_named, next_capability, placed, ways_of_using
from lanyard.practice.forms.ask import UNSURE, NameForm, PartForm, YesNoForm
from lanyard.practice.journey import DONT_KNOW, Journey
from lanyard.practice.registers import registers_of

from .steps import is_reached, next_step, refuse, refused, with_journey

METHODS = ["GET", "HEAD", "POST"]


def _described(request: HttpRequest, journey: Journey, fact: str) -> Fact | None:
    """The fact, if it can be described and is at its turn."""
    vocabulary = request.policy.engine.vocabulary
    if fact not in vocabulary or not can_be_described(vocabulary.fact(fact)):
        raise Http404
    return vocabulary.fact(fact) if is_reached(request, journey, fact) else None


def _settle(request: HttpRequest, journey: Journey, fact: Fact, value: str, called: str = "") -> HttpResponse:
    journey.answer(fact.id, value, request.policy.engine, called=called)
    journeys.save(request.session, journey)
    return redirect(next_step(request, journey))


@needs("use")
@require_http_methods(METHODS)
@with_journey
def describe(request: HttpRequest, journey: Journey, fact: str) -> HttpResponse:
    """Where describing begins: with a name for what is a platform, else with what it can do."""
    found = _described(request, journey, fact)
    if found is None:
        return redirect(next_step(request, journey))
    if not can_be_named(found):
        return _first_capability(journey, found)
    catalogue = registers_of(request.scope.school).platforms
    if request.method == "POST":
        form = NameForm(request.POST)
        if not form.is_valid():
            return refuse(request)
        name = form.cleaned_data["name"]
        if not name:
            return _first_capability(journey, found)
        known = catalogue.find(name)
        return _use(request, journey, found, known.platform) if known else refuse(request)
    said = refused(request)
    form = NameForm(said)
    unknown = said.get("name", "") if said and form.is_valid() else ""
    near = catalogue.suggest(unknown) if unknown else ()
    # The box is empty again after a name that nobody knows, so that “continue” leads on to the questions.
    context = {"form": NameForm() if unknown else form, "journey": journey, "fact": found, "unknown": unknown, "near": near}
    return render(request, "practice/describe.html", context)


def _use(request: HttpRequest, journey: Journey, fact: Fact, platform: Platform) -> HttpResponse:
    """Place a platform at once if it can be used in one way only; else ask which."""
    catalogue = registers_of(request.scope.school).platforms
    ways = ways_of_using(platform, fact, catalogue)
    if len(ways) == 1:
        return _settle(request, journey, fact, next(iter(ways)), platform.name)
    journey.looked_up[fact.id] = platform.id
    journeys.save(request.session, journey)
    return redirect("practice:part", journey=journey.id, fact=fact.id)


@needs("use")
@require_http_methods(METHODS)
@with_journey
def part(request: HttpRequest, journey: Journey, fact: str) -> HttpResponse:
    """How a platform that was found would be used."""
    found = _described(request, journey, fact)
    if found is None or fact not in journey.looked_up:
        return redirect(next_step(request, journey))
    catalogue = registers_of(request.scope.school).platforms
    try:
        platform = catalogue.get(journey.looked_up[fact])
    except KeyError:
        # It left the catalogue after the person named it.
        return redirect("practice:describe", journey=journey.id, fact=fact)
    ways = ways_of_using(platform, found, catalogue)
    if request.method == "POST":
        form = PartForm(platform, ways, request.POST)
        if not form.is_valid():
            return refuse(request)
        chosen = form.cleaned_data["answer"]
        return _settle(request, journey, found, DONT_KNOW if chosen == UNSURE else chosen, platform.name)
    form = PartForm(platform, ways, refused(request))
    context = {"form": form, "journey": journey, "back": reverse("practice:describe", args=[journey.id, fact])}
    return render(request, "practice/part.html", context)


@needs("use")
@require_http_methods(METHODS)
@with_journey
def capability(request: HttpRequest, journey: Journey, fact: str, number: int) -> HttpResponse:
    """One yes-or-no question about what the thing can do, by its number from 1. An earlier one may be answered again."""
    found = _described(request, journey, fact)
    said = journey.describing.get(fact, [])[: number - 1]
    asked = next_capability(found, said) if found else None
    if found is None or asked is None or len(said) != number - 1:
        return redirect(next_step(request, journey))
    if request.method == "POST":
        form = YesNoForm(asked, request.POST)
        if not form.is_valid():
            return refuse(request)
        said = [*said, form.cleaned_data["answer"] == "yes"]
        if next_capability(found, said) is None:
            return _settle(request, journey, found, placed(found, said))
        journey.describing[fact] = said
        journeys.save(request.session, journey)
        return redirect("practice:capability", journey=journey.id, fact=fact, number=number + 1)
    form = YesNoForm(asked, refused(request))
    context = {"form": form, "journey": journey, "back": _before(journey, found, number)}
    return render(request, "practice/capability.html", context)


def _before(journey: Journey, fact: Fact, number: int) -> str:
    if number > 1:
        return reverse("practice:capability", args=[journey.id, fact.id, number - 1])
    return reverse("practice:describe" if can_be_named(fact) else "practice:question", args=[journey.id, fact.id])


def _first_capability(journey: Journey, fact: Fact) -> HttpResponse:
    return redirect("practice:capability", journey=journey.id, fact=fact.id, number=1)
