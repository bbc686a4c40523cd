"""The key that nobody has alone: split between three keepers, two of whom can bring cases back; and asking for that."""

from __future__ import annotations

import datetime
import uuid

from django.db import models
from django.db.models import F, Q

from lanyard.concerns.recovery_states import Ending, State, state_of
from lanyard.people.models import Adult, School

from .kept import Kept


class RecoveryKey(Kept):
    """A school's recovery key: its public half, who keeps the shares, and the probe of the drill.

    Until the drill has passed once nothing is sealed to it, and the school takes no reports: a case
    that only a forgotten passphrase opens would be lost.
    """

    CHANGES = (("drilled_at",), ("ended_at",), ("keepers", "probe_sealed", "probe_digest"))

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="recovery_keys")
    recipient = models.CharField(max_length=100)
    keepers = models.JSONField()
    probe_sealed = models.BinaryField()
    probe_digest = models.BinaryField()
    made_at = models.DateTimeField()
    drilled_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["school"],
                condition=Q(ended_at__isnull=True, drilled_at__isnull=False),
                name="school_has_one_recovery_key",
            ),
        ]

    def __str__(self) -> str:
        return f"recovery key {self.pk}"


class RecoveryGround(models.TextChoices):
    """Why cases have to be brought back. No words of one's own: they would say too much."""

    LOST = "lost", "The only holder has lost their passphrase"
    LEFT = "left", "The only holder has left or cannot be reached"
    NONE = "none", "Reports came in while nobody had a key to receive them"


class RecoveryRequest(Kept):
    """One person's request that a holder be given a key to what nobody can open, and what another made of it.

    It names no case: which ones there are is seen by nobody who only asks or confirms.
    """

    CHANGES = (("ended_at", "ended_by", "ending"),)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    taker = models.ForeignKey(Adult, on_delete=models.PROTECT, related_name="+")
    ground = models.CharField(max_length=4, choices=RecoveryGround.choices)
    asked_by = models.ForeignKey(Adult, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Adult, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    ending = models.CharField(max_length=9, blank=True)

    class Meta:
        ordering = ["-asked_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ground__in=RecoveryGround.values), name="recovery_has_a_ground"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True, ending="")
                | Q(ended_at__isnull=False, ended_by__isnull=False, ending__in=list(Ending)),
                name="recovery_ends_whole",
            ),
            models.CheckConstraint(
                condition=~Q(ending=Ending.RECOVERED) | ~Q(ended_by=F("asked_by")) & ~Q(ended_by=F("taker")),
                name="nobody_confirms_their_own_recovery",
            ),
            models.CheckConstraint(
                condition=~Q(ending=Ending.REFUSED) | ~Q(ended_by=F("asked_by")), name="nobody_refuses_their_own_recovery"
            ),
            models.CheckConstraint(
                condition=~Q(ending=Ending.WITHDRAWN) | Q(ended_by=F("asked_by")), name="recovery_is_withdrawn_by_its_asker"
            ),
        ]

    def __str__(self) -> str:
        return f"recovery request {self.pk}"

    def state(self, at: datetime.datetime) -> State:
        """Where it stands."""
        return state_of(asked_at=self.asked_at, ending=self.ending, at=at)
