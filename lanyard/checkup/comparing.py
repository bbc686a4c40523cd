"""Comparing the people of an archive with pupils and families, and saying honestly who could not be compared (2.3.5, 2.3.6, 2.6).

What comes of it is never more than "the same name as": the person knows who it is, the program does not.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from unicodedata import combining, normalize

from lanyard.checkup.archive.coverage import Covered, join_states
from lanyard.checkup.checks import Checks
from lanyard.checkup.findings import Finding, Tier
from lanyard.checkup.items import Contact, Evidence, Item, Message, Relation
from lanyard.checkup.pupils import Acquaintances
from lanyard.checkup.report.words import counted
from lanyard.checkup.result import Cover, State

FAMILIES = "families-among-contacts"
#: Checks that ask who somebody is. Without names to compare with they cannot be made.
ABOUT_PUPILS = (
    *("pupils-among-contacts", "contact-requests", "messages-with-pupils", "details-to-pupils", "boundaries"),
    FAMILIES,
)
NO_PUPILS = "No names of pupils were given to compare with."
NO_FAMILIES = "No list of families was given to compare with."
_ALL_NUMBERS = "The archive has numbers in the place of names, so nobody could be compared."
_REQUESTS = (Relation.REQUEST_IN, Relation.REQUEST_OUT)
#: People of these are no longer, or never were, contacts of the owner.
_NOT_CONTACTS = (Relation.REMOVED, Relation.BLOCKED)


class Comparison:
    """The comparison of one run. Without names it still counts whom it could not compare."""

    def __init__(self, checks: Checks, names: Collection[str] = ()) -> None:
        self._checks = checks
        self._names = [(name, words_of(name)) for name in names if words_of(name)]
        self._people = Acquaintances()

    @property
    def compares(self) -> bool:
        """Whether there is anything to compare with."""
        return bool(self._names)

    @property
    def with_what(self) -> str:
        """With what people were compared: ``names``, or nothing."""
        return "names" if self._names else ""

    def add(self, platform: str, item: Item) -> None:
        """Take in the people of an item."""
        if self.compares:
            self._people.add(platform, item)

    def find(self) -> Iterator[Finding]:
        """What comes of comparing everybody who was taken in. Afterwards ``is_with_pupil`` knows the conversations."""
        for platform, contact in self._people.of():
            for name, words in self._names:
                if words <= words_of(contact.name) or words <= words_of(contact.handle):
                    self._people.mark(platform, contact)
                    yield from self._as_finding(platform, contact, f"The same name as “{name}”, whom you asked to look for.")
                    break

    def _as_finding(self, platform: str, contact: Contact, reason: str) -> Iterator[Finding]:
        check = _check_of(contact)
        if check and self._checks.asked(check):
            yield Finding(
                check, Tier.ACT, reason, platform, contact.evidence, contact.ref, when=contact.since, who=shown_name(contact)
            )

    def is_with_pupil(self, platform: str, message: Message) -> bool:
        """Whether somebody who may be a pupil takes part in the conversation."""
        return self._people.is_with_pupil(platform, message)

    def honest(self, covered: Covered) -> Covered:
        """How far a check could be made, where it asks who somebody is: not at all without names to compare with."""
        if covered.check not in ABOUT_PUPILS or covered.state is State.NOT_EXAMINED:
            return covered
        missing = self._missing_for(covered.check)
        covers = tuple(self._honest_cover(each, missing) for each in covered.covers)
        state = join_states([each.state for each in covers])
        return Covered(covered.check, covered.state if not covers or state is State.NOTHING_FOUND else state, covers)

    def _missing_for(self, check: str) -> str:
        """What would be needed to compare for a check, in words; nothing where it is there."""
        if check == FAMILIES:
            return NO_FAMILIES
        return "" if self.compares else NO_PUPILS

    def _honest_cover(self, cover: Cover, missing: str) -> Cover:
        if cover.state not in (State.NOTHING_FOUND, State.IN_PART):
            return cover
        if missing:
            return Cover(cover.platform, State.NOT_COMPARED, words=(missing,), level=cover.level)
        nameless, everybody = self._people.nameless(cover.platform), self._people.count(cover.platform)
        if not nameless and not self._people.left_out:
            return cover
        if nameless == everybody:
            return Cover(cover.platform, State.NOT_COMPARED, words=(_ALL_NUMBERS, *cover.words), level=cover.level)
        left = nameless + self._people.left_out
        words = f"{counted(left, 'person', 'people')} of {everybody + self._people.left_out:,} could not be compared."
        return cover._replace(state=State.IN_PART, words=(words, *cover.words))


def _check_of(contact: Contact) -> str:
    """The check that a pupil among the people of an archive belongs to; none for one who is no contact (any more)."""
    if contact.relation in _REQUESTS:
        return "contact-requests"
    if contact.relation in _NOT_CONTACTS:
        return ""
    return "messages-with-pupils" if contact.evidence is Evidence.MESSAGES else "pupils-among-contacts"


def shown_name(contact: Contact) -> str:
    """A person as the platform shows them: name and handle, or whichever there is."""
    handle = f"@{contact.handle.removeprefix('@')}" if contact.handle else ""
    if contact.name and handle:
        return f"{contact.name} ({handle})"
    return contact.name or handle or contact.email or contact.phone or contact.id


def words_of(name: str) -> frozenset[str]:
    """The words of a name or handle, in small letters without accents: ``oswin_Medlar`` has two."""
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)
    plain = "".join(sign for sign in normalize("NFKD", parted) if not combining(sign)).casefold()
    return frozenset(re.findall(r"[^\W\d_]+", plain))
