"""Shutting people and files out of a case: a new key without whoever is left out, and the lock of 2.7.4."""

from __future__ import annotations

import datetime

from lanyard.concerns.models import CaseWrap, EvidencePlace, Item, ItemKind
from lanyard.concerns.opened import OpenCase, place_of, place_of_item
from lanyard.concerns.queries.holders import recovery_key
from lanyard.concerns.queries.recovery import may_receive
from lanyard.proof.casekeys import rotate
from lanyard.proof.items import ItemWraps, lock
from lanyard.records import events, jobs
from lanyard.records.events import check_transaction


def leave_out(opened: OpenCase, *, at: datetime.datetime) -> None:
    """Change the key of a case, so that whoever is left out opens nothing that is kept from now on."""
    check_transaction()
    case = opened.case
    recovery = recovery_key(case.school)
    wraps = {str(wrap.holder_id): wrap for wrap in CaseWrap.objects.filter(case=case).select_related("holder__adult")}
    on = at.astimezone(jobs.UK).date()
    out = {id_ for id_, wrap in wraps.items() if not may_receive(opened, wrap.holder.adult, on=on)}
    items = {str(item.pk): bytes(item.wrapped_case) for item in Item.objects.filter(case=case, wrapped_case__isnull=False)}
    made = rotate(
        opened.identity,
        place=place_of(case),
        items=items,
        holders={id_: wrap.holder.recipient for id_, wrap in wraps.items()},
        recovery=recovery.recipient,
        leaving_out=out,
    )
    case.recipient, case.wrapped_recovery = made.key.recipient, made.key.recovery
    case.save(update_fields=["recipient", "wrapped_recovery"])
    for item in Item.objects.filter(case=case, wrapped_case__isnull=False):
        item.wrapped_case = made.items[str(item.pk)]
        item.save(update_fields=["wrapped_case"])
    for id_, wrap in wraps.items():
        if id_ in made.key.holders:
            wrap.wrapped = made.key.holders[id_]
            wrap.save(update_fields=["wrapped"])
        else:
            wrap.delete()
    events.append("case key changed", school=case.school_id, at=at, case=case.pk)


def lock_evidence(opened: OpenCase, *, at: datetime.datetime) -> None:
    """Lock every file of a case that turns out to concern an indecent image, and let none be added (2.7.4).

    Only the recovery key opens them from now on, for the police.
    """
    check_transaction()
    case = opened.case
    if not EvidencePlace.objects.filter(case=case, closed_at__isnull=True).exists():
        return
    recovery = recovery_key(case.school)
    for item in Item.objects.filter(case=case, kind=ItemKind.EVIDENCE, locked_at__isnull=True).select_related("case"):
        wraps = ItemWraps(bytes(item.wrapped_case), bytes(item.wrapped_recovery), None)
        made = lock(wraps, by=opened.identity, place=place_of_item(item), recovery=recovery.recipient)
        item.wrapped_case, item.wrapped_recovery, item.wrapped_reporter, item.locked_at = None, made.recovery, None, at
        item.save(update_fields=["wrapped_case", "wrapped_recovery", "wrapped_reporter", "locked_at"])
    for place in EvidencePlace.objects.filter(case=case, closed_at__isnull=True):
        place.closed_at = at
        place.save(update_fields=["closed_at"])
    events.append("evidence locked", school=case.school_id, at=at, case=case.pk)
