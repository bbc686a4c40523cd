"""A pupil as a minimal reference (1.2.2): enough to say whom an agreement is about, and nothing more."""

from __future__ import annotations

import datetime

from django.db import models
from django.db.models import F, Q

from .school import School


class Pupil(models.Model):
    """Somebody on the roll of a school, from ``starts_on`` to ``ends_on``; both days count.

    ``reference`` is what records and papers of ours say instead of a name. ``roll_key`` is how
    the roll tells two pupils of one name apart: the unique pupil number (UPN) or an admission
    number. There is no birthday, address, photograph or need here, and no column for one.
    """

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="pupils")
    reference = models.CharField(max_length=20)
    given_name = models.CharField(max_length=100)
    family_name = models.CharField(max_length=100)
    class_name = models.CharField("class", max_length=50, blank=True)
    year_group = models.CharField(max_length=10, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    roll_key = models.CharField(max_length=100, blank=True)

    class Meta:
        ordering = ["family_name", "given_name", "pk"]
        indexes = [models.Index(fields=["school", "ends_on"], name="pupils_on_roll")]
        constraints = [
            models.CheckConstraint(condition=~Q(given_name="") & ~Q(family_name=""), name="pupil_has_a_name"),
            models.CheckConstraint(condition=~Q(reference=""), name="pupil_has_a_reference"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="pupil_leaves_after_the_start"
            ),
            models.UniqueConstraint(fields=["school", "reference"], name="pupil_reference_is_unique"),
            models.UniqueConstraint(fields=["school", "roll_key"], condition=~Q(roll_key=""), name="pupil_is_on_a_roll_once"),
        ]

    def __str__(self) -> str:
        return f"pupil {self.pk}"

    @property
    def name(self) -> str:
        """The pupil's name as people say it."""
        return f"{self.given_name} {self.family_name}"

    def is_on_roll(self, on: datetime.date) -> bool:
        """Whether the pupil is on the roll on that day."""
        return self.starts_on <= on and (self.ends_on is None or on <= self.ends_on)
