"""What has grown old around a policy: repealed Acts, networks that closed, numbers nobody has rung lately.

The registers are live data beside the policy. Without them these checks are left out.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from lanyard.policy.analysis.cubes import both, either
from lanyard.policy.analysis.findings import Finding, numbers
from lanyard.policy.analysis.wording import duty_clauses
from lanyard.policy.contacts import Contact, ContactBook
from lanyard.policy.law import Law, LawRegister
from lanyard.policy.pack import Pack
from lanyard.policy.platforms import Catalogue


@dataclass(frozen=True, slots=True)
class Registers:
    """The registers that a policy is checked against, and the day on which it is checked. Each may be missing."""

    law: LawRegister | None = None
    contacts: ContactBook | None = None
    platforms: Catalogue | None = None
    on: dt.date | None = None


def find_dated_law(pack: Pack, registers: Registers) -> Iterator[Finding]:
    """Clauses that cite an Act which is repealed, unknown or long unchecked."""
    if registers.law is None:
        return
    laws = {law.id: law for law in registers.law}
    for clause in pack.clauses:
        for id_ in clause.law:
            if id_ not in laws:
                message = f"{clause.number} cites “{id_}”, which is not in the law register."
                yield Finding("law", True, (clause.id,), message, names=(id_,))
                continue
            law = laws[id_]
            replacing = [laws[one] for one in law.replaced_by]
            if law.status in ("repealed", "part_repealed") and not set(law.replaced_by).intersection(clause.law):
                yield _replaced(clause.number, clause.id, law, replacing)
    cited = {id_ for clause in pack.clauses for id_ in clause.law}
    yield from (_stale_law(pack, law) for law in registers.law if law.id in cited and registers.on and law.is_stale(registers.on))


def _replaced(number: str, clause: str, law: Law, replacing: list[Law]) -> Finding:
    repealed = law.status == "repealed"
    what = "no longer in force" if repealed else "partly repealed"
    instead = f", and does not cite what replaced it: {either(one.title for one in replacing)}" if replacing else ""
    return Finding("law", repealed, (clause,), f"{number} cites the {law.title}, which is {what}{instead}.", names=(law.id,))


def _stale_law(pack: Pack, law: Law) -> Finding:
    clauses = tuple(clause.id for clause in pack.clauses if law.id in clause.law)
    checked = f"was last checked on {_day(law.last_checked)}" if law.last_checked else "has never been checked"
    message = f"The {law.title}, cited by {numbers(pack, clauses)}, {checked}."
    return Finding("law", True, clauses, message, names=(law.id,))


def find_dated_platforms(pack: Pack, registers: Registers) -> Iterator[Finding]:
    """Clauses whose prose names a network that has closed or goes by another name now."""
    if registers.platforms is None:
        return
    formers = [(former, re.compile(rf"(?<!\w){re.escape(former.name)}(?!\w)")) for former in registers.platforms.defunct()]
    for clause in pack.clauses:
        named = [former for former, pattern in formers if pattern.search(clause.prose)]
        if named:
            names = both(former.name for former in named)
            message = (
                f"{clause.number} names {names}, which {'have' if len(named) > 1 else 'has'} closed or changed name. "
                "Say what a service lets people do, and keep old names in the catalogue of platforms."
            )
            yield Finding("platform", True, (clause.id,), message, names=tuple(former.name for former in named))


def find_dated_contacts(pack: Pack, registers: Registers) -> Iterator[Finding]:
    """Duties that send people to a contact which is missing, was never checked, or not for a year."""
    if registers.contacts is None:
        return
    contacts = {contact.id: contact for contact in registers.contacts}
    used = dict.fromkeys(duty.contact for duty in pack.duties.values() if duty.contact)
    for id_ in used:
        clauses = tuple(dict.fromkeys(c for d in pack.duties.values() if d.contact == id_ for c in duty_clauses(pack, d.id)))
        if not clauses:
            continue
        where = numbers(pack, clauses)
        if id_ not in contacts:
            message = f"Under {where}, people are sent to “{id_}”, which is not in the list of contacts."
            yield Finding("contact", True, clauses, message, names=(id_,))
            continue
        wrong = _what_is_old(contacts[id_], registers.on)
        if wrong:
            serious, words = wrong
            message = f"Under {where}, people are sent to this contact: {contacts[id_].title}. {words}"
            yield Finding("contact", serious, clauses, message, names=(id_,))


def _what_is_old(contact: Contact, on: dt.date | None) -> tuple[bool, str] | None:
    """Whether it is serious, and what is wrong; None for a contact that was checked in time."""
    if contact.last_checked is None:
        return True, "Nobody has checked that it answers."
    if on is not None and contact.is_stale(on):
        return True, f"It was last checked on {_day(contact.last_checked)}, more than a year ago."
    if not contact.verified and not (contact.local and contact.confirmed_on):
        return False, f"Not all of it is verified: {' '.join(contact.unverified)}"
    return None


def _day(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"
