"""Comparing the people of an archive with pupils and families, and saying honestly who could not be compared (2.3.5, 2.3.6, 2.6).

What comes of it is never more than "the same name as": the person knows who it is, the program does not.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import repeat
from typing import NamedTuple
from unicodedata import combining, normalize

from lanyard.checkup.archive.coverage import Covered, join_states
from lanyard.checkup.checks import Checks
from lanyard.checkup.findings import Finding, Tier
from lanyard.checkup.items import Contact, Evidence, Item, Message, Relation
from lanyard.checkup.match import Matched, Matcher, Role, Roll, findings_of, search
from lanyard.checkup.match.telling import ACT_FROM, SHOWN_FROM
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
NOBODY_COMPARED = (
    "Nobody could be compared: the archive has numbers in the place of names, or names in letters that are not compared."
)
_REQUESTS = (Relation.REQUEST_IN, Relation.REQUEST_OUT)
#: People of these are no longer, or never were, contacts of the owner.
_NOT_CONTACTS = (Relation.REMOVED, Relation.BLOCKED)


class Likely(NamedTuple):
    """Somebody of an archive who may be a pupil by a name that a person typed, and why."""

    contact: Contact
    reason: str
    tier: Tier


class Comparison:
    """The comparison of one run, with names that somebody typed, with a roll, or both.

    Without either it still says of which checks that keeps it. ``school`` are names of the adult's school; on a roll of
    several schools its people are likelier than others.
    """

    def __init__(
        self, checks: Checks, roll: Roll | None = None, names: Collection[str] = (), school: Collection[str] = ()
    ) -> None:
        self._checks, self._roll, self._school = checks, roll, school
        self._names = [name.strip() for name in names if words_of(name)]
        self._people = Acquaintances()

    @property
    def compares(self) -> bool:
        """Whether there is anything to compare with."""
        return bool(self._names) or self._roll is not None

    @property
    def with_what(self) -> str:
        """With what people were compared: ``names``, ``roll``, ``names and roll``, or nothing."""
        return " and ".join([*(["names"] if self._names else []), *(["roll"] if self._roll else [])])

    def add(self, platform: str, item: Item) -> None:
        """Take in the people of an item."""
        if self.compares:
            self._people.add(platform, item)

    def find(self) -> Iterator[Finding]:
        """What comes of comparing everybody who was taken in. Afterwards ``is_with_pupil`` knows the conversations."""
        people = list(self._people.of())
        typed = find_typed(self._names, [contact for _, contact in people])
        matched: Iterable[Matched | None] = repeat(None)
        if self._roll is not None:
            home = next((name for name in self._school if any(each.school == name for each in self._roll.people)), "")
            matched = Matcher(self._roll, home=home).compare(contact for _, contact in people)
        for at, ((platform, contact), on_roll) in enumerate(zip(people, matched, strict=False)):
            if at in typed:
                self._people.mark(platform, contact)
                yield from self._as_finding(platform, typed[at])
            elif on_roll is not None:
                if pupil_chance(on_roll) >= ACT_FROM:
                    self._people.mark(platform, contact)
                yield from self._on_roll(platform, on_roll)

    def _as_finding(self, platform: str, likely: Likely) -> Iterator[Finding]:
        contact = likely.contact
        check = _check_of(contact)
        if check and self._checks.asked(check):
            who = shown_name(contact)
            yield Finding(check, likely.tier, likely.reason, platform, contact.evidence, contact.ref, when=contact.since, who=who)

    def _on_roll(self, platform: str, matched: Matched) -> Iterator[Finding]:
        for finding in findings_of((matched,), self._checks, platform):
            finding = finding._replace(text="", who=shown_name(matched.contact))
            if finding.check != FAMILIES and matched.contact.evidence is Evidence.MESSAGES:
                finding = finding._replace(check="messages-with-pupils")
            if self._checks.asked(finding.check):
                yield finding

    def is_with_pupil(self, platform: str, message: Message) -> bool:
        """Whether somebody who may be a pupil takes part in the conversation."""
        return self._people.is_with_pupil(platform, message)

    def remarks(self) -> Iterator[str]:
        """What of a roll could not be used, in sentences."""
        if self._roll is not None and self._roll.skipped:
            yield f"Rows of the list of pupils that have no whole name, and were not compared: {len(self._roll.skipped):,}."

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
            families = self._roll is not None and any(each.role is Role.PARENT for each in self._roll.people)
            return "" if families else NO_FAMILIES
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
            return Cover(cover.platform, State.NOT_COMPARED, words=(NOBODY_COMPARED, *cover.words), level=cover.level)
        left = nameless + self._people.left_out
        words = f"{counted(left, 'person', 'people')} of {everybody + self._people.left_out:,} could not be compared."
        return cover._replace(state=State.IN_PART, words=(words, *cover.words))


def find_typed(names: Collection[str], contacts: Sequence[Contact]) -> dict[int, Likely]:
    """Who among contacts may be somebody whose name was typed, by place in ``contacts``.

    All words of the name in a name or handle are the same name, whatever their order; beyond that ``match.search`` knows
    nicknames, spellings, initials and handles that run together.
    """
    found: dict[int, Likely] = {}
    places = {id(contact): at for at, contact in enumerate(contacts)}
    for matched in search(names, contacts):
        best = matched.candidates[0] if matched.candidates else None
        if best and matched.probability >= SHOWN_FROM:
            why = "; ".join(each for each in best.words.split("; ") if "this roll" not in each)
            reason = f"This may be “{best.person.shown}”, whom you asked to look for. {why[:1].upper()}{why[1:]}."
            tier = Tier.ACT if matched.probability >= ACT_FROM else Tier.LOOK
            found[places[id(matched.contact)]] = Likely(matched.contact, reason, tier)
    wanted = [(name, words_of(name)) for name in names]
    for at, contact in enumerate(contacts):
        told = (words_of(contact.name), words_of(contact.handle))
        same = next((name for name, words in wanted if any(words <= each for each in told)), None)
        if same is not None:
            found[at] = Likely(contact, f"The same name as “{same}”, whom you asked to look for.", Tier.ACT)
    return found


def pupil_chance(matched: Matched) -> float:
    """How likely it is that a contact is a pupil who is on the roll now; certain where the address is the same."""
    pupils = [each for each in matched.candidates if each.person.role is Role.PUPIL]
    return 1.0 if any(each.exact for each in pupils) else sum(each.probability for each in pupils)


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
