"""Sending a report: what it is for, one question a page, check, send, and the receipt."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from lanyard.concerns.actions import drafts as actions
from lanyard.concerns.actions.reports import file_report
from lanyard.concerns.forms.report_steps import Page
from lanyard.concerns.interview import Telling, report_of
from lanyard.concerns.queries.holders import holders_of, takes_reports
from lanyard.people import checkpoints
from lanyard.policy.routes.opening import Opening

from . import report_drafts as drafts
from .report_cookies import Cookie, drop
from .report_pages import contacts_of, receivers_in_words, urgent_contacts
from .report_receipt import keep_sent, sent_case
from .report_visitor import for_reporters, to_sign_in, unnamed, visitor_of


@for_reporters
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """What this is for, how long it takes, what happens, whom to phone at once; and to begin."""
    visitor, at = request.visitor, timezone.now()
    takes = takes_reports(visitor.school)
    if request.method == "POST" and takes:
        response = redirect(_question(1))
        drafts.begin(request, response, visitor, at=at)
        return response
    context = {
        "school": visitor.school,
        "takes": takes,
        "held": drafts.found(request, visitor, at=at) is not None,
        "contacts": urgent_contacts(visitor.school),
    }
    return render(request, "concerns/report/start.html", context, status=409 if request.method == "POST" else 200)


@unnamed
@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, number: int) -> HttpResponse:
    """One question. What was typed is kept before anything else is looked at, also where a sign-in has ended."""
    at = timezone.now()
    visitor = visitor_of(request, at=at)
    draft = drafts.found(request, visitor, at=at)
    if draft is None:
        return to_sign_in() if visitor is None else redirect("concerns:report")
    page = next((each for each in draft.pages if each.number == number), None)
    if request.method == "POST" and page is not None:
        draft = drafts.say(draft, page, request.POST, at=at)
        page = next((each for each in draft.pages if each.number == number), None)
        if visitor is None:
            return to_sign_in()
        good = page is None or page.is_done
        return redirect(_open_page(draft.pages) if good else _question(number))
    if visitor is None:
        return to_sign_in()
    if page is None:
        return redirect(_open_page(draft.pages))
    return render(request, page.form.template, _question_context(draft, page))


@for_reporters
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Check the answers, and send. A second press finds what the first one made."""
    visitor, at = request.visitor, timezone.now()
    draft = drafts.found(request, visitor, at=at)
    if draft is None:
        return _again(request)
    if not draft.pages[-1].is_done:
        return redirect(_open_page(draft.pages))
    problem = ""
    if request.method == "POST":
        try:
            return _send(request, draft)
        except ValidationError as error:
            problem = error.messages[0]
    opening = draft.telling.opening
    context = {
        "rows": _rows(draft.pages),
        "back": _question(draft.pages[-1].number),
        "receivers": receivers_in_words(opening),
        "nobody": _reaches_nobody(draft.telling, opening),
        "contacts": contacts_of(visitor.school, opening.shown.contacts),
        "in_danger": "danger" in {script.id for script in opening.shown.scripts},
        "scripts": opening.shown.scripts,
        "telling": draft.telling,
        "problems": [{"text": problem}] if problem else [],
    }
    return render(request, "concerns/report/check.html", context, status=409 if problem else 200)


@for_reporters
@require_http_methods(["GET", "HEAD", "POST"])
def discard(request: HttpRequest) -> HttpResponse:
    """Throw away what was begun, after asking."""
    if request.method != "POST":
        return render(request, "concerns/report/discard.html")
    at = timezone.now()
    draft = drafts.found(request, request.visitor, at=at)
    if draft is not None:
        actions.delete_draft(draft=draft.row)
    response = redirect("concerns:report")
    drop(response, Cookie.DRAFT)
    return response


def _send(request: HttpRequest, draft: drafts.Held) -> HttpResponse:
    """File it, delete the draft, and lead to the receipt, which stands in no address."""
    at, telling = timezone.now(), draft.telling
    report = report_of(telling, [row for page in draft.pages for row in page.form.report_rows()])
    openly = telling.scope is not None and report.reporter.is_named and not report.reporter.kept_back
    told = {"draft": draft.key.secret, "by": request.user if openly else None, "at": at}
    filed = file_report(school=telling.school, report=report, **told)
    # The worker does it as well; done here, it stands on the receipt that is shown next.
    checkpoints.send(school=telling.school, report=str(filed.case.pk), at=at)
    actions.delete_draft(draft=draft.row)
    response = redirect("concerns:report-sent")
    drop(response, Cookie.DRAFT)
    keep_sent(response, draft.key.secret, telling, visitor=request.visitor, at=at)
    return response


def _again(request: HttpRequest) -> HttpResponse:
    """Where a draft is gone: to the receipt, if it was sent a moment ago, else to the beginning."""
    at = timezone.now()
    secret = drafts.secret_in(request, at=at)
    response = redirect("concerns:report")
    if secret is not None and sent_case(secret, at=at) is not None:
        response = redirect("concerns:report-sent")
        keep_sent(response, secret, None, visitor=request.visitor, at=at)
    drop(response, Cookie.DRAFT)
    return response


def _reaches_nobody(telling: Telling, opening: Opening) -> bool:
    """Whether nobody who may receive it has made a key yet: then somebody has to be phoned."""
    told = {"but": telling.left_out, "but_roles": opening.left_out}
    return not holders_of(telling.school, opening.receivers.roles, **told, on=telling.on)


def _question_context(draft: drafts.Held, page: Page) -> dict[str, Any]:
    at = draft.pages.index(page)
    telling = draft.telling_before(page)
    answers, shown = telling.opening_answers, telling.shown
    return {
        "form": page.form,
        "back": _question(draft.pages[at - 1].number) if at else reverse("concerns:report"),
        "check": draft.pages[-1].is_done,
        "in_danger": "danger" in {script.id for script in shown.scripts} and not page.form.says_what_is_urgent,
        "words_only": answers.may_show_a_child and not page.form.says_what_is_urgent,
        "scripts": shown.scripts,
        "contacts": contacts_of(telling.school, shown.contacts),
        "signed": telling.signed,
    }


def _rows(pages: list[Page]) -> list[dict[str, Any]]:
    return [
        {
            "key": {"text": label},
            "value": {"text": said},
            "actions": {"items": [{"href": _question(page.number), "text": "Change", "visually_hidden_text": label}]},
        }
        for page in pages
        for label, said in page.form.rows()
    ]


def _open_page(pages: list[Page]) -> str:
    """The first page that is not answered well, or the last one: check your answers."""
    return reverse("concerns:report-check") if pages[-1].is_done else _question(pages[-1].number)


def _question(number: int) -> str:
    return reverse("concerns:report-question", args=[number])
