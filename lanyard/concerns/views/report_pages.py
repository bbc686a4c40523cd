"""What the pages for reporters show of the routes: whom to phone, and who receives it."""

from __future__ import annotations

from collections.abc import Iterable

from lanyard.people.models import Role, School
from lanyard.policy.contacts import Contact
from lanyard.policy.routes.book import Route
from lanyard.policy.routes.kinds import ROLE_CONTACTS
from lanyard.policy.routes.opening import Opening
from lanyard.practice.registers import registers_of

#: Whom to phone before writing anything, first to last.
URGENT = ("police-emergency", "police-101", "lado", "childrens-social-care")
#: Whom to phone where the school takes no reports yet.
INSTEAD = (*URGENT, "dsl", "head-teacher", "chair-of-governors")


def contacts_of(school: School, ids: Iterable[str]) -> list[Contact]:
    """The contacts that a school may be shown, in the order given, none twice."""
    registers = registers_of(school)
    return [found for id_ in dict.fromkeys(ids) if (found := registers.contact(id_, school))]


def urgent_contacts(school: School) -> list[Contact]:
    """Whom to phone at once, and in place of a report."""
    return contacts_of(school, INSTEAD)


def receivers_in_words(opening: Opening) -> list[str]:
    """The roles that receive it, as people call them."""
    return [Role(role).label for role in opening.receivers.roles]


def outside_contacts(route: Route) -> tuple[str, ...]:
    """The contacts of a route that nobody in school holds: those can be shown whoever it is about."""
    return tuple(each for each in route.contacts if each not in _INSIDE)


_INSIDE = {contact for role, contact in ROLE_CONTACTS.items() if role not in ("lado_contact", "hr_contact")}
