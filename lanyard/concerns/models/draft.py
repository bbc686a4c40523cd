"""A report that somebody has begun, with or without an account."""

from __future__ import annotations

import uuid

from django.db import models

from lanyard.people.models import School


class ReportDraft(models.Model):
    """Answers on the way to a report, sealed under a secret that only the person's browser has.

    It names nobody, signed in or not. Sent or thrown away, it is deleted.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    body = models.BinaryField()
    changed_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"draft {self.pk}"
