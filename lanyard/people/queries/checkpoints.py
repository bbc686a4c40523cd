"""Where checkpoints of the transparency log are kept, and what was sent there."""

from __future__ import annotations

import datetime

from django.db.models import Q, QuerySet

from lanyard.people.models import Account, Adult, CheckpointAddress, Keeper, Role, RoleHeld, School
from lanyard.records.models import Checkpoint, CheckpointSent

from .days import bound, held


def addresses_of(school: School) -> QuerySet[CheckpointAddress]:
    """Where a school has checkpoints mailed now."""
    return CheckpointAddress.objects.filter(school=school, ended_at__isnull=True)


def all_addresses() -> QuerySet[CheckpointAddress]:
    """The same of every school of the installation."""
    return CheckpointAddress.objects.filter(ended_at__isnull=True)


def address_numbered(school: School, number: int) -> CheckpointAddress | None:
    """One of a school's addresses."""
    return addresses_of(school).filter(pk=number).first()


def address_in_use(number: int) -> CheckpointAddress | None:
    """An address by its number, unless it was ended."""
    return all_addresses().filter(pk=number).select_related("school").first()


def is_known_here(email: str) -> bool:
    """Whether an address belongs to somebody in the register or to an account, at any school of the installation."""
    if not email:
        return False
    accounts = Account.objects.filter(Q(email__iexact=email) | Q(sign_in_name__iexact=email))
    return accounts.exists() or Adult.objects.filter(email__iexact=email).exists()


def confirmed_outside(school: School) -> QuerySet[CheckpointAddress]:
    """The addresses that get the checkpoint of a report: outside the school, as two people say."""
    return addresses_of(school).filter(keeper=Keeper.OUTSIDE, confirmed_at__isnull=False)


def emails_of(address: CheckpointAddress, *, on: datetime.date) -> list[str]:
    """To whom a mail to that address goes on a day; nobody when there is no chair, or none with an e-mail address."""
    if address.keeper == Keeper.OUTSIDE:
        return [address.email]
    there = Adult.objects.filter(bound(on), school=address.school_id)
    found = RoleHeld.objects.filter(held(on), role=Role.CHAIR, adult__in=there).select_related("adult__account")
    chairs = [each.adult for each in found.order_by("pk")]
    told = [adult.email or (adult.account.email if adult.account else "") for adult in chairs]
    return [email for email in dict.fromkeys(told) if email]


def sendings_of(school: School, checkpoint: Checkpoint) -> list[tuple[CheckpointAddress, datetime.datetime]]:
    """To which of a school's addresses a checkpoint was sent, and when."""
    sent = CheckpointSent.objects.filter(checkpoint=checkpoint, school_id=school.pk)
    held_ = CheckpointAddress.objects.filter(school=school).in_bulk([each.address_id for each in sent])
    return [(held_[each.address_id], each.sent_at) for each in sent if each.address_id in held_]
