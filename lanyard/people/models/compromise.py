"""That somebody else may know a person's password (2.4.1)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from .adult import Adult


class Compromise(models.Model):
    """A report that a password may be known, and that the IT lead has dealt with it.

    It is a record for the school: using somebody else's sign-in without authority may be an
    offence under the Computer Misuse Act 1990.
    """

    adult = models.ForeignKey(Adult, on_delete=models.PROTECT, related_name="compromises")
    reported_at = models.DateTimeField()
    reported_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-reported_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True, settled_by__isnull=True)
                | Q(settled_at__isnull=False, settled_by__isnull=False, settled_at__gte=F("reported_at")),
                name="compromise_is_settled_by_somebody_afterwards",
            ),
        ]

    def __str__(self) -> str:
        return f"compromise {self.pk}"
