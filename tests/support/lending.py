"""School equipment for the matrix of rights: something to lend, what is lent, and what was found on it."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from lanyard.people.queries import scope_of
from lanyard.practice.actions import equipment, found_content, loans
from lanyard.practice.models import Equipment
from lanyard.practice.queries.equipment import terms_of


def thing_to_lend(world: Any) -> Equipment:
    """Something that the school lends."""
    keeper = world.adults["role it_lead"]
    told = {"kind": "phone", "name": "Trip phone", "tag": f"P-{Equipment.objects.count()}", "terms": "For school work only."}
    scope = scope_of(keeper.account, on=timezone.localdate())
    return equipment.add_equipment(scope=scope, **told, by=keeper.account, at=timezone.now())


def loan(world: Any, *, is_out: bool = False) -> dict[str, Any]:
    """A booking of the owner's for today, or what they have in their hands."""
    today, now, item = timezone.localdate(), timezone.now(), thing_to_lend(world)
    who = {"scope": scope_of(world.owner.account, on=today), "by": world.owner.account, "at": now}
    terms = terms_of(item)
    days = {"starts_on": today, "ends_on": today}
    made = loans.book_loan(equipment=item, terms=terms, purpose="The museum", **days, **who)
    if is_out:
        loans.pick_up_loan(loan=made, **who)
    return {"id": made.pk}


def booking(world: Any) -> dict[str, Any]:
    """A booking that the owner has begun."""
    response = world.owner_client.post("/protect/equipment/book/", {"equipment": thing_to_lend(world).pk})
    return {"draft": response["Location"].split("/")[4]}


def finding(world: Any) -> dict[str, Any]:
    """Something that the owner has begun to hand over."""
    response = world.owner_client.post("/protect/equipment/found/", {"might": "no"})
    return {"draft": response["Location"].split("/")[4]}


def found(world: Any) -> dict[str, Any]:
    """Something personal that the owner found on school equipment."""
    who = {"scope": scope_of(world.owner.account, on=timezone.localdate()), "by": world.owner.account, "at": timezone.now()}
    words = {"device": "The old tablet", "what": "Photos", "where": "In the office"}
    told = {"equipment": None, "concerned": None, "found_on": timezone.localdate(), "words": words}
    return {"id": found_content.tell_of_found(**told, **who).pk}
