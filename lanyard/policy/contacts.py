"""Whom to phone: the contacts behind the duties (2.7.4, 2.8.4, 2.8.5), each with the day it was last checked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from lanyard.policy.registers import Entry, RegisterReader, Source, is_stale, oldest, pick


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody to turn to. ``local`` contacts are the school's own settings.

    A ``demonstration`` contact is invented: screens say so beside it.
    """

    id: str
    title: str
    serves: str
    phone: str
    email: str
    web: str
    hours: str
    note: str
    local: bool
    demonstration: bool
    verified: bool
    unverified: tuple[str, ...]
    sources: tuple[Source, ...]
    confirmed_on: dt.date | None

    @property
    def last_checked(self) -> dt.date | None:
        """The oldest check of its sources, or for a local contact the day on which the school confirmed it."""
        days = [day for day in (oldest(self.sources), self.confirmed_on) if day is not None]
        return min(days, default=None)

    @property
    def reachable(self) -> bool:
        """Whether it gives any way of getting in touch."""
        return bool(self.phone or self.email or self.web)

    @property
    def dial(self) -> str:
        """The number as a telephone link needs it: figures only."""
        return "".join(sign for sign in self.phone if sign.isdigit() or sign == "+")

    def is_stale(self, on: dt.date, months: int = 12) -> bool:
        """Whether somebody should ring the number again to see that it still answers."""
        return is_stale(self.last_checked, on, months)


@dataclass(frozen=True)
class ContactBook:
    """Every contact of a school, the most urgent first."""

    contacts: tuple[Contact, ...]

    def __iter__(self) -> Iterator[Contact]:
        return iter(self.contacts)

    def __len__(self) -> int:
        return len(self.contacts)

    def get(self, id_: str) -> Contact:
        """The contact of that id; an unknown id is a ``KeyError`` that suggests others."""
        return pick(self.contacts, id_, "contact")

    def stale(self, on: dt.date, months: int = 12) -> tuple[Contact, ...]:
        """The contacts that nobody has checked for so long, or ever."""
        return tuple(contact for contact in self.contacts if contact.is_stale(on, months))


@dataclass(frozen=True, slots=True)
class OwnLine:
    """What a school says of one of its own contacts, and the day on which it rang or checked it."""

    phone: str
    email: str
    hours: str
    confirmed_on: dt.date


def with_own_lines(book: ContactBook, own: Mapping[str, OwnLine]) -> ContactBook:
    """The book with a school's own lines in place of the invented ones. National lines stay as they are."""

    def filled(contact: Contact) -> Contact:
        line = own.get(contact.id)
        if line is None or not contact.local:
            return contact
        return replace(
            contact,
            phone=line.phone,
            email=line.email,
            hours=line.hours or contact.hours,
            web="",
            demonstration=False,
            unverified=(),
            confirmed_on=line.confirmed_on,
        )

    return ContactBook(tuple(filled(contact) for contact in book))


def load_contacts(path: Path | str) -> ContactBook:
    """Load ``contacts.toml``; a contact that leaves a person with nothing to do is refused."""
    reader = RegisterReader(path)
    root = reader.start()
    contacts = tuple(_read_contact(entry) for entry in root.entries("contact"))
    root.finish()
    reader.check_unique((contact.id for contact in contacts), "contact")
    reader.refuse()
    return ContactBook(contacts)


def _read_contact(entry: Entry) -> Contact:
    contact = Contact(
        id=entry.text("id"),
        title=entry.text("title"),
        serves=entry.text("serves"),
        phone=entry.text("phone", ""),
        email=entry.text("email", ""),
        web=entry.text("web", ""),
        hours=entry.text("hours"),
        note=entry.text("note", ""),
        local=entry.flag("local"),
        demonstration=entry.flag("demonstration"),
        verified=entry.flag("verified"),
        unverified=entry.words("unverified"),
        sources=entry.sources(),
        confirmed_on=entry.day("confirmed_on"),
    )
    entry.finish()
    if not contact.reachable and not contact.note:
        entry.complain("it gives no way of getting in touch.", "Add a phone, e-mail or web address, or a note on whom to ask.")
    if not contact.local and contact.demonstration:
        entry.complain("a national contact cannot be invented.", "Mark it local, or give its real number with a source.")
    if contact.local and contact.confirmed_on:
        return contact
    entry.check_verified(contact.verified, contact.unverified, contact.sources)
    return contact
