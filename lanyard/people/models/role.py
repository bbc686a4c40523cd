"""The roles that adults hold, from one day until another."""

from __future__ import annotations

import datetime

from django.db import models
from django.db.models import F, Q

from .adult import Adult


class Role(models.TextChoices):
    """What somebody is responsible for at the school."""

    HEAD = "head", "Head teacher"
    DEPUTY = "deputy", "Deputy head teacher"
    DSL = "dsl", "Designated safeguarding lead"
    CHAIR = "chair", "Chair of governors"
    GOVERNOR = "governor", "Governor"
    BUSINESS_MANAGER = "business_manager", "School business manager"
    DATA_PROTECTION_LEAD = "data_protection_lead", "Data-protection lead"
    IT_LEAD = "it_lead", "IT lead"
    HR_CONTACT = "hr_contact", "HR contact"
    LADO_CONTACT = "lado_contact", "LADO contact"


class RoleHeld(models.Model):
    """That an adult holds a role from one day until another; both days count.

    Two adults may hold one role at once, as job-sharing heads do.
    """

    adult = models.ForeignKey(Adult, on_delete=models.PROTECT, related_name="roles_held")
    role = models.CharField(max_length=24, choices=Role.choices)
    held_from = models.DateField()
    held_until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["held_from", "pk"]
        verbose_name_plural = "roles held"
        constraints = [
            models.CheckConstraint(condition=Q(role__in=Role.values), name="role_is_known"),
            models.CheckConstraint(
                condition=Q(held_until__isnull=True) | Q(held_until__gte=F("held_from")),
                name="role_ends_after_the_start",
            ),
            models.UniqueConstraint(
                fields=["adult", "role"], condition=Q(held_until__isnull=True), name="role_is_held_once_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"role held {self.pk}"

    def is_held(self, on: datetime.date) -> bool:
        """Whether the role is held on that day."""
        return self.held_from <= on and (self.held_until is None or on <= self.held_until)
