"""When an adult is attacked online (2.8): what kind of attack it is, and what helps against it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from lanyard.policy.law import Law, LawRegister
from lanyard.policy.platforms import Catalogue, Platform
from lanyard.policy.refusal import did_you_mean
from lanyard.policy.registers import Entry, RegisterReader, pick


@dataclass(frozen=True, slots=True)
class Category:
    """A kind of attack (2.8.1): the law that touches it, how to report it, whom to tell, what helps.

    ``answer`` is the value of the fact “attack” that means the same. ``gate`` asks what a picture shows
    before anything is kept. ``clock`` runs from the report to the platform; it is mostly empty.
    """

    id: str
    answer: str
    title: str
    means: str
    law: tuple[str, ...]
    report_as: str
    platforms: tuple[str, ...]
    tell: tuple[str, ...]
    gate: bool
    clock: str
    advice: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reporting:
    """How to report an attack on one platform: where the platform keeps it, and what to choose there.

    ``checked`` is false while nobody has walked through these steps lately.
    """

    platform: Platform
    where: str
    choose: str
    checked: bool


@dataclass(frozen=True)
class Kit:
    """Every kind of attack, the most urgent first."""

    categories: tuple[Category, ...]

    def __iter__(self) -> Iterator[Category]:
        return iter(self.categories)

    def __len__(self) -> int:
        return len(self.categories)

    def get(self, id_: str) -> Category:
        """The category of that id; an unknown id is a ``KeyError`` that suggests others."""
        return pick(self.categories, id_, "category")

    def meaning(self, answer: str) -> Category | None:
        """The category of an answer to the fact “attack”; nothing when it stands for none."""
        return next((category for category in self.categories if category.answer == answer), None)


def laws_for(category: Category, register: LawRegister) -> tuple[Law, ...]:
    """The law cards of a category, each with its status and sources."""
    return tuple(register.get(id_) for id_ in category.law)


def reporting_ways(category: Category, catalogue: Catalogue, name: str = "") -> tuple[Reporting, ...]:
    """How to report it: on the platform of that ``name``, or where it likeliest is when the name is not known."""
    found = catalogue.find(name) if name else None
    platforms = (found.platform,) if found else tuple(catalogue.get(id_) for id_ in category.platforms)
    return tuple(Reporting(one, one.report, category.report_as, one.steps_checked is not None) for one in platforms)


def load_kit(
    path: Path | str,
    *,
    law: Collection[str],
    platforms: Collection[str],
    contacts: Collection[str],
    clocks: Collection[str],
    answers: Collection[str],
) -> Kit:
    """Load ``cyberbullying.toml``; a kind of attack that names what does not exist is refused."""
    reader = RegisterReader(path)
    root = reader.start()
    entries = root.entries("category")
    categories = tuple(_read_category(entry) for entry in entries)
    root.finish()
    reader.check_unique((category.id for category in categories), "category")
    for entry, category in zip(entries, categories, strict=True):
        for key, wanted, known in (
            ("law", category.law, law),
            ("platforms", category.platforms, platforms),
            ("tell", category.tell, contacts),
            ("clock", (category.clock,) if category.clock else (), clocks),
            ("answer", (category.answer,), answers),
        ):
            for word in wanted:
                if word not in known:
                    entry.complain(f"“{word}”, named by “{key}”, does not exist.", did_you_mean(word, known), key=key)
    reader.refuse()
    return Kit(categories)


def _read_category(entry: Entry) -> Category:
    category = Category(
        id=entry.text("id"),
        answer=entry.text("answer"),
        title=entry.text("title"),
        means=entry.text("means"),
        law=entry.words("law"),
        report_as=entry.text("report_as"),
        platforms=entry.words("platforms"),
        tell=entry.words("tell"),
        gate=entry.flag("gate"),
        clock=entry.text("clock", ""),
        advice=entry.words("advice"),
    )
    entry.finish()
    if not (category.law and category.platforms and category.tell and category.advice):
        entry.complain("it leaves somebody who is attacked without help.", "Give “law”, “platforms”, “tell” and “advice”.")
    return category
