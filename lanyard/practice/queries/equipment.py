"""What can be borrowed, and what the register says (2.4.6)."""

from __future__ import annotations

import datetime
import uuid
from dataclasses import dataclass

from lanyard.people.queries import Scope
from lanyard.practice.models import Equipment, EquipmentTerms, Loan, LoanDay, LoanEnding

DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class OnShelf:
    """One thing in the register as it stands on a day.

    ``free_from`` is the first day on which nobody has it booked, ``free_until`` the last one before
    somebody has, or ``None`` where nobody has. ``out`` is the loan that somebody has in their hands.
    """

    item: Equipment
    on: datetime.date
    out: Loan | None
    is_missing: bool
    free_from: datetime.date
    free_until: datetime.date | None

    @property
    def is_overdue(self) -> bool:
        """Whether it should have been back."""
        return self.out is not None and self.out.ends_on < self.on

    @property
    def is_free_now(self) -> bool:
        """Whether it can be picked up today."""
        return not self.is_missing and self.out is None and self.free_from == self.on


def shelf(scope: Scope) -> list[OnShelf]:
    """Everything that the school lends, what is free first."""
    items = Equipment.objects.filter(school=scope.school, retired_at__isnull=True)
    found = _stand(scope, list(items))
    return sorted(found, key=lambda each: (each.is_missing, each.free_from, each.item.kind, each.item.name, each.item.tag))


def on_shelf(scope: Scope, id_: uuid.UUID | str) -> OnShelf | None:
    """One thing that the school lends; ``None`` for any other."""
    return next((each for each in shelf(scope) if str(each.item.pk) == str(id_)), None)


def register(scope: Scope) -> list[OnShelf]:
    """The register as its keepers read it, in the order of its names."""
    return sorted(shelf(scope), key=lambda each: (each.item.kind, each.item.name, each.item.tag))


def retired(scope: Scope) -> list[Equipment]:
    """What is not lent any more, the latest first."""
    found = Equipment.objects.filter(school=scope.school, retired_at__isnull=False)
    return list(found.select_related("retired_by").order_by("-retired_at"))


def entry_of(scope: Scope, id_: uuid.UUID) -> Equipment | None:
    """One entry of the school's register, retired or not; ``None`` for another school's."""
    return Equipment.objects.filter(school=scope.school, pk=id_).select_related("retired_by").first()


def terms_of(item: Equipment) -> EquipmentTerms:
    """The terms on which something is lent now."""
    return item.terms.order_by("-number")[0]


def terms_named(item: Equipment, id_: str) -> EquipmentTerms:
    """The version of something’s terms that somebody had before their eyes."""
    return item.terms.get(pk=id_)


def _stand(scope: Scope, items: list[Equipment]) -> list[OnShelf]:
    loans = Loan.objects.filter(equipment__in=items)
    out = {loan.equipment_id: loan for loan in loans.filter(picked_up_at__isnull=False, ended_at__isnull=True)}
    missing = set(loans.filter(ending=LoanEnding.LOST, needs_look=True).values_list("equipment_id", flat=True))
    days: dict[uuid.UUID, list[datetime.date]] = {}
    for id_, day in LoanDay.objects.filter(equipment__in=items, day__gte=scope.on).values_list("equipment_id", "day"):
        days.setdefault(id_, []).append(day)
    return [_on_shelf(item, scope.on, out.get(item.pk), item.pk in missing, days.get(item.pk, [])) for item in items]


def _on_shelf(item: Equipment, on: datetime.date, out: Loan | None, is_missing: bool, taken: list[datetime.date]) -> OnShelf:
    spoken_for = set(taken)
    first = on + DAY if out is not None else on
    while first in spoken_for:
        first += DAY
    after = min((day for day in spoken_for if day > first), default=None)
    return OnShelf(item, on, out, is_missing, first, after - DAY if after else None)


def first_taken(item: Equipment, first: datetime.date, last: datetime.date) -> datetime.date | None:
    """The first of some days on which somebody has booked it; ``None`` when all are free."""
    return item.days.filter(day__range=(first, last)).order_by("day").values_list("day", flat=True).first()


def tag_is_taken(scope: Scope, tag: str, *, but: Equipment | None) -> bool:
    """Whether something else in use has this tag."""
    found = Equipment.objects.filter(school=scope.school, retired_at__isnull=True, tag__iexact=tag)
    return (found.exclude(pk=but.pk) if but else found).exists()
