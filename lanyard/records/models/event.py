"""That something happened: written once, never changed."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class EventIsFinal(TypeError):
    """Something tried to change or delete an event."""


class Event(models.Model):
    """One thing that one action did.

    It names what it is about by ids alone and holds no foreign keys, so that it never stands in
    the way of live data and outlives what it names. ``school_id`` is empty for what concerns the
    installation, ``by_id`` for what the machine did by itself. Only an erasure on somebody's named
    authority (``records.log.writing.erase``) takes one away, and leaves a tombstone in its place.
    """

    kind = models.CharField(max_length=60)
    school_id = models.BigIntegerField(null=True)
    by_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    about = models.JSONField(default=dict)

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["school_id", "kind", "at"], name="events_of_a_school"),
            models.Index(fields=["by_id", "at"], name="events_by_a_person"),
        ]
        constraints = [models.CheckConstraint(condition=~Q(kind=""), name="event_has_a_kind")]

    def __str__(self) -> str:
        return f"event {self.pk}"

    def save(self, *args, **kwargs) -> None:
        """Write the event, once."""
        if not self._state.adding:
            raise EventIsFinal("an event is written once")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        """Refuse: what happened stays."""
        raise EventIsFinal("an event is never deleted")
