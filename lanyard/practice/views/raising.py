"""Where to take a worry: one page that asks nothing and keeps nothing (1.2.3, 2.3.8)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lanyard.people.models import School
from lanyard.people.rights import needs
from lanyard.policy.raising import Way
from lanyard.practice.registers import Registers, registers_of


@needs("use")
@require_safe
def ways(request: HttpRequest) -> HttpResponse:
    """Every way to raise something. Which one a person reads is nobody's business, so none has an address of its own."""
    registers = registers_of(request.scope.school)
    linked = request.policy.pack.linked
    shown = [_shown(way, registers, request.scope.school, linked) for way in registers.ways]
    return render(request, "practice/raise.html", {"ways": shown})


def _shown(way: Way, registers: Registers, school: School, linked) -> dict:
    return {
        "way": way,
        "contacts": [contact for id_ in way.tell if (contact := registers.contact(id_, school))],
        "law": [entry for entry in registers.law if entry.id in way.law],
        "procedure": linked[way.procedure].title if way.procedure in linked else "",
        "feature": registers.feature(way.page) if way.page else None,
    }
