"""The chain of a case's items: each is linked to all before it, so that none is changed, lost or moved unseen."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable

from lanyard.concerns.models import Case, Item
from lanyard.proof.canonical import canonical

BEGINNING = bytes(32)


class BrokenChain(ValueError):
    """An item of a case was changed, removed or moved after it was written."""


def link_of(case: Case, item: Item, before: bytes) -> bytes:
    """The link of an item: a hash over the link before it and everything that the item says of itself."""
    told = {
        "before": bytes(before).hex(),
        "case": str(case.pk),
        "item": str(item.pk),
        "number": item.number,
        "kind": str(item.kind),
        "step": item.step,
        "by": item.by_id,
        "at": item.written_at.astimezone(datetime.UTC).isoformat(),
        "body": hashlib.sha256(bytes(item.body)).hexdigest(),
    }
    return hashlib.sha256(canonical(told)).digest()


def check_chain(case: Case, items: Iterable[Item]) -> bytes:
    """The last link of a case whose items are all there and as they were written. Raises ``BrokenChain``."""
    link = BEGINNING
    for number, item in enumerate(items, 1):
        link = link_of(case, item, link)
        if item.number != number or bytes(item.link) != link:
            raise BrokenChain(f"item {number} of this case is not what was written")
    return link
