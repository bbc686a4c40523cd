"""Contacts and rolls of invented people, for the tests of matching."""

from __future__ import annotations

from lanyard.checkup.items import Contact, Evidence, Ref, Relation
from lanyard.checkup.match import Matched, Matcher, read_roll

ROLL = """\
Legal Forename,Middle name,Legal Surname,Preferred Forename,Year group,Email,Household ID
Katherine,Rose,Jones,,5,kjones@pupils.example.org,
Oliver,,Smith-Penhaligon,,3,osmith@pupils.example.org,H1
Muhammad,,Ahmed,,2,mahmed@pupils.example.org,
Dafydd,,ap Rhys,,4,,
Siobhán,,O'Brien,,6,,
Wilhelmina,,Trelawney,Billie,1,,
Zofia,,Wiśniewska,,R,,
Ama,,Boateng,,3,,
"""
#: Common names that fill a roll up to the size of a small school, none of which a test asks about.
FILLING = "\n".join(
    f"{given},,{family},,4,,"
    for given in ("Arthur", "Maisie", "Reuben", "Poppy", "Felix", "Nancy", "Hugo", "Edith", "Jasper", "Clara")
    for family in ("Webb", "Pitman", "Gregory", "Hallett", "Vowles", "Chivers", "Padfield", "Hembrow", "Wookey", "Batten")
)


def contact(name: str = "", *, handle: str = "", email: str = "", id_: str = "", relation: Relation = Relation.FRIEND) -> Contact:
    """Somebody whom an adult is connected to."""
    requested = relation in (Relation.REQUEST_IN, Relation.REQUEST_OUT)
    evidence = Evidence.REQUESTS if requested else Evidence.CONTACTS
    return Contact(Ref(0, "friends.json", 3), relation, name, handle, id_, "", email, evidence=evidence)


def matcher(extra: str = "") -> Matcher:
    """The pupils above, a hundred others, and what a test adds."""
    return Matcher(read_roll(f"{ROLL}{FILLING}\n{extra}"))


def compare(told: Contact, made: Matcher | None = None) -> Matched:
    """What comes of comparing one contact, beside one who is surely nobody on the roll."""
    return next(iter((made or matcher()).compare([told, contact("Gwendolyn Quill")])))


def likeliest(told: Contact, made: Matcher | None = None) -> str:
    """The name of whoever on the roll the contact is likeliest to be."""
    candidates = compare(told, made).candidates
    return candidates[0].person.shown if candidates else ""
