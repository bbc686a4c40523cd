"""Who can be reminded at all."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from django.db.models import Q

from lanyard.people.models import Absence, Account, Adult

from .absences import away
from .days import bound


def adults_to_remind(*, on: datetime.date) -> Iterator[tuple[int, int, int]]:
    """Adult, account and school of everybody in scope who can sign in, has an e-mail address and is not away."""
    reachable = ~Q(email="") | ~Q(account__email="")
    gone = Absence.objects.filter(away(on)).values("adult")
    found = Adult.objects.filter(bound(on), reachable, account__is_active=True).exclude(pk__in=gone)
    yield from found.order_by("pk").values_list("pk", "account_id", "school_id")


def account_of(id_: int) -> Account | None:
    """The account that a job names; ``None`` when it is closed."""
    return Account.objects.filter(pk=id_, is_active=True).first()
