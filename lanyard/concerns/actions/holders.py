"""Keys of holders: made, changed, handed on after a passphrase is lost, ended when somebody leaves."""

from __future__ import annotations

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from lanyard.concerns.commitments import keep_state, row_hash
from lanyard.concerns.models import Case, CaseWrap, Holder
from lanyard.concerns.opened import Unlocked, place_of
from lanyard.concerns.queries.cases import opened as open_with
from lanyard.concerns.queries.holders import key_of, own_holder, place_of_holder
from lanyard.concerns.queries.recovery import may_receive, usable_keys
from lanyard.people.models import Account, Adult
from lanyard.people.queries import Scope
from lanyard.proof.casekeys import open_case, share_case
from lanyard.proof.holders import WeakPassphrase, WrongPassphrase, change_passphrase, make_holder
from lanyard.records import events


@transaction.atomic
def make_key(*, scope: Scope, passphrase: str, by: Account, at: datetime.datetime) -> Unlocked:
    """Make the person's own key. A key they had has ended with this: its cases come back when another holder hands them on.

    Raises ``ValidationError`` for a passphrase that is too short.
    """
    before = own_holder(scope)
    if before is not None:
        before.ended_at = at
        before.save(update_fields=["ended_at"])
    holder = Holder(school=scope.school, adult=scope.adult, made_at=at)
    try:
        key, identity = make_holder(passphrase, place=place_of_holder(holder))
    except WeakPassphrase as error:
        raise ValidationError(str(error)) from error
    holder.recipient, holder.salt, holder.sealed = key
    holder.save()
    if before is not None:
        events.append("case key ended", school=scope.school.pk, by=by.pk, at=at, holder=before.pk, row=row_hash(before))
    events.append("case key made", school=scope.school.pk, by=by.pk, at=at, holder=holder.pk, row=row_hash(holder))
    return Unlocked(holder, identity)


@transaction.atomic
def change_key(*, scope: Scope, old: str, new: str, by: Account, at: datetime.datetime) -> None:
    """Guard the same key by another passphrase. Raises ``ValidationError`` in words for the person."""
    holder = own_holder(scope)
    if holder is None:
        raise ValidationError("You have no case key yet.")
    try:
        changed = change_passphrase(key_of(holder), old, new, place=place_of_holder(holder))
    except (WrongPassphrase, WeakPassphrase) as error:
        raise ValidationError(str(error)) from error
    holder.recipient, holder.salt, holder.sealed = changed
    holder.save(update_fields=["recipient", "salt", "sealed"])
    events.append("case passphrase changed", school=scope.school.pk, by=by.pk, at=at, holder=holder.pk, row=row_hash(holder))


@transaction.atomic
def hand_on_cases(*, scope: Scope, unlocked: Unlocked, to: Adult, by: Account, at: datetime.datetime) -> int:
    """Give another holder a key to each of one's own cases that they may receive; how many there were.

    Nobody gets a key to a case that leaves them out: who that is stands in the case, which is opened
    to look. For a holder who lost their passphrase, and for whoever takes over from somebody who leaves.
    Raises ``ValidationError`` where the other has no key, or no role that receives reports.
    """
    taker = usable_keys(scope.school, on=scope.on).filter(adult=to).first()
    if taker is None or taker.adult_id == scope.adult.pk:
        raise ValidationError("They have to make their case key first.")
    has = CaseWrap.objects.filter(holder=taker).values("case")
    mine = CaseWrap.objects.filter(holder=unlocked.holder).exclude(case__in=has)
    # Held before the first event, and so that no key changes meanwhile (decision 90).
    found = Case.objects.select_for_update(no_key=True).filter(pk__in=[wrap.case_id for wrap in mine]).order_by("pk")
    held = [case.pk for case in found]
    given = 0
    for wrap in mine.filter(case__in=held).select_related("case__school").order_by("case"):
        case, place = wrap.case, place_of(wrap.case)
        giver = str(unlocked.holder.pk)
        identity = open_case(bytes(wrap.wrapped), by=unlocked.identity, place=place, holder=giver, recipient=case.recipient)
        if not may_receive(open_with(case, identity), to, on=scope.on):
            continue
        wrapped = share_case(identity, place=place, holder=str(taker.pk), to=taker.recipient)
        CaseWrap(case=case, holder=taker, wrapped=wrapped, added_at=at).save()
        events.append("case handed on", school=scope.school.pk, by=by.pk, at=at, case=case.pk, holder=taker.pk)
        keep_state(case, at=at)
        given += 1
    return given


@transaction.atomic
def end_keys_of_leavers(*, on: datetime.date, at: datetime.datetime) -> int:
    """End the key of everybody whose last day is over; how many there were. What it was kept for stays on record."""
    left = Holder.objects.filter(ended_at__isnull=True, adult__ends_on__lt=on).select_for_update(of=("self",), no_key=True)
    ended = 0
    for holder in left:
        holder.ended_at = at
        holder.save(update_fields=["ended_at"])
        events.append("case key ended", school=holder.school_id, at=at, holder=holder.pk, row=row_hash(holder))
        ended += 1
    return ended
