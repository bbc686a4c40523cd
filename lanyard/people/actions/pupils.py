"""Writing pupils, who are references and no more (1.2.2)."""

from __future__ import annotations

import datetime
import secrets

from django.core.exceptions import ValidationError
from django.db import transaction

from lanyard.people.models import Account, Pupil, School

from .noting import note

#: Letters and numbers that nobody mistakes for one another.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
CHANGEABLE = frozenset(("given_name", "family_name", "class_name", "year_group", "starts_on", "ends_on", "roll_key"))


@transaction.atomic
def add_pupil(
    *,
    school: School,
    given_name: str,
    family_name: str,
    starts_on: datetime.date,
    ends_on: datetime.date | None = None,
    class_name: str = "",
    year_group: str = "",
    roll_key: str = "",
    by: Account | None,
    at: datetime.datetime,
) -> Pupil:
    """Put a pupil on the roll under a new reference."""
    pupil = Pupil(
        school=school,
        reference=_new_reference(school),
        given_name=given_name.strip(),
        family_name=family_name.strip(),
        class_name=class_name,
        year_group=year_group,
        starts_on=starts_on,
        ends_on=ends_on,
        roll_key=roll_key,
    )
    pupil.full_clean()
    pupil.save()
    note("pupil added", by=by, at=at, school=school, pupil=pupil.pk)
    return pupil


@transaction.atomic
def change_pupil(*, pupil: Pupil, by: Account | None, at: datetime.datetime, **values: object) -> None:
    """Change what is known of a pupil: any of the fields in ``CHANGEABLE``. The reference stays for ever."""
    if unknown := set(values) - CHANGEABLE:
        raise TypeError(f"these are never changed: {sorted(unknown)}")
    changed = [field for field, value in values.items() if getattr(pupil, field) != value]
    if not changed:
        return
    for field in changed:
        setattr(pupil, field, values[field])
    pupil.full_clean()
    pupil.save(update_fields=changed)
    note("pupil changed", by=by, at=at, school=pupil.school, pupil=pupil.pk)


@transaction.atomic
def end_pupil(*, pupil: Pupil, ends_on: datetime.date, by: Account | None, at: datetime.datetime) -> None:
    """Record a pupil's last day on the roll. The reference stays."""
    pupil.ends_on = ends_on
    pupil.full_clean()
    pupil.save(update_fields=["ends_on"])
    note("pupil left", by=by, at=at, school=pupil.school, pupil=pupil.pk)


@transaction.atomic
def bring_pupil_back(
    *, pupil: Pupil, starts_on: datetime.date, by: Account | None, at: datetime.datetime, **values: object
) -> Pupil:
    """Put a pupil who left on the roll again, under a new reference; the time before stays as it was."""
    if pupil.ends_on is None or starts_on <= pupil.ends_on:
        raise ValidationError({"starts_on": "The new first day must come after the last day"})
    key, pupil.roll_key = pupil.roll_key, ""
    pupil.save(update_fields=["roll_key"])
    told = {
        "given_name": pupil.given_name,
        "family_name": pupil.family_name,
        "class_name": pupil.class_name,
        "year_group": pupil.year_group,
        "roll_key": key,
        **values,
    }
    return add_pupil(school=pupil.school, starts_on=starts_on, by=by, at=at, **told)


def _new_reference(school: School) -> str:
    """A reference by chance: it tells nothing about the pupil, nor how many there are."""
    while True:
        made = "P" + "".join(secrets.choice(ALPHABET) for _ in range(5))
        if not Pupil.objects.filter(school=school, reference=made).exists():
            return made
