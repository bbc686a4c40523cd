"""Where a school has the checkpoints of the transparency log kept, away from the service."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from .school import School


class Keeper(models.TextChoices):
    """Who keeps checkpoints."""

    CHAIR = "chair", "whoever is chair of governors on that day"
    OUTSIDE = "outside", "somebody outside the school, such as the local authority"


class CheckpointAddress(models.Model):
    """One place to which checkpoints are mailed. Without any, none is mailed.

    The chair’s address is looked up when a mail is sent, so that a new chair is the one who gets it.
    An address outside gets the checkpoint of a report only after a second person confirmed that it is
    one: else somebody could name an address of their own, and learn when a report is sent in.
    """

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="checkpoint_addresses")
    keeper = models.CharField(max_length=10, choices=Keeper.choices)
    email = models.EmailField(blank=True)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["keeper", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(keeper="chair") & Q(email="")) | (Q(keeper="outside") & ~Q(email="")),
                name="checkpoint_address_is_known_or_looked_up",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=False) | Q(ended_by__isnull=True), name="checkpoint_address_was_ended_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True, confirmed_by__isnull=True)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False, keeper="outside"),
                name="checkpoint_address_is_confirmed_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | Q(added_by__isnull=True) | ~Q(confirmed_by=F("added_by")),
                name="checkpoint_address_has_a_second_person",
            ),
            models.UniqueConstraint(
                fields=["school", "keeper", "email"], condition=Q(ended_at__isnull=True), name="checkpoint_address_is_listed_once"
            ),
        ]

    def __str__(self) -> str:
        return f"checkpoint address {self.pk}"
