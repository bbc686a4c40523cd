"""What passes between the school and whoever holds the receipt, both ways."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction

from lanyard.concerns.commitments import keep_state
from lanyard.concerns.models import Case, CaseWrap, Item, ItemKind
from lanyard.concerns.opened import OpenCase, Opened
from lanyard.concerns.queries.holders import recovery_key
from lanyard.concerns.queries.receipts import Returned, exchanged, reporter_of, standing_for_reporter
from lanyard.concerns.routes import book_of
from lanyard.people.models import Account, Adult
from lanyard.policy.routes.steps import may_take

from .items import check_unmoved, write_item
from .reports import tell_holders

CLOSED = "This report was closed. Send a new one if something has happened since."


@transaction.atomic
def add_to_report(*, returned: Returned, words: str, at: datetime.datetime) -> Item:
    """Add to a report, by whoever holds its receipt. Nobody is named, and nothing that was said before is changed."""
    if not words.strip():
        raise ValidationError("Write what you want to add.")
    case = held_case(returned.case)
    if case.closed_at is not None:
        raise ValidationError(CLOSED)
    if (before := _last_addition(returned)) is not None and before.body == {"words": words.strip()}:
        return before.item
    return _from_reporter(case, returned, kind=ItemKind.ADDITION, body={"words": words.strip()}, at=at)


@transaction.atomic
def take_reporters_step(*, returned: Returned, step: str, facts: Mapping[str, str], at: datetime.datetime) -> Item:
    """Say, with the receipt, what the reporter wishes: told or not, the police or not (2.8.5). It can be said anew.

    Only what the route lets its reporter say now. Raises ``ValidationError``, and ``KeyError`` for a
    step or a fact that the route does not have.
    """
    case = held_case(returned.case)
    if case.closed_at is not None:
        raise ValidationError(CLOSED)
    told = {name: value.strip() for name, value in facts.items() if value.strip()}
    decision = may_take(book_of(case.school), standing_for_reporter(case), step, reporter_of(case), told)
    if not decision:
        raise ValidationError(decision.reason)
    return _from_reporter(case, returned, kind=ItemKind.STEP, step=step, body={"facts": told}, at=at)


@transaction.atomic
def write_to_reporter(
    *, case: OpenCase, words: str, adult: Adult, by: Account, at: datetime.datetime, after: int | None = None
) -> Item:
    """Write to whoever holds the receipt. They read it when they come back; no mail goes anywhere.

    ``after`` is how many items the writer had before their eyes. Raises ``ValidationError``.
    """
    if not words.strip():
        raise ValidationError("Write what you want to say.")
    held = held_case(case.case)
    check_unmoved(held, after)
    item = write_item(
        held,
        kind=ItemKind.MESSAGE,
        body={"words": words.strip()},
        recovery=recovery_of(held),
        reporter=held.receipt.recipient,
        by=adult,
        account=by.pk,
        at=at,
    )
    keep_state(held, at=at)
    return item


def held_case(case: Case) -> Case:
    """A case held for writing: what others write to it waits."""
    return Case.objects.select_for_update(of=("self",), no_key=True).select_related("school").get(pk=case.pk)


def recovery_of(case: Case) -> str:
    """The recovery recipient of a case's school."""
    found = recovery_key(case.school)
    if found is None:
        raise ValidationError("The recovery key is missing. Tell whoever runs the service before you write anything.")
    return found.recipient


def _last_addition(returned: Returned) -> Opened | None:
    """What passed last between the two, if the reporter said it: pressed twice, a button adds once."""
    last = next(reversed(exchanged(returned)), None)
    return last if last is not None and last.item.kind == ItemKind.ADDITION else None


def _from_reporter(case: Case, returned: Returned, *, kind: ItemKind, body: dict, at: datetime.datetime, step: str = "") -> Item:
    item = write_item(
        case,
        kind=kind,
        step=step,
        body=body,
        recovery=recovery_of(case),
        reporter=returned.held.recipient,
        by=None,
        account=None,
        at=at,
    )
    CaseWrap.objects.filter(case=case).update(read_at=None)
    wraps = CaseWrap.objects.filter(case=case, holder__ended_at__isnull=True).select_related("holder__adult")
    tell_holders(case, wraps, of=item, at=at)
    keep_state(case, at=at)
    return item
