"""Sealed items: one entry of text or one file of evidence, each under a key of its own.

The key of an item is wrapped for its case and for recovery, and for the reporter where the item is
an answer to them. Whoever opens the case opens its items; a reporter adds one without any key.
"""

from __future__ import annotations

from typing import NamedTuple

from .identities import Identity, unwrap, wrap
from .sealing import Place

Id = str | int
TEXTS = "texts of an item"


class ItemPlace(NamedTuple):
    """Where an item belongs: ids of the school, the case and the item, which never change."""

    school: Id
    case: Id
    item: Id


class ItemWraps(NamedTuple):
    """What is stored of an item's key. ``case`` is ``None`` for an item that was locked."""

    case: bytes | None
    recovery: bytes
    reporter: bytes | None = None


class NewItem(NamedTuple):
    """The key of a new item, for as long as it is being filed, and what is stored of it."""

    identity: Identity
    wraps: ItemWraps


class Locked(ValueError):
    """An item was locked; only the recovery key opens it."""


def make_item(place: ItemPlace, *, case: str, recovery: str, reporter: str | None = None) -> NewItem:
    """A key for a new item, wrapped to the recipients of its case and of recovery (and of its reporter)."""
    identity = Identity.make()
    return NewItem(
        identity,
        ItemWraps(
            case=wrap(identity, to=case, place=_key_of(place)),
            recovery=wrap(identity, to=recovery, place=_key_of(place)),
            reporter=None if reporter is None else wrap(identity, to=reporter, place=_key_of(place)),
        ),
    )


def open_item(wrapped: bytes | None, *, by: Identity, place: ItemPlace) -> Identity:
    """The key of an item, by the identity of its case, of recovery or of its reporter.

    Raises ``Locked`` where there is no wrap any more and ``CannotOpen`` for the wrong key or place.
    """
    if wrapped is None:
        raise Locked("This item was locked. Only the recovery key opens it.")
    return unwrap(wrapped, by=by, place=_key_of(place))


def seal_text(item: Identity, text: str, *, place: ItemPlace, field: str, version: int) -> bytes:
    """A field of an item, bound to school, case, item, field and version."""
    return item.sealer(TEXTS).seal(text.encode("utf-8"), place=("text", *place, field, version))


def open_text(item: Identity, sealed: bytes, *, place: ItemPlace, field: str, version: int) -> str:
    """The text of a field; raises ``CannotOpen`` if it was changed, cut, swapped or rolled back."""
    return item.sealer(TEXTS).unseal(sealed, place=("text", *place, field, version)).decode("utf-8")


def rewrap_item(wrapped: bytes | None, *, by: Identity, place: ItemPlace, to: str) -> bytes:
    """The key of an item wrapped once more, for somebody else."""
    return wrap(open_item(wrapped, by=by, place=place), to=to, place=_key_of(place))


def lock(wraps: ItemWraps, *, by: Identity, place: ItemPlace, recovery: str) -> ItemWraps:
    """What is stored of an item found to be indecent: a fresh wrap for recovery and no other (2.7.4).

    ``by`` is the identity of its case, so that the wrap for recovery is known to be good before the
    others go. Store this in place of the old wraps, and shred those.
    """
    return ItemWraps(case=None, recovery=rewrap_item(wraps.case, by=by, place=place, to=recovery))


def _key_of(place: ItemPlace) -> Place:
    return ("key of an item", *place)
