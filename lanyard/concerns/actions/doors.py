"""Making and renewing the door for reporters without an account."""

from __future__ import annotations

import datetime
import secrets

from django.db import transaction

from lanyard.concerns.commitments import row_hash
from lanyard.concerns.models import ReportDoor
from lanyard.concerns.queries.doors import hash_of
from lanyard.people.models import Account
from lanyard.people.queries import Scope
from lanyard.records import events

#: 256 bits of chance: nobody guesses an address.
TOKEN_BYTES = 32


@transaction.atomic
def make_door(*, scope: Scope, by: Account, at: datetime.datetime) -> str:
    """Make the school's door, and shut the one before it; the token, which is not kept."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    door, _ = ReportDoor.objects.update_or_create(school=scope.school, defaults={"token_hash": hash_of(token), "made_at": at})
    events.append("report door made", school=scope.school.pk, by=by.pk, at=at, door=door.pk, row=row_hash(door))
    return token
