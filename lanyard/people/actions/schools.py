"""Writing schools."""

from __future__ import annotations

import datetime

from django.db import transaction

from lanyard.people.models import Account, School

from .noting import note


@transaction.atomic
def add_school(
    *,
    name: str,
    council: str = "",
    urn: str = "",
    settings: dict | None = None,
    is_demonstration: bool = False,
    brand_colour: str | None = None,
    by: Account | None,
    at: datetime.datetime,
) -> School:
    """Add a school. ``by`` is ``None`` only for set-up on the machine itself."""
    school = School(name=name, council=council, urn=urn, settings=settings or {}, is_demonstration=is_demonstration)
    if brand_colour is not None:
        school.brand_colour = brand_colour
    school.full_clean()
    school.save()
    note("school added", by=by, at=at, school=school)
    return school
