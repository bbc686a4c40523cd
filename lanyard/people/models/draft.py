"""What somebody has begun to tell, kept until they send it."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from .adult import Adult


class Draft(models.Model):
    """Answers on the way to one record, sealed: readable by whoever is signed in as the adult, through its pages.

    Once sent, ``body`` is empty and ``led_to`` is the address of what came of it, so that sending
    again leads there and makes nothing twice.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    adult = models.ForeignKey(Adult, on_delete=models.CASCADE, related_name="drafts")
    journey = models.CharField(max_length=60)
    body = models.BinaryField()
    begun_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    led_to = models.CharField(max_length=300, null=True, blank=True)

    class Meta:
        ordering = ["-changed_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True, led_to__isnull=True)
                | (Q(sent_at__isnull=False, led_to__isnull=False) & Q(body=b"")),
                name="draft_is_emptied_when_sent",
            ),
        ]
        indexes = [models.Index(fields=["adult", "journey", "sent_at"], name="drafts_of_an_adult")]

    def __str__(self) -> str:
        return f"draft {self.pk}"
