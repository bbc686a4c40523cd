"""What the tests of routes share: Welton's own book, people by role, and a matter to try things on."""

from __future__ import annotations

import datetime as dt

from lanyard.policy.calendar import load_calendar
from lanyard.policy.clocks import load_clocks
from lanyard.policy.contacts import load_contacts
from lanyard.policy.law import load_law_register
from lanyard.policy.pack import BUILT_IN, load_pack
from lanyard.policy.routes.history import Event, History
from lanyard.policy.routes.kinds import RouteId
from lanyard.policy.routes.reading import known_beside, load_book
from lanyard.policy.routes.steps import Actor

WELTON = BUILT_IN / "welton"
FILE = WELTON / "routes.toml"
CALENDAR = load_calendar(WELTON / "terms.toml")
CLOCKS = load_clocks()
CONTACTS = load_contacts(WELTON / "contacts.toml")
LAW = load_law_register(WELTON / "law.toml")
PACK = load_pack("welton")
KNOWN = known_beside(PACK, CONTACTS, LAW, CLOCKS)
BOOK = load_book(FILE, KNOWN)
T0 = dt.datetime(2026, 11, 16, 9, 0, tzinfo=dt.UTC)
ROLES = ("head", "deputy", "chair", "dsl", "it_lead", "data_protection_lead", "hr_contact", "lado_contact")


def actor(role: str, **how) -> Actor:
    """Somebody who holds one role and is called by it."""
    return Actor(role, frozenset({role}), **how)


def matter(route: RouteId | str, **how) -> History:
    """A matter just opened on a route."""
    return History(RouteId(route), Event("opened", T0, "reporter"), **how)


def facts_for(step, **given) -> dict[str, str]:
    """Some facts that a step accepts; choices take their first option."""
    filled = {}
    for name in step.facts:
        fact = BOOK.fact(name)
        filled[name] = {
            "text": "Some words.",
            "moment": T0.isoformat(),
            "choice": fact.options[0].id if fact.options else "",
            "person": "somebody",
            "route": "indecent-images",
            "step": "",
        }[fact.kind]
    return filled | given
