"""An address from which a person's own calendar reads when something is due."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from .adult import Adult
from .role import Role


class CalendarFeed(models.Model):
    """One address, known to its owner alone: only a hash of its secret is kept.

    Without a ``role`` it is about everything that is due for the person; with one, about what that
    role brings them. It says when something is due, never what.
    """

    adult = models.ForeignKey(Adult, on_delete=models.PROTECT, related_name="calendar_feeds")
    role = models.CharField(max_length=24, choices=Role.choices, blank=True)
    secret_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["role", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["adult", "role"], condition=Q(ended_at__isnull=True), name="feed_is_one_for_each_role"
            ),
            models.CheckConstraint(condition=Q(role="") | Q(role__in=Role.values), name="feed_is_of_a_known_role"),
        ]

    def __str__(self) -> str:
        return f"calendar feed {self.pk}"
