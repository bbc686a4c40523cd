"""The receipt, shown once it is earned, to the browser that sent the report and for some minutes only."""

from __future__ import annotations

import base64
import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from lanyard.concerns.interview import Telling
from lanyard.concerns.queries.receipts import Returned, files_added, returned_with, takes_files
from lanyard.concerns.routes import book_of
from lanyard.concerns.store import receipt_key
from lanyard.policy.routes.kinds import RouteId
from lanyard.practice.views.paper import qr
from lanyard.proof.receipts import make_receipt_from
from lanyard.records.log.checkpoints import note_of_report

from .report_cookies import Cookie, drop, held, put
from .report_pages import contacts_of, outside_contacts
from .report_visitor import Visitor, for_reporters

#: How long the receipt can be shown again, for whoever pressed twice or could not print at once.
SHOWN_FOR = datetime.timedelta(minutes=10)


def sent_case(secret: bytes, *, at: datetime.datetime) -> Returned | None:
    """What a draft's secret made, if that was a moment ago."""
    returned = returned_with(make_receipt_from(secret, key=receipt_key()))
    return returned if returned is not None and returned.case.opened_at + SHOWN_FOR > at else None


def keep_sent(response: HttpResponse, secret: bytes, telling: Telling | None, *, visitor: Visitor, at: datetime.datetime) -> None:
    """Let the browser show the receipt for some minutes. Without the telling only what everybody may see comes along."""
    told: dict[str, Any] = {"secret": base64.b64encode(secret).decode("ascii"), "whose": visitor.whose}
    if telling is not None:
        opening = telling.opening
        told |= {
            "contacts": list(opening.shown.contacts),
            "scripts": [script.id for script in opening.shown.scripts],
            "judgement": opening.ask_for_judgement and telling.scope is not None,
        }
    put(response, Cookie.SENT, told, lasts=SHOWN_FOR, at=at)


@for_reporters
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
def sent(request: HttpRequest) -> HttpResponse:
    """The receipt, what happens next, whom to phone and what to say. “I have it” puts it away."""
    at = timezone.now()
    told = held(request, Cookie.SENT, at=at)
    returned = sent_case(base64.b64decode(told["secret"]), at=at) if told else None
    theirs = told is not None and told["whose"] == request.visitor.whose
    if request.method == "POST" or told is None or returned is None or not theirs:
        response = redirect("concerns:receipt" if request.method == "POST" else "concerns:report")
        drop(response, Cookie.SENT)
        return response
    receipt = str(make_receipt_from(base64.b64decode(told["secret"]), key=receipt_key()))
    case, book = returned.case, book_of(returned.case.school)
    route = book.get(RouteId(case.route))
    context = {
        "receipt": receipt,
        "groups": receipt.split("-"),
        "code": qr(receipt),
        "sent_at": case.opened_at,
        "checkpoint": note_of_report(str(case.pk)),
        "contacts": contacts_of(case.school, told.get("contacts", outside_contacts(route))),
        "scripts": [book.script(each) for each in told.get("scripts", route.scripts)],
        "judgement": told.get("judgement", False),
        "words_only": route.id == RouteId.INDECENT_IMAGES,
        "route": route,
        "takes_files": takes_files(case),
        "files": files_added(returned),
        "is_attack": route.id == RouteId.CYBERBULLYING,
    }
    return render(request, "concerns/report/receipt.html", context)
