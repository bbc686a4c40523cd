"""Agreements to share a personal contact detail with a pupil (2.5.6).

The number or address itself is never kept, only which kind it is.
"""

from __future__ import annotations

import uuid
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from lanyard.people.models import Adult, Pupil, School
from lanyard.practice.agreement_states import BY_LEADER, Act, History, State, Taken, for_pupil, state
from lanyard.practice.sealed_words import unseal

from .unchanging import Unchanging

ACTS = [(act.value, act.value.replace("_", " ")) for act in Act]


class Way(models.TextChoices):
    """How a step reached the record."""

    SIGNED_IN = "signed_in", "signed in"
    CODE = "code", "by the link and a code that were sent to them"
    PAPER = "paper", "on paper, or in person, before a witness"


class Agreement(Unchanging):
    """What one adult asked for: a kind of detail, for a purpose, from one day to another; about one pupil or a group."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    asker = models.ForeignKey(Adult, on_delete=models.PROTECT, related_name="agreements")
    starts_on = models.DateField()
    ends_on = models.DateField()
    words = models.BinaryField()
    asked_at = models.DateTimeField()

    class Meta:
        ordering = ["starts_on", "asked_at", "pk"]
        indexes = [models.Index(fields=["school", "ends_on"], name="agreements_by_end")]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="agreement_ends_after_the_start"),
        ]

    def __str__(self) -> str:
        return f"agreement {self.pk}"

    @property
    def place(self) -> tuple[str | int, ...]:
        """Where its words belong."""
        return ("agreement", self.school_id, str(self.pk))

    @property
    def says(self) -> dict[str, Any]:
        """Its words, opened."""
        return unseal(self.words, place=self.place)


class AgreementPupil(Unchanging):
    """One pupil of an agreement, as a minimal reference, and how the parents are reached."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="pupils")
    pupil = models.ForeignKey(Pupil, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    number = models.PositiveIntegerField()
    words = models.BinaryField()

    class Meta:
        ordering = ["agreement", "number"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "number"], name="pupils_of_an_agreement_are_numbered"),
            models.UniqueConstraint(
                fields=["agreement", "pupil"], condition=Q(pupil__isnull=False), name="pupil_is_in_an_agreement_once"
            ),
        ]

    def __str__(self) -> str:
        return f"pupil of an agreement {self.pk}"

    @property
    def place(self) -> tuple[str | int, ...]:
        """Where its words belong."""
        return ("agreement pupil", str(self.agreement_id), str(self.pk))

    @property
    def says(self) -> dict[str, Any]:
        """Its words, opened: ``called`` and ``parent_email``."""
        return unseal(self.words, place=self.place)

    @property
    def called(self) -> str:
        """How this pupil is referred to."""
        return self.says["called"]

    @property
    def history(self) -> History:
        """What follows from the steps, for this pupil."""
        asked = self.agreement
        steps = ((step.pupil_id, step.taken) for step in asked.steps.all())
        return History(asked.asker_id, asked.starts_on, asked.ends_on, for_pupil(steps, self.pk))

    def state(self, on) -> State:
        """Where it stands on a day."""
        return state(self.history, on)


class AgreementStep(Unchanging):
    """One step: about one pupil, or about all (``pupil`` empty). ``words`` are reasons and conditions, sealed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="steps")
    pupil = models.ForeignKey(AgreementPupil, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    number = models.PositiveIntegerField()
    act = models.CharField(max_length=20, choices=ACTS)
    by = models.ForeignKey(Adult, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    way = models.CharField(max_length=10, choices=Way.choices)
    words = models.BinaryField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["agreement", "number"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "number"], name="agreement_steps_are_numbered"),
            models.CheckConstraint(condition=Q(act__in=[act.value for act in Act]), name="agreement_act_is_known"),
            models.CheckConstraint(
                condition=Q(by__isnull=False, way__in=["signed_in", "paper"]) | Q(by__isnull=True, way="code"),
                name="agreement_step_says_who",
            ),
            models.UniqueConstraint(
                fields=["agreement"],
                condition=Q(act__in=["leader_agrees", "leader_refuses"]),
                name="leader_decides_an_agreement_once",
            ),
            models.UniqueConstraint(
                fields=["agreement", "pupil"],
                condition=Q(act__in=["parent_agrees", "parent_refuses"]),
                name="parent_answers_about_a_pupil_once",
            ),
            models.CheckConstraint(
                condition=~Q(act__in=[act.value for act in BY_LEADER]) | Q(way="signed_in"),
                name="leader_decides_signed_in",
            ),
        ]

    def __str__(self) -> str:
        return f"agreement step {self.pk}"

    @property
    def place(self) -> tuple[str | int, ...]:
        """Where its words belong."""
        return ("agreement step", str(self.agreement_id), str(self.pk))

    @property
    def says(self) -> dict[str, Any]:
        """Its words, opened."""
        return unseal(self.words, place=self.place)

    @property
    def taken(self) -> Taken:
        """The step as the states know it."""
        return Taken(Act(self.act), self.by_id, timezone.localdate(self.at))


class ParentLink(Unchanging):
    """A link that a parent was sent. Only its hash is kept; the link itself was never written down here."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    pupil = models.ForeignKey(AgreementPupil, on_delete=models.PROTECT, related_name="links")
    hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["made_at", "pk"]

    def __str__(self) -> str:
        return f"parent link {self.pk}"


class ParentCode(models.Model):
    """A one-time code, sent to the same address as the link: opens it once, and only a few guesses are taken."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    pupil = models.ForeignKey(AgreementPupil, on_delete=models.PROTECT, related_name="codes")
    asked_at = models.DateTimeField()
    hash = models.CharField(max_length=64, null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    tries_left = models.PositiveSmallIntegerField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-asked_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(hash__isnull=True, expires_at__isnull=True) | Q(hash__isnull=False, expires_at__isnull=False),
                name="parent_code_expires",
            ),
        ]

    def __str__(self) -> str:
        return f"parent code {self.pk}"
