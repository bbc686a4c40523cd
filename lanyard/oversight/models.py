"""Versions of the policy that a school holds, and the records of their adoption."""

from __future__ import annotations

import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from lanyard.people.models import School


class PolicyVersion(models.Model):
    """One version of a policy, whole: its sources are kept word for word and never change.

    ``hash`` names the version everywhere; the same sources always have the same hash.
    Holding a version puts nothing in force: that takes an Adoption.
    """

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="policy_versions")
    pack_id = models.CharField(max_length=100)
    version = models.CharField(max_length=100)
    title = models.CharField(max_length=300)
    hash = models.CharField(max_length=128)
    sources = models.JSONField()
    received_at = models.DateTimeField()
    received_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["received_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["school", "hash"], name="version_is_held_once"),
            models.CheckConstraint(condition=~Q(hash="") & ~Q(version="") & ~Q(pack_id=""), name="version_is_named"),
        ]

    def __str__(self) -> str:
        return f"policy version {self.pk}"

    def save(self, *args, **kwargs) -> None:
        """Keep a new version. What is kept already is never rewritten: a change is a new version."""
        if not self._state.adding:
            raise RuntimeError("a policy version never changes; receive the changed text as a new version")
        super().save(*args, **kwargs)


class Adoption(models.Model):
    """That governors adopted a version: the meeting, its minute, and from when it is in force (1.2.1).

    A version without such a record is not in force. Governors may set an adoption aside;
    then the one before it holds again.
    """

    version = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="adoptions")
    meeting = models.CharField(max_length=200)
    minute_ref = models.CharField("minute reference", max_length=100)
    decided_by = models.CharField(max_length=200)
    adopted_on = models.DateField()
    in_force_from = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    set_aside_on = models.DateField(null=True, blank=True)
    set_aside_minute_ref = models.CharField("minute reference", max_length=100, null=True, blank=True)

    class Meta:
        ordering = ["in_force_from", "recorded_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(meeting="") & ~Q(minute_ref="") & ~Q(decided_by=""), name="adoption_is_minuted"),
            models.CheckConstraint(condition=Q(in_force_from__gte=F("adopted_on")), name="adoption_comes_before_force"),
            models.CheckConstraint(
                condition=Q(set_aside_on__isnull=True, set_aside_minute_ref__isnull=True)
                | (
                    Q(set_aside_on__isnull=False, set_aside_minute_ref__isnull=False)
                    & ~Q(set_aside_minute_ref="")
                    & Q(set_aside_on__gte=F("adopted_on"))
                ),
                name="adoption_set_aside_is_minuted",
            ),
            models.UniqueConstraint(fields=["version", "adopted_on"], name="adoption_is_recorded_once"),
        ]

    def __str__(self) -> str:
        return f"adoption {self.pk}"

    def is_in_force(self, on: datetime.date) -> bool:
        """Whether this adoption has begun by that day and was not set aside by then."""
        return self.in_force_from <= on and (self.set_aside_on is None or on < self.set_aside_on)
