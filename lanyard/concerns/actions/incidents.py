"""Incidents of an attack (2.8.1): each time that somebody did something to somebody, as whoever handles it puts it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction

from lanyard.concerns.commitments import keep_state
from lanyard.concerns.models import Case, Item, ItemKind
from lanyard.concerns.opened import Unlocked
from lanyard.people.models import Account
from lanyard.people.queries import Scope
from lanyard.policy.routes.history import CLOSED

from .exchange import recovery_of
from .items import check_unmoved, write_item
from .steps import held_open


@transaction.atomic
def note_incident(
    *,
    scope: Scope,
    unlocked: Unlocked,
    case: Case,
    told: Mapping[str, str],
    happened_at: datetime.datetime,
    after: int | None = None,
    by: Account,
    at: datetime.datetime,
) -> Item:
    """Write down one incident: ``actor`` (empty while nobody knows), ``target``, ``words``, and ``occasion``.

    ``occasion`` is the id of an earlier incident in the case that was the same occasion, or empty.
    Raises ``NotYours`` and ``ValidationError``.
    """
    opened = held_open(scope, unlocked, case)
    check_unmoved(opened.case, after)
    who, people = opened.actor(scope.adult, scope.roles), opened.standing.receivers
    if who.about_them or scope.roles.isdisjoint(people.roles):
        raise ValidationError("This is for somebody else to do.")
    if opened.standing.state == CLOSED:
        raise ValidationError("It is closed. Open it again first.")
    if not told.get("target", "").strip() or not told.get("words", "").strip():
        raise ValidationError("Say whom it was done to, and what it was.")
    if happened_at > at:
        raise ValidationError("It cannot have happened later than now.")
    earlier = {str(one.item.pk): one for one in opened.of(ItemKind.INCIDENT)}
    occasion = told.get("occasion", "")
    if occasion and occasion not in earlier:
        raise ValidationError("Choose an occasion that is written down in this case.")
    body = {
        "actor": " ".join(told.get("actor", "").split()),
        "target": " ".join(told["target"].split()),
        "words": told["words"].strip(),
        "happened_at": happened_at.isoformat(),
        "occasion": (earlier[occasion].body or {}).get("occasion") or occasion if occasion else "",
    }
    item = write_item(
        opened.case,
        kind=ItemKind.INCIDENT,
        body=body,
        recovery=recovery_of(opened.case),
        by=scope.adult,
        account=by.pk,
        at=at,
    )
    keep_state(opened.case, at=at)
    return item
