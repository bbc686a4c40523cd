"""Asking: the first page, one question a page, the answers given, the answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lanyard.people.models import School
from lanyard.people.rights import needs
from lanyard.practice import actions, answer_page, plain_text
from lanyard.practice import journey as journeys
from lanyard.practice.answer_page import AnswerPage
from lanyard.practice.approved_routes import Shown, routes_to
from lanyard.practice.descriptions import can_be_described
from lanyard.practice.forms.ask import UNSURE, QuestionForm, RecordForm
from lanyard.practice.journey import DONT_KNOW, Journey
from lanyard.practice.on_record import resting_on
from lanyard.practice.questions import more_to_ask, next_question, question_about
from lanyard.practice.registers import registers_of
from lanyard.practice.summary import rows, worth_keeping

from .steps import (
    fill_in_role,
    forget_what_lapsed,
    is_reached,
    next_step,
    records_of,
    records_to_offer,
    refuse,
    refused,
    step_before,
    with_journey,
)


@needs("use")
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The first page: what do you want to do, or what has happened?"""
    act = request.policy.engine.vocabulary.facts[0]
    common = [value for value in act.values if value.common]
    return render(
        request,
        "practice/home.html",
        {
            "act": act,
            "common": common or act.values,
            "others": [value for value in act.values if not value.common] if common else [],
            "unsure": UNSURE,
            "chosen_nothing": request.session.pop("chosen_nothing", False),
            "nothing_chosen": [{"text": "Select what is nearest to your question", "href": "#common"}],
        },
    )


@needs("use")
@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Start a journey from what was chosen on the first page, or from a situation that another page offers."""
    engine = request.policy.engine
    given = {fact.id: request.POST[fact.id] for fact in engine.vocabulary if request.POST.get(fact.id) in fact.value_ids()}
    act = engine.vocabulary.facts[0].id
    if act not in given:
        if request.POST.get(act) != UNSURE:
            request.session["chosen_nothing"] = True
            return redirect("practice:home")
        given = {act: DONT_KNOW}
    return redirect(open_journey(request, given))


def open_journey(request: HttpRequest, answers: dict[str, str]) -> str:
    """Open a journey in which some questions are answered already; the address of its next step."""
    engine = request.policy.engine
    journey = journeys.start(request.session, policy_hash=engine.hash)
    for fact in engine.vocabulary:
        if fact.id in answers:
            journey.answers[fact.id] = answers[fact.id]
            if fact.id == engine.vocabulary.facts[0].id:
                fill_in_role(request, journey)
    if "role" in answers:
        journey.answers["role"] = answers["role"]
        journey.given = []
    journeys.save(request.session, journey)
    return next_step(request, journey)


@needs("use")
@require_http_methods(["GET", "HEAD", "POST"])
@with_journey
def question(request: HttpRequest, journey: Journey, fact: str) -> HttpResponse:
    """One question. Sending the same answer twice, going back and a second tab all do no harm."""
    if fact not in request.policy.engine.vocabulary or not is_reached(request, journey, fact):
        return redirect(next_step(request, journey))
    asked = question_about(request.policy.engine, fact)
    held = journey.answers.get(fact)
    if request.method == "POST":
        form = QuestionForm(asked, request.POST)
        if not form.is_valid():
            return refuse(request)
        journey.answer(fact, form.value, request.policy.engine)
        forget_what_lapsed(request, journey)
        journey.renewed = False
        journeys.save(request.session, journey)
        return redirect(next_step(request, journey))
    form = QuestionForm(asked, refused(request), held=held)
    about = request.policy.engine.vocabulary.fact(fact)
    return render(
        request,
        "practice/question.html",
        {
            "form": form,
            "asked": asked,
            "journey": journey,
            "back": step_before(journey, fact),
            "describable": can_be_described(about),
            "is_given": fact in journey.given,
            "can_skip": not asked.red_flag and len(journey.asked) > 0,
        },
    )


@needs("use")
@require_http_methods(["GET", "HEAD", "POST"])
@with_journey
def which_record(request: HttpRequest, journey: Journey) -> HttpResponse:
    """Which of the person's own records the question is about, or none: nothing is filled in unasked."""
    asked = next_question(request.policy.engine, journey)
    records = records_to_offer(request, journey, asked.fact) if asked else []
    if not records:
        return redirect(next_step(request, journey))
    if request.method == "POST":
        form = RecordForm(records, request.POST)
        if not form.is_valid():
            return refuse(request)
        chosen = form.record
        if chosen is None:
            journey.not_on_record += [fact for record in records for fact in record.facts]
        else:
            journey.rest_on(chosen.id, chosen.facts, request.policy.engine)
        journeys.save(request.session, journey)
        return redirect(next_step(request, journey))
    form = RecordForm(records, refused(request))
    return render(
        request, "practice/on-record.html", {"form": form, "journey": journey, "back": step_before(journey, asked.fact)}
    )


@needs("use")
@require_safe
@with_journey
def answers(request: HttpRequest, journey: Journey) -> HttpResponse:
    """Everything the person answered, each with a link to change it."""
    return render(
        request,
        "practice/answers.html",
        {"journey": journey, "rows": rows(request.policy.engine, journey), "onward": next_step(request, journey)},
    )


@needs("use")
@require_safe
@with_journey
def answer(request: HttpRequest, journey: Journey) -> HttpResponse:
    """The answer, from what is known so far."""
    policy, school = request.policy, request.scope.school
    if policy.engine.vocabulary.facts[0].id not in journey.answers:
        return redirect(next_step(request, journey))
    page = answer_page.build(
        policy.pack,
        policy.engine,
        registers_of(school),
        school,
        known=journey.known,
        dont_know=journey.dont_know,
    )
    asked = journey.asked
    return render(
        request,
        "practice/answer.html",
        {
            "page": page,
            "journey": journey,
            "rows": rows(policy.engine, journey),
            "more": more_to_ask(policy.engine, journey),
            "back": reverse("practice:question", args=[journey.id, asked[-1]]) if asked else reverse("practice:home"),
            "text": plain_text.write(page, policy.pack, on=request.scope.on),
            "act": policy.engine.vocabulary.facts[0],
            "resting": resting_on(records_of(request), journey.rests_on.values()) if journey.rests_on else [],
            "routes": _routes(page, school, journey.known),
        },
    )


@needs("use")
@require_POST
@with_journey
def carry_on(request: HttpRequest, journey: Journey) -> HttpResponse:
    """Go on with the questions although something is urgent."""
    journey.past_urgent = True
    journeys.save(request.session, journey)
    return redirect(next_step(request, journey))


@needs("use")
@require_POST
@with_journey
def keep(request: HttpRequest, journey: Journey) -> HttpResponse:
    """Keep this answer for oneself. Sent twice, it is kept once."""
    policy, school = request.policy, request.scope.school
    if not journey.answers:
        return redirect(next_step(request, journey))
    known = worth_keeping(policy.engine, journey)
    page = answer_page.build(policy.pack, policy.engine, registers_of(school), school, known=known, dont_know=journey.dont_know)
    kept = actions.keep_answer(
        scope=request.scope,
        journey=journey.id,
        policy_hash=policy.engine.hash,
        policy_version=policy.engine.version,
        in_force_from=policy.in_force_from,
        facts=known,
        unknown=journey.dont_know,
        verdict=page.answer.verdict,
        by=request.user,
        at=timezone.now(),
    )
    request.session["just_kept"] = str(kept.pk)
    return redirect("oversight:kept-answer", id=kept.pk)


def _routes(page: AnswerPage, school: School, known: Mapping[str, str]) -> Sequence[Shown]:
    """The school's approved ways, where the answer says to use one of them instead."""
    served = {duty.feature.id for duty in (*page.duties, *page.possible) if duty.feature}
    if page.is_alarm or not (page.alternatives or "protocol-library" in served):
        return []
    return routes_to(school, known.get("other"))
