"""Agreements on contact details: the person's own, those they decide about, and what a parent's link opens."""

from __future__ import annotations

import datetime
import hashlib
import uuid

from django.db.models import QuerySet

from lanyard.people.models import Pupil
from lanyard.people.queries import Scope
from lanyard.people.queries.days import bound
from lanyard.practice.agreement_states import State
from lanyard.practice.models import Agreement, AgreementPupil, ParentLink

from .leaders import leaders_of

#: How long after its end a parent's link still shows what was agreed.
LINK_AFTER = datetime.timedelta(days=30)
#: How far back the lists go.
SHOWN_FOR = datetime.timedelta(days=400)


def whole(found: QuerySet[Agreement]) -> list[Agreement]:
    """Agreements with their pupils and steps, in few questions to the database."""
    return list(found.select_related("asker", "school").prefetch_related("pupils", "steps__by"))


def own_agreements(scope: Scope) -> list[Agreement]:
    """What the person who asks has asked for."""
    return whole(Agreement.objects.filter(asker=scope.adult, school=scope.school))


def own_agreement(scope: Scope, id_: uuid.UUID) -> Agreement | None:
    """One request of the person's own; ``None`` for anybody else's."""
    found = whole(Agreement.objects.filter(asker=scope.adult, school=scope.school, pk=id_))
    return found[0] if found else None


def decidable_agreements(scope: Scope) -> list[Agreement]:
    """The requests about which the person who asks may decide as a senior leader, decided ones too; never their own."""
    if not scope.can("decide agreements"):
        return []
    leaders = leaders_of(scope.school, on=scope.on)
    found = Agreement.objects.filter(school=scope.school, ends_on__gte=scope.on - SHOWN_FOR).exclude(asker=scope.adult)
    return [each for each in whole(found) if scope.adult.pk in leaders.deciders(each.asker_id)]


def decidable_agreement(scope: Scope, id_: uuid.UUID) -> Agreement | None:
    """One request about which the person may decide; ``None`` for any other."""
    return next((each for each in decidable_agreements(scope) if each.pk == id_), None)


def is_waiting_for_leader(agreement: Agreement, on: datetime.date) -> bool:
    """Whether a senior leader still has to decide, in time to matter."""
    decided = any(step.act in ("leader_agrees", "leader_refuses") for step in agreement.steps.all())
    return not decided and any(pupil.state(on) == State.WAITING for pupil in agreement.pupils.all())


def is_waiting_for_parent(pupil: AgreementPupil, on: datetime.date) -> bool:
    """Whether a senior leader agreed, and the parents have yet to answer."""
    said = {step.act for step in pupil.history.steps}
    return "leader_agrees" in said and pupil.state(on) == State.WAITING


def witnessed_pupils(scope: Scope) -> list[AgreementPupil]:
    """The pupils of other people's requests for whom a parent's word on paper may be recorded."""
    if not scope.can("witness paper"):
        return []
    found = Agreement.objects.filter(school=scope.school, ends_on__gte=scope.on).exclude(asker=scope.adult)
    open_ = (State.WAITING, State.AGREED, State.LIVE)
    return [pupil for each in whole(found) for pupil in each.pupils.all() if pupil.state(scope.on) in open_]


def witnessed_pupil(scope: Scope, id_: uuid.UUID) -> AgreementPupil | None:
    """One of them; ``None`` for any other."""
    return next((pupil for pupil in witnessed_pupils(scope) if pupil.pk == id_), None)


def hash_of(token: str) -> str:
    """What is kept of a parent's link. It has 192 bits of chance, so nobody finds it from its hash."""
    return hashlib.sha256(token.encode("utf-8")).hexdigest()


def pupil_of_link(token: str, *, on: datetime.date) -> AgreementPupil | None:
    """What a parent's link is about; ``None`` for a link that never was, or that is over."""
    link = ParentLink.objects.filter(hash=hash_of(token)).select_related("pupil").first()
    if link is None:
        return None
    (agreement,) = whole(Agreement.objects.filter(pk=link.pupil.agreement_id))
    if on > agreement.ends_on + LINK_AFTER:
        return None
    return next(pupil for pupil in agreement.pupils.all() if pupil.pk == link.pupil_id)


def pupils_on_roll(scope: Scope) -> QuerySet[Pupil]:
    """The pupils whom an adult may refer to: for those who work with pupils, their own school's roll on the day."""
    found = Pupil.objects.filter(bound(scope.on), school=scope.school)
    return found if scope.adult.contact_with_pupils else found.none()
