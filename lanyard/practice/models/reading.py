"""How far somebody has come with a version. It belongs to them: no page shows it to anybody else."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from lanyard.people.models import Adult


class ClauseRead(models.Model):
    """That an adult opened a clause of a version, and when they ticked it as read."""

    adult = models.ForeignKey(Adult, on_delete=models.PROTECT, related_name="+")
    policy_hash = models.CharField(max_length=128)
    clause_id = models.CharField(max_length=100)
    opened_at = models.DateTimeField()
    ticked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["adult", "policy_hash", "clause_id"], name="clause_is_read_once_a_version"),
            models.CheckConstraint(
                condition=Q(ticked_at__isnull=True) | Q(ticked_at__gte=F("opened_at")), name="clause_is_opened_before_ticked"
            ),
        ]

    def __str__(self) -> str:
        return f"clause read {self.pk}"


class ScenarioCheck(models.Model):
    """How far an adult has come with the situations of a version. Only right answers are kept, by number."""

    adult = models.ForeignKey(Adult, on_delete=models.PROTECT, related_name="+")
    policy_hash = models.CharField(max_length=128)
    since_hash = models.CharField(max_length=128, blank=True)
    answered = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["adult", "policy_hash", "since_hash"], name="check_is_done_once_a_version"),
        ]

    def __str__(self) -> str:
        return f"scenario check {self.pk}"
