"""Proposing, deciding and ending protocols (2.5.7), and keeping the register of approved routes (2.4.3)."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from lanyard.people.models import Account, School
from lanyard.people.queries import Scope
from lanyard.practice.models import Protocol, ProtocolDecision, Route
from lanyard.practice.queries.protocols import keeps_own_register
from lanyard.records import events

#: A protocol is looked at again within a year.
LONGEST = datetime.timedelta(days=366)


@transaction.atomic
def propose_protocol(
    *, scope: Scope, told: Mapping[str, Any], replaces: Protocol | None, by: Account, at: datetime.datetime
) -> Protocol:
    """Propose how an activity keeps in touch with pupils. It counts once a senior leader approves it."""
    if told["ends_on"] < max(told["starts_on"], scope.on):
        raise ValidationError("The last day must not be over already.")
    if told["ends_on"] - told["starts_on"] > LONGEST:
        raise ValidationError("It may run for a year at most, so that somebody looks at it again.")
    if replaces is not None and (replaces.school_id != scope.school.pk or replaces.decision != ProtocolDecision.APPROVED):
        raise ValidationError("Only a protocol that was approved can be replaced.")
    made = Protocol(school=scope.school, proposed_by=scope.adult, proposed_at=at, replaces=replaces, **told)
    made.save()
    events.append("protocol proposed", school=scope.school.pk, by=by.pk, at=at, protocol=made.pk)
    return made


@transaction.atomic
def decide_protocol(
    *, scope: Scope, protocol: Protocol, approves: bool, reason: str, by: Account, at: datetime.datetime
) -> Protocol:
    """Approve a protocol or not, as a senior leader; never one's own. What it replaces gives way once it starts."""
    held = Protocol.objects.select_for_update().get(pk=protocol.pk, school=scope.school)
    if held.proposed_by_id == scope.adult.pk:
        raise ValidationError("Nobody approves their own proposal. Another senior leader has to.")
    if not scope.can("manage protocols"):
        raise ValidationError("A senior leader decides this.")
    if held.decision is not None:
        raise ValidationError("It has been decided already.")
    if not approves and not reason.strip():
        raise ValidationError("Give the reason, so that it can be understood.")
    held.decision = ProtocolDecision.APPROVED if approves else ProtocolDecision.REFUSED
    held.decided_by, held.decided_at, held.reason = scope.adult, at, reason
    held.save(update_fields=["decision", "decided_by", "decided_at", "reason"])
    events.append("protocol decided", school=held.school_id, by=by.pk, at=at, protocol=held.pk, decision=held.decision)
    return held


@transaction.atomic
def end_protocol(*, scope: Scope, protocol: Protocol, by: Account, at: datetime.datetime) -> None:
    """End an approved protocol at once."""
    held = Protocol.objects.select_for_update().get(pk=protocol.pk, school=scope.school)
    if not scope.can("manage protocols"):
        raise ValidationError("A senior leader decides this.")
    if held.decision != ProtocolDecision.APPROVED or held.ended_at is not None or held.ends_on < scope.on:
        raise ValidationError("It is over already.")
    held.ended_by, held.ended_at = scope.adult, at
    held.save(update_fields=["ended_by", "ended_at"])
    events.append("protocol ended", school=held.school_id, by=by.pk, at=at, protocol=held.pk)


@transaction.atomic
def add_route(
    *, scope: Scope, told: Mapping[str, Any], replaces: Route | None = None, by: Account, at: datetime.datetime
) -> Route:
    """Put a way of being in touch on the school's register, in place of another one or beside them."""
    if replaces is not None:
        retire_route(scope=scope, route=replaces, by=by, at=at)
    made = Route(school=scope.school, added_by=scope.adult, added_at=at, **told)
    made.save()
    events.append("route added", school=scope.school.pk, by=by.pk, at=at, route=made.pk)
    return made


@transaction.atomic
def retire_route(*, scope: Scope, route: Route, by: Account, at: datetime.datetime) -> None:
    """Take a way of being in touch off the register."""
    held = Route.objects.select_for_update().get(pk=route.pk, school=scope.school)
    if held.retired_at is not None:
        raise ValidationError("It is off the register already.")
    held.retired_by, held.retired_at = scope.adult, at
    held.save(update_fields=["retired_by", "retired_at"])
    events.append("route retired", school=held.school_id, by=by.pk, at=at, route=held.pk)


@transaction.atomic
def keep_starting_routes(*, scope: Scope, starters: Iterable[Any], by: Account, at: datetime.datetime) -> None:
    """Make the routes that a register begins with the school's own, once: a school that has a register keeps it."""
    School.objects.select_for_update().get(pk=scope.school.pk)
    if keeps_own_register(scope.school):
        return
    for each in starters:
        told = {name: getattr(each, name) for name in ("channel", "name", "how", "for_pupils", "for_parents")}
        add_route(scope=scope, told=told, by=by, at=at)
