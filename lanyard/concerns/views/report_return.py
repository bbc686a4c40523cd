"""Coming back with the receipt, signed out or not: where it stands, what was written, and what to add.

The receipt is the only key. Nothing here looks at who is signed in, and nothing is kept in a session.
"""

from __future__ import annotations

import base64
import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from lanyard.concerns.actions.exchange import add_to_report, take_reporters_step
from lanyard.concerns.forms.report_return import AddForm, ReceiptForm, StepForm, label_of
from lanyard.concerns.models import ItemKind
from lanyard.concerns.queries.receipts import (
    Returned,
    exchanged,
    files_added,
    last_said,
    reporters_steps,
    returned_with,
    stage_of,
    takes_files,
)
from lanyard.concerns.routes import book_of
from lanyard.people.actions.sign_in_tries import Kind, begin_try, forgive_tries
from lanyard.policy.routes.book import Step
from lanyard.policy.routes.kinds import RouteId
from lanyard.proof.receipts import NotAReceipt, Receipt, read_receipt
from lanyard.records.log.checkpoints import note_of_report

from .report_cookies import Cookie, drop, held, put
from .report_pages import contacts_of, outside_contacts
from .report_receipt import sent_case
from .report_visitor import unnamed, whose

#: How long a browser that showed its receipt is let in without showing it again.
LASTS = datetime.timedelta(minutes=20)
WRONG = "No report has this receipt. Check it against your note"
LOCKED = "This receipt was tried too often. Wait a quarter of an hour, then try again"


@unnamed
@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
def receipt(request: HttpRequest) -> HttpResponse:
    """Type the receipt. Tries are counted by its first part, for all processes at once."""
    form = ReceiptForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        at, told = timezone.now(), form.cleaned_data["receipt"]
        if not begin_try(of=told.look_up, kind=Kind.RECEIPT, at=at):
            form.add_error("receipt", LOCKED)
            return render(request, "concerns/report/come-back.html", {"form": form}, status=429)
        if returned_with(told) is not None:
            forgive_tries(of=told.look_up, kind=Kind.RECEIPT)
            return _let_in(told, at=at)
        form.add_error("receipt", WRONG)
    return render(request, "concerns/report/come-back.html", {"form": form})


@unnamed
@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """Where the report stands, what passed both ways, and a box to add to it."""
    at = timezone.now()
    found = _returned(request, at=at)
    if found is None:
        return redirect("concerns:receipt")
    returned, told = found
    form = AddForm(request.POST if request.method == "POST" else None, links=_words_only(returned))
    if request.method == "POST" and form.is_valid():
        try:
            add_to_report(returned=returned, words=form.cleaned_data["words"], at=at)
            return _let_in(told, at=at)
        except ValidationError as error:
            form.add_error("words", error)
    return render(request, "concerns/report/returned.html", _context(returned, form), status=422 if form.errors else 200)


@unnamed
@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
def say(request: HttpRequest, number: int) -> HttpResponse:
    """Say what one step of the route asks of its reporter, or say it anew. The address has its number alone."""
    at = timezone.now()
    found = _returned(request, at=at)
    if found is None:
        return redirect("concerns:receipt")
    returned, told = found
    book, step = book_of(returned.case.school), _step(returned, number)
    before = last_said(returned, step.id)
    form = StepForm(
        request.POST if request.method == "POST" else None,
        book=book,
        step=step,
        links=_words_only(returned),
        before=before[1] if before else {},
    )
    if request.method == "POST" and form.is_valid():
        try:
            take_reporters_step(returned=returned, step=step.id, facts=form.told(), at=at)
            return _let_in(told, at=at)
        except ValidationError as error:
            form.add_error(None, error)
    context = {"form": form, "step": step, "label": label_of(step), "before": before}
    return render(request, "concerns/report/say.html", context, status=422 if form.errors else 200)


@unnamed
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Have the browser forget the receipt."""
    response = redirect("concerns:receipt")
    drop(response, Cookie.RECEIPT, Cookie.SENT)
    return response


def _let_in(told: Receipt, *, at: datetime.datetime) -> HttpResponse:
    """To the report. The receipt goes along in a sealed cookie, for a while."""
    response = redirect("concerns:receipt-report")
    put(response, Cookie.RECEIPT, {"receipt": str(told)}, lasts=LASTS, at=at)
    return response


def returned_by(request: HttpRequest, *, at: datetime.datetime) -> Returned | None:
    """The report of whoever showed its receipt here, or sent it from here a moment ago; ``None`` for everybody else."""
    found = _returned(request, at=at)
    if found is not None:
        return found[0]
    told = held(request, Cookie.SENT, at=at)
    if told is None or told["whose"] != whose(request.scope):
        return None
    return sent_case(base64.b64decode(told["secret"]), at=at)


def _returned(request: HttpRequest, *, at: datetime.datetime) -> tuple[Returned, Receipt] | None:
    told = held(request, Cookie.RECEIPT, at=at)
    if told is None:
        return None
    try:
        receipt_ = read_receipt(told["receipt"])
    except NotAReceipt:
        return None
    returned = returned_with(receipt_)
    return (returned, receipt_) if returned is not None else None


def _words_only(returned: Returned) -> bool:
    """Whether a link could lead to a picture of a child."""
    return returned.case.route == RouteId.INDECENT_IMAGES.value


def _step(returned: Returned, number: int) -> Step:
    steps = book_of(returned.case.school).get(RouteId(returned.case.route)).steps
    step = steps[number - 1] if 0 < number <= len(steps) else None
    if step is None or step not in reporters_steps(returned):
        raise Http404
    return step


def _context(returned: Returned, form: AddForm) -> dict[str, Any]:
    case, book = returned.case, book_of(returned.case.school)
    route = book.get(RouteId(case.route))
    numbers = {step.id: number for number, step in enumerate(route.steps, 1)}
    steps = [
        {"label": label_of(step), "number": numbers[step.id], "before": last_said(returned, step.id)}
        for step in reporters_steps(returned)
        if step.id in numbers
    ]
    return {
        "form": form,
        "stage": stage_of(returned).value,
        "sent_at": case.opened_at,
        "checkpoint": note_of_report(str(case.pk)),
        "closed": case.closed_at is not None,
        "exchanged": [(one, one.item.kind == ItemKind.MESSAGE) for one in exchanged(returned)],
        "steps": steps,
        "words_only": _words_only(returned),
        "takes_files": takes_files(case),
        "files": files_added(returned),
        "is_attack": case.route == RouteId.CYBERBULLYING.value,
        "contacts": contacts_of(case.school, outside_contacts(route)),
    }
