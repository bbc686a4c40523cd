"""The hub of everything that an adult can do under the policy."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lanyard.people.rights import needs
from lanyard.practice.hub import sections
from lanyard.practice.registers import registers_of


@needs("use")
@require_safe
def practise(request: HttpRequest) -> HttpResponse:
    """A plain list: acknowledge, declare, agree, note, protect."""
    found = sections(registers_of(request.scope.school).features)
    can = {name: bool(request.scope.can(name)) for name in ("see acknowledgements", "count acknowledgements")}
    context = {"sections": found, "sees": can["see acknowledgements"], "counts": can["count acknowledgements"]}
    return render(request, "practice/hub.html", context)
