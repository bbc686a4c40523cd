"""A holder's own cases: in a list, a page at a time, without opening any; and several opened side by side."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from django.db.models import BooleanField, Case, Q, QuerySet, Value, When

from lanyard.concerns.models import CaseWrap
from lanyard.concerns.opened import OpenCase, Unlocked
from lanyard.concerns.queries.cases import open_wrap, wraps_of
from lanyard.people.models import Adult, School
from lanyard.people.queries import Scope
from lanyard.policy.routes.kinds import RouteId

#: Which of the cases are wanted, with what a person calls them.
STATES = {"open": "Open", "closed": "Closed"}


def listed(scope: Scope, *, at: datetime.datetime, route: str = "", state: str = "") -> QuerySet[CaseWrap]:
    """The person's own cases: those that are late first, then the newest. ``state`` is “open” or “closed”.

    A row says its way, when it came and by when something is to be done; no case is opened for it.
    """
    found = wraps_of(scope)
    if route:
        found = found.filter(case__route=route)
    if state in STATES:
        found = found.filter(case__closed_at__isnull=state == "open")
    late = Q(case__closed_at__isnull=True, case__due_at__lt=at)
    is_late = Case(When(late, then=Value(True)), default=Value(False), output_field=BooleanField())
    return found.annotate(is_late=is_late).order_by("-is_late", "-case__opened_at", "case")


def side_by_side(scope: Scope, unlocked: Unlocked, route: RouteId, *, only_open: bool) -> Iterator[OpenCase]:
    """The person's own cases on a route, opened, the newest first. Raises ``CannotOpen`` and ``BrokenChain``."""
    found = wraps_of(scope).filter(case__route=route.value, holder=unlocked.holder)
    if only_open:
        found = found.filter(case__closed_at__isnull=True)
    for wrap in found.select_related("case__school"):
        yield open_wrap(wrap, unlocked)


def names_of(school: School, ids: set[int]) -> dict[int, str]:
    """What adults are called, leavers too, by their ids."""
    return dict(Adult.objects.filter(school=school, pk__in=ids).values_list("pk", "name"))


def key_holders(opened: OpenCase) -> list[Adult]:
    """Who has a key to a case today, by name."""
    found = Adult.objects.filter(case_keys__wraps__case=opened.case, case_keys__ended_at__isnull=True)
    return list(found.order_by("name", "pk").distinct())
