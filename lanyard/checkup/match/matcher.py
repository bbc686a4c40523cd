"""Comparing contacts with a roll: for each, a probability over nobody of it or exactly one person of it (2.3.5, 2.3.6, 2.6).

How many of an adult's contacts are on the roll at all is estimated from the contacts themselves, so that a person
with two hundred strangers among two hundred contacts is shown nobody as likely.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from heapq import nlargest
from math import log2
from typing import NamedTuple

from lanyard.checkup.items import Contact

from .fallback import Letters
from .handles import Splitter
from .matched import Candidate, Incomparable, Matched
from .names import parts_of
from .readings import Reading, read_contact, why_not, years_of
from .roll import Person, Role, Roll
from .scoring import Evidence, Scoring
from .words import explain

#: Bits that names can tell at most. Beyond, a model that is slightly wrong would be very sure of it.
#: It holds for a school of so many people, and grows with a longer roll, on which somebody has to be told from more.
CAP, SCHOOL = 18.0, 2_000
#: The best of several readings is compared, and the best of several names of a person: so much of it is luck, in bits.
BEST_OF = 0.9
#: Candidates that are shown of one contact.
SHOWN = 5
#: Below so many bits the letters of the whole name are compared as well.
_WEAK = 11.0
#: What other things than names tell, in bits.
SAME_ADDRESS, SCHOOL_ADDRESS, SCHOOL_NAMED = 24.0, 6.0, 4.0
SAME_YEAR, OTHER_YEAR, SAME_PLACE, OTHER_PLACE, SHARED, MOST_SHARED = 2.5, -1.5, 2.0, -1.0, 0.7, 3.5
#: The part of the prior that people of the adult's own school get on a roll of many schools.
HOME = 0.99
#: Somebody on a list of few people is no likelier to be a contact than somebody on one of so many.
FEWEST = 200
_ROUNDS = 25
#: What is known before any contact is seen: as if one in forty of forty contacts were on the roll.
_BEFORE_ON, _BEFORE_ALL = 1.0, 40.0
_PUBLIC = frozenset(
    "gmail.com googlemail.com hotmail.com hotmail.co.uk outlook.com live.co.uk live.com yahoo.com yahoo.co.uk icloud.com me.com "
    "aol.com btinternet.com sky.com talktalk.net virginmedia.com msn.com proton.me protonmail.com gmx.com example.com".split()
)


class Facts(NamedTuple):
    """What a profile shows of a contact besides names, where it shows anything. ``shared`` counts contacts in common
    who are likely to be on the roll themselves."""

    born: int | None = None
    place: str = ""
    school: str = ""
    shared: int = 0


class _Found(NamedTuple):
    best: list[tuple[int, float, Evidence]]
    total: float
    exact: frozenset[int]


class Matcher:
    """A roll, made ready for comparing.

    ``home`` is the adult's own school on a roll of several. One matcher serves any number of people's contacts.
    """

    def __init__(self, roll: Roll, *, home: str = "") -> None:
        self.people: Sequence[Person] = roll.people
        self._scoring = Scoring(roll.people)
        self._splitter = Splitter(self._scoring.given, self._scoring.family)
        self._names = [_key(each) for each in roll.people]
        self.counts = Counter(self._names)
        self._by_key: dict[str, list[int]] = defaultdict(list)
        for at, key in enumerate(self._names):
            self._by_key[key].append(at)
        self._letters = Letters(list(self._by_key))
        self._addresses: dict[str, list[int]] = defaultdict(list)
        for at, person in enumerate(roll.people):
            for email in person.emails:
                self._addresses[email].append(at)
        self._domains = _domains_of(roll.people)
        self._schools = {" ".join(parts_of(each.school)) for each in roll.people if each.school}
        self._cap = cap_for(sum(each.school == home for each in roll.people if home) or len(roll.people))
        self._prior = _prior_of(roll.people, home)

    def compare(
        self, contacts: Iterable[Contact], facts: Callable[[Contact], Facts | None] = lambda _: None
    ) -> Iterator[Matched]:
        """Compare one adult's contacts, all of them, each answered in their order.

        ``facts`` says what a profile shows of a contact besides names. Everything is read before the first answer,
        because how many are on the roll at all has to be known for each of them.
        """
        known = [(contact, self._find(contact, facts(contact))) for contact in contacts]
        share = estimate_share([found.total for _, found in known if isinstance(found, _Found)])
        for contact, found in known:
            yield self._as_matched(contact, found, share)

    def _find(self, contact: Contact, facts: Facts | None) -> _Found | Incomparable:
        reason = why_not(contact)
        if reason is not None:
            return reason
        readings = read_contact(contact, self._splitter)
        evidence = self._scoring.score(readings)
        if not evidence or max(each.bits for each in evidence.values()) < _WEAK:
            self._add_alike(readings, evidence)
        exact = frozenset(self._addresses.get(contact.email.casefold(), ())) if contact.email else frozenset()
        for at in exact:
            evidence.setdefault(at, Evidence(0.0))
        more = self._more(contact, facts)
        # The cap holds for the likeliest and moves the others with it, so that they stay apart.
        over = max(BEST_OF, max((each.bits for each in evidence.values()), default=0.0) - self._cap)
        told = [(at, more(at, each.bits - over, at in exact), each) for at, each in evidence.items()]
        weights = [2.0**bits * self._prior(at) for at, bits, _ in told]
        best = nlargest(SHOWN, zip(weights, told, strict=True), key=lambda each: (each[0], -each[1][0]))
        return _Found([(at, weight, each) for weight, (at, _, each) in best], sum(weights), exact)

    def _add_alike(self, readings: Sequence[Reading], evidence: dict[int, Evidence]) -> None:
        texts = dict.fromkeys("".join(each.words) for each in readings[:2])
        for text in texts:
            for name, bits in self._letters.closest(text) if len(text) >= 5 else ():
                for at in self._by_key[self._letters.names[name]]:
                    if at not in evidence or bits > evidence[at].bits:
                        evidence[at] = Evidence(bits, alike=True)

    def _more(self, contact: Contact, facts: Facts | None) -> Callable[[int, float, bool], float]:
        """What else than names tells for a person, added to what names tell."""
        school = SCHOOL_ADDRESS if contact.email.casefold().rpartition("@")[2] in self._domains else 0.0
        if facts:
            school += SCHOOL_NAMED if facts.school and " ".join(parts_of(facts.school)) in self._schools else 0.0
            school += min(MOST_SHARED, SHARED * facts.shared)
        years = (facts.born,) if facts and facts.born else years_of(contact)
        place = facts.place.casefold().strip() if facts else ""

        def add(at: int, bits: float, exact: bool) -> float:
            person = self.people[at]
            bits += school + (SAME_ADDRESS if exact else 0.0)
            if years and person.born:
                bits += SAME_YEAR if any(abs(year - person.born) <= 1 for year in years) else OTHER_YEAR
            if place and person.place:
                bits += SAME_PLACE if place == person.place else OTHER_PLACE
            return bits

        return add

    def _as_matched(self, contact: Contact, found: _Found | Incomparable, share: float) -> Matched:
        if isinstance(found, Incomparable):
            return Matched(contact, found, (), 0.0)
        whole = 1 - share + share * found.total
        candidates = []
        for at, weight, evidence in found.best:
            probability = share * weight / whole
            same = self.counts[self._names[at]]
            words = explain(self.people[at], evidence, probability, same, self._scoring, exact=at in found.exact)
            candidates.append(Candidate(self.people[at], probability, words, same, at in found.exact))
        return Matched(contact, None, tuple(candidates), share * found.total / whole)


def search(typed: Iterable[str], contacts: Iterable[Contact]) -> Iterator[Matched]:
    """Who among contacts may be one of the people whose names somebody typed, for those who have no roll.

    Each name is "First Last" or "Last, First", one a line. Only contacts with somebody to show are yielded.
    """
    people = []
    for number, name in enumerate(each.strip() for each in typed):
        family, comma, given = name.partition(",")
        if not comma:
            given, _, family = name.rpartition(" ")
        firsts = parts_of(given)
        if firsts and parts_of(family):
            lasts = parts_of(family)
            joined = ("".join(lasts),) if len(lasts) > 1 else ()
            people.append(Person(number, f"{given.strip()} {family.strip()}", firsts[:1], (*lasts, *joined), firsts[1:]))
    if people:
        for matched in Matcher(Roll(tuple(people))).compare(contacts):
            if matched.why_not is not None or matched.candidates:
                yield matched


def estimate_share(totals: Sequence[float]) -> float:
    """What part of an adult's contacts is on the roll: the likeliest, by expectation and maximisation.

    ``totals`` are, for each contact, how much likelier they look if they are on the roll than if they are not.
    """
    share = _BEFORE_ON / _BEFORE_ALL
    for _ in range(_ROUNDS):
        on = sum(share * total / (1 - share + share * total) for total in totals)
        share = min(0.95, (on + _BEFORE_ON) / (len(totals) + _BEFORE_ALL))
    return share


def cap_for(people: int) -> float:
    """The bits that names can tell at most, where so many people may be meant."""
    return CAP + max(0.0, log2(max(1, people) / SCHOOL))


def _key(person: Person) -> str:
    return f"{person.given[0]} {person.family[-1]}"


def _domains_of(people: Sequence[Person]) -> frozenset[str]:
    """Domains of addresses that the school gives: several people on the roll have one there, and the public does not."""
    counts = Counter(email.rpartition("@")[2] for each in people if each.role is not Role.PARENT for email in each.emails)
    return frozenset(domain for domain, count in counts.items() if count >= 3 and domain not in _PUBLIC)


def _prior_of(people: Sequence[Person], home: str) -> Callable[[int], float]:
    """How likely each person is to be the contact, if anybody on the roll is, before names are compared."""
    own = sum(each.school == home for each in people) if home else 0
    if own in (0, len(people)):
        each_one = 1 / max(FEWEST, len(people))
        return lambda at: each_one
    near, far = HOME / own, (1 - HOME) / (len(people) - own)
    return lambda at: near if people[at].school == home else far
