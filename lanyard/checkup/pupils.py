"""Who among the people of an archive may be a pupil: everybody in it by name, and which conversations are with one (2.6.1).

Only names, handles and addresses of people are kept, never what was said, and of at most so many people.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from lanyard.checkup.items import Contact, Item, Message, Relation
from lanyard.checkup.match.readings import why_not

#: People that are kept of one archive. Nobody knows so many; a list of all members of a public group may have more.
MOST_PEOPLE = 100_000


class Acquaintances:
    """The people of an archive, by platform: its contacts, and whoever else takes part in a conversation."""

    def __init__(self, most: int = MOST_PEOPLE) -> None:
        self._most = most
        self._people: dict[tuple[str, Contact], Contact] = {}
        self._talkers: set[tuple[str, str]] = set()
        self._pupils: set[tuple[str, str]] = set()
        self._nameless: Counter[str] = Counter()
        self.left_out = 0

    def add(self, platform: str, item: Item) -> None:
        """Take in a contact, or whoever takes part in the conversation of a message. Other items say nothing here."""
        if isinstance(item, Contact):
            self._keep(platform, item)
        elif isinstance(item, Message):
            for name in talkers_of(item):
                if (platform, plain(name)) not in self._talkers:
                    self._talkers.add((platform, plain(name)))
                    self._keep(platform, Contact(item.ref, Relation.CHAT, name, evidence=item.evidence))

    def _keep(self, platform: str, contact: Contact) -> None:
        key = (platform, contact._replace(ref=contact.ref._replace(row=0), since=None))
        if key in self._people:
            return
        if len(self._people) >= self._most:
            self.left_out += 1
            return
        self._people[key] = contact
        self._nameless[platform] += why_not(contact) is not None

    def of(self) -> Iterator[tuple[str, Contact]]:
        """Everybody who is kept, with the platform, in the order in which they came."""
        return ((platform, contact) for (platform, _), contact in self._people.items())

    def nameless(self, platform: str) -> int:
        """How many people of a platform have nothing that could be compared with a name, such as only numbers."""
        return self._nameless[platform]

    def count(self, platform: str) -> int:
        """How many people of a platform are kept."""
        return sum(of == platform for of, _ in self._people)

    def mark(self, platform: str, contact: Contact) -> None:
        """Remember that this may be a pupil, by everything by which a conversation may name them."""
        self._pupils |= {(platform, plain(each)) for each in names_of(contact)}

    def is_with_pupil(self, platform: str, message: Message) -> bool:
        """Whether somebody who may be a pupil takes part in the conversation."""
        return any((platform, plain(name)) in self._pupils for name in talkers_of(message))


def talkers_of(message: Message) -> Iterable[str]:
    """The other people in a conversation, as the archive names them."""
    sender = () if message.own or not message.sender else (message.sender,)
    return (name for name in (*message.others, *sender) if name)


def names_of(contact: Contact) -> tuple[str, ...]:
    """Everything by which a platform may name somebody."""
    return tuple(filter(None, (contact.name, contact.handle, contact.id, contact.phone, contact.email)))


def plain(name: str) -> str:
    """A name for telling whether two texts name the same account."""
    return " ".join(name.casefold().split()).removeprefix("@")
