"""Writing that a school asks its adults to acknowledge a version, and by when."""

from __future__ import annotations

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from lanyard.people.models import Account, School
from lanyard.practice.models import Campaign
from lanyard.records import events

#: How long adults have unless somebody says otherwise.
DAYS = 14


@transaction.atomic
def begin_campaign(
    *,
    school: School,
    policy_hash: str,
    policy_version: str,
    in_force_from: datetime.date,
    due_on: datetime.date | None = None,
    by: Account | None,
    at: datetime.datetime,
) -> Campaign:
    """Ask for a version from the day on which it is in force. Begun again, the campaign runs anew."""
    today = timezone.localdate(at)
    campaign = Campaign.objects.filter(school=school, policy_hash=policy_hash).first() or Campaign(
        school=school, policy_hash=policy_hash
    )
    campaign.policy_version = policy_version
    campaign.in_force_from = in_force_from
    campaign.due_on = due_on or max(in_force_from, today) + datetime.timedelta(days=DAYS)
    campaign.begun_at, campaign.begun_by = at, by
    campaign.full_clean(validate_unique=False)
    campaign.save()
    events.append("campaign begun", school=school.pk, by=by.pk if by else None, at=at, campaign=campaign.pk)
    return campaign


@transaction.atomic
def change_due_day(*, campaign: Campaign, due_on: datetime.date, by: Account, at: datetime.datetime) -> None:
    """Give everybody another last day. Raises ``ValidationError`` for one that has passed."""
    if due_on < max(campaign.in_force_from, timezone.localdate(at)):
        raise ValidationError("The day must be today or later, and not before the version is in force.")
    campaign.due_on = due_on
    campaign.save(update_fields=["due_on"])
    events.append("campaign day changed", school=campaign.school_id, by=by.pk, at=at, campaign=campaign.pk)
