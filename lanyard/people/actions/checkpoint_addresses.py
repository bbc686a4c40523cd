"""Choosing where checkpoints of the transparency log are kept."""

from __future__ import annotations

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from lanyard.people.models import Account, CheckpointAddress, Keeper
from lanyard.people.queries.checkpoints import addresses_of, is_known_here
from lanyard.people.queries.scope import Scope

from .noting import note

#: More than a school ever needs, and few enough that a mistake floods nobody.
MOST = 10


@transaction.atomic
def add_checkpoint_address(*, scope: Scope, keeper: str, email: str, by: Account, at: datetime.datetime) -> CheckpointAddress:
    """Have checkpoints mailed to the chair, or to an address outside the school; raises ``ValidationError``."""
    email = email.strip().lower() if keeper == Keeper.OUTSIDE else ""
    if addresses_of(scope.school).filter(keeper=keeper, email=email).exists():
        raise ValidationError("Checkpoints are sent there already")
    if addresses_of(scope.school).count() >= MOST:
        raise ValidationError(f"Checkpoints go to {MOST} addresses at most. End one of the others first")
    if is_known_here(email):
        raise ValidationError("This is the address of somebody at a school here. Enter one outside")
    address = CheckpointAddress(school=scope.school, keeper=keeper, email=email, added_by=by, added_at=at)
    address.full_clean()
    address.save()
    note("checkpoint address added", by=by, at=at, school=scope.school, address=address.pk)
    return address


@transaction.atomic
def confirm_checkpoint_address(*, scope: Scope, address: CheckpointAddress, by: Account, at: datetime.datetime) -> None:
    """A second person says that an address is outside the school: from now on it also gets those of reports.

    Raises ``ValidationError`` when it is the person who added it, and for the chair, who never gets those.
    """
    if address.school_id != scope.school.pk or address.keeper != Keeper.OUTSIDE or address.ended_at is not None:
        raise ValidationError("Only an address outside the school can be confirmed")
    if address.added_by_id == by.pk:
        raise ValidationError("Somebody other than who added it has to confirm it")
    if address.confirmed_at is None:
        address.confirmed_at, address.confirmed_by = at, by
        address.full_clean()
        address.save(update_fields=["confirmed_at", "confirmed_by"])
        note("checkpoint address confirmed", by=by, at=at, school=scope.school, address=address.pk)


@transaction.atomic
def end_checkpoint_address(*, address: CheckpointAddress, by: Account, at: datetime.datetime) -> None:
    """Send nothing to an address from now on. What was sent stays there."""
    address.ended_at, address.ended_by = at, by
    address.full_clean()
    address.save(update_fields=["ended_at", "ended_by"])
    note("checkpoint address ended", by=by, at=at, school=address.school, address=address.pk)
