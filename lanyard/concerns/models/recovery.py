"""The key that nobody has alone: split between three keepers, two of whom can bring cases back."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from lanyard.people.models import School

from .kept import Kept


class RecoveryKey(Kept):
    """A school's recovery key: its public half, who keeps the shares, and the probe of the drill.

    Until the drill has passed once nothing is sealed to it, and the school takes no reports: a case
    that only a forgotten passphrase opens would be lost.
    """

    CHANGES = (("drilled_at",), ("ended_at",), ("probe_sealed", "probe_digest"))

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="recovery_keys")
    recipient = models.CharField(max_length=100)
    keepers = models.JSONField()
    probe_sealed = models.BinaryField()
    probe_digest = models.BinaryField()
    made_at = models.DateTimeField()
    drilled_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["school"],
                condition=Q(ended_at__isnull=True, drilled_at__isnull=False),
                name="school_has_one_recovery_key",
            ),
        ]

    def __str__(self) -> str:
        return f"recovery key {self.pk}"
