"""Asking for an agreement on contact details (2.5.6), and every step that is taken about it.

Each action reads the steps under a lock, asks the states whether the step may be taken, and adds it.
"""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from lanyard.people import mail
from lanyard.people.models import Account, Adult, Pupil
from lanyard.people.queries import Scope
from lanyard.practice.agreement_states import Act, State, Taken, needs_closing, why_not
from lanyard.practice.models import Agreement, AgreementPupil, AgreementStep, Way
from lanyard.practice.queries.leaders import leaders_of
from lanyard.practice.sealed_words import seal
from lanyard.records import events, jobs

#: As many pupils as go on a residential trip, and as long as a school year.
MOST_PUPILS = 60
LONGEST = datetime.timedelta(days=366)


class PupilAsked(NamedTuple):
    """One pupil of a request: on the roll, or only as they are called; and where the parents get mail."""

    called: str
    pupil: Pupil | None = None
    parent_email: str = ""


@transaction.atomic
def ask_agreement(
    *,
    scope: Scope,
    pupils: Sequence[PupilAsked],
    starts_on: datetime.date,
    ends_on: datetime.date,
    words: Mapping[str, Any],
    by: Account,
    at: datetime.datetime,
) -> Agreement:
    """Ask to give a kind of contact detail to one pupil or to a group, for a purpose, between two days."""
    _check_request(scope, pupils, starts_on, ends_on)
    made = Agreement(school=scope.school, asker=scope.adult, starts_on=starts_on, ends_on=ends_on, asked_at=at)
    made.words = seal(words, place=made.place)
    made.save()
    for number, each in enumerate(pupils, 1):
        one = AgreementPupil(agreement=made, pupil=each.pupil, number=number)
        one.words = seal({"called": each.called, "parent_email": each.parent_email}, place=one.place)
        one.save()
    events.append("agreement asked for", school=scope.school.pk, by=by.pk, at=at, agreement=made.pk, pupils=len(pupils))
    return made


@transaction.atomic
def decide_agreement(
    *,
    scope: Scope,
    agreement: Agreement,
    agrees: bool,
    reason: str = "",
    conditions: str = "",
    after: int | None = None,
    by: Account,
    at: datetime.datetime,
) -> None:
    """Agree or refuse as a senior leader. The parents are asked by mail where that is possible.

    ``after`` is how many steps the leader had before their eyes: a request that has moved on is read again first.
    """
    if after is not None and Agreement.objects.select_for_update().get(pk=agreement.pk).steps.count() != after:
        raise ValidationError("Something was added to this meanwhile. Read it again, then decide.")
    if not agrees and not reason.strip():
        raise ValidationError("Give the reason, so that it can be understood.")
    if agrees and mail.addresses_of(scope.adult) & {pupil.says["parent_email"].lower() for pupil in agreement.pupils.all()}:
        raise ValidationError("One of the parents has your own address. Another senior leader has to decide.")
    act = Act.LEADER_AGREES if agrees else Act.LEADER_REFUSES
    held = _take(agreement, None, act, scope.adult, Way.SIGNED_IN, {"reason": reason, "conditions": conditions}, by, at)
    if agrees and mail.is_sent():
        for pupil in held.pupils.all():
            if pupil.says["parent_email"] and pupil.state(timezone.localdate(at)) == State.WAITING:
                jobs.enqueue("parent link due", key=f"parent link {pupil.pk}", due_at=at, at=at, pupil=pupil.pk)


def agree_together(
    *, scope: Scope, requests: Sequence[tuple[Agreement, int]], by: Account, at: datetime.datetime
) -> list[Agreement]:
    """Agree to several requests that the leader has opened and read; those that are left for another look.

    Each stands alone, by the rules of a single decision. A no has its own reason, so nobody says it to several.
    """
    left = []
    for agreement, after in requests:
        try:
            decide_agreement(scope=scope, agreement=agreement, agrees=True, after=after, by=by, at=at)
        except ValidationError:
            left.append(agreement)
    return left


@transaction.atomic
def withdraw_as_leader(
    *, scope: Scope, agreement: Agreement, pupil: AgreementPupil | None, reason: str, by: Account, at: datetime.datetime
) -> None:
    """End an agreement at once, for one pupil or for all."""
    if not reason.strip():
        raise ValidationError("Give the reason, so that it can be understood.")
    _take(agreement, pupil, Act.LEADER_WITHDRAWS, scope.adult, Way.SIGNED_IN, {"reason": reason}, by, at)


@transaction.atomic
def take_request_back(*, scope: Scope, agreement: Agreement, by: Account, at: datetime.datetime) -> None:
    """End one's own request, or what came of it, at once."""
    _take(agreement, None, Act.ASKER_WITHDRAWS, scope.adult, Way.SIGNED_IN, {}, by, at)


@transaction.atomic
def answer_as_parent(*, pupil: AgreementPupil, agrees: bool, name: str, at: datetime.datetime) -> None:
    """Take a parent's own answer, after their link and a code."""
    act = Act.PARENT_AGREES if agrees else Act.PARENT_REFUSES
    _take(pupil.agreement, pupil, act, None, Way.CODE, {"name": name}, None, at)
    jobs.enqueue("parent receipt due", key=f"parent receipt {pupil.pk}", due_at=at, at=at, pupil=pupil.pk)


@transaction.atomic
def withdraw_as_parent(*, pupil: AgreementPupil, at: datetime.datetime) -> None:
    """End it at once, as a parent."""
    _take(pupil.agreement, pupil, Act.PARENT_WITHDRAWS, None, Way.CODE, {}, None, at)


@transaction.atomic
def record_parents_word(
    *, scope: Scope, pupil: AgreementPupil, act: Act, words: Mapping[str, Any], by: Account, at: datetime.datetime
) -> None:
    """Record, as a witness, what a parent signed or said. Whoever asked cannot be the witness."""
    _take(pupil.agreement, pupil, act, scope.adult, Way.PAPER, words, by, at)


@transaction.atomic
def close_agreement(*, scope: Scope, agreement: Agreement, words: Mapping[str, Any], by: Account, at: datetime.datetime) -> int:
    """Confirm that the details are deleted on both sides, for every pupil for whom it is over; how many they are."""
    today = timezone.localdate(at)
    over = [pupil for pupil in agreement.pupils.all() if needs_closing(pupil.history, today)]
    if not over:
        raise ValidationError("There is nothing to close.")
    for pupil in over:
        _take(agreement, pupil, Act.CLOSES, scope.adult, Way.SIGNED_IN, words, by, at)
    return len(over)


def _check_request(scope: Scope, pupils: Sequence[PupilAsked], starts_on: datetime.date, ends_on: datetime.date) -> None:
    if not 1 <= len(pupils) <= MOST_PUPILS:
        raise ValidationError(f"Name between one and {MOST_PUPILS} pupils.")
    if ends_on < max(starts_on, scope.on):
        raise ValidationError("The last day must not be over already.")
    if ends_on - starts_on > LONGEST:
        raise ValidationError("It may run for a year at most. Ask again next year.")
    if any(each.pupil is not None and each.pupil.school_id != scope.school.pk for each in pupils):
        raise ValidationError("A pupil is not at this school.")
    if mail.addresses_of(scope.adult) & {each.parent_email.lower() for each in pupils}:
        raise ValidationError("Give the parents’ own address, not yours.")


def _take(
    agreement: Agreement,
    pupil: AgreementPupil | None,
    act: Act,
    adult: Adult | None,
    way: str,
    words: Mapping[str, Any],
    by: Account | None,
    at: datetime.datetime,
) -> Agreement:
    """Add a step if the states allow it, for the pupil or for at least one of all."""
    held = Agreement.objects.select_for_update().get(pk=agreement.pk)
    step = Taken(act, adult.pk if adult else None, timezone.localdate(at))
    deciders = leaders_of(held.school, on=step.on).deciders(held.asker_id)
    concerned = [one for one in held.pupils.all() if pupil is None or one.pk == pupil.pk]
    refused = [why_not(one.history, step, deciders=deciders) for one in concerned]
    if all(refused):
        raise ValidationError(refused[0] if refused else "There is no such pupil in this request.")
    made = AgreementStep(id=uuid.uuid4(), agreement=held, pupil=pupil, number=held.steps.count() + 1, act=act, way=way, at=at)
    made.by = adult
    made.words = seal(words, place=made.place)
    made.save()
    events.append(
        "agreement step taken",
        school=held.school_id,
        by=by.pk if by else None,
        at=at,
        agreement=held.pk,
        pupil=pupil.pk if pupil else None,
        act=str(act),
        way=way,
    )
    return held
