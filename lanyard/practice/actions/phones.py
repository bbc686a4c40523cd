"""Writing the vault of phones (2.4.4). The events say that it was used, never what is in it."""

from __future__ import annotations

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from lanyard.people.models import Account, Adult
from lanyard.people.queries import Scope
from lanyard.practice.models import Phone
from lanyard.practice.queries.phones import PhoneDetails, phones, sealed_details
from lanyard.proof.sealing import new_salt
from lanyard.records import events

MOST_PHONES = 10


@transaction.atomic
def add_phone(*, scope: Scope, details: PhoneDetails, passphrase: str = "", by: Account, at: datetime.datetime) -> Phone:
    """Put a phone into the person's own vault, locked with words of their own if they choose any."""
    if phones(scope).count() >= MOST_PHONES:
        raise ValidationError(f"You can keep {MOST_PHONES} phones. Delete one that you no longer have")
    held = Phone(adult=scope.adult, school=scope.school, added_at=at, changed_at=at, salt=new_salt() if passphrase else None)
    held.sealed = sealed_details(held, details, passphrase=passphrase)
    held.save()
    events.append("phone added", school=scope.school.pk, by=by.pk, at=at, adult=scope.adult.pk)
    return held


@transaction.atomic
def change_phone(*, held: Phone, details: PhoneDetails, passphrase: str = "", by: Account, at: datetime.datetime) -> None:
    """Replace what is kept about a phone, and how it is locked. What was there before is gone."""
    held.salt = new_salt() if passphrase else None
    held.sealed = sealed_details(held, details, passphrase=passphrase)
    held.changed_at = at
    held.save(update_fields=["salt", "sealed", "changed_at"])
    events.append("phone changed", school=held.school_id, by=by.pk, at=at, adult=held.adult_id)


@transaction.atomic
def delete_phone(*, held: Phone, by: Account, at: datetime.datetime) -> None:
    """Delete a phone from the vault at once; nothing of it stays."""
    events.append("phone deleted", school=held.school_id, by=by.pk, at=at, adult=held.adult_id)
    held.delete()


@transaction.atomic
def empty_vaults_of_leavers(*, on: datetime.date, at: datetime.datetime) -> int:
    """Delete every phone of adults who have left; how many adults they were."""
    left = Adult.objects.filter(ends_on__lt=on, phones__isnull=False).distinct()
    for adult in left:
        adult.phones.all().delete()
        events.append("vault emptied", school=adult.school_id, at=at, adult=adult.pk)
    return len(left)
