"""Whom to phone now: the numbers of the help page, from the pack's register of contacts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from django.http import HttpRequest

from lanyard.people.details import own_lines
from lanyard.people.models import School
from lanyard.people.queries import only_school
from lanyard.policy.contacts import Contact, ContactBook, load_contacts, with_own_lines
from lanyard.policy.pack import find_pack

#: The register whose national lines serve everybody, whichever school they belong to.
DEFAULT_PACK = "welton"


@dataclass(frozen=True)
class Need:
    """What may have happened, and whom to phone about it, in order."""

    title: str
    contacts: tuple[Contact, ...]


NEEDS = (
    ("You are worried about a child", ("dsl", "childrens-social-care", "nspcc-whistleblowing")),
    ("An adult may have harmed a child", ("head-teacher", "chair-of-governors", "lado")),
    ("You are attacked or impersonated online", ("head-teacher", "posh-helpline", "report-harmful-content")),
    ("A password, a device or personal data is lost", ("it-lead", "data-protection-lead")),
    ("You want somebody to talk to", ("education-support", "union")),
)
PICTURES = ("police-emergency", "police-101", "lado", "childrens-social-care", "dsl")


def contacts_for(request: HttpRequest) -> dict:
    """The help page's contacts: for pictures first, then by need.

    A school's own lines are shown to its own people, and to everybody where there is one
    school only. Elsewhere, and before a school has filled in its numbers, only national
    lines are shown: a wrong number is worse than none.
    """
    school = request.scope.school if request.scope else only_school()
    book = register(_pack_of(school))
    if school is not None:
        book = with_own_lines(book, own_lines(school))
    known = {each.id: each for each in book if _serves(each, school)}
    needs = [Need(title, tuple(known[each] for each in ids if each in known)) for title, ids in NEEDS]
    return {
        "pictures": [known[each] for each in PICTURES if each in known],
        "needs": [need for need in needs if need.contacts],
        "knows_local": any(each.local for each in known.values()),
    }


def _serves(contact: Contact, school: School | None) -> bool:
    if not contact.reachable:
        return False
    if contact.demonstration:
        return bool(school and school.is_demonstration)
    return school is not None or not contact.local


def _pack_of(school: School | None) -> str:
    return (school.settings.get("pack") if school else None) or DEFAULT_PACK


@lru_cache(maxsize=8)
def register(pack: str) -> ContactBook:
    """The contacts of a pack."""
    return load_contacts(find_pack(pack) / "contacts.toml")
