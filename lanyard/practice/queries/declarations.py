"""Declarations: the person's own, and those that are made to whoever asks."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from lanyard.people.queries import Scope
from lanyard.practice.models import Declaration, DeclarationAct, DeclarationNote, DeclarationVersion, YearlyLook

from .leaders import leaders_of

#: How long what somebody declared, or that there is nothing, counts as fresh (2.6.3).
YEAR = datetime.timedelta(days=365)
#: How early what comes due is shown.
AHEAD = datetime.timedelta(days=28)


@dataclass(frozen=True)
class Told:
    """A declaration as it stands: its versions in order, with the notes on them."""

    declaration: Declaration

    @cached_property
    def versions(self) -> list[DeclarationVersion]:
        """Every version, the first first."""
        return sorted(self.declaration.versions.all(), key=lambda version: version.number)

    @property
    def latest(self) -> DeclarationVersion:
        """The version that counts."""
        return self.versions[-1]

    @property
    def is_live(self) -> bool:
        """Whether it still holds."""
        return self.latest.act != DeclarationAct.WITHDRAWN

    @cached_property
    def says(self) -> dict[str, Any]:
        """What counts, in its words; of a withdrawn one, what it said before."""
        return self.latest.says if self.is_live else self.versions[-2].says

    @cached_property
    def notes(self) -> list[DeclarationNote]:
        """Every note, the earliest first."""
        return sorted((note for version in self.versions for note in version.notes.all()), key=lambda note: note.at)

    @property
    def is_read(self) -> bool:
        """Whether the latest version has been answered."""
        return any(note.version_id == self.latest.pk for note in self.notes)

    @property
    def review_on(self) -> datetime.date | None:
        """When it is to be looked at again, as the latest note says; ``None`` once that was done."""
        day = next((note.review_on for note in reversed(self.notes) if note.review_on), None)
        done = day is not None and timezone.localdate(self.latest.made_at) >= day - AHEAD and not self._noted_latest(day)
        return None if day is None or done or not self.is_live else day

    def _noted_latest(self, day: datetime.date) -> bool:
        return any(note.version_id == self.latest.pk and note.review_on == day for note in self.notes)


def _whole(found: QuerySet[Declaration]) -> list[Told]:
    return [Told(one) for one in found.select_related("adult").prefetch_related("versions__notes__by")]


def own_declarations(scope: Scope) -> list[Told]:
    """What the person who asks has declared, withdrawn ones too."""
    return _whole(Declaration.objects.filter(adult=scope.adult, school=scope.school))


def own_declaration(scope: Scope, id_: uuid.UUID | str) -> Told | None:
    """One of the person's own declarations; ``None`` for anybody else's."""
    found = _whole(Declaration.objects.filter(adult=scope.adult, school=scope.school, pk=id_))
    return found[0] if found else None


def readable_declarations(scope: Scope) -> list[Told]:
    """The declarations that are made to the person who asks: staff's to the head, a head's to the chair."""
    if not scope.can("read declarations"):
        return []
    leaders = leaders_of(scope.school, on=scope.on)
    found = Declaration.objects.filter(school=scope.school).exclude(adult=scope.adult)
    return [told for told in _whole(found) if scope.adult.pk in leaders.readers(told.declaration.adult_id)]


def readable_declaration(scope: Scope, id_: uuid.UUID) -> Told | None:
    """One declaration that is made to the person who asks; ``None`` for any other."""
    return next((told for told in readable_declarations(scope) if told.declaration.pk == id_), None)


def last_look(scope: Scope) -> YearlyLook | None:
    """When the person last went through what is often missed."""
    return YearlyLook.objects.filter(adult=scope.adult, school=scope.school).first()


def look_due_on(scope: Scope, look: YearlyLook | None) -> datetime.date | None:
    """By when the person should go through it again; ``None`` when they have not been asked for a date yet.

    Somebody new has four weeks. Whoever was here before and never looked may do it whenever it suits.
    """
    if look is not None:
        return timezone.localdate(look.at) + YEAR
    first = scope.adult.starts_on + AHEAD
    return first if first >= scope.on else None


def live(told: Iterable[Told]) -> list[Told]:
    """Those that still hold."""
    return [each for each in told if each.is_live]
