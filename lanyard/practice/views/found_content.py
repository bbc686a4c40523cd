"""Something personal on school equipment: the question that comes first, the page that says stop, and deciding (2.4.6).

Nothing here takes a file. Whoever answers that a child might be shown is asked nothing more, and
nothing is kept of the answer.
"""

from __future__ import annotations

import uuid

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from lanyard.people import journey_views
from lanyard.people.queries.drafts import unsent_drafts
from lanyard.people.rights import needs
from lanyard.practice.actions import found_content as actions
from lanyard.practice.forms.found_content import GateForm, OutcomeForm, TellOfFound
from lanyard.practice.models import FoundOutcome
from lanyard.practice.queries import found_content as queries
from lanyard.practice.receipts import receipt_of
from lanyard.practice.registers import registers_of

from .refusals import refuse, refused

#: Whom to phone where a child might be shown, in order.
CALLS = ("police-emergency", "police-101", "lado", "childrens-social-care", "dsl")
HANDED_ON = "Somebody else decides about it now. You do not find it here any more."


@needs("use")
@require_http_methods(["GET", "HEAD", "POST"])
def gate(request: HttpRequest) -> HttpResponse:
    """The question that comes before everything else. The answer is not kept."""
    form = GateForm(request.POST if request.method == "POST" else refused(request))
    if request.method == "POST":
        if not form.is_valid():
            return refuse(request, form)
        if form.cleaned_data["might"] != "no":
            return redirect("practice:found-stop")
        return journey_views.begin(request, TellOfFound(), {})
    context = {
        "form": form,
        "unsent": unsent_drafts(request.scope, TellOfFound.name),
        "told": queries.own_found(request.scope),
    }
    return render(request, "practice/equipment/found-gate.html", context)


@needs("use")
@require_safe
def stop(request: HttpRequest) -> HttpResponse:
    """What to do where a child might be shown, and whom to phone. It asks nothing and keeps nothing."""
    registers, school = registers_of(request.scope.school), request.scope.school
    contacts = [found for id_ in CALLS if (found := registers.contact(id_, school))]
    return render(request, "practice/equipment/found-stop.html", {"contacts": contacts})


@needs("use")
@require_safe
def told(request: HttpRequest, id: uuid.UUID) -> HttpResponse:  # noqa: A002 - the name in the address
    """The receipt: what was handed over, when, and that it was dealt with; not how."""
    found = queries.own_found_one(request.scope, id)
    if found is None:
        raise Http404
    nobody = not queries.deciders_of(found.found, on=request.scope.on)
    contact = registers_of(request.scope.school).contact("lado", request.scope.school) if nobody else None
    context = {"each": found, "receipt": receipt_of(found.found), "nobody": nobody, "contact": contact}
    return render(request, "practice/equipment/found-told.html", context)


@needs("answer found content")
@require_safe
def received(request: HttpRequest) -> HttpResponse:
    """What waits for a decision, and what was decided."""
    found = queries.found_to_decide(request.scope)
    context = {
        "waiting": [each for each in found if not each.is_decided],
        "decided": [each for each in found if each.is_decided],
        "done": request.session.pop("found_done", ""),
    }
    return render(request, "practice/equipment/found-received.html", context)


@needs("answer found content")
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, id: uuid.UUID) -> HttpResponse:  # noqa: A002
    """Decide what becomes of it, or hand it on."""
    found = queries.one_to_decide(request.scope, id)
    if found is None:
        raise Http404
    form = OutcomeForm(request.POST if request.method == "POST" else refused(request))
    if request.method != "POST":
        context = {"each": found, "form": form, "receipt": receipt_of(found.found)}
        return render(request, "practice/equipment/found-decide.html", context)
    if not form.is_valid():
        return refuse(request, form)
    outcome = FoundOutcome(form.cleaned_data["outcome"])
    said = {"outcome": outcome, "reason": form.cleaned_data["reason"]}
    try:
        actions.decide_found(scope=request.scope, found=found.found, **said, by=request.user, at=timezone.now())
    except ValidationError as error:
        request.session["found_done"] = f"{error.messages[0]}."
        return redirect("practice:found-received")
    if outcome == FoundOutcome.STOPPED:
        return redirect("practice:found-stop")
    request.session["found_done"] = HANDED_ON if outcome == FoundOutcome.HANDED_ON else "Your decision is kept."
    return redirect("practice:found-received")
