"""The registers beside a policy, as far as the command line shows them: platforms and contacts."""

from __future__ import annotations

import datetime as dt

from lanyard.policy.analysis import Registers
from lanyard.policy.contacts import ContactBook, load_contacts
from lanyard.policy.law import load_law_register
from lanyard.policy.pack import find_pack
from lanyard.policy.platforms import load_catalogue


def find_platform(name: str, pack: str) -> tuple[str | None, tuple[str, ...]]:
    """The channel that a platform counts as; else None and names that come close.

    Whether a platform is used through the school's own account is not known here, so it never counts
    as the school's.
    """
    path = find_pack(pack) / "platforms.toml"
    if not path.is_file():
        return None, ()
    catalogue = load_catalogue(path)
    channel = catalogue.channel_of(name)
    return channel, () if channel else catalogue.suggest(name)


def load_book(pack: str) -> ContactBook | None:
    """Whom to phone; None for a policy that has no such list."""
    path = find_pack(pack) / "contacts.toml"
    return load_contacts(path) if path.is_file() else None


def load_registers(pack: str, on: dt.date) -> Registers:
    """The registers that a policy is checked against on a day, as far as the pack has them."""
    folder = find_pack(pack)
    law, contacts, platforms = (folder / f"{name}.toml" for name in ("law", "contacts", "platforms"))
    return Registers(
        law=load_law_register(law) if law.is_file() else None,
        contacts=load_contacts(contacts) if contacts.is_file() else None,
        platforms=load_catalogue(platforms) if platforms.is_file() else None,
        on=on,
    )
