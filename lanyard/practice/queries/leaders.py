"""Who decides about whom at a school on a day: nobody about themselves."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from lanyard.people.models import Role, RoleHeld, School
from lanyard.people.queries.days import held

People = frozenset[int]


@dataclass(frozen=True)
class Leaders:
    """Who leads a school on one day, as ids of adults."""

    heads: People
    deputies: People
    chairs: People

    def deciders(self, adult: int) -> People:
        """Who may decide, as a senior leader, about what an adult asks for (2.5.6).

        A head or a deputy; about a head, the chair of governors; so also where no other leader is left.
        """
        if adult in self.heads:
            return self.chairs - {adult}
        return (self.heads | self.deputies) - {adult} or self.chairs - {adult}

    def readers(self, adult: int) -> People:
        """To whom an adult declares (2.6.2): the head; a head to the chair of governors."""
        if adult in self.heads or not self.heads:
            return self.chairs - {adult}
        return self.heads - {adult}


def leaders_of(school: School, *, on: datetime.date) -> Leaders:
    """Who leads a school on a day."""
    found: dict[str, set[int]] = {role: set() for role in (Role.HEAD, Role.DEPUTY, Role.CHAIR)}
    rows = RoleHeld.objects.filter(held(on), role__in=found, adult__school=school).select_related("adult")
    for row in rows:
        if row.adult.is_in_scope(on):
            found[row.role].add(row.adult_id)
    return Leaders(frozenset(found[Role.HEAD]), frozenset(found[Role.DEPUTY]), frozenset(found[Role.CHAIR]))
