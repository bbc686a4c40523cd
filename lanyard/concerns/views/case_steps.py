"""Taking a step: its form, and for what cannot be undone a page that says what it changes."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from lanyard.concerns.actions.steps import take_step
from lanyard.concerns.carried import carried, carry, drop
from lanyard.concerns.case_page import WHY_LOCKED, why_not_yet
from lanyard.concerns.case_words import fact_rows
from lanyard.concerns.consequences import consequences
from lanyard.concerns.forms.steps import StepForm
from lanyard.concerns.opened import OpenCase
from lanyard.concerns.queries.desk import names_of
from lanyard.people.queries import adults_in_scope
from lanyard.people.rights import needs
from lanyard.policy.routes.book import REPORTER, Step
from lanyard.policy.routes.history import CLOSE, ESCALATE, LEAVE_OUT, PROPOSE, REOPEN
from lanyard.policy.routes.steps import may_begin
from lanyard.practice.registers import registers_of

from .cases import DONE, of_own_case

#: Steps that cannot be taken back by another one without trace: somebody sees first what they change.
CHECKED = {
    LEAVE_OUT: "Leave them out",
    ESCALATE: "Take it there",
    PROPOSE: "Ask a second person",
    CLOSE: "Close it",
    REOPEN: "Open it again",
}
JUDGEMENT = "judgement-looked-for"


@needs("handle cases")
@require_http_methods(["GET", "HEAD", "POST"])
@of_own_case
def step(request: HttpRequest, opened: OpenCase, step: str) -> HttpResponse:
    """The form of a step that this person may take now; anything else leads back to the case and says why."""
    found = opened.standing.step(step)
    if found is None or found.who == (REPORTER,):
        return redirect("concerns:case", opened.case.pk)
    decision = may_begin(opened.standing, found, opened.actor(request.scope.adult, request.scope.roles))
    if not decision:
        return _back(request, opened, decision.reason)
    held = carried(request, request.unlocked, request.path)
    form = _form(request, opened, found, request.POST if request.method == "POST" else held and held.said)
    if request.method == "POST":
        if not form.is_valid():
            return _again(request, form, request.path)
        if found.id in CHECKED:
            path = reverse("concerns:case-step-check", args=[opened.case.pk, found.id])
            carry(request, request.unlocked, path, names=(*form.fields, "after"))
            return redirect(path)
        return _take(request, opened, found, form, request.POST.get("after", ""))
    if held is not None and held.error and form.is_valid():
        form.add_error(None, held.error)
    return render(request, "concerns/cases/step.html", _context(request, opened, found, form))


@needs("handle cases")
@require_http_methods(["GET", "HEAD", "POST"])
@of_own_case
def check(request: HttpRequest, opened: OpenCase, step: str) -> HttpResponse:
    """What a step would change, before it is taken."""
    found = opened.standing.step(step)
    held = carried(request, request.unlocked, request.path, keep=True)
    if found is None or held is None or found.id not in CHECKED:
        return redirect("concerns:case", opened.case.pk)
    form = _form(request, opened, found, held.said)
    decision = may_begin(opened.standing, found, opened.actor(request.scope.adult, request.scope.roles))
    if not decision or not form.is_valid():
        return _back(request, opened, decision.reason or "Something was added meanwhile. Read it, then begin again.")
    if request.method == "POST":
        drop(request)
        return _take(request, opened, found, form, held.said.get("after", ""))
    people = {int(value) for value in form.facts.values() if value.isdecimal()} | form.left_out_adults
    context = {
        "case": opened.case,
        "step": found,
        "rows": [
            {"key": {"text": label}, "value": {"text": said}}
            for label, said in fact_rows(opened, form.facts, names_of(request.scope.school, people))
        ],
        "consequences": consequences(opened, found, form.facts, form.left_out_adults, by=request.scope.adult, at=timezone.now()),
        "button": CHECKED[found.id],
        "is_grave": found.id in (LEAVE_OUT, ESCALATE),
    }
    return render(request, "concerns/cases/check.html", context)


def _form(request: HttpRequest, opened: OpenCase, found: Step, said: Any) -> StepForm:
    adults = list(adults_in_scope(request.scope).order_by("name", "pk"))
    return StepForm(opened, found, request.scope, adults=adults, at=timezone.now(), data=said)


def _context(request: HttpRequest, opened: OpenCase, found: Step, form: StepForm) -> dict[str, Any]:
    registers = registers_of(request.scope.school)
    contacts = [registers.contact(id_, request.scope.school) for id_ in found.refers]
    referring = {summary for summary in opened.standing.route.summaries if opened.book.summary(summary).contact in found.refers}
    return {
        "case": opened.case,
        "step": found,
        "form": form,
        "after": len(opened.items),
        "not_yet": why_not_yet(opened, found),
        "contacts": [contact for contact in contacts if contact is not None],
        "summaries": [opened.book.summary(id_) for id_ in sorted(referring)],
        "scripts": [opened.book.script(id_) for id_ in opened.standing.route.scripts] if found.refers else [],
        "judgements": found.id == JUDGEMENT and bool(request.scope.can("answer judgements")),
        "locked": WHY_LOCKED if opened.standing.locked and not found.refers else "",
        "button": "Continue" if found.id in CHECKED else "Write it down",
    }


def _take(request: HttpRequest, opened: OpenCase, found: Step, form: StepForm, after: str) -> HttpResponse:
    """Take the step, or lead back to its form with everything that was typed and the reason."""
    path = reverse("concerns:case-step", args=[opened.case.pk, found.id])
    try:
        take_step(
            scope=request.scope,
            unlocked=request.unlocked,
            case=opened.case,
            step=found.id,
            facts=form.facts,
            left_out_adults=form.left_out_adults,
            after=int(after) if after.isdecimal() and len(after) < 10 else 0,
            by=request.user,
            at=timezone.now(),
        )
    except ValidationError as error:
        return _again(request, form, path, error.messages[0])
    request.session[DONE] = f"Written down: {found.label}."
    return redirect("concerns:case", opened.case.pk)


def _again(request: HttpRequest, form: StepForm, path: str, error: str = "") -> HttpResponse:
    said = request.POST if request.path == path else form.data
    carry(request, request.unlocked, path, names=form.fields, error=error, said=said)
    return redirect(path)


def _back(request: HttpRequest, opened: OpenCase, reason: str) -> HttpResponse:
    request.session[DONE] = reason
    return redirect("concerns:case", opened.case.pk)
