"""What the views of a journey share: finding it, and the address of its next step."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from lanyard.practice import journey as journeys
from lanyard.practice.journey import Journey
from lanyard.practice.questions import next_question, role_of

#: The fields that a form of a journey has. What else a request sends is not remembered.
SAID = ("answer", "name")
LONGEST_SAID = 200


def with_journey(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give the view the person's journey.

    A journey that is not theirs or that has expired gets a page that says so. One that was begun
    under another version of the policy starts again under the version now in force.
    """

    @wraps(view)
    def found(request: HttpRequest, journey: str, **more) -> HttpResponse:
        held = journeys.find(request.session, journey)
        if held is None:
            return render(request, "practice/expired.html", status=404)
        if held.hash != request.policy.engine.hash:
            journeys.begin_again(held, request.policy.engine)
            fill_in_role(request, held)
            journeys.save(request.session, held)
            return redirect(next_step(request, held))
        if not held.fits(request.policy.engine.vocabulary):
            # The same policy, read by another release in other words.
            return render(request, "practice/expired.html", status=404)
        return view(request, held, **more)

    return found


def fill_in_role(request: HttpRequest, journey: Journey) -> None:
    """Take the person's part in the school from their sign-in; they may change it."""
    role = role_of(request.scope, request.policy.engine)
    if role and "role" not in journey.answers:
        journey.fill_in("role", role)


def next_step(request: HttpRequest, journey: Journey) -> str:
    """The address of the next question, or of the answer when there is none."""
    question = next_question(request.policy.engine, journey)
    if question is None:
        return reverse("practice:answer", args=[journey.id])
    return reverse("practice:question", args=[journey.id, question.fact])


def step_before(journey: Journey, fact: str) -> str:
    """The address of the question before this one, or of the first page."""
    before = journey.before(fact)
    return reverse("practice:question", args=[journey.id, before]) if before else reverse("practice:home")


def is_reached(request: HttpRequest, journey: Journey, fact: str) -> bool:
    """Whether a question was answered before or is the next: no other may be opened or answered."""
    if fact in journey.answers:
        return True
    question = next_question(request.policy.engine, journey)
    return question is not None and question.fact == fact


def refuse(request: HttpRequest) -> HttpResponse:
    """Show the page again with what is wrong with it.

    It leads back by a redirect: a page that answers a POST could not be gone back to, because nothing
    that a person saw is kept in their browser.
    """
    said = {name: request.POST[name][:LONGEST_SAID] for name in SAID if name in request.POST}
    request.session["refused"] = {"path": request.path, "said": said}
    return redirect(request.path)


def refused(request: HttpRequest) -> dict[str, str] | None:
    """What was just refused on this page, once; ``None`` when nothing was."""
    held = request.session.get("refused")
    if not isinstance(held, dict) or held.get("path") != request.path:
        return None
    del request.session["refused"]
    said = held.get("said")
    return said if isinstance(said, dict) else None
