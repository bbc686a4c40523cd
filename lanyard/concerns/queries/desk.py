"""A holder's own cases: in a list, a page at a time, without opening any; and several opened side by side."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import BooleanField, Case, Q, QuerySet, Value, When

from lanyard.concerns.models import CaseWrap
from lanyard.concerns.opened import OpenCase, Unlocked
from lanyard.concerns.queries.cases import open_wrap, wraps_of
from lanyard.people.models import Adult, School
from lanyard.people.queries import Scope
from lanyard.policy.routes.kinds import RouteId

#: Which of the cases are wanted, with what a person calls them.
STATES = {"open": "Open", "closed": "Closed"}


@dataclass(frozen=True)
class Listed:
    """One of a person’s cases in a list."""

    wrap: CaseWrap
    is_late: bool


def listed(scope: Scope, *, at: datetime.datetime, route: str = "", state: str = "") -> QuerySet[CaseWrap, int]:
    """The person’s own cases, as ids of their keys: those that are late first, then the newest.

    ``state`` is “open” or “closed”. The ids alone are sorted, so that a long list costs little;
    ``shown`` brings what stands in it.
    """
    found = wraps_of(scope)
    if route:
        found = found.filter(case__route=route)
    if state in STATES:
        found = found.filter(case__closed_at__isnull=state == "open")
    late = Q(case__closed_at__isnull=True, case__due_at__lt=at)
    is_late = Case(When(late, then=Value(True)), default=Value(False), output_field=BooleanField())
    ordered = found.select_related(None).order_by(is_late.desc(), "-case__opened_at", "case")
    return ordered.values_list("pk", flat=True)


def shown(ids: Sequence[int], *, at: datetime.datetime) -> list[Listed]:
    """What a list says of these, in their order. A row tells its way, its dates and nothing else; no case is opened."""
    found = CaseWrap.objects.filter(pk__in=ids).select_related("case").defer("wrapped", "case__wrapped_recovery").in_bulk()
    wraps = (found[id_] for id_ in ids if id_ in found)
    return [Listed(wrap, _is_late(wrap, at)) for wrap in wraps]


def _is_late(wrap: CaseWrap, at: datetime.datetime) -> bool:
    due = wrap.case.due_at
    return wrap.case.closed_at is None and due is not None and due < at


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
