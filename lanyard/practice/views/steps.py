"""What the views of a journey share: finding it, and the address of its next step."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from lanyard.practice import journey as journeys
from lanyard.practice import on_record
from lanyard.practice.journey import Journey
from lanyard.practice.on_record import Recorded
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
        if forget_what_lapsed(request, held):
            held.lapsed = True
            journeys.save(request.session, held)
            return redirect(next_step(request, held))
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
    if records_to_offer(request, journey, question.fact):
        return reverse("practice:on-record", args=[journey.id])
    return reverse("practice:question", args=[journey.id, question.fact])


def records_of(request: HttpRequest) -> list[Recorded]:
    """What is on record for the person today, looked up once for a request."""
    if not hasattr(request, "on_record"):
        request.on_record = on_record.recorded_for(request.scope)
    return request.on_record


def records_to_offer(request: HttpRequest, journey: Journey, fact: str) -> list[Recorded]:
    """The records that would answer a question, unless the person said that none of them applies."""
    asked = request.policy.engine.vocabulary.fact(fact)
    if not journey.known or fact in journey.not_on_record or asked.red_flag:
        return []
    return on_record.offered(records_of(request), journey.known, fact)


def forget_what_lapsed(request: HttpRequest, journey: Journey) -> bool:
    """Forget the answers of records that ended, or that no longer fit what was said since; whether there were any."""
    if not journey.rests_on:
        return False
    held = {record.id: record for record in records_of(request)}
    gone = [id_ for id_ in set(journey.rests_on.values()) if id_ not in held or not held[id_].fits(journey.known)]
    for id_ in gone:
        journey.forget_record(id_)
    return bool(gone)


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
