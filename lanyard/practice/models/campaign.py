"""That a school asks its adults to acknowledge a version, and by when."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from lanyard.people.models import Account, School


class Campaign(models.Model):
    """One version, one day by which everybody whom it concerns is to have said something to it.

    Who that is follows from the people and the versions each time it is asked: a joiner is in it
    from their first day, a leaver no longer.
    """

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="campaigns")
    policy_hash = models.CharField(max_length=128)
    policy_version = models.CharField(max_length=100)
    in_force_from = models.DateField()
    due_on = models.DateField()
    begun_at = models.DateTimeField()
    begun_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-begun_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["school", "policy_hash"], name="campaign_is_begun_once_a_version"),
            models.CheckConstraint(condition=Q(due_on__gte=F("in_force_from")), name="campaign_ends_after_it_begins"),
            models.CheckConstraint(condition=~Q(policy_hash="") & ~Q(policy_version=""), name="campaign_names_its_version"),
        ]

    def __str__(self) -> str:
        return f"campaign {self.pk}"
