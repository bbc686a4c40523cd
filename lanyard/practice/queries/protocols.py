"""Protocols and approved routes: read by every adult of the school."""

from __future__ import annotations

import datetime
import uuid

from django.db.models import Exists, OuterRef, Q, QuerySet

from lanyard.people.models import School
from lanyard.people.queries import Scope
from lanyard.practice.models import Protocol, ProtocolDecision, Route


def live_on(on: datetime.date) -> Q:
    """Protocols on which contact may rest that day. One that was replaced is over for good once the other starts."""
    approved = Q(decision=ProtocolDecision.APPROVED, ended_at__isnull=True, starts_on__lte=on, ends_on__gte=on)
    newer = Protocol.objects.filter(replaces=OuterRef("pk"), decision=ProtocolDecision.APPROVED, starts_on__lte=on)
    return approved & ~Exists(newer)


def protocols_at(school: School) -> QuerySet[Protocol]:
    """Every protocol of a school."""
    return Protocol.objects.filter(school=school).select_related("proposed_by", "decided_by")


def live_protocols(scope: Scope) -> QuerySet[Protocol]:
    """The protocols in force on the day."""
    return protocols_at(scope.school).filter(live_on(scope.on))


def waiting_protocols(scope: Scope) -> QuerySet[Protocol]:
    """What was proposed and not decided: one's own; for those who manage protocols, everybody's."""
    found = protocols_at(scope.school).filter(decision__isnull=True)
    return found if scope.can("manage protocols") else found.filter(proposed_by=scope.adult)


def past_protocols(scope: Scope) -> QuerySet[Protocol]:
    """What was in force once or will be, and one's own that were not approved."""
    decided = protocols_at(scope.school).exclude(decision__isnull=True).exclude(live_on(scope.on))
    refused = Q(decision=ProtocolDecision.REFUSED)
    return decided if scope.can("manage protocols") else decided.filter(~refused | Q(proposed_by=scope.adult))


def protocol_for(scope: Scope, id_: uuid.UUID | str) -> Protocol | None:
    """One protocol that the person may read; ``None`` for any other."""
    for found in (live_protocols(scope), waiting_protocols(scope), past_protocols(scope)):
        if (one := found.filter(pk=id_).first()) is not None:
            return one
    return None


def routes_at(school: School) -> QuerySet[Route]:
    """The approved routes that the school itself keeps."""
    return Route.objects.filter(school=school, retired_at__isnull=True)


def route_for(scope: Scope, id_: uuid.UUID) -> Route | None:
    """One approved route of the person's school."""
    return routes_at(scope.school).filter(pk=id_).first()


def keeps_own_register(school: School) -> bool:
    """Whether the school keeps a register of its own, even one that it has emptied."""
    return Route.objects.filter(school=school).exists()
