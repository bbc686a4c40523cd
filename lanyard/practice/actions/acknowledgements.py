"""Writing what adults say to a version of the policy, and how far they have come with it."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from lanyard.people.models import Account, Adult
from lanyard.people.queries import Scope, may_decide_about
from lanyard.policy.pack import Pack
from lanyard.practice import certificates, queries
from lanyard.practice.acknowledging import way_of
from lanyard.practice.models import Acknowledgement, ClauseRead, Extent, Method, Response, ScenarioCheck, TakenUp
from lanyard.practice.policies import Policy
from lanyard.practice.standing import essentials, extent_for, last_agreed, whole
from lanyard.records import events

#: What somebody can say; a mistake is recorded by its witness.
SAID = (Response.AGREE, Response.NEED_HELP, Response.DISAGREE)


@transaction.atomic
def open_clause(*, scope: Scope, policy_hash: str, clause_id: str, at: datetime.datetime) -> None:
    """Note that the person opened a clause. What somebody reads is their own: it makes no event."""
    ClauseRead.objects.get_or_create(adult=scope.adult, policy_hash=policy_hash, clause_id=clause_id, defaults={"opened_at": at})


@transaction.atomic
def tick_clauses(*, scope: Scope, policy_hash: str, clause_ids: Collection[str], at: datetime.datetime) -> None:
    """Note that the person says they have read these clauses. Said again, the first time stays."""
    for clause_id in clause_ids:
        open_clause(scope=scope, policy_hash=policy_hash, clause_id=clause_id, at=at)
    opened = ClauseRead.objects.filter(adult=scope.adult, policy_hash=policy_hash, clause_id__in=list(clause_ids))
    opened.filter(ticked_at__isnull=True).update(ticked_at=at)


@transaction.atomic
def pass_situation(*, scope: Scope, policy_hash: str, since_hash: str, key: str) -> None:
    """Note that the person answered a situation rightly. What they answered before that is kept nowhere."""
    _lock(scope.adult)
    found, _ = ScenarioCheck.objects.get_or_create(adult=scope.adult, policy_hash=policy_hash, since_hash=since_hash)
    if key not in found.answered:
        found.answered = sorted([*found.answered, key])
        found.save(update_fields=["answered"])


@transaction.atomic
def acknowledge(
    *, scope: Scope, policy: Policy, response: str, method: str, by: Account, at: datetime.datetime
) -> Acknowledgement:
    """Record what a person says to the version in force, and sign it (3.1.2).

    To agree they must have read what there is to read and answered the situations; for help, or for a
    no, nothing. Saying the same again is recorded once. Raises ``ValidationError``.
    """
    if response not in SAID or method not in (Method.WEB, Method.COMMAND_LINE):
        raise ValidationError("Say whether you agree, need help or do not agree.")
    if by != scope.account:
        raise ValidationError("Only the person themselves can say this.")
    _lock(scope.adult)
    way = way_of(scope, policy)
    said = way.standing.said
    if said is not None and said.response == response and not (response == Response.AGREE and way.standing.is_open):
        return said
    if response == Response.AGREE and not way.is_ready:
        raise ValidationError("Read every clause and answer the situations first.")
    row = Acknowledgement(
        school=scope.school,
        adult=scope.adult,
        policy_hash=policy.pack.hash,
        policy_version=policy.pack.version,
        since_hash=way.standing.since_hash,
        response=response,
        extent=way.standing.extent,
        method=method,
        parts=list(queries.parts_on(scope.adult, on=scope.on)),
        check_done=way.has_checked,
        said_at=at,
        recorded_at=at,
        recorded_by=by,
    )
    return _sign(row, policy.pack, policy.in_force_from, situations=len(way.scenarios), kind="acknowledgement given")


@transaction.atomic
def record_paper(
    *,
    scope: Scope,
    policy: Policy,
    adult: Adult,
    policy_hash: str,
    response: str,
    signed_on: datetime.date,
    at: datetime.datetime,
) -> Acknowledgement:
    """Record what somebody signed on paper before a witness, who is the person recording it and never the signer.

    Raises ``ValidationError``.
    """
    version = next((each for each in policy.history if each.hash == policy_hash), None)
    pack = policy.pack_named(policy_hash)
    if version is None or pack is None:
        raise ValidationError("Choose a version that was in force.")
    _check_paper(scope, adult, response, signed_on, version.in_force_from)
    _lock(adult)
    said = queries.said_by(adult)
    same = [row for row in said if row.policy_hash == policy_hash]
    if same and same[-1].response == response:
        raise ValidationError("This is on record already.")
    parts = queries.parts_on(adult, on=signed_on)
    since = last_agreed(said)
    row = Acknowledgement(
        school=scope.school,
        adult=adult,
        policy_hash=pack.hash,
        policy_version=pack.version,
        since_hash=since.policy_hash if since else "",
        response=response,
        extent=extent_for(pack, parts),
        method=Method.PAPER,
        parts=list(parts),
        said_at=_signed_at(signed_on, at),
        recorded_at=at,
        recorded_by=scope.account,
        witness=scope.adult,
    )
    return _sign(row, pack, version.in_force_from, situations=0, kind="acknowledgement recorded from paper")


@transaction.atomic
def correct_paper(*, scope: Scope, policy: Policy, acknowledgement: Acknowledgement, at: datetime.datetime) -> Acknowledgement:
    """Say that something was recorded from paper by mistake. The row stays, and another one says so."""
    old = acknowledgement
    allowed = scope.can("witness paper") and old.school_id == scope.school.pk and old.adult_id != scope.adult.pk
    pack = policy.pack_named(old.policy_hash)
    if not allowed or old.method != Method.PAPER or old.response == Response.MISTAKE or pack is None:
        raise ValidationError("Only what was recorded from paper, about somebody else, can be corrected.")
    _lock(old.adult)
    if Acknowledgement.objects.filter(corrects=old).exists():
        raise ValidationError("It is corrected already.")
    in_force_from = certificates.statement_of(old)["policy"]["in_force_from"]
    row = Acknowledgement(
        school=old.school,
        adult=old.adult,
        policy_hash=old.policy_hash,
        policy_version=old.policy_version,
        since_hash=old.since_hash,
        response=Response.MISTAKE,
        extent=old.extent,
        method=Method.PAPER,
        parts=old.parts,
        said_at=at,
        recorded_at=at,
        recorded_by=scope.account,
        witness=scope.adult,
        corrects=old,
    )
    from_day = datetime.date.fromisoformat(in_force_from)
    return _sign(row, pack, from_day, situations=0, kind="acknowledgement corrected")


@transaction.atomic
def take_up(*, scope: Scope, acknowledgement: Acknowledgement, at: datetime.datetime) -> TakenUp:
    """Note that whoever decides about the person has spoken with them about a request for help, or a no."""
    row = acknowledgement
    if row.response not in (Response.NEED_HELP, Response.DISAGREE) or not may_decide_about(scope.adult, row.adult, on=scope.on):
        raise ValidationError("It is for whoever decides about this person to take it up.")
    _lock(row.adult)
    found = TakenUp.objects.filter(acknowledgement=row).first()
    if found is None:
        found = TakenUp.objects.create(acknowledgement=row, by=scope.adult, at=at)
        events.append("acknowledgement taken up", school=row.school_id, by=scope.account.pk, at=at, acknowledgement=str(row.pk))
    return found


def _sign(row: Acknowledgement, pack: Pack, in_force_from: datetime.date, *, situations: int, kind: str) -> Acknowledgement:
    wanted = _clauses_of(pack, row.parts, row.extent)
    told = certificates.statement(
        row, pack=pack, in_force_from=in_force_from, clauses=[pack.clause(id_) for id_ in wanted], situations=situations
    )
    row.certificate = certificates.signed(told)
    row.save()
    events.append(kind, school=row.school_id, by=row.recorded_by_id, at=row.recorded_at, acknowledgement=str(row.pk))
    return row


def _clauses_of(pack: Pack, parts: Sequence[str], extent: str) -> tuple[str, ...]:
    return essentials(pack, parts) if extent == Extent.BRIEF else whole(pack, parts)


def _check_paper(scope: Scope, adult: Adult, response: str, signed_on: datetime.date, from_: datetime.date) -> None:
    if not scope.can("witness paper"):
        raise ValidationError("You cannot witness what others sign.")
    if adult.pk == scope.adult.pk:
        raise ValidationError("Somebody else has to witness what you sign.")
    if adult.school_id != scope.school.pk or not adult.is_in_scope(signed_on):
        raise ValidationError("Choose somebody whom the policy bound on that day.")
    if response not in SAID:
        raise ValidationError("Say whether they agree, need help or do not agree.")
    if not from_ <= signed_on <= scope.on:
        raise ValidationError("Give a day between the first day of that version and today.")


def _signed_at(signed_on: datetime.date, at: datetime.datetime) -> datetime.datetime:
    """The moment that stands for a day on paper: its end, or now when it is today."""
    ends = timezone.make_aware(datetime.datetime.combine(signed_on, datetime.time(23, 59, 59)))
    return min(ends, at)


def _lock(adult: Adult) -> None:
    """Let one answer of a person be recorded at a time, however often the button is pressed."""
    Adult.objects.select_for_update().get(pk=adult.pk)
