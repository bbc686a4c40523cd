"""The school's agreed ways of being in touch: protocols for activities (2.5.7), and approved routes (2.4.3)."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from lanyard.people.models import Adult, School


class ProtocolDecision(models.TextChoices):
    """What a senior leader said."""

    APPROVED = "approved", "Approved"
    REFUSED = "refused", "Not approved"


class Protocol(models.Model):
    """How one kind of activity keeps in touch with pupils, from one day to another.

    A change is another protocol that ``replaces`` this one, so that it can always be said what was
    agreed on a day. It names nobody: who takes part follows from the activity.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="protocols")
    title = models.CharField(max_length=120)
    kind = models.CharField(max_length=40)
    pupils = models.CharField(max_length=200)
    channels = models.JSONField()
    hours = models.CharField(max_length=500)
    supervision = models.CharField(max_length=1000)
    retention = models.CharField(max_length=500)
    rules = models.TextField(blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField()
    review_on = models.DateField()
    replaces = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by")
    proposed_by = models.ForeignKey(Adult, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(Adult, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decision = models.CharField(max_length=10, choices=ProtocolDecision.choices, null=True, blank=True)
    reason = models.CharField(max_length=1000, blank=True)
    ended_by = models.ForeignKey(Adult, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["title", "-proposed_at"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="protocol_ends_after_the_start"),
            models.CheckConstraint(
                condition=Q(review_on__gte=F("starts_on")) & Q(review_on__lte=F("ends_on")), name="protocol_is_reviewed_in_time"
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True, decided_at__isnull=True, decision__isnull=True)
                | Q(
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                    decision__isnull=False,
                    decision__in=ProtocolDecision.values,
                ),
                name="protocol_decision_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(ended_by__isnull=True, ended_at__isnull=True)
                | Q(ended_by__isnull=False, ended_at__isnull=False, decision=ProtocolDecision.APPROVED),
                name="protocol_end_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("proposed_by")),
                name="protocol_is_not_approved_by_its_author",
            ),
            models.CheckConstraint(
                condition=~Q(decision=ProtocolDecision.REFUSED) | ~Q(reason=""), name="protocol_refusal_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"protocol {self.pk}"

    @property
    def is_waiting(self) -> bool:
        """Whether nobody has decided yet."""
        return self.decision is None


class Route(models.Model):
    """A way of being in touch that the school has approved: what the answers offer instead of refusing (2.4.3).

    A changed route is a new one; the old one is retired, not altered.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="routes")
    channel = models.CharField(max_length=40)
    name = models.CharField(max_length=120)
    how = models.CharField(max_length=500)
    for_pupils = models.BooleanField()
    for_parents = models.BooleanField()
    added_by = models.ForeignKey(Adult, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    retired_by = models.ForeignKey(Adult, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["channel", "name"]
        constraints = [
            models.CheckConstraint(condition=~Q(name="") & ~Q(channel=""), name="route_has_a_name"),
            models.CheckConstraint(condition=Q(for_pupils=True) | Q(for_parents=True), name="route_is_for_somebody"),
            models.CheckConstraint(
                condition=Q(retired_by__isnull=True, retired_at__isnull=True)
                | Q(retired_by__isnull=False, retired_at__isnull=False),
                name="route_retirement_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"route {self.pk}"
