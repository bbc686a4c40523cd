"""The desk: what needs a person, by when and why."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lanyard.people.dues import dues_of
from lanyard.people.rights import needs
from lanyard.practice import desk


@needs("use")
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Everything that needs the person who asks, the next deadline first."""
    dues = dues_of(request.scope)
    clauses = {clause.id: clause for clause in request.policy.pack.clauses}
    groups = desk.grouped(dues, on=request.scope.on)
    context = {
        "groups": [(group, [(line, clauses.get(line.due.clause)) for line in group.lines]) for group in groups],
        "summary": desk.summary(dues, on=request.scope.on),
        "several": desk.several(dues),
        "on": request.scope.on,
        "reads": request.scope.can("answer notes"),
        "keeps": request.scope.can("see checkpoints"),
        "signs": request.scope.can("manage sign-ins"),
        "works": request.scope.can("read jobs"),
    }
    return render(request, "practice/desk.html", context)
