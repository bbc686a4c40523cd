"""An adult in scope of the policy (1.2.1)."""

from __future__ import annotations

import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from .school import School


class Group(models.TextChoices):
    """The six groups that the policy binds (1.2.1)."""

    TEACHER = "teacher", "Teacher"
    SUPPORT = "support", "Support staff"
    SUPPLY = "supply", "Supply teacher"
    GOVERNOR = "governor", "Governor"
    CONTRACTOR = "contractor", "Contractor"
    VOLUNTEER = "volunteer", "Volunteer"


class Adult(models.Model):
    """A person in scope at one school, from ``starts_on`` to ``ends_on``.

    Leavers are given an end; they are never deleted, because what they agreed to stays
    true. ``employer`` names the agency or firm where that is not the school. ``email`` is the
    work address. Who came by an import has a ``roll`` (its format) and is known there by
    ``roll_key``; whoever has no roll was brought in by hand and is never ended by a file.
    """

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="adults")
    account = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="adult"
    )
    name = models.CharField(max_length=200)
    group = models.CharField(max_length=12, choices=Group.choices)
    employer = models.CharField(max_length=200, blank=True)
    email = models.EmailField("work e-mail address", blank=True)
    roll = models.CharField(max_length=40, blank=True)
    roll_key = models.CharField(max_length=200, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    contact_with_pupils = models.BooleanField(default=True)
    line_manager = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="reports_to_me")

    class Meta:
        ordering = ["name", "pk"]
        indexes = [models.Index(fields=["school", "ends_on"], name="adults_in_scope")]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="adult_has_a_name"),
            models.CheckConstraint(condition=Q(group__in=Group.values), name="adult_is_in_one_of_six_groups"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="adult_ends_after_the_start",
                violation_error_message="The last day must be on or after the first day",
            ),
            models.CheckConstraint(
                condition=Q(line_manager__isnull=True) | ~Q(line_manager=F("pk")), name="adult_is_not_own_manager"
            ),
            models.CheckConstraint(condition=Q(roll_key="") | ~Q(roll=""), name="adult_key_belongs_to_a_roll"),
            models.UniqueConstraint(
                fields=["school", "roll", "roll_key"], condition=~Q(roll_key=""), name="adult_is_on_a_roll_once"
            ),
            models.UniqueConstraint(
                "school",
                Lower("email"),
                condition=~Q(email=""),
                name="adult_email_is_unique_at_a_school",
                violation_error_message="Somebody in the register has this e-mail address already",
            ),
        ]

    def __str__(self) -> str:
        return f"adult {self.pk}"

    def is_in_scope(self, on: datetime.date) -> bool:
        """Whether the policy binds this adult on that day; both ends count."""
        return self.starts_on <= on and (self.ends_on is None or on <= self.ends_on)
