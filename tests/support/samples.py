"""What to put into addresses that have arguments, so that the matrix of rights can open them.

An address such as ``/answers/<uuid:id>/`` needs an entry below: its name, and a function that makes
something it leads to and returns the arguments. The function gets the ``World``: ``world.school``,
``world.owner`` (a teacher, whose own the thing should be), ``world.owner_client`` (their browser) and
``world.adults`` by role or group. Say ``common=True`` when every school has the same thing there, as
with the clauses of a policy; everything else must be 404 for the head of another school.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from lanyard.people.actions import absences, feeds
from lanyard.people.models import Adult, School
from lanyard.people.queries import scope_of
from lanyard.practice.actions import phones
from lanyard.practice.queries.phones import PhoneDetails
from lanyard.records.models import Job


@dataclass
class World:
    """A school with one adult for each role and each group, and another school with a head."""

    school: School
    adults: dict[str, Adult]
    stranger: Adult
    leaver: Adult
    owner: Adult
    owner_client: Client
    made: dict[str, dict[str, Any]] = field(default_factory=dict)


@dataclass(frozen=True)
class Sample:
    """How to fill an address: ``make(world)`` returns its arguments."""

    make: Callable[[World], dict[str, Any]]
    common: bool = False


def always(**arguments: Any) -> Sample:
    """The same arguments in every school."""
    return Sample(lambda world: arguments, common=True)


def journey(world: World) -> dict[str, Any]:
    """A journey that the owner began, at its first question."""
    world.owner_client.get("/")
    response = world.owner_client.post("/ask/", {"act": "accept_friend"})
    found = re.fullmatch(r"/ask/([\w-]+)/([\w-]+)/", response["Location"])
    assert found, response["Location"]
    return {"journey": found[1], "fact": found[2]}


def journey_alone(world: World) -> dict[str, Any]:
    """A journey that the owner began."""
    return {"journey": journey(world)["journey"]}


def describing(world: World) -> dict[str, Any]:
    """A journey that waits for the owner to say how they would be in touch."""
    response = world.owner_client.post("/ask/", {"act": "contact"})
    begun = response["Location"].split("/")[2]
    world.owner_client.post(f"/ask/{begun}/other/", {"answer": "parent"})
    return {"journey": begun, "fact": "channel"}


def describing_platform(world: World) -> dict[str, Any]:
    """The same, where they named a platform that can be used in several ways."""
    told = describing(world)
    world.owner_client.post(f"/ask/{told['journey']}/channel/describe/", {"name": "WhatsApp"})
    return told


def kept_answer(world: World) -> dict[str, Any]:
    """An answer that the owner kept."""
    begun = journey_alone(world)["journey"]
    world.owner_client.post(f"/ask/{begun}/keep/")
    return {"id": world.owner.kept_answers.first().pk}


def phone(world: World) -> dict[str, Any]:
    """A phone in the owner's vault."""
    now = timezone.now()
    scope = scope_of(world.owner.account, on=timezone.localdate())
    held = phones.add_phone(scope=scope, details=PhoneDetails(name="My phone"), by=world.owner.account, at=now)
    world.owner.phones.exclude(pk=held.pk).delete()
    return {"id": held.pk}


def feed(world: World) -> dict[str, Any]:
    """The owner's calendar feed."""
    scope = scope_of(world.owner.account, on=timezone.localdate())
    return {"secret": feeds.make_feed(scope=scope, role="", by=world.owner.account, at=timezone.now())}


def absence(world: World) -> dict[str, Any]:
    """Days on which the owner is away, long past."""
    day = timezone.localdate() - timedelta(days=500 + world.owner.absences.count())
    told = {"away_from": day, "away_until": day, "by": world.owner.account, "at": timezone.now()}
    return {"absence": absences.record_absence(adult=world.owner, **told).pk}


def given_up_job(world: World) -> dict[str, Any]:
    """A job of the school that was given up."""
    now = timezone.now()
    told = {"kind": "daily derivation", "key": f"sample:{now}", "school_id": world.school.pk}
    return {"job": Job.objects.create(**told, due_at=now, queued_at=now, dead_at=now).pk}


SAMPLES: dict[str, Sample] = {
    "site:colour": always(colour="1d4f91"),
    "people:away-adult": Sample(lambda world: {"adult": world.owner.pk}),
    "people:back": Sample(absence),
    "people:calendar-feed": Sample(feed),
    "practice:question": Sample(journey),
    "practice:describe": Sample(describing),
    "practice:part": Sample(describing_platform),
    "practice:capability": Sample(lambda world: {**describing(world), "number": 1}),
    "practice:check": Sample(journey_alone),
    "practice:answer": Sample(journey_alone),
    "practice:carry-on": Sample(journey_alone),
    "practice:keep": Sample(journey_alone),
    "practice:delete": Sample(kept_answer),
    "practice:phone-change": Sample(phone),
    "practice:phone-sheet": Sample(phone),
    "practice:phone-delete": Sample(phone),
    "oversight:try-again": Sample(given_up_job),
    "oversight:kept-answer": Sample(kept_answer),
    "oversight:ask-again": Sample(kept_answer),
    "oversight:clause": always(id="2.3.6"),
    "oversight:try": always(id="2.3.6", number=1),
    "oversight:table": always(act="contact"),
    "oversight:law-entry": always(id="computer-misuse-1990"),
    "oversight:lesson": always(id="before-you-post"),
    "oversight:feature": always(id="policy-pages"),
}
