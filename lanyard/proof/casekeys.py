"""Keys of cases: who can open one, who cannot, and how that changes.

A case has a key of its own. Its recipient is public, so that a reporter or a job may add items; its
identity is wrapped for each holder who may open it, and for recovery. Nobody who is named in a case
gets a wrap, and whoever is shut out later is shut out by a new key.

A new key closes every path that is stored from then on. It cannot take back what somebody has read,
nor a copy of the database and a key that somebody kept.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

from .identities import Identity, unwrap, wrap
from .items import Id, ItemPlace, rewrap_item
from .sealing import CannotOpen, Place


class CasePlace(NamedTuple):
    """Where a case belongs: ids of the school and the case, which never change."""

    school: Id
    case: Id


class CaseKey(NamedTuple):
    """What is stored of a case's key: its recipient, and its wraps by the holder's id and for recovery."""

    recipient: str
    holders: dict[Id, bytes]
    recovery: bytes


class NewCase(NamedTuple):
    """The key of a new case, for as long as it is being filed, and what is stored of it."""

    identity: Identity
    key: CaseKey


class Rotated(NamedTuple):
    """A case's new key, what is stored of it, and the new ``case`` wrap of each item by its id."""

    identity: Identity
    key: CaseKey
    items: dict[Id, bytes]


def make_case(place: CasePlace, *, holders: Mapping[Id, str], recovery: str, leaving_out: Collection[Id] = ()) -> NewCase:
    """A key for a new case, wrapped to the recipients of its holders and of recovery.

    ``holders`` are recipients by holder's id; nobody in ``leaving_out`` gets a wrap. With no holder
    left the case is filed all the same, and only recovery opens it: a report is never refused.
    """
    identity = Identity.make()
    wraps = {
        holder: wrap(identity, to=recipient, place=_key_of(place, holder))
        for holder, recipient in holders.items()
        if holder not in leaving_out
    }
    return NewCase(identity, CaseKey(identity.recipient, wraps, wrap(identity, to=recovery, place=_key_of(place, None))))


def open_case(wrapped: bytes, *, by: Identity, place: CasePlace, holder: Id | None, recipient: str) -> Identity:
    """The key of a case, by a holder's identity, or by recovery's where ``holder`` is ``None``.

    ``recipient`` is the case's own: a wrap of an older key that was put back raises ``CannotOpen``
    like any that was changed, moved, or made for another.
    """
    identity = unwrap(wrapped, by=by, place=_key_of(place, holder))
    if identity.recipient != recipient:
        raise CannotOpen("this is not the present key of the case")
    return identity


def share_case(case: Identity, *, place: CasePlace, holder: Id, to: str) -> bytes:
    """A wrap of an open case's key for one more holder."""
    return wrap(case, to=to, place=_key_of(place, holder))


def hand_on(
    wraps: Mapping[CasePlace, tuple[str, bytes]], *, by: Identity, giver: Id | None, taker: Id, to: str
) -> dict[CasePlace, bytes]:
    """New wraps for a holder who lost a passphrase or takes over, made by another who is unlocked.

    ``wraps`` are each case's recipient and the giver's own wrap (recovery's where ``giver`` is
    ``None``); the caller chooses the cases, and leaves out each that names the taker. All or
    nothing: raises ``CannotOpen`` if one does not open.
    """
    return {
        place: share_case(
            open_case(wrapped, by=by, place=place, holder=giver, recipient=recipient), place=place, holder=taker, to=to
        )
        for place, (recipient, wrapped) in wraps.items()
    }


def rotate(
    case: Identity,
    *,
    place: CasePlace,
    items: Mapping[Id, bytes],
    holders: Mapping[Id, str],
    recovery: str,
    leaving_out: Collection[Id] = (),
) -> Rotated:
    """A new key for a case, its items and its remaining holders, so that whoever is left out opens nothing.

    ``items`` are the ``case`` wraps of all items that are not locked, by item's id. All or nothing:
    raises ``CannotOpen`` if one does not open. Store everything returned in one transaction, and
    shred what it replaces. Wraps for recovery and reporters stay as they are.
    """
    made = make_case(place, holders=holders, recovery=recovery, leaving_out=leaving_out)
    rewrapped = {
        item: rewrap_item(wrapped, by=case, place=ItemPlace(*place, item), to=made.key.recipient)
        for item, wrapped in items.items()
    }
    return Rotated(made.identity, made.key, rewrapped)


def _key_of(place: CasePlace, holder: Id | None) -> Place:
    whose: Place = ("recovery",) if holder is None else ("holder", holder)
    return ("key of a case", *place, *whose)
