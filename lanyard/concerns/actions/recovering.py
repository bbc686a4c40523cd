"""Bringing back what nobody can open: asked for by one person, confirmed with two shares by another."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.views.decorators.debug import sensitive_variables

from lanyard.concerns.commitments import keep_state, row_hash
from lanyard.concerns.models import CaseWrap, Holder, Item, RecoveryGround, RecoveryRequest
from lanyard.concerns.opened import place_of
from lanyard.concerns.queries.cases import opened as open_with
from lanyard.concerns.queries.holders import recovery_key
from lanyard.concerns.queries.recovery import cases_nobody_opens, part_of, receives_by_role, requests_of, usable_keys
from lanyard.concerns.recovery_states import ENDS_AS, NO_RIGHT, Act, may
from lanyard.people.models import Account, Adult
from lanyard.people.queries import Scope
from lanyard.proof.casekeys import open_case, share_case
from lanyard.proof.identities import Identity
from lanyard.proof.recovery import BadShares, combine
from lanyard.records import events

from .reports import tell_holders


@transaction.atomic
def ask_recovery(*, scope: Scope, taker: Adult, ground: str, by: Account, at: datetime.datetime) -> RecoveryRequest:
    """Ask that somebody be given a key to the cases that nobody can open and that are theirs by role.

    Raises ``ValidationError`` where the taker has no key, or the same was asked already.
    """
    if not scope.can("set up recovery"):
        raise ValidationError(NO_RIGHT.reason)
    if recovery_key(scope.school) is None:
        raise ValidationError("This school has no recovery key in use.")
    if ground not in RecoveryGround.values:
        raise ValidationError("Choose why the cases have to be brought back.")
    if not usable_keys(scope.school, on=scope.on).filter(adult=taker).exists():
        raise ValidationError("They have to make their case key first.")
    if requests_of(scope, at=at).filter(taker=taker).exists():
        raise ValidationError("This was asked for already, and waits for a second person.")
    made = RecoveryRequest(school=scope.school, taker=taker, ground=ground, asked_by=scope.adult, asked_at=at)
    made.save()
    events.append("recovery asked for", school=scope.school.pk, by=by.pk, at=at, asked=made.pk, row=row_hash(made))
    return made


@transaction.atomic
def refuse_recovery(*, scope: Scope, request: RecoveryRequest, act: Act, by: Account, at: datetime.datetime) -> None:
    """Refuse somebody else's request, or take back one's own. Raises ``ValidationError``."""
    if act == Act.CONFIRM:
        raise ValueError("a request is confirmed with shares")
    held = _held(scope, request, act, at=at)
    _end(held, act, scope, at=at)
    events.append("recovery refused", school=scope.school.pk, by=by.pk, at=at, asked=held.pk, row=row_hash(held))


@sensitive_variables("shares", "identity")
@transaction.atomic
def recover_cases(*, scope: Scope, request: RecoveryRequest, shares: Sequence[str], by: Account, at: datetime.datetime) -> int:
    """Confirm a request with two shares: its taker gets a key to each case that nobody can open and that is theirs by role.

    Nobody gets one to a case that leaves them out. The words of the shares and the key are kept
    nowhere. Returns how many cases there were, which is for tests: no page says it, because whoever
    confirms may be the one whom a case is about. Raises ``ValidationError``.
    """
    held = _held(scope, request, Act.CONFIRM, at=at)
    key, taker = recovery_key(scope.school), usable_keys(scope.school, on=scope.on).filter(adult=held.taker_id).first()
    if key is None or taker is None:
        raise ValidationError("They have no case key in use any more. Ask again once they have made one.")
    try:
        identity = combine(shares, recipient=key.recipient)
    except BadShares as error:
        raise ValidationError(str(error)) from error
    # Held before the first event: whoever takes a step in one of them holds it before the log (decision 90).
    found = list(cases_nobody_opens(scope.school, on=scope.on).select_for_update(of=("self",), no_key=True))
    _end(held, Act.CONFIRM, scope, at=at)
    events.append("recovery confirmed", school=scope.school.pk, by=by.pk, at=at, asked=held.pk, row=row_hash(held))
    return sum(_give(case, taker, identity, scope=scope, by=by, at=at) for case in found)


@sensitive_variables("identity", "key")
def _give(case, taker: Holder, identity: Identity, *, scope: Scope, by: Account, at: datetime.datetime) -> bool:
    """A key to one case for the taker, if it comes to them by role and does not leave them out."""
    place = place_of(case)
    key = open_case(bytes(case.wrapped_recovery), by=identity, place=place, holder=None, recipient=case.recipient)
    if not receives_by_role(open_with(case, key), taker.adult, on=scope.on):
        return False
    wrapped = share_case(key, place=place, holder=str(taker.pk), to=taker.recipient)
    wrap = CaseWrap(case=case, holder=taker, wrapped=wrapped, added_at=at)
    wrap.save()
    events.append("case recovered", school=scope.school.pk, by=by.pk, at=at, case=case.pk, holder=taker.pk)
    tell_holders(case, [wrap], of=Item.objects.filter(case=case).latest("number"), at=at)
    keep_state(case, at=at)
    return True


def _held(scope: Scope, request: RecoveryRequest, act: Act, *, at: datetime.datetime) -> RecoveryRequest:
    """The request, held for writing, if this person may do this now. Raises ``ValidationError``."""
    held = RecoveryRequest.objects.select_for_update(no_key=True).get(pk=request.pk)
    decision = may(act, held.state(at), part_of(scope, held))
    if not decision:
        raise ValidationError(decision.reason)
    return held


def _end(held: RecoveryRequest, act: Act, scope: Scope, *, at: datetime.datetime) -> None:
    held.ended_at, held.ended_by, held.ending = at, scope.adult, ENDS_AS[act]
    held.save(update_fields=["ended_at", "ended_by", "ending"])
