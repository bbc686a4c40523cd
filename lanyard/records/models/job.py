"""Something that is still to be done, kept beside what caused it."""

from __future__ import annotations

import datetime

from django.db import models
from django.db.models import Q

WAITING = Q(done_at__isnull=True, dead_at__isnull=True)


class Job(models.Model):
    """One thing to do, from ``due_at`` on. Its payload holds ids, never words.

    ``school_id`` is that of its payload, so that one school does not see what another has to do.
    ``key`` says what it is: the same key is done once. A worker that takes it leases it until
    ``leased_until`` under a ``lease`` of its own; when the worker dies the lease runs out and
    another one takes it. It ends done, or dead after too many attempts.
    """

    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=200, unique=True)
    school_id = models.BigIntegerField(null=True, blank=True)
    payload = models.JSONField(default=dict)
    due_at = models.DateTimeField()
    queued_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    lease = models.CharField(max_length=60, null=True, blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=200, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    dead_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["due_at", "pk"]
        indexes = [
            models.Index(fields=["due_at", "id"], condition=WAITING, name="jobs_to_take"),
            models.Index(fields=["dead_at"], condition=Q(dead_at__isnull=False), name="dead_letters"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(kind="") & ~Q(key=""), name="job_has_a_kind_and_a_key"),
            models.CheckConstraint(
                condition=Q(lease__isnull=True, leased_until__isnull=True) | Q(lease__isnull=False, leased_until__isnull=False),
                name="job_lease_is_whole_or_absent",
            ),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True) | Q(dead_at__isnull=True), name="job_is_not_both_done_and_dead"
            ),
        ]

    def __str__(self) -> str:
        return f"job {self.pk}"

    def is_waiting(self) -> bool:
        """Whether it is still to be done."""
        return self.done_at is None and self.dead_at is None

    def is_leased(self, at: datetime.datetime) -> bool:
        """Whether a worker holds it at that moment."""
        return self.leased_until is not None and self.leased_until >= at
