"""What a school lends its adults, and on which terms (2.4.6)."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from lanyard.people.models import Adult, School

from .final import Final


class EquipmentKind(models.TextChoices):
    """What kind of thing it is."""

    PHONE = "phone", "Phone"
    TABLET = "tablet", "Tablet"
    LAPTOP = "laptop", "Laptop"
    CAMERA = "camera", "Camera"
    OTHER = "other", "Something else"


class RetiredWhy(models.TextChoices):
    """Why something is not lent any more."""

    WORN = "worn", "Worn out or too old"
    BROKEN = "broken", "Broken"
    LOST = "lost", "Lost or stolen"
    PASSED_ON = "passed_on", "Wiped, and passed on or recycled"


class Equipment(models.Model):
    """One thing that can be borrowed. ``tag`` is the label that is stuck on it, for one thing in use only."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=EquipmentKind.choices)
    name = models.CharField(max_length=80)
    tag = models.CharField(max_length=40)
    added_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True)
    retired_by = models.ForeignKey(Adult, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    retired_why = models.CharField(max_length=10, choices=RetiredWhy.choices, null=True, blank=True)

    class Meta:
        ordering = ["kind", "name", "tag", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=EquipmentKind.values), name="equipment_is_of_a_kind"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(tag=""), name="equipment_has_a_name_and_a_tag"),
            models.UniqueConstraint(
                "school",
                Lower("tag"),
                condition=Q(retired_at__isnull=True),
                name="equipment_tag_is_on_one_thing",
                violation_error_message="Something else in the register has this tag",
            ),
            models.CheckConstraint(
                condition=Q(retired_at__isnull=True, retired_by__isnull=True, retired_why__isnull=True)
                # Whatever is compared with an empty value is neither true nor false, and would pass.
                | Q(
                    retired_at__isnull=False,
                    retired_by__isnull=False,
                    retired_why__isnull=False,
                    retired_why__in=RetiredWhy.values,
                ),
                name="equipment_end_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"equipment {self.pk}"

    @property
    def called(self) -> str:
        """How people tell it from the others."""
        return f"{self.name} ({self.tag})"


class EquipmentTerms(Final):
    """On which terms something is lent, from a moment on. A loan keeps the version that its borrower accepted."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    equipment = models.ForeignKey(Equipment, on_delete=models.PROTECT, related_name="terms")
    number = models.PositiveIntegerField()
    text = models.TextField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Adult, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["equipment", "number"]
        constraints = [
            models.UniqueConstraint(fields=["equipment", "number"], name="equipment_terms_are_numbered"),
            models.CheckConstraint(condition=~Q(text=""), name="equipment_terms_say_something"),
        ]

    def __str__(self) -> str:
        return f"terms {self.number} of equipment {self.equipment_id}"
