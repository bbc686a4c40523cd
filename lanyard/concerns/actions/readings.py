"""Reading a case: why somebody opened it stands in the case, for whoever asks later."""

from __future__ import annotations

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from lanyard.concerns.commitments import keep_state
from lanyard.concerns.models import Case, CaseWrap, Item, ItemKind
from lanyard.concerns.opened import Unlocked
from lanyard.concerns.queries.readings import OTHER, REASONS
from lanyard.people.models import Account
from lanyard.people.queries import Scope

from .exchange import recovery_of
from .items import write_item
from .steps import held_open

LONGEST = 1000


@transaction.atomic
def read_case(
    *,
    scope: Scope,
    unlocked: Unlocked,
    case: Case,
    reason: str,
    words: str = "",
    mark: str = "",
    by: Account,
    at: datetime.datetime,
) -> Item:
    """Write down why somebody opens a case. ``reason`` is one of ``REASONS``; ``mark`` stands for their sign-in.

    Raises ``NotYours`` and ``ValidationError``.
    """
    if reason not in REASONS:
        raise ValidationError("Select why you open it.")
    if reason == OTHER and not words.strip():
        raise ValidationError("Say why you open it.")
    if len(words) > LONGEST:
        raise ValidationError(f"Use {LONGEST} characters or fewer.")
    opened = held_open(scope, unlocked, case)
    item = write_item(
        opened.case,
        kind=ItemKind.READING,
        body={"reason": reason, "words": words.strip(), "mark": mark},
        recovery=recovery_of(opened.case),
        by=scope.adult,
        account=by.pk,
        at=at,
    )
    mark_seen(scope=scope, case=case, at=at)
    keep_state(opened.case, at=at)
    return item


def mark_seen(*, scope: Scope, case: Case, at: datetime.datetime) -> None:
    """Take a case off the person's desk as unread: what is new in it stands before their eyes."""
    CaseWrap.objects.filter(case=case, holder__adult=scope.adult, read_at__isnull=True).update(read_at=at)
