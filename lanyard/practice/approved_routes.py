"""The approved routes of a school: its own register, or until it keeps one, those of its pack (2.4.3)."""

from __future__ import annotations

from collections.abc import Sequence

from lanyard.people.models import School
from lanyard.practice.models import Route
from lanyard.practice.queries.protocols import keeps_own_register, routes_at
from lanyard.practice.starters import StarterRoute, starters_of

Shown = Route | StarterRoute


def approved_routes(school: School) -> Sequence[Shown]:
    """Every way of being in touch that the school has approved."""
    return list(routes_at(school)) if keeps_own_register(school) else list(starters_of(school).routes)


def routes_to(school: School, other: str | None) -> Sequence[Shown]:
    """The approved ways to a pupil or to a parent, named as the policy’s fact names them; none for anybody else."""
    routes = approved_routes(school)
    if other == "pupil":
        return [route for route in routes if route.for_pupils]
    if other == "parent":
        return [route for route in routes if route.for_parents]
    return []
