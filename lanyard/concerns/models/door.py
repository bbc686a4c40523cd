"""The door for reporters without an account."""

from __future__ import annotations

from django.db import models

from lanyard.people.models import School


class ReportDoor(models.Model):
    """The link by which adults without an account reach the pages for reports; only its hash is kept.

    A school has one. A new one shuts the old, with everybody who came by it.
    """

    school = models.OneToOneField(School, on_delete=models.PROTECT, related_name="+", primary_key=True)
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"report door of school {self.school_id}"
