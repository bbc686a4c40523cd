"""What an import leaves behind, what waits for somebody to confirm it, and a mapping worth keeping."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from .school import School


class RollKind(models.TextChoices):
    """Whom a roll lists."""

    ADULTS = "adults", "Adults"
    PUPILS = "pupils", "Pupils"


class WaitingImport(models.Model):
    """A file that was read and waits to be mapped or confirmed by whoever brought it.

    ``sealed`` holds the rows that are left of the file, readable with the installation's key
    only. It goes as soon as the import is applied or dropped, and after a day in any case.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+")
    made_at = models.DateTimeField()
    kind = models.CharField(max_length=10, choices=RollKind.choices)
    format = models.CharField(max_length=40)
    file_hash = models.CharField(max_length=64)
    encoding = models.CharField(max_length=20)
    is_mapped = models.BooleanField(default=False)
    mapping = models.JSONField(default=dict, blank=True)
    sealed = models.BinaryField()

    class Meta:
        ordering = ["made_at"]

    def __str__(self) -> str:
        return f"waiting import {self.pk}"


class RollImport(models.Model):
    """That somebody applied a roll: of which file, read how, with what result. The file itself is not kept.

    ``result`` lists the ids of those who were created, changed, ended and brought back, so
    that it can be undone by hand.
    """

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="roll_imports")
    kind = models.CharField(max_length=10, choices=RollKind.choices)
    format = models.CharField(max_length=40)
    file_hash = models.CharField(max_length=64)
    encoding = models.CharField(max_length=20)
    mapping = models.JSONField(default=dict, blank=True)
    result = models.JSONField()
    applied_at = models.DateTimeField()
    applied_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-applied_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=RollKind.values), name="roll_import_has_a_kind"),
            models.CheckConstraint(condition=~Q(format="") & ~Q(file_hash=""), name="roll_import_names_its_file"),
        ]

    def __str__(self) -> str:
        return f"roll import {self.pk}"


class ColumnMapping(models.Model):
    """Which column of a school's own lists means what, kept so that nobody says it twice."""

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="column_mappings")
    kind = models.CharField(max_length=10, choices=RollKind.choices)
    mapping = models.JSONField()
    kept_at = models.DateTimeField()
    kept_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["school", "kind"], name="mapping_is_kept_once")]

    def __str__(self) -> str:
        return f"column mapping {self.pk}"
