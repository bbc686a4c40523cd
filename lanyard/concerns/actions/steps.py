"""Taking steps about a case: what its route allows, for whom it allows it, kept for good."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction

from lanyard.concerns.commitments import keep_state
from lanyard.concerns.deadlines import next_moment
from lanyard.concerns.models import Case, CaseWrap, EvidencePlace, Item, ItemKind
from lanyard.concerns.opened import OpenCase, Unlocked, place_of
from lanyard.concerns.queries.cases import open_wrap, wrap_of
from lanyard.concerns.queries.holders import holders_of
from lanyard.concerns.queries.recovery import may_receive
from lanyard.people.models import Account
from lanyard.people.queries import Scope
from lanyard.policy.routes.files import may_open_files, was_about_images
from lanyard.policy.routes.history import CLOSED, ESCALATE, KEEP_OPEN, LEAVE_OUT, PROPOSE, REOPEN
from lanyard.policy.routes.steps import may_take, standing
from lanyard.proof.casekeys import share_case
from lanyard.records import jobs

from .exchange import recovery_of
from .items import check_unmoved, write_item
from .locking import leave_out, lock_evidence
from .reports import tell_holders


class NotYours(LookupError):
    """Somebody tried a step in a case to which they hold no key."""


@transaction.atomic
def take_step(
    *,
    scope: Scope,
    unlocked: Unlocked,
    case: Case,
    step: str,
    facts: Mapping[str, str],
    left_out_adults: frozenset[int] = frozenset(),
    after: int | None = None,
    by: Account,
    at: datetime.datetime,
) -> Item:
    """Take a step, if the case's route lets this person take it now with these facts.

    ``after`` is how many items the person had before their eyes: what has moved on meanwhile is
    refused (that it was read is nothing new), which also makes of two presses of a button one step. ``left_out_adults`` come with
    leaving somebody out; the key of the case changes then. Raises ``NotYours`` and ``ValidationError``.
    """
    opened = held_open(scope, unlocked, case)
    check_unmoved(opened.case, after)
    told = {name: value.strip() for name, value in facts.items() if value.strip()}
    decision = may_take(opened.book, opened.standing, step, opened.actor(scope.adult, scope.roles), told)
    if not decision:
        raise ValidationError(decision.reason)
    if step == LEAVE_OUT and scope.adult.pk in left_out_adults:
        raise ValidationError("You cannot leave yourself out this way. Hand the case over first.")
    body: dict = {"facts": told}
    if step == LEAVE_OUT:
        body["left_out_adults"] = sorted(left_out_adults)
    item = write_item(
        opened.case,
        kind=ItemKind.STEP,
        step=step,
        body=body,
        recovery=recovery_of(opened.case),
        by=scope.adult,
        account=by.pk,
        at=at,
    )
    after_it = held_open(scope, unlocked, case)
    _carry_out(after_it, item, left_out_adults, at=at)
    keep_state(after_it.case, at=at)
    return item


def held_open(scope: Scope, unlocked: Unlocked, case: Case) -> OpenCase:
    """The case, held for writing and opened by somebody who has a key to it. Raises ``NotYours``."""
    wrap = wrap_of(scope, case.pk, locked=True)
    if wrap is None or wrap.holder_id != unlocked.holder.pk:
        raise NotYours
    return open_wrap(wrap, unlocked)


def _carry_out(opened: OpenCase, item: Item, left_out_adults: frozenset[int], *, at: datetime.datetime) -> None:
    """What follows from a step for the rows of the case: its route, its keys, its evidence, and that it is closed."""
    case, now = opened.case, opened.standing
    case.route = now.route.id.value
    case.closed_at = (case.closed_at or at) if now.state == CLOSED else None
    case.due_at = next_moment(opened)
    case.save(update_fields=["route", "closed_at", "due_at"])
    if was_about_images(now):
        lock_evidence(opened, at=at)
    if item.step == LEAVE_OUT:
        leave_out(opened, at=at)
    _open_sealed_place(case, at=at, may=bool(may_open_files(now)))
    share_with_receivers(opened, of=item, at=at)
    if item.step in (ESCALATE, PROPOSE, KEEP_OPEN, REOPEN):
        show_others(case, of=item, at=at)


def _open_sealed_place(case: Case, *, may: bool, at: datetime.datetime) -> None:
    """Let evidence be opened once the advice that it waited for has come (2.7.5)."""
    place = EvidencePlace.objects.filter(case=case, is_sealed=True, unsealed_at__isnull=True).first()
    if place is not None and may:
        place.unsealed_at = at
        place.save(update_fields=["unsealed_at"])


def show_others(case: Case, *, of: Item, at: datetime.datetime) -> None:
    """Put a case on the desks of its other holders again, because something in it needs a second person or goes elsewhere."""
    wraps = CaseWrap.objects.filter(case=case, holder__ended_at__isnull=True).exclude(holder__adult=of.by)
    seen = list(wraps.filter(read_at__isnull=False).select_related("holder__adult"))
    wraps.update(read_at=None)
    tell_holders(case, seen, of=of, at=at)


def share_with_receivers(opened: OpenCase, *, of: Item, also: tuple[str, ...] = (), at: datetime.datetime) -> list[CaseWrap]:
    """Give a key to whoever may read the case by its route now, has a key of their own, and is not left out.

    The second person who may close it gets theirs when they are asked, and not before; ``also`` are
    roles that are asked for something else.
    """
    case, on = opened.case, at.astimezone(jobs.UK).date()
    now = standing(opened.book, opened.history)
    roles = tuple(dict.fromkeys((*now.receivers.roles, *now.readers, *also)))
    may = holders_of(case.school, roles, but=opened.left_out, but_roles=now.left_out, on=on)
    wanted = {id_: holder for id_, holder in may.items() if may_receive(opened, holder.adult, on=on)}
    have = {str(id_) for id_ in CaseWrap.objects.filter(case=case).values_list("holder", flat=True)}
    made = []
    for id_, holder in sorted(wanted.items()):
        if id_ not in have:
            wrapped = share_case(opened.identity, place=place_of(case), holder=id_, to=holder.recipient)
            made.append(CaseWrap(case=case, holder=holder, wrapped=wrapped, added_at=at))
            made[-1].save()
    tell_holders(case, made, of=of, at=at)
    return made
