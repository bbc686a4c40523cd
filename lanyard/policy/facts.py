"""The closed vocabulary of a policy: what may be known about a situation.

``facts.toml`` lists each fact with its question, its values with the words used to read them back,
who could change it, and whether it is a red flag that is asked before everything else.
"""

from __future__ import annotations

from lanyard.policy.record import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping


@record
class Value:
    """One value of a fact. ``label`` answers the question; ``phrase`` reads it back in a sentence."""

    id: str
    label: str
    phrase: str
    hint: str = ""
    words: tuple[str, ...] = ()
    common: bool = False


@record
class Described:
    """A yes/no question that tells which value an unknown kind of thing counts as (2.1.1, 2.1.2)."""

    question: str
    value: str


@record
class Fact:
    """One thing that can be known about a situation.

    ``changeable`` says that somebody (``changed_by``) can properly make it different: an approval, a
    device, an account. ``helps`` is the value that must never make an answer worse. ``described``
    holds the questions that classify a thing not on the list, in order; ``otherwise`` is the value
    when none of them is answered yes. ``after`` names the fact whose answer the question takes for granted.
    """

    id: str
    question: str
    values: tuple[Value, ...]
    hint: str = ""
    changeable: bool = False
    changed_by: str = ""
    red_flag: bool = False
    helps: str = ""
    words: tuple[str, ...] = ()
    described: tuple[Described, ...] = ()
    otherwise: str = ""
    after: str = ""

    def value(self, id: str) -> Value:
        """The value with this id; ``KeyError`` when the fact has none such."""
        for value in self.values:
            if value.id == id:
                return value
        raise KeyError(id)

    def value_ids(self) -> tuple[str, ...]:
        """The ids of the values, in the order in which they are offered."""
        return tuple(value.id for value in self.values)

    @property
    def is_yes_no(self) -> bool:
        """Whether the fact is answered with yes or no."""
        return set(self.value_ids()) == {"yes", "no"}

    def classify(self, answers: Iterable[bool]) -> str:
        """The value that something undescribed counts as: that of the first question answered yes."""
        for described, answer in zip(self.described, answers, strict=False):
            if answer:
                return described.value
        return self.otherwise


class Vocabulary:
    """The facts of a policy, in the order in which its decision diagram reads them. ``act`` comes first."""

    __slots__ = ("_levels", "facts")

    def __init__(self, facts: Iterable[Fact]) -> None:
        self.facts = tuple(facts)
        self._levels = {fact.id: level for level, fact in enumerate(self.facts)}

    def __iter__(self) -> Iterator[Fact]:
        return iter(self.facts)

    def __len__(self) -> int:
        return len(self.facts)

    def __contains__(self, id: object) -> bool:
        return id in self._levels

    def fact(self, id: str) -> Fact:
        """The fact with this id; ``KeyError`` when there is none."""
        return self.facts[self._levels[id]]

    def level(self, id: str) -> int:
        """The place of a fact in the order, from 0."""
        return self._levels[id]

    def ids(self) -> tuple[str, ...]:
        """The ids of all facts, in order."""
        return tuple(self._levels)

    def sizes(self) -> tuple[int, ...]:
        """How many values each fact has, in order."""
        return tuple(len(fact.values) for fact in self.facts)

    def situations(self) -> int:
        """How many different situations the vocabulary can tell apart."""
        product = 1
        for size in self.sizes():
            product *= size
        return product

    def phrase(self, fact_id: str, value_id: str) -> str:
        """A fact read back in words, such as “from your own device”."""
        return self.fact(fact_id).value(value_id).phrase

    def read_back(self, situation: Mapping[str, str]) -> str:
        """A situation in words, its facts in the vocabulary's order."""
        told = [self.phrase(fact.id, situation[fact.id]) for fact in self.facts if fact.id in situation]
        return "; ".join(told)
