"""What was found on school equipment: one's own tellings, and those that wait for one's decision (2.4.6)."""

from __future__ import annotations

import datetime
import uuid
from dataclasses import dataclass

from lanyard.people.models import Adult, RoleHeld, School
from lanyard.people.queries import Scope
from lanyard.people.queries.days import bound, held
from lanyard.people.rights import PERMISSIONS
from lanyard.practice.models import FINAL_OUTCOMES, FoundContent, FoundStep
from lanyard.practice.sealed_words import unseal

from .leaders import leaders_of


@dataclass(frozen=True)
class Found:
    """What was found, with its words and what was decided."""

    found: FoundContent
    what: str
    where: str
    device: str
    steps: tuple[tuple[FoundStep, str], ...]

    @property
    def is_decided(self) -> bool:
        """Whether nothing further is decided here."""
        return bool(self.steps) and self.steps[-1][0].outcome in FINAL_OUTCOMES


def keepers_of(school: School, *, on: datetime.date) -> frozenset[int]:
    """Who keeps the school's equipment on a day, as ids of adults."""
    roles = RoleHeld.objects.filter(held(on), role__in=PERMISSIONS["manage equipment"].roles)
    found = Adult.objects.filter(bound(on), school=school, pk__in=roles.values("adult"))
    return frozenset(found.values_list("pk", flat=True))


def deciders_of(found: FoundContent, *, on: datetime.date) -> frozenset[int]:
    """Who may decide on a day what becomes of it, as ids of adults: nobody whom it may concern.

    Whoever keeps the equipment. Where it may concern one of them, the head teacher in their place, and
    the chair of governors where it may concern a head or there is none.
    """
    concerned = {found.concerned_id, *(step.concerned_id for step in found.steps.all())} - {None}
    keepers = keepers_of(found.school, on=on)
    if not concerned & keepers:
        return keepers - concerned
    leaders = leaders_of(found.school, on=on)
    if concerned & leaders.heads or not leaders.heads:
        return leaders.chairs - concerned
    return leaders.heads - concerned


def found_to_decide(scope: Scope) -> list[Found]:
    """What this person may decide about, what waits first."""
    if not scope.can("answer found content"):
        return []
    rows = FoundContent.objects.filter(school=scope.school).select_related("finder", "equipment", "concerned", "school")
    shown = [opened(each) for each in rows.prefetch_related("steps__by") if scope.adult.pk in deciders_of(each, on=scope.on)]
    return sorted(shown, key=lambda each: (each.is_decided, each.found.told_at))


def one_to_decide(scope: Scope, id_: uuid.UUID) -> Found | None:
    """One about which this person may decide; ``None`` for any other."""
    return next((each for each in found_to_decide(scope) if each.found.pk == id_), None)


def own_found(scope: Scope) -> list[Found]:
    """What the person told of, the latest first."""
    rows = FoundContent.objects.filter(school=scope.school, finder=scope.adult).select_related("equipment", "school")
    return [opened(each) for each in rows.prefetch_related("steps__by")]


def own_found_one(scope: Scope, id_: uuid.UUID) -> Found | None:
    """One that the person told of; ``None`` for anybody else's."""
    return next((each for each in own_found(scope) if each.found.pk == id_), None)


def opened(found: FoundContent) -> Found:
    """What was found, with its words."""
    words = unseal(bytes(found.words), place=found.place)
    steps = tuple((step, unseal(bytes(step.words), place=step.place).get("reason", "")) for step in found.steps.all())
    device = found.equipment.called if found.equipment else words["device"]
    return Found(found, words["what"], words["where"], device, steps)
