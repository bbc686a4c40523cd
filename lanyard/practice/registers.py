"""The registers beside a school's policy: law, contacts, platforms, lessons and more, and the product's features.

They are live data, not part of a version, so an answer always shows today's number to phone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from lanyard.people.details import own_lines, own_terms
from lanyard.people.models import School
from lanyard.policy.clocks import Clocks, load_clocks
from lanyard.policy.contacts import Contact, ContactBook, load_contacts, with_own_lines
from lanyard.policy.features import Feature, Features, load_features
from lanyard.policy.law import Law, LawRegister, load_law_register
from lanyard.policy.lessons import Lessons, load_lessons
from lanyard.policy.pack import BUILT_IN, Clause, find_pack, load_pack
from lanyard.policy.platforms import Catalogue, load_catalogue
from lanyard.policy.posting import Looks, load_looks
from lanyard.policy.raising import Ways, load_ways
from lanyard.policy.routes.book import Book
from lanyard.policy.routes.cyberbullying import Kit, load_kit
from lanyard.policy.routes.reading import known_beside, load_book
from lanyard.policy.self_review import SelfReview, load_self_review
from lanyard.policy.terms import Terms, load_terms

#: The pack whose registers serve a school that names none of its own.
DEFAULT_PACK = "welton"


@dataclass(frozen=True)
class Registers:
    """Everything that stands beside the policy of a school."""

    law: LawRegister
    contacts: ContactBook
    platforms: Catalogue
    lessons: Lessons
    ways: Ways
    looks: Looks
    review: SelfReview
    terms: Terms
    clocks: Clocks
    routes: Book
    kit: Kit
    features: Features

    def law_of(self, clauses: Iterable[Clause]) -> tuple[Law, ...]:
        """The law that touches some clauses, in the register's order; ids that it does not hold are left out."""
        wanted = {id_ for clause in clauses for id_ in clause.law}
        numbers = {clause.number for clause in clauses}
        return tuple(law for law in self.law if law.id in wanted or numbers.intersection(law.clauses))

    def feature(self, id_: str) -> Feature | None:
        """A feature by its id, if the product has it."""
        return next((feature for feature in self.features if feature.id == id_), None)

    def contact(self, id_: str, school: School) -> Contact | None:
        """Whom to phone, if this school may be shown that number.

        An invented number is shown in the demonstration only: a wrong number is worse than none.
        """
        found = next((contact for contact in self.contacts if contact.id == id_), None)
        if found is None or not found.reachable or (found.demonstration and not school.is_demonstration):
            return None
        return found


def registers_of(school: School) -> Registers:
    """The registers that a school uses: those of its pack, with its own contacts and terms where it told them."""
    found = load_registers(str(find_pack(school.settings.get("pack") or DEFAULT_PACK)))
    contacts, terms = own_lines(school), own_terms(school)
    if contacts:
        found = replace(found, contacts=with_own_lines(found.contacts, contacts))
    if terms is not None:
        return replace(found, terms=terms)
    # Invented dates are no real school's: where nobody told any, every working day counts as a school day.
    return found if school.is_demonstration or not found.terms.demonstration else replace(found, terms=Terms())


@lru_cache(maxsize=8)
def load_registers(folder: str) -> Registers:
    """The registers of a pack's folder; what the folder does not hold is taken from the built-in pack."""

    def file(name: str) -> Path:
        own = Path(folder) / name
        return own if own.exists() else BUILT_IN / DEFAULT_PACK / name

    pack = load_pack(Path(folder) if (Path(folder) / "policy.md").exists() else DEFAULT_PACK)
    platforms = load_catalogue(file("platforms.toml"))
    law, contacts, clocks = load_law_register(file("law.toml")), load_contacts(file("contacts.toml")), load_clocks()
    return Registers(
        law=law,
        contacts=contacts,
        platforms=platforms,
        lessons=load_lessons(file("lessons")),
        ways=load_ways(file("raising.toml")),
        looks=load_looks(file("before-you-post.toml")),
        review=load_self_review(file("self-review.toml")),
        terms=load_terms(file("terms.toml")),
        clocks=clocks,
        routes=load_book(file("routes.toml"), known_beside(pack, contacts, law, clocks)),
        kit=load_kit(
            file("cyberbullying.toml"),
            law=[entry.id for entry in law],
            platforms=[platform.id for platform in platforms],
            contacts=[contact.id for contact in contacts],
            clocks=[clock.id for clock in clocks],
            answers=[value.id for value in pack.vocabulary.fact("attack").values],
        ),
        features=load_features(BUILT_IN / "features.toml"),
    )
