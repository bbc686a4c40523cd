"""Declaring social contacts (2.3.5, 2.6.2, 2.6.3). Nothing said is changed: each act adds a version."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from lanyard.people.models import Account
from lanyard.people.queries import Scope
from lanyard.practice.models import Declaration, DeclarationAct, DeclarationNote, DeclarationVersion, YearlyLook
from lanyard.practice.queries.leaders import leaders_of
from lanyard.practice.sealed_words import seal
from lanyard.records import events


@transaction.atomic
def declare(*, scope: Scope, words: Mapping[str, Any], by: Account, at: datetime.datetime) -> Declaration:
    """Tell the head teacher (a head: the chair of governors) about one link."""
    made = Declaration(school=scope.school, adult=scope.adult, made_at=at)
    made.save()
    _add(made, 1, DeclarationAct.DECLARED, words, at)
    events.append("declaration made", school=scope.school.pk, by=by.pk, at=at, declaration=made.pk)
    return made


@transaction.atomic
def amend_declaration(
    *, declaration: Declaration, words: Mapping[str, Any], by: Account, at: datetime.datetime
) -> DeclarationVersion:
    """Say it anew; what was said before stays readable."""
    return _next(declaration, DeclarationAct.AMENDED, words, by, at, "declaration changed")


@transaction.atomic
def confirm_declaration(*, declaration: Declaration, by: Account, at: datetime.datetime) -> DeclarationVersion:
    """Say that it is still right."""
    return _next(declaration, DeclarationAct.CONFIRMED, None, by, at, "declaration confirmed")


@transaction.atomic
def withdraw_declaration(*, declaration: Declaration, reason: str, by: Account, at: datetime.datetime) -> DeclarationVersion:
    """Say that the link is no more. The history stays."""
    return _next(declaration, DeclarationAct.WITHDRAWN, {"reason": reason}, by, at, "declaration withdrawn")


@transaction.atomic
def note_declaration(
    *,
    scope: Scope,
    version: DeclarationVersion,
    answer: str,
    words: str,
    review_on: datetime.date | None,
    by: Account,
    at: datetime.datetime,
) -> DeclarationNote:
    """Answer the latest version of a declaration that is made to this reader, and to nobody's own."""
    held = Declaration.objects.select_for_update().get(pk=version.declaration_id)
    if scope.adult.pk not in leaders_of(held.school, on=scope.on).readers(held.adult_id):
        raise ValidationError("This declaration is made to somebody else.")
    if held.versions.order_by("-number").first() != version:
        raise ValidationError("It has been changed while you were reading. Please read it again.")
    if version.act == DeclarationAct.WITHDRAWN:
        review_on = None
    note = DeclarationNote(id=uuid.uuid4(), version=version, by=scope.adult, answer=answer, review_on=review_on, at=at)
    note.words = seal({"words": words}, place=note.place)
    note.save()
    events.append("declaration noted", school=scope.school.pk, by=by.pk, at=at, declaration=held.pk, version=version.number)
    return note


@transaction.atomic
def look_over_the_year(*, scope: Scope, by: Account, at: datetime.datetime) -> YearlyLook:
    """Keep that an adult went through what is often missed: what holds is declared, or there is nothing."""
    holding = [
        one
        for one in Declaration.objects.filter(adult=scope.adult, school=scope.school)
        if one.versions.order_by("-number").first().act != DeclarationAct.WITHDRAWN
    ]
    look = YearlyLook(school=scope.school, adult=scope.adult, nothing=not holding, at=at)
    look.save()
    events.append("year looked over", school=scope.school.pk, by=by.pk, at=at, look=look.pk)
    return look


def _next(
    declaration: Declaration, act: str, words: Mapping[str, Any] | None, by: Account, at: datetime.datetime, event: str
) -> DeclarationVersion:
    held = Declaration.objects.select_for_update().get(pk=declaration.pk)
    latest = held.versions.order_by("-number").first()
    if latest.act == DeclarationAct.WITHDRAWN:
        raise ValidationError("This declaration was withdrawn. Make a new one instead.")
    made = _add(held, latest.number + 1, act, latest.says if words is None else words, at)
    events.append(event, school=held.school_id, by=by.pk, at=at, declaration=held.pk, version=made.number)
    return made


def _add(declaration: Declaration, number: int, act: str, words: Mapping[str, Any], at: datetime.datetime) -> DeclarationVersion:
    made = DeclarationVersion(declaration=declaration, number=number, act=act, made_at=at)
    made.words = seal(words, place=made.place)
    made.save()
    return made
