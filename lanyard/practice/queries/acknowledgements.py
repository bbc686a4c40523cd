"""What a person may see of acknowledgements: their own, and of others what their role is for."""

from __future__ import annotations

import datetime
import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from lanyard.people.models import Adult, RoleHeld, School
from lanyard.people.queries import Scope, may_decide_about
from lanyard.people.queries.days import bound, held
from lanyard.practice.models import Acknowledgement, Campaign, ClauseRead, Response, ScenarioCheck
from lanyard.practice.policies import Policy
from lanyard.practice.standing import Standing, parts_of, standing

from .agreed_on import last_words

#: How long a joiner has from their first day.
JOINER_DAYS = 7


@dataclass(frozen=True)
class Place:
    """One adult in a campaign: where they stand and by when they are to say something."""

    adult: Adult
    standing: Standing
    due_on: datetime.date | None

    def is_late(self, on: datetime.date) -> bool:
        """Whether they have not said anything and their day has passed."""
        return self.standing.is_open and self.due_on is not None and self.due_on < on


def valid(rows: QuerySet[Acknowledgement]) -> QuerySet[Acknowledgement]:
    """Without what a witness recorded by mistake, and without the corrections that say so."""
    return rows.filter(corrects__isnull=True, correction__isnull=True)


def said_by(adult: Adult) -> list[Acknowledgement]:
    """What an adult said to any version, the oldest first."""
    rows = valid(Acknowledgement.objects.filter(adult=adult, school=adult.school_id)).defer("certificate")
    return list(rows.select_related("taken_up"))


def own_acknowledgements(scope: Scope) -> QuerySet[Acknowledgement]:
    """Everything on record about the person themselves, corrections included, the latest first."""
    rows = Acknowledgement.objects.filter(adult=scope.adult, school=scope.school).select_related("witness", "correction")
    return rows.order_by("-said_at", "-recorded_at", "-pk")


def own_acknowledgement(scope: Scope, id_: uuid.UUID) -> Acknowledgement | None:
    """One of the person's own; ``None`` for anybody else's, as for one that never was."""
    return own_acknowledgements(scope).filter(pk=id_).first()


def standing_of(scope: Scope, policy: Policy) -> Standing:
    """Where the person who asks stands with the policy in force."""
    return standing(policy, parts_of(scope.adult.group, scope.roles), said_by(scope.adult))


def clauses_read(scope: Scope, policy_hash: str) -> dict[str, ClauseRead]:
    """The clauses of a version that the person has opened, by id."""
    return {each.clause_id: each for each in ClauseRead.objects.filter(adult=scope.adult, policy_hash=policy_hash)}


def situations_answered(scope: Scope, policy_hash: str, since_hash: str) -> frozenset[str]:
    """The situations that the person has answered rightly, by key."""
    found = ScenarioCheck.objects.filter(adult=scope.adult, policy_hash=policy_hash, since_hash=since_hash).first()
    return frozenset(found.answered) if found else frozenset()


def campaign_of(school: School, policy: Policy) -> Campaign | None:
    """The campaign for the version in force, if it was begun."""
    return Campaign.objects.filter(school=school, policy_hash=policy.pack.hash).first()


def due_day(campaign: Campaign | None, adult: Adult) -> datetime.date | None:
    """The last day on which an adult is in time: a joiner's week begins with their first day."""
    if campaign is None:
        return None
    if adult.starts_on <= timezone.localdate(campaign.begun_at):
        return campaign.due_on
    return max(campaign.due_on, adult.starts_on + datetime.timedelta(days=JOINER_DAYS))


def places(school: School, policy: Policy, *, on: datetime.date) -> list[Place]:
    """Every adult whom the policy binds that day, and where they stand with the version in force."""
    campaign = campaign_of(school, policy)
    roles = RoleHeld.objects.filter(held(on))
    adults = Adult.objects.filter(bound(on), school=school).prefetch_related(Prefetch("roles_held", roles, "held_now"))
    said = _said_at(school, policy.pack.hash)
    return [
        Place(adult, standing(policy, _parts(adult.group, adult.held_now), said[adult.pk]), due_day(campaign, adult))
        for adult in adults
    ]


def _said_at(school: School, policy_hash: str) -> dict[int, list[Acknowledgement]]:
    """What each adult said to this version, and to those that somebody's last yes was to: a few rows each."""
    last = (next((word for word in words if word[2] == Response.AGREE), None) for words in last_words(school).values())
    wanted = {policy_hash, *(word[1] for word in last if word)}
    said: dict[int, list[Acknowledgement]] = defaultdict(list)
    for row in valid(Acknowledgement.objects.filter(school=school, policy_hash__in=wanted)).defer("certificate"):
        said[row.adult_id].append(row)
    return said


def parts_on(adult: Adult, *, on: datetime.date) -> tuple[str, ...]:
    """The parts that an adult played on a day."""
    return _parts(adult.group, RoleHeld.objects.filter(held(on), adult=adult))


def _parts(group: str, roles: Iterable[RoleHeld]) -> tuple[str, ...]:
    return parts_of(group, {each.role for each in roles})


def answers_to_take_up(scope: Scope, policy: Policy) -> list[Acknowledgement]:
    """Requests for help and noes about the version in force with which this person has to deal.

    Somebody's last word counts. It goes to whoever decides about them: the head, and about a head
    the chair; never to themselves.
    """
    if not scope.can("answer acknowledgements"):
        return []
    rows = valid(Acknowledgement.objects.filter(school=scope.school, policy_hash=policy.pack.hash))
    latest = {row.adult_id: row for row in rows.defer("certificate").select_related("adult", "taken_up")}
    return [row for row in latest.values() if _waits(row) and row.adult.is_in_scope(scope.on) and _is_mine(scope, row)]


def answer_to_take_up(scope: Scope, policy: Policy, id_: uuid.UUID) -> Acknowledgement | None:
    """One of these; ``None`` for any other."""
    return next((row for row in answers_to_take_up(scope, policy) if row.pk == id_), None)


def _waits(row: Acknowledgement) -> bool:
    return row.response in (Response.NEED_HELP, Response.DISAGREE) and not hasattr(row, "taken_up")


def _is_mine(scope: Scope, row: Acknowledgement) -> bool:
    return may_decide_about(scope.adult, row.adult, on=scope.on)


def paper_acknowledgement(scope: Scope, id_: uuid.UUID) -> Acknowledgement | None:
    """What was recorded from paper about somebody else and can still be corrected."""
    rows = valid(Acknowledgement.objects.filter(school=scope.school, method="paper")).exclude(adult=scope.adult)
    return rows.select_related("adult", "witness").filter(pk=id_).first()


def paper_acknowledgements(scope: Scope) -> QuerySet[Acknowledgement]:
    """What was recorded from paper at the person's school, the latest first; never about themselves."""
    rows = valid(Acknowledgement.objects.filter(school=scope.school, method="paper")).exclude(adult=scope.adult)
    return rows.defer("certificate").select_related("adult", "witness").order_by("-recorded_at", "-pk")
