"""Cases, for whoever holds a key to them: the list, why one is opened, and the page of one."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from lanyard.components.paging import page_of
from lanyard.concerns.actions.readings import mark_seen, read_case
from lanyard.concerns.actions.steps import NotYours
from lanyard.concerns.carried import carried, carry
from lanyard.concerns.case_page import case_page, last_moment
from lanyard.concerns.chain import BrokenChain
from lanyard.concerns.evidence_block import evidence_block
from lanyard.concerns.forms.steps import FilterForm, ReadingForm
from lanyard.concerns.models import CaseWrap
from lanyard.concerns.queries.cases import open_wrap, wrap_of
from lanyard.concerns.queries.desk import STATES, listed, shown
from lanyard.concerns.queries.readings import has_read, mark_of
from lanyard.concerns.routes import book_of
from lanyard.concerns.sessions import needs_unlocked
from lanyard.people.paging import page_links
from lanyard.people.rights import needs
from lanyard.proof.sealing import CannotOpen

#: What was just done, for the page of the case to say, once.
DONE = "case done"


def of_own_case(view: Callable) -> Callable:
    """Give a view the person’s own case, opened, once they said why they open it.

    For everybody else there is no such case, as for one that never was. A case that is not as it was
    written is not shown at all: the page says so, and what to do.
    """

    def with_key(request: HttpRequest, wrap: CaseWrap, **more: Any) -> HttpResponse:
        try:
            opened = open_wrap(wrap, request.unlocked)
            if not has_read(opened, request.scope.adult, mark(request)):
                return redirect("concerns:case-read", wrap.case_id)
            return view(request, opened, **more)
        except (BrokenChain, CannotOpen):
            return broken(request, wrap)
        except NotYours as error:
            raise Http404 from error

    return of_own_wrap(wraps(view)(with_key))


def of_own_wrap(view: Callable) -> Callable:
    """Give a view the person’s key to a case, unlocked; whoever has none is not even asked to unlock anything."""
    unlocked = needs_unlocked(view)

    @wraps(view)
    def find(request: HttpRequest, id: uuid.UUID, **more: Any) -> HttpResponse:  # noqa: A002 - the name in the address
        wrap = wrap_of(request.scope, id)
        if wrap is None:
            raise Http404
        return unlocked(request, wrap=wrap, **more)

    return find


def broken(request: HttpRequest, wrap: CaseWrap | None) -> HttpResponse:
    """What stands in place of a case that is not as it was written."""
    reference = wrap.case.reference if wrap else ""
    return render(request, "concerns/cases/broken.html", {"reference": reference}, status=409)


def mark(request: HttpRequest) -> str:
    """What stands for this sign-in within a case."""
    return mark_of(request.session.session_key, request.scope.adult)


@needs("handle cases")
@require_safe
def cases(request: HttpRequest) -> HttpResponse:
    """The person’s own cases, what is late first; nothing says whether there are others."""
    route, state = request.GET.get("route", ""), request.GET.get("state", "")
    book = book_of(request.scope.school)
    titles = {each.id.value: each.title for each in book}
    route, state = route if route in titles else "", state if state in STATES else ""
    at = timezone.now()
    found = page_of(listed(request.scope, at=at, route=route, state=state), request.GET.get("page"))
    chosen = {name: value for name, value in (("route", route), ("state", state)) if value}
    context = {
        "lines": [
            (one, one.wrap.case, titles.get(one.wrap.case.route, ""), last_moment(one.wrap.case.due_at))
            for one in shown(list(found), at=at)
        ],
        "links": page_links(found, before=f"?{urlencode(chosen)}&" if chosen else "?"),
        "filters": FilterForm(titles, initial={"route": route, "state": state}),
        "is_filtered": bool(chosen),
    }
    return render(request, "concerns/cases/list.html", context)


@needs("handle cases")
@require_http_methods(["GET", "HEAD", "POST"])
@of_own_wrap
def read(request: HttpRequest, wrap: CaseWrap) -> HttpResponse:
    """Ask why a case is opened. The answer stands in the case from then on."""
    held = carried(request, request.unlocked, request.path)
    form = ReadingForm(data=request.POST if request.method == "POST" else held and held.said)
    if request.method == "POST":
        if not form.is_valid():
            carry(request, request.unlocked, request.path, names=form.fields)
            return redirect(request.path)
        told = form.cleaned_data
        try:
            read_case(
                scope=request.scope,
                unlocked=request.unlocked,
                case=wrap.case,
                reason=told["reason"],
                words=told["words"],
                mark=mark(request),
                by=request.user,
                at=timezone.now(),
            )
        except (BrokenChain, CannotOpen):
            return broken(request, wrap)
        except NotYours as error:
            raise Http404 from error
        except ValidationError as error:
            carry(request, request.unlocked, request.path, names=form.fields, error=error.messages[0])
            return redirect(request.path)
        return redirect("concerns:case", wrap.case_id)
    if held is not None and held.error and form.is_valid():
        form.add_error(None, held.error)
    return render(request, "concerns/cases/read.html", {"form": form, "reference": wrap.case.reference})


@needs("handle cases")
@require_safe
@of_own_case
def case(request: HttpRequest, opened) -> HttpResponse:
    """One case on one page."""
    at = timezone.now()
    mark_seen(scope=request.scope, case=opened.case, at=at)
    context = {
        "shown": case_page(opened, request.scope, at=at),
        "evidence": evidence_block(opened, request),
        "done": request.session.pop(DONE, ""),
    }
    return render(request, "concerns/cases/case.html", context)
