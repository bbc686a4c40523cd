"""How much a reading of a contact tells for each person of a roll: links of its words, order, and words left over."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from .links import Level, Link, Vocabulary
from .readings import Reading
from .roll import Person

#: What speaks against, in bits: names the other way round; a middle name as the first; one part of a double name; a
#: word that nothing explains; another surname than on the roll; a surname with nothing before it.
SWAPPED, MIDDLE, PART, LEFT_OVER, OTHER_SURNAME, NO_FORENAME = -2.5, -5.0, -1.5, -1.0, -4.5, -2.5
#: Below this nothing is kept.
LEAST = -2.0


class Evidence(NamedTuple):
    """What speaks for somebody: bits, and the words and links of first and last name, where there are any."""

    bits: float
    given: Link | None = None
    given_word: str = ""
    family: Link | None = None
    family_word: str = ""
    alike: bool = False


class Scoring:
    """The names of a roll, indexed for comparing."""

    def __init__(self, people: Sequence[Person]) -> None:
        self.given = Vocabulary(name for each in people for name in (*each.given, *each.middle))
        self.family = Vocabulary((name for each in people for name in each.family), surnames=True)
        given = {name: at for at, name in enumerate(self.given.names)}
        family = {name: at for at, name in enumerate(self.family.names)}
        self._both: dict[int, dict[int, list[tuple[int, float]]]] = defaultdict(lambda: defaultdict(list))
        self._by_given: dict[int, list[tuple[int, float]]] = defaultdict(list)
        self._by_family: dict[int, list[tuple[int, float]]] = defaultdict(list)
        for at, person in enumerate(people):
            firsts = _weighed(given, person.given, person.middle)
            lasts = {family[name]: self.cost_of_part(name, person) for name in person.family}
            for last, cost in lasts.items():
                self._by_family[last].append((at, cost))
                for first, more in firsts.items():
                    self._both[last][first].append((at, cost + more))
            for first, cost in firsts.items():
                self._by_given[first].append((at, cost))

    @staticmethod
    def cost_of_part(name: str, person: Person) -> float:
        """What it costs, in bits, that somebody shows this one of their surnames: nothing unless it is a part of another."""
        return PART if any(name in other and len(other) > len(name) for other in person.family) else 0.0

    def score(self, readings: Iterable[Reading]) -> dict[int, Evidence]:
        """By the place of each person for whom anything speaks: the best that any reading says for them."""
        found: dict[int, Evidence] = {}
        for reading in readings:
            if len(reading.words) > 1:
                self._score_pairs(reading, found)
        if not found or max(each.bits for each in found.values()) < 6.0:
            for reading in readings:
                self._score_halves(reading, found)
        return found

    def _score_pairs(self, reading: Reading, found: dict[int, Evidence]) -> None:
        words = reading.words
        left_over = LEFT_OVER * (len(words) - 2)
        for last, word in enumerate(words):
            for first, other in enumerate(words):
                if first != last and (len(word) > 1 or len(other) > 1):
                    cost = reading.cost + left_over + (SWAPPED if (first > last) != reading.comma else 0.0)
                    self._score_pair(other, word, cost, found)

    def _score_pair(self, given: str, family: str, cost: float, found: dict[int, Evidence]) -> None:
        firsts = self.given.links(given)
        for name, last in self.family.links(family).items() if firsts else ():
            row = self._both[name]
            for first in firsts.keys() & row.keys():
                link = firsts[first]
                for at, more in row[first]:
                    bits = last.bits + link.bits + more + cost
                    if bits > LEAST and (at not in found or bits > found[at].bits):
                        found[at] = Evidence(bits, link, given, last, family)

    def _score_halves(self, reading: Reading, found: dict[int, Evidence]) -> None:
        """Half a name: a first name alone, or with another surname, or a surname alone."""
        words = reading.words
        against = reading.cost
        if len(words) > 1:
            known = any(len(word) == 1 or self.family.is_name(word) for word in words[1:])
            against += OTHER_SURNAME if known else 2 * LEFT_OVER
        for word in words[:2]:
            for name, link in self.given.links(word).items():
                if link.level is not Level.INITIAL:
                    self._keep_half(self._by_given[name], link.bits + against, found, given=link, given_word=word)
        for word in words:
            for name, link in self.family.links(word).items():
                if link.level is not Level.INITIAL:
                    bits = link.bits + against + NO_FORENAME
                    self._keep_half(self._by_family[name], bits, found, family=link, family_word=word)

    def _keep_half(self, people: list[tuple[int, float]], bits: float, found: dict[int, Evidence], **what) -> None:  # type: ignore[no-untyped-def]
        for at, more in people:
            told = bits + more
            if told > LEAST and (at not in found or told > found[at].bits):
                found[at] = Evidence(told, **what)


def _weighed(given: Mapping[str, int], names: Sequence[str], middle: Sequence[str]) -> dict[int, float]:
    found = {given[name]: MIDDLE for name in middle}
    found.update({given[name]: 0.0 for name in names})
    return found
