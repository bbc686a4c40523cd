"""What the holder of a receipt may see: where their report stands, and what was written to them."""

from __future__ import annotations

from dataclasses import dataclass

from lanyard.concerns.models import Case, Item, ItemKind, ReportReceipt
from lanyard.concerns.opened import Opened, words_of
from lanyard.concerns.store import receipt_key
from lanyard.proof.identities import Identity
from lanyard.proof.receipts import KeptReceipt, Receipt, matches


@dataclass(frozen=True)
class Returned:
    """A reporter who came back with their receipt."""

    case: Case
    held: ReportReceipt
    identity: Identity


def kept_of(held: ReportReceipt) -> KeptReceipt:
    """A kept receipt as ``lanyard.proof`` knows it."""
    return KeptReceipt(held.look_up, bytes(held.salt), bytes(held.digest))


def returned_with(receipt: Receipt) -> Returned | None:
    """The report of a receipt; ``None`` for a wrong one, which takes as long."""
    held = ReportReceipt.objects.filter(look_up=receipt.look_up).select_related("case__school").first()
    if not matches(receipt, kept_of(held) if held else None, key=receipt_key()) or held is None:
        return None
    sealer = receipt.sealer(salt=bytes(held.salt))
    raw = sealer.unseal(bytes(held.sealed), place=("answers", held.case.school_id, str(held.case_id)))
    return Returned(held.case, held, Identity.of_bytes(raw))


def exchanged(returned: Returned) -> list[Opened]:
    """What passed between the reporter and the school since the report, in order."""
    kinds = (ItemKind.MESSAGE, ItemKind.ADDITION)
    found = Item.objects.filter(case=returned.case, kind__in=kinds, wrapped_reporter__isnull=False).order_by("number")
    return [
        Opened(item, words_of(item, item.wrapped_reporter, by=returned.identity)) for item in found.select_related("case", "by")
    ]
