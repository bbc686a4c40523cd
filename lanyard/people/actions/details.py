"""Writing whom to phone at a school and when its terms are. Every change keeps what stood there before."""

from __future__ import annotations

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from lanyard.people.details import ASKED_CONTACTS, keep_past_years
from lanyard.people.models import Account, DetailsChange, School
from lanyard.people.models.details_change import TERMS

from .noting import note

CHANGED_MEANWHILE = "Somebody else changed this meanwhile. Look at what stands there now before you save what you entered"
NOT_THE_LAST = "Only the last change of a part can be taken back"


@transaction.atomic
def change_contact(
    *,
    school: School,
    contact: str,
    phone: str,
    email: str,
    hours: str,
    checked_on: datetime.date,
    seen: int,
    by: Account,
    at: datetime.datetime,
) -> DetailsChange | None:
    """Record how a contact of the school's own is reached, checked on a day; without any way it is shown to nobody.

    ``seen`` is the number of the last change that whoever changes it has seen, or 0. Returns ``None``
    where nothing changed.
    """
    if contact not in dict(ASKED_CONTACTS):
        raise ValidationError("This is not one of the school’s own contacts")
    line = {"phone": phone, "email": email, "hours": hours, "confirmed_on": checked_on.isoformat()}
    return _change(school, contact, line if phone or email else None, seen=seen, by=by, at=at)


@transaction.atomic
def change_terms(
    *, school: School, terms: str, on: datetime.date, seen: int, by: Account, at: datetime.datetime
) -> DetailsChange | None:
    """Record when pupils attend, as ``read_term_lines`` gives it. School years that are over stay unless they are told anew."""
    held = School.objects.select_for_update().get(pk=school.pk)
    kept = keep_past_years(terms, held.settings.get(TERMS) or "", on=on)
    return _change(school, TERMS, kept or None, seen=seen, by=by, at=at)


@transaction.atomic
def take_details_back(*, change: DetailsChange, by: Account, at: datetime.datetime) -> DetailsChange | None:
    """Put back what stood there before the last change of a part; this is a change as well."""
    return _change(change.school, change.part, change.before, seen=change.pk, by=by, at=at, refusal=NOT_THE_LAST)


def last_change(school: School, part: str) -> int:
    """The number of the last change of a part, or 0."""
    return school.details_changes.filter(part=part).values_list("pk", flat=True).first() or 0


def _change(
    school: School, part: str, after: Any, *, seen: int, by: Account, at: datetime.datetime, refusal: str = CHANGED_MEANWHILE
) -> DetailsChange | None:
    # Held until the end of the transaction, so that of two who change the same part the second is told.
    held = School.objects.select_for_update().get(pk=school.pk)
    if last_change(held, part) != seen:
        raise ValidationError(refusal)
    before = held.settings.get(TERMS) or None if part == TERMS else (held.settings.get("contacts") or {}).get(part)
    if before == after:
        return None
    _put(held.settings, part, after)
    held.save(update_fields=["settings"])
    school.settings = held.settings
    change = DetailsChange.objects.create(school=held, part=part, before=before, after=after, changed_at=at, changed_by=by)
    note("school details changed", by=by, at=at, school=held, change=change.pk)
    return change


def _put(settings: dict[str, Any], part: str, after: Any) -> None:
    inside, key = (settings, TERMS) if part == TERMS else (settings.setdefault("contacts", {}), part)
    if after is None:
        inside.pop(key, None)
    else:
        inside[key] = after
