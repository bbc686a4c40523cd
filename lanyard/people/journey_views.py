"""The pages of a journey: its start, each question, check your answers, and throwing a draft away."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from .actions import drafts as actions
from .journeys import Asked, Journey, Page, said_in
from .models import Draft
from .queries import drafts as queries
from .rights import needs

View = Callable[..., HttpResponse]


def start(kind: type[Journey]) -> View:
    """The first page: what this is for, and what was begun and not sent."""

    @needs(kind.permission)
    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request: HttpRequest) -> HttpResponse:
        journey = kind()
        told = request.POST if request.method == "POST" else {}
        given = {name: told[name][:100] for name in journey.takes if told.get(name)}
        asked = asked_of(request, given)
        if not journey.may_begin(asked):
            raise Http404
        if request.method == "POST":
            return begin(request, journey, given)
        unsent = queries.unsent_drafts(request.scope, journey.name)
        context = {"journey": journey, "unsent": unsent, **journey.start_context(asked)}
        return render(request, journey.start_template, context)

    return _of(kind, view)


def begin(request: HttpRequest, journey: Journey, given: dict[str, str]) -> HttpResponse:
    """Begin a journey with what the page before handed over, and show its first question."""
    body = {"given": given, "said": {}}
    draft = actions.begin_draft(scope=request.scope, journey=journey.name, body=body, at=timezone.now())
    return redirect(_open_page(request, journey, draft, body))


def step(kind: type[Journey]) -> View:
    """One question."""

    @needs(kind.permission)
    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request: HttpRequest, draft: uuid.UUID, step: str) -> HttpResponse:
        journey = kind()
        held = _held(request, journey, draft)
        if held.sent_at:
            return redirect(held.led_to)
        body = queries.body_of(held)
        pages = journey.walk(asked_of(request, body["given"]), body["said"])
        page = next((each for each in pages if each.step.slug == step), None)
        if page is None:
            return redirect(_address(request, journey, held, pages))
        if request.method == "POST":
            body["said"][step] = said_in(page.form, request.POST)
            actions.change_draft(draft=held, body=body, at=timezone.now())
            again = journey.walk(asked_of(request, body["given"]), body["said"])
            good = any(each.step.slug == step and each.is_done for each in again)
            return redirect(_address(request, journey, held, again) if good else request.path)
        return render(request, page.step.template, _step_context(request, journey, held, pages, page))

    return _of(kind, view)


def check(kind: type[Journey]) -> View:
    """Check your answers, and send."""

    @needs(kind.permission)
    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request: HttpRequest, draft: uuid.UUID) -> HttpResponse:
        journey = kind()
        held = _held(request, journey, draft)
        if held.sent_at:
            return redirect(held.led_to)
        body = queries.body_of(held)
        asked = asked_of(request, body["given"])
        pages = journey.walk(asked, body["said"])
        if not pages[-1].is_done:
            return redirect(_address(request, journey, held, pages))
        problems: list[str] = []
        if request.method == "POST":
            led_to, problems = _send(request, journey, draft)
            if led_to:
                return redirect(led_to)
        context = {
            "journey": journey,
            "draft": held,
            "rows": _rows(request, journey, held, pages),
            "back": _link(request, journey, held, pages[-1]),
            "asked": asked,
            "problems": [{"text": text} for text in problems],
        }
        return render(request, journey.check_template, context, status=409 if problems else 200)

    return _of(kind, view)


def discard(kind: type[Journey]) -> View:
    """Throw a draft away."""

    @needs(kind.permission)
    @require_POST
    def view(request: HttpRequest, draft: uuid.UUID) -> HttpResponse:
        held = _held(request, kind(), draft)
        if not held.sent_at:
            actions.delete_draft(draft=held)
        return redirect(_reverse(request, kind.name))

    return _of(kind, view)


def _of(kind: type[Journey], view: View) -> View:
    """Say on the view whose it is: whoever goes through all addresses needs a draft to open it with."""
    view.journey = kind
    return view


def asked_of(request: HttpRequest, given: dict[str, str]) -> Asked:
    """What the steps of a journey may look at on this request."""
    return Asked(scope=request.scope, on=request.scope.on, policy=request.policy, given=given)


def _send(request: HttpRequest, journey: Journey, id_: uuid.UUID) -> tuple[str, list[str]]:
    """Make the record once, however often the button is pressed: where it led, or what is wrong."""
    at = timezone.now()
    try:
        with transaction.atomic():
            held = queries.draft_of(request.scope, journey.name, id_, locked=True)
            if held is None:
                raise Http404
            if held.sent_at:
                return held.led_to, []
            body = queries.body_of(held)
            asked = asked_of(request, body["given"])
            if not journey.walk(asked, body["said"])[-1].is_done:
                return request.path, []
            led_to = journey.finish(asked, by=request.user, at=at)
            actions.mark_sent(draft=held, led_to=led_to, at=at)
            return led_to, []
    except ValidationError as error:
        return "", list(error.messages)


def _held(request: HttpRequest, journey: Journey, id_: uuid.UUID) -> Draft:
    held = queries.draft_of(request.scope, journey.name, id_)
    if held is None:
        raise Http404
    return held


def _step_context(request: HttpRequest, journey: Journey, held: Draft, pages: list[Page], page: Page) -> dict[str, Any]:
    at = pages.index(page)
    back = _link(request, journey, held, pages[at - 1]) if at else _reverse(request, journey.name)
    done = _reverse(request, f"{journey.name}-check", held.pk) if pages[-1].is_done else ""
    return {"journey": journey, "draft": held, "form": page.form, "back": back, "check": done, "asked": page.form.asked}


def _rows(request: HttpRequest, journey: Journey, held: Draft, pages: list[Page]) -> list[dict[str, Any]]:
    return [
        {
            "key": {"text": label},
            "value": {"text": said},
            "actions": {
                "items": [{"href": _link(request, journey, held, page), "text": "Change", "visually_hidden_text": label}]
            },
        }
        for page in pages
        for label, said in page.form.rows()
    ]


def _open_page(request: HttpRequest, journey: Journey, held: Draft, body: dict[str, Any]) -> str:
    return _address(request, journey, held, journey.walk(asked_of(request, body["given"]), body["said"]))


def _address(request: HttpRequest, journey: Journey, held: Draft, pages: list[Page]) -> str:
    """The first page that is not answered well, or the last one: check your answers."""
    if pages[-1].is_done:
        return _reverse(request, f"{journey.name}-check", held.pk)
    return _link(request, journey, held, pages[-1])


def _link(request: HttpRequest, journey: Journey, held: Draft, page: Page) -> str:
    return _reverse(request, f"{journey.name}-step", held.pk, page.step.slug)


def _reverse(request: HttpRequest, name: str, *args: Any) -> str:
    """An address of the same app as the page that asks."""
    space = request.resolver_match.namespace
    return reverse(f"{space}:{name}" if space else name, args=args)
