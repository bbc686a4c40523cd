"""Writing an item into a case: sealed, wrapped, linked to what came before, and told to the log by ids."""

from __future__ import annotations

import datetime
import json
import uuid
from collections.abc import Mapping
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError

from lanyard.concerns.chain import BEGINNING, link_of
from lanyard.concerns.models import Case, Item, ItemKind
from lanyard.concerns.opened import BODY, place_of_item
from lanyard.people.models import Adult
from lanyard.proof.items import NewItem, make_item, seal_text
from lanyard.records import events
from lanyard.records.events import Happening, check_transaction

MOVED_ON = "Something was added to this while you were writing. Read it, then send yours again."


class Prepared(NamedTuple):
    """An item that is about to be written, and its key: what belongs to it can be sealed first."""

    id: uuid.UUID
    key: NewItem


def prepare_item(case: Case, *, recovery: str) -> Prepared:
    """The id and the key of an item to come."""
    item = Item(case=case)
    return Prepared(item.pk, make_item(place_of_item(item), case=case.recipient, recovery=recovery))


def write_item(
    case: Case,
    *,
    kind: ItemKind,
    body: Mapping[str, Any],
    recovery: str,
    reporter: str | None = None,
    step: str = "",
    by: Adult | None,
    account: int | None,
    at: datetime.datetime,
    prepared: Prepared | None = None,
) -> Item:
    """Add an item to a case that the caller holds for writing.

    ``reporter`` is the recipient of the receipt, where its holder may read the item. ``account`` is
    whoever is signed in, or nobody where a reporter is not to be named. ``prepared`` is given where
    a file was sealed under the item's key before the row is written.
    """
    check_transaction()
    last = Item.objects.filter(case=case).order_by("-number").values_list("number", "link").first()
    number, before = (last[0] + 1, bytes(last[1])) if last else (1, BEGINNING)
    told = {"kind": kind, "body": body, "recovery": recovery, "reporter": reporter, "step": step, "by": by, "at": at}
    item = seal_item(case, number=number, before=before, prepared=prepared, **told)
    item.save()
    events.append_all([told_of(item, account=account)], school=case.school_id, at=at)
    return item


def seal_item(
    case: Case,
    *,
    number: int,
    before: bytes,
    kind: ItemKind,
    body: Mapping[str, Any],
    recovery: str,
    reporter: str | None = None,
    step: str = "",
    by: Adult | None = None,
    at: datetime.datetime,
    prepared: Prepared | None = None,
) -> Item:
    """An item that is sealed, wrapped and linked, and not yet written. ``before`` is the link of the one before it."""
    item = Item(case=case, number=number, kind=kind, step=step, by=by, written_at=at)
    if prepared is not None:
        item.pk = prepared.id
    place = place_of_item(item)
    made = prepared.key if prepared else make_item(place, case=case.recipient, recovery=recovery, reporter=reporter)
    item.body = seal_text(made.identity, json.dumps(body, ensure_ascii=False), place=place, field=BODY, version=number)
    item.wrapped_case, item.wrapped_recovery, item.wrapped_reporter = made.wraps
    item.link = link_of(case, item, before)
    return item


def told_of(item: Item, *, account: int | None) -> Happening:
    """What the log is told of a written item: ids and its link, and nothing that it says."""
    ids = {"case": item.case_id, "item": item.pk, "link": bytes(item.link).hex(), "sort": str(item.kind)}
    return Happening("case item written", account, ids)


def check_unmoved(case: Case, after: int | None) -> None:
    """Refuse what was written before the eyes of somebody who had only so many items there.

    That somebody read the case or looked at a file meanwhile changes nothing. Of two presses of a button the second is
    refused here. Raises ``ValidationError``; ``None`` is for whoever had nothing before their eyes.
    """
    since = Item.objects.filter(case=case, number__gt=after or 0).exclude(kind__in=(ItemKind.READING, ItemKind.CUSTODY))
    if after is not None and since.exists():
        raise ValidationError(MOVED_ON)
