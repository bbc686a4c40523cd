"""Declarations, agreements and protocols for the matrix of rights: each belongs to the owner, and the head decides."""

from __future__ import annotations

import datetime
from typing import Any

from django.utils import timezone

from lanyard.people.queries import scope_of
from lanyard.practice.actions import agreements, declarations, parents, protocols
from lanyard.practice.actions.agreements import PupilAsked
from lanyard.practice.approved_routes import approved_routes

WEEK = datetime.timedelta(days=7)


def declaration(world) -> dict[str, Any]:
    """Something that the owner declared to the head."""
    words = {"link": "club", "with_whom": "parent", "family": "Field", "known": "We sing together.", "since": "2019"}
    made = declarations.declare(scope=_scope(world.owner), words=words, by=world.owner.account, at=timezone.now())
    return {"id": made.pk}


def agreement(world) -> dict[str, Any]:
    """A request of the owner's to which the head has agreed."""
    return {"id": _agreement(world).pk}


def pupil_of_agreement(world) -> dict[str, Any]:
    """The pupil whom such a request is about."""
    return {"id": _agreement(world).pupils.get().pk}


def family(world) -> dict[str, Any]:
    """The link of that pupil’s parents."""
    return {"token": parents.make_link(pupil=_agreement(world).pupils.get(), at=timezone.now())}


def protocol(world) -> dict[str, Any]:
    """A protocol that the owner proposed."""
    today = timezone.localdate()
    told = {
        "title": "Netball club",
        "kind": "club",
        "pupils": "The team",
        "channels": ["email"],
        "hours": "School days",
        "supervision": "The deputy leader",
        "retention": "A year",
        "starts_on": today,
        "ends_on": today + WEEK,
        "review_on": today,
    }
    by, at = world.owner.account, timezone.now()
    return {"id": protocols.propose_protocol(scope=_scope(world.owner), told=told, replaces=None, by=by, at=at).pk}


def route(world) -> dict[str, Any]:
    """An approved route of the school’s own."""
    head = world.adults["role head"]
    told = {"channel": "email", "name": "Office", "how": "Copy in", "for_pupils": True, "for_parents": True}
    held = {"scope": _scope(head), "by": head.account, "at": timezone.now()}
    protocols.keep_starting_routes(starters=approved_routes(world.school), **held)
    return {"id": protocols.add_route(told=told, **held).pk}


def _agreement(world):
    today, at = timezone.localdate(), timezone.now()
    words = {"detail": "number", "purpose": "The trip", "channel": "Texts", "tried": "-", "safeguards": [], "more": ""}
    made = agreements.ask_agreement(
        scope=_scope(world.owner),
        pupils=[PupilAsked("A F, 6B", parent_email="parent@example.org")],
        starts_on=today,
        ends_on=today + WEEK,
        words=words,
        by=world.owner.account,
        at=at,
    )
    head = world.adults["role head"]
    agreements.decide_agreement(scope=_scope(head), agreement=made, agrees=True, by=head.account, at=at)
    return made


def _scope(adult):
    return scope_of(adult.account, on=timezone.localdate())
