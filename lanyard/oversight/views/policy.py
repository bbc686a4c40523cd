"""The policy: its contents, each clause, trying an example, the whole as one document."""

from __future__ import annotations

import datetime
from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from lanyard.oversight import clause_page
from lanyard.oversight.history import adopted
from lanyard.people.rights import needs
from lanyard.policy.pack import Clause
from lanyard.practice.registers import registers_of
from lanyard.practice.views.ask import open_journey


@needs("use")
@require_safe
def policy(request: HttpRequest) -> HttpResponse:
    """The contents, with the record that put this version in force (1.2.1)."""
    return render(request, "oversight/policy.html", _contents(request))


@needs("use")
@require_safe
def clause(request: HttpRequest, id: str) -> HttpResponse:  # noqa: A002 - the name in the address
    """One clause with everything that makes it live."""
    found = _clause(request, id)
    if found.id != id:
        return redirect("oversight:clause", id=found.id)
    school = request.scope.school
    told = (request.policy.pack, found, registers_of(school), adopted(school))
    page = clause_page.build(*told, school=school, on=request.scope.on)
    context = {"page": page, "clause": found, "before": _link(page.before), "after": _link(page.after)}
    return render(request, "oversight/clause.html", context)


@needs("use")
@require_POST
def try_example(request: HttpRequest, id: str, number: int) -> HttpResponse:  # noqa: A002
    """Start a journey from a clause's example: its facts are answered, and can be changed."""
    found = _clause(request, id)
    if not 1 <= number <= len(found.examples):
        raise Http404
    return redirect(open_journey(request, dict(found.examples[number - 1].situation)))


@needs("use")
@require_safe
def print_all(request: HttpRequest) -> HttpResponse:
    """The whole policy as one document, for paper."""
    return render(request, "oversight/print.html", _contents(request))


def _link(clause: Clause | None) -> dict[str, str] | None:
    """A clause as the link before or after another."""
    if clause is None:
        return None
    return {"href": reverse("oversight:clause", args=[clause.id]), "label_text": f"{clause.number} {clause.title}"}


def _contents(request: HttpRequest) -> dict:
    """The clauses by section, with the record that put the version in force."""
    pack = request.policy.pack
    sections = [(section, list(clauses)) for section, clauses in groupby(pack.clauses, key=lambda clause: clause.section)]
    return {"policy": request.policy, "sections": sections, "review_due": _day(pack.settings["review_due"])}


def _day(told: str) -> datetime.date | str:
    try:
        return datetime.date.fromisoformat(told)
    except ValueError:
        return told


def _clause(request: HttpRequest, name: str) -> Clause:
    try:
        return request.policy.pack.clause(name)
    except KeyError as error:
        raise Http404 from error
