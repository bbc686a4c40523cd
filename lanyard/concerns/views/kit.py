"""When an adult is attacked online (2.8): support, what helps against each kind, and the tracker of a case.

Who opens the first three is recorded nowhere: no log line names them, and nothing is kept of a visit.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from lanyard.concerns.opened import OpenCase
from lanyard.concerns.platforms import ANSWERED, CLOCK, INTIMATE, TOLD, category_of, told_platforms
from lanyard.people.models import School
from lanyard.people.rights import needs
from lanyard.policy.contacts import Contact
from lanyard.policy.routes.cyberbullying import laws_for, reporting_ways
from lanyard.policy.routes.history import NOT_KNOWN
from lanyard.policy.routes.steps import next_steps
from lanyard.policy.routes.wishes import wishes
from lanyard.practice.registers import registers_of

from .cases import of_own_case
from .report_pages import contacts_of
from .report_return import returned_by
from .report_visitor import View, to_sign_in, unnamed, visitor_of

BESIDE = ("union",)
TALK = ("education-support",)
DOWN = ("posh-helpline", "report-harmful-content")
#: Open to everybody whoever employs them, and free.
FREE = ("education-support", "posh-helpline")
EMPLOYEES = ("employee-counselling",)
WANTS = ("wants_told", "wants_action", "wants_police")


def for_readers(view: View) -> View:
    """Give a page its school: by a sign-in, the school's link, or a receipt. Whoever reads it is named nowhere."""

    @unnamed
    @wraps(view)
    def opened(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        at = timezone.now()
        visitor = visitor_of(request, at=at)
        returned = returned_by(request, at=at) if visitor is None else None
        if visitor is None and returned is None:
            return to_sign_in()
        school = visitor.school if visitor is not None else returned.case.school
        return view(request, school, *args, **kwargs)

    return opened


@for_readers
@require_safe
def support(request: HttpRequest, school: School) -> HttpResponse:
    """Support for every adult: somebody at their side, somebody to talk to, help with taking it down."""
    context = {
        "beside": contacts_of(school, BESIDE),
        "talk": contacts_of(school, TALK),
        "down": contacts_of(school, DOWN),
        "free": contacts_of(school, FREE),
        "employees": _named(school, EMPLOYEES),
    }
    return render(request, "concerns/kit/support.html", context)


@for_readers
@require_safe
def kinds(request: HttpRequest, school: School) -> HttpResponse:
    """What to do first, and which kind of attack it is."""
    return render(request, "concerns/kit/kinds.html", {"kit": registers_of(school).kit})


@for_readers
@require_safe
def category(request: HttpRequest, school: School, category: str) -> HttpResponse:
    """What helps against one kind of attack: the platform, whom to tell, the law."""
    registers = registers_of(school)
    found = next((one for one in registers.kit if one.id == category), None)
    if found is None:
        raise Http404
    context = {
        "category": found,
        "ways": reporting_ways(found, registers.platforms),
        "laws": laws_for(found, registers.law),
        "contacts": contacts_of(school, found.tell),
        "clock": _clock(school) if found.clock == CLOCK else "",
    }
    return render(request, "concerns/kit/category.html", context)


@needs("handle cases")
@require_safe
@of_own_case
def platforms(request: HttpRequest, opened: OpenCase) -> HttpResponse:
    """What was reported where, until when the platform has, what it did; and what the person wants."""
    school = opened.case.school
    registers = registers_of(school)
    found = category_of(opened, registers.kit)
    offered = next_steps(opened.book, opened.standing, opened.actor(request.scope.adult, request.scope.roles))
    wanted = ("category-chosen", TOLD, INTIMATE, ANSWERED, "wishes-recorded")
    context = {
        "case": opened.case,
        "told": told_platforms(opened, at=timezone.now()),
        "steps": [step for step in offered if step.id in wanted],
        "category": found,
        "ways": reporting_ways(found, registers.platforms) if found else (),
        "laws": laws_for(found, registers.law) if found else (),
        "wishes": _wishes(opened),
        "last_resort": contacts_of(school, ("report-harmful-content", "posh-helpline")),
    }
    return render(request, "concerns/kit/platforms.html", context)


def _wishes(opened: OpenCase) -> list[tuple[str, str]]:
    now = wishes(opened.standing)
    rows = []
    for id_, value in zip(WANTS, (now.told, now.action, now.police), strict=True):
        fact = opened.book.fact(id_)
        said = next((option.label for option in fact.options if option.id == value), value)
        rows.append((fact.label, "Not known" if said == NOT_KNOWN else said))
    return rows


def _clock(school: School) -> str:
    clock = registers_of(school).clocks.get(CLOCK)
    checked = max((source.checked for source in clock.sources), default=None)
    told = f"Note the day and the time at which you report it. The platform has {clock.count} hours, through the weekend."
    doubt = f" Not verified: {' '.join(clock.unverified)}" if clock.unverified else ""
    return f"{told}{doubt}" + (f" Last checked on {checked.day} {checked:%B %Y}." if checked else "")


def _named(school: School, ids: Iterable[str]) -> list[Contact]:
    """Contacts that are shown although nobody may phone them yet: their note says why."""
    wanted = tuple(ids)
    return [contact for contact in registers_of(school).contacts if contact.id in wanted and (contact.note or contact.reachable)]
