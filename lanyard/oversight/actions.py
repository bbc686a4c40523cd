"""The only code that writes versions and adoptions."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from django.db import transaction

from lanyard.people.models import Account, School
from lanyard.policy.pack import load_sources
from lanyard.practice.actions import begin_campaign
from lanyard.records import events

from .models import Adoption, PolicyVersion


@transaction.atomic
def receive_version(
    *, school: School, sources: Mapping[str, str], name: str = "policy", by: Account | None, at: datetime.datetime
) -> PolicyVersion:
    """Keep a version of the policy, whole. The same sources are kept once.

    ``sources`` maps a file's name to its text. Raises ``Refusal`` when they are not a policy.
    """
    pack = load_sources(sources, name=name)
    held = PolicyVersion.objects.filter(school=school, hash=pack.hash).first()
    if held is not None:
        return held
    version = PolicyVersion(
        school=school,
        pack_id=pack.id,
        version=pack.version,
        title=pack.title,
        hash=pack.hash,
        sources=dict(sources),
        received_at=at,
        received_by=by,
    )
    version.full_clean()
    version.save()
    _note("version received", version, by=by, at=at)
    return version


@transaction.atomic
def record_adoption(
    *,
    version: PolicyVersion,
    meeting: str,
    minute_ref: str,
    decided_by: str,
    adopted_on: datetime.date,
    in_force_from: datetime.date | None = None,
    by: Account | None,
    at: datetime.datetime,
) -> Adoption:
    """Record that governors adopted a version; from ``in_force_from`` on it binds (1.2.1).

    With it begins the campaign in which everybody whom the version concerns acknowledges it (3.1.2).
    """
    adoption = Adoption(
        version=version,
        meeting=meeting,
        minute_ref=minute_ref,
        decided_by=decided_by,
        adopted_on=adopted_on,
        in_force_from=in_force_from or adopted_on,
        recorded_at=at,
        recorded_by=by,
    )
    adoption.full_clean()
    adoption.save()
    _note("adoption recorded", version, by=by, at=at, adoption=adoption.pk)
    begin_campaign(
        school=version.school,
        policy_hash=version.hash,
        policy_version=version.version,
        in_force_from=adoption.in_force_from,
        by=by,
        at=at,
    )
    return adoption


@transaction.atomic
def set_adoption_aside(
    *, adoption: Adoption, on: datetime.date, minute_ref: str, by: Account | None, at: datetime.datetime
) -> None:
    """Record that governors took an adoption back; the one before it holds again from that day."""
    adoption.set_aside_on = on
    adoption.set_aside_minute_ref = minute_ref
    adoption.full_clean()
    adoption.save(update_fields=["set_aside_on", "set_aside_minute_ref"])
    _note("adoption set aside", adoption.version, by=by, at=at, adoption=adoption.pk)


def _note(kind: str, version: PolicyVersion, *, by: Account | None, at: datetime.datetime, **ids: int) -> None:
    events.append(kind, school=version.school_id, by=by.pk if by else None, at=at, version=version.pk, **ids)
