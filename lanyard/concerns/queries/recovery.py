"""What nobody can open, who may be given a key to it, and the requests that wait for a second person."""

from __future__ import annotations

import datetime

from django.db.models import Exists, OuterRef, QuerySet

from lanyard.concerns.models import Case, CaseWrap, Holder, RecoveryRequest
from lanyard.concerns.opened import OpenCase
from lanyard.concerns.recovery_states import WAITS_FOR, Part
from lanyard.people.models import Adult, School
from lanyard.people.queries import Scope
from lanyard.records.jobs import UK

from .holders import ROLES, adults_holding, roles_of

SETTING_UP = "set up recovery"


def usable_keys(school: School, *, on: datetime.date) -> QuerySet[Holder]:
    """The keys at a school whose owners can open cases on a day: they are there, and hold a role that receives reports."""
    return Holder.objects.filter(school=school, ended_at__isnull=True, adult__in=adults_holding(school, ROLES, on=on))


def cases_nobody_opens(school: School, *, on: datetime.date) -> QuerySet[Case]:
    """The cases to which nobody who is there has a key. For actions and the operator: it is shown on no page."""
    opens = CaseWrap.objects.filter(case=OuterRef("pk"), holder__in=usable_keys(school, on=on))
    return Case.objects.filter(~Exists(opens), school=school).select_related("school").order_by("sequence")


def may_receive(opened: OpenCase, adult: Adult, *, on: datetime.date) -> bool:
    """Whether a case may come to somebody: they are not named, and did not hold a role that is left out.

    What counts is the day on which it was reported, too: “the head teacher” in a report stays whoever
    was head then, whatever they do now.
    """
    day = opened.case.opened_at.astimezone(UK).date()
    held = roles_of(frozenset({adult.pk}), on=on) | roles_of(frozenset({adult.pk}), on=day)
    return adult.pk not in opened.left_out and held.isdisjoint(opened.standing.left_out)


def receives_by_role(opened: OpenCase, adult: Adult, *, on: datetime.date) -> bool:
    """Whether a case comes to somebody by its route, and may."""
    receivers = opened.standing.receivers
    wanted = {*receivers.roles, *receivers.closers}
    return not wanted.isdisjoint(roles_of(frozenset({adult.pk}), on=on)) and may_receive(opened, adult, on=on)


def takers(scope: Scope) -> list[Adult]:
    """Whoever at the school has a key and could be given one to what nobody can open, by name."""
    keys = usable_keys(scope.school, on=scope.on)
    return list(Adult.objects.filter(pk__in=keys.values("adult")).order_by("name", "pk"))


def requests_of(scope: Scope, *, at: datetime.datetime) -> QuerySet[RecoveryRequest]:
    """The requests at the school that wait for a second person, for whoever may set recovery up."""
    if not scope.can(SETTING_UP):
        return RecoveryRequest.objects.none()
    found = RecoveryRequest.objects.filter(school=scope.school, ended_at__isnull=True, asked_at__gt=at - WAITS_FOR)
    return found.select_related("taker", "asked_by")


def part_of(scope: Scope, request: RecoveryRequest) -> Part:
    """What part somebody has in a request."""
    mine = scope.adult.pk
    allowed = bool(scope.can(SETTING_UP)) and request.school_id == scope.school.pk
    return Part(asked=request.asked_by_id == mine, receives=request.taker_id == mine, may_set_up=allowed)
