"""Keeping the register of what the school lends: adding, changing and retiring (2.4.6)."""

from __future__ import annotations

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from lanyard.people.models import Account
from lanyard.people.queries import Scope
from lanyard.practice.models import Equipment, EquipmentTerms, RetiredWhy
from lanyard.records import events


@transaction.atomic
def add_equipment(*, scope: Scope, kind: str, name: str, tag: str, terms: str, by: Account, at: datetime.datetime) -> Equipment:
    """Put something into the register, with the terms on which it is lent."""
    _check_keeper(scope)
    made = Equipment(school=scope.school, kind=kind, name=name.strip(), tag=tag.strip(), added_at=at)
    made.full_clean()
    made.save()
    _write_terms(scope, made, 1, terms, at)
    events.append("equipment added", school=scope.school.pk, by=by.pk, at=at, equipment=str(made.pk))
    return made


@transaction.atomic
def change_equipment(
    *, scope: Scope, equipment: Equipment, kind: str, name: str, tag: str, terms: str, by: Account, at: datetime.datetime
) -> Equipment:
    """Put an entry right. New terms are a new version: whoever borrowed before keeps what they accepted."""
    _check_keeper(scope)
    held = _held(scope, equipment)
    held.kind, held.name, held.tag = kind, name.strip(), tag.strip()
    held.full_clean()
    held.save(update_fields=["kind", "name", "tag"])
    latest = held.terms.order_by("-number")[0]
    if latest.text != _plain(terms):
        _write_terms(scope, held, latest.number + 1, terms, at)
    events.append("equipment changed", school=scope.school.pk, by=by.pk, at=at, equipment=str(held.pk))
    return held


@transaction.atomic
def retire_equipment(*, scope: Scope, equipment: Equipment, why: RetiredWhy, by: Account, at: datetime.datetime) -> Equipment:
    """Lend something no more. Its loans stay on record."""
    _check_keeper(scope)
    held = _held(scope, equipment)
    open_loans = held.loans.filter(ended_at__isnull=True)
    if open_loans.filter(picked_up_at__isnull=False).exists():
        raise ValidationError("Somebody has it on loan. Take it back first")
    if open_loans.filter(ends_on__gte=scope.on).exists():
        raise ValidationError("Somebody has booked it. Speak to them, and cancel the booking first")
    held.retired_at, held.retired_by, held.retired_why = at, scope.adult, why
    held.save(update_fields=["retired_at", "retired_by", "retired_why"])
    events.append("equipment retired", school=scope.school.pk, by=by.pk, at=at, equipment=str(held.pk))
    return held


def _check_keeper(scope: Scope) -> None:
    decision = scope.can("manage equipment")
    if not decision:
        raise ValidationError(decision.reason.removesuffix("."))


def _held(scope: Scope, equipment: Equipment) -> Equipment:
    held = Equipment.objects.select_for_update().get(pk=equipment.pk, school=scope.school)
    if held.retired_at is not None:
        raise ValidationError("It has been retired already")
    return held


def _write_terms(scope: Scope, equipment: Equipment, number: int, terms: str, at: datetime.datetime) -> None:
    if not _plain(terms):
        raise ValidationError("Write the terms on which it is lent")
    EquipmentTerms(equipment=equipment, number=number, text=_plain(terms), made_at=at, made_by=scope.adult).save()


def _plain(text: str) -> str:
    """The same words with line breaks as the database keeps them, whatever browser sent them."""
    return "\n".join(text.strip().splitlines())
