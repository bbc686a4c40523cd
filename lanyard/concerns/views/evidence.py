"""Adding files: the question gate for these very files, where one comes from, and then the file. One at a time."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from lanyard.concerns.actions.exchange import add_to_report
from lanyard.concerns.adding import Adding, by_holder, by_reporter
from lanyard.concerns.forms.evidence import FileForm, FilesGateForm, OriginForm
from lanyard.concerns.opened import OpenCase
from lanyard.concerns.queries.receipts import Returned
from lanyard.concerns.sessions import is_upload
from lanyard.concerns.uploads import Sealing, receive, takes_upload
from lanyard.people.rights import needs
from lanyard.policy.routes.files import FilePermit
from lanyard.policy.routes.kinds import Answer

from .cases import DONE, of_own_case
from .report_cookies import Cookie, drop, held, put
from .report_pages import contacts_of
from .report_return import returned_by
from .report_visitor import unnamed

#: How long the answer at the gate counts, and for one file only.
ASKED_LASTS = datetime.timedelta(minutes=60)
ASKED = "files asked"
#: Whom to phone where a picture may show a child (2.7.4).
AT_ONCE = ("police-101", "police-emergency", "lado")
#: What the case is told where the holder of the receipt is not sure: whoever handles it has to know today.
STOPPED = (
    "Before adding a file I was asked whether it could show somebody who may be under 18 undressed or in a sexual way. "
    "I answered: {answer}. No file was sent."
)


@dataclass(frozen=True)
class Side:
    """Whose pages they are: the addresses of the three pages, and where they lead back."""

    adding: Adding
    gate: str
    about: str
    send: str
    back: str
    back_text: str
    returned: Returned | None = None


@unnamed
@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
def receipt_files(request: HttpRequest) -> HttpResponse:
    """The gate, for whoever holds the receipt."""
    side = _reporter_side(request)
    return _gate(request, side) if side else redirect("concerns:receipt")


@unnamed
@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
def receipt_file_about(request: HttpRequest) -> HttpResponse:
    """Where a file comes from, for whoever holds the receipt."""
    side = _reporter_side(request)
    return _about(request, side) if side else redirect("concerns:receipt")


@unnamed
@takes_upload
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
def receipt_file(request: HttpRequest) -> HttpResponse:
    """The file, from whoever holds the receipt."""
    side = _reporter_side(request)
    return _send(request, side) if side else redirect("concerns:receipt")


@needs("handle cases")
@require_http_methods(["GET", "HEAD", "POST"])
@of_own_case
def case_files(request: HttpRequest, opened: OpenCase) -> HttpResponse:
    """The gate, for whoever handles the case."""
    return _gate(request, _holder_side(request, opened))


@needs("handle cases")
@require_http_methods(["GET", "HEAD", "POST"])
@of_own_case
def case_file_about(request: HttpRequest, opened: OpenCase) -> HttpResponse:
    """Where a file comes from, for whoever handles the case."""
    return _about(request, _holder_side(request, opened))


@needs("handle cases")
@takes_upload
@require_http_methods(["GET", "HEAD", "POST"])
@of_own_case
def case_file(request: HttpRequest, opened: OpenCase) -> HttpResponse:
    """The file, from whoever handles the case."""
    return _send(request, _holder_side(request, opened))


def _reporter_side(request: HttpRequest) -> Side | None:
    returned = returned_by(request, at=timezone.now())
    if returned is None:
        return None
    names = ("receipt-files", "receipt-file-about", "receipt-file", "receipt-report")
    return Side(by_reporter(returned), *(reverse(f"concerns:{name}") for name in names), "Your report", returned)


def _holder_side(request: HttpRequest, opened: OpenCase) -> Side:
    names = ("case-files", "case-file-about", "case-file", "case")
    to = (reverse(f"concerns:{name}", args=[opened.case.pk]) for name in names)
    return Side(by_holder(opened, request.scope.adult, request.user), *to, "The case")


def _gate(request: HttpRequest, side: Side) -> HttpResponse:
    if not side.adding.is_offered:
        return _words_only(request, side)
    form = FilesGateForm(request.POST if request.method == "POST" else None, question=side.adding.question)
    if request.method == "POST" and form.is_valid():
        permit = side.adding.permit(form.answer)
        if isinstance(permit, FilePermit):
            response = redirect(side.about)
            _remember(request, response, side)
            return response
        return _stop(request, side, form)
    context = {"form": form, "side": side}
    return render(request, "concerns/evidence/gate.html", context, status=422 if form.errors else 200)


def _about(request: HttpRequest, side: Side) -> HttpResponse:
    if _permit(request, side) is None:
        return redirect(side.gate)
    form = OriginForm(request.POST if request.method == "POST" else None, at=timezone.now())
    if request.method == "POST" and form.is_valid():
        return _file_page(request, side, side.adding.seal(form.origin()))
    context = {"form": form, "side": side}
    return render(request, "concerns/evidence/about.html", context, status=422 if form.errors else 200)


def _send(request: HttpRequest, side: Side) -> HttpResponse:
    permit = _permit(request, side)
    if permit is None or not is_upload(request):
        # Answered before the body is read: where the gate is shut there is nobody to take a byte.
        return redirect(side.gate) if request.method != "POST" else _words_only(request, side)

    def take(sealing: Sealing) -> HttpResponse:
        try:
            side.adding.keep(sealing, at=timezone.now())
        except ValidationError as error:
            told = "" if sealing.problem else request.POST.get("origin", "")
            if not told:
                return _words_only(request, side, problem=error.messages[0], status=422)
            return _file_page(request, side, told, problem=error.messages[0])
        response = redirect(side.back)
        _forget(request, response, side)
        return response

    return receive(request, side.adding.case, permit, take)


def _file_page(request: HttpRequest, side: Side, origin: str, *, problem: str = "") -> HttpResponse:
    form = FileForm(data={} if problem else None)
    if problem and form.is_valid():
        form.add_error("file", problem)
    context = {"form": form, "side": side, "origin": origin}
    return render(request, "concerns/evidence/file.html", context, status=422 if problem else 200)


def _stop(request: HttpRequest, side: Side, form: FilesGateForm) -> HttpResponse:
    """Stop, whom to phone; and the case knows of it."""
    if side.returned is not None and side.returned.case.closed_at is None:
        said = dict(form.fields["shows_child"].choices)[form.answer.value]
        add_to_report(returned=side.returned, words=STOPPED.format(answer=said), at=timezone.now())
    school, book = side.adding.case.school, side.adding.question
    context = {"side": side, "contacts": contacts_of(school, AT_ONCE), "question": book}
    response = render(request, "concerns/evidence/stop.html", context)
    _forget(request, response, side)
    return response


def _words_only(request: HttpRequest, side: Side, *, problem: str = "", status: int | None = None) -> HttpResponse:
    permit = side.adding.permit(Answer.NO)
    reason = problem or ("Answer first what this file could show." if isinstance(permit, FilePermit) else permit.reason)
    context = {"side": side, "reason": reason, "again": side.gate if isinstance(permit, FilePermit) else ""}
    status = status or (403 if request.method == "POST" else 200)
    return render(request, "concerns/evidence/words-only.html", context, status=status)


def _permit(request: HttpRequest, side: Side) -> FilePermit | None:
    """The leave for the next file, where the gate was passed for it a while ago in this browser."""
    at = timezone.now()
    if side.returned is not None:
        told = held(request, Cookie.FILES, at=at)
    else:
        told = request.session.get(ASKED)
        told = told if told and told["until"] > at.timestamp() else None
    passed = told is not None and told["case"] == str(side.adding.case.pk)
    permit = side.adding.permit(Answer.NO if passed else None)
    return permit if isinstance(permit, FilePermit) else None


def _remember(request: HttpRequest, response: HttpResponse, side: Side) -> None:
    at, told = timezone.now(), {"case": str(side.adding.case.pk)}
    if side.returned is not None:
        put(response, Cookie.FILES, told, lasts=ASKED_LASTS, at=at)
    else:
        request.session[ASKED] = {**told, "until": (at + ASKED_LASTS).timestamp()}


def _forget(request: HttpRequest, response: HttpResponse, side: Side) -> None:
    """The next file is asked about anew."""
    if side.returned is not None:
        drop(response, Cookie.FILES)
        return
    request.session.pop(ASKED, None)
    request.session[DONE] = "The file is kept." if response.status_code == 302 else ""
