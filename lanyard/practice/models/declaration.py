"""What adults tell the head teacher about the families they know (2.3.5, 2.6.2, 2.6.3)."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import models
from django.db.models import Q

from lanyard.people.models import Adult, School
from lanyard.practice.sealed_words import unseal

from .unchanging import Unchanging


class Link(models.TextChoices):
    """What kind of link it is."""

    OWN_CHILD = "own_child", "My own child goes to the school"
    RELATIVE = "relative", "We are related"
    NEIGHBOUR = "neighbour", "We are neighbours"
    CLUB = "club", "We meet at a club, a sport or a hobby"
    FAITH = "faith", "We belong to the same faith community"
    BUSINESS = "business", "We do business together, or I work for them"
    FORMER_PARTNER = "former_partner", "We were partners once"
    FORMER_PUPIL = "former_pupil", "A former pupil is in touch with me"
    FRIEND = "friend", "We are friends, or share friends"


class WithWhom(models.TextChoices):
    """Whom the link is with, in the words that the policy's questions use."""

    OWN_CHILD = "own_child", "My own child or a relative, who is a pupil"
    PARENT = "parent", "A pupil’s parent or carer"
    PUPIL = "pupil", "A pupil"
    FORMER_PUPIL = "former_pupil", "A former pupil"


class DeclarationAct(models.TextChoices):
    """What a version of a declaration does."""

    DECLARED = "declared", "Declared"
    AMENDED = "amended", "Changed"
    CONFIRMED = "confirmed", "Confirmed as still right"
    WITHDRAWN = "withdrawn", "Withdrawn"


class Declaration(Unchanging):
    """One link of one adult. What it says stands in its versions, of which the latest counts."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    adult = models.ForeignKey(Adult, on_delete=models.PROTECT, related_name="declarations")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["made_at", "pk"]

    def __str__(self) -> str:
        return f"declaration {self.pk}"


class DeclarationVersion(Unchanging):
    """What a declaration said from a moment on; ``words`` are sealed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    declaration = models.ForeignKey(Declaration, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    act = models.CharField(max_length=10, choices=DeclarationAct.choices)
    words = models.BinaryField()
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["declaration", "number"]
        constraints = [
            models.UniqueConstraint(fields=["declaration", "number"], name="declaration_versions_are_numbered"),
            models.CheckConstraint(condition=Q(act__in=DeclarationAct.values), name="declaration_act_is_known"),
            models.CheckConstraint(
                condition=Q(number=1, act=DeclarationAct.DECLARED) | (Q(number__gt=1) & ~Q(act=DeclarationAct.DECLARED)),
                name="declaration_begins_by_declaring",
            ),
        ]

    def __str__(self) -> str:
        return f"declaration version {self.pk}"

    @property
    def place(self) -> tuple[str | int, ...]:
        """Where its words belong."""
        return ("declaration", str(self.declaration_id), self.number)

    @property
    def says(self) -> dict[str, Any]:
        """Its words, opened."""
        return unseal(self.words, place=self.place)


class DeclarationNote(Unchanging):
    """The head teacher's answer to one version (the chair's, to a head): seen by the adult too."""

    class Answer(models.TextChoices):
        """What the reader makes of it."""

        NOTED = "noted", "Noted: nothing needs to change"
        STEPS = "steps", "Noted, with these steps"
        TALK = "talk", "Please come and talk about it"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.ForeignKey(DeclarationVersion, on_delete=models.PROTECT, related_name="notes")
    by = models.ForeignKey(Adult, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=10, choices=Answer.choices)
    words = models.BinaryField()
    review_on = models.DateField(null=True, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [models.CheckConstraint(condition=Q(answer__in=["noted", "steps", "talk"]), name="note_answer_is_known")]

    def __str__(self) -> str:
        return f"declaration note {self.pk}"

    @property
    def place(self) -> tuple[str | int, ...]:
        """Where its words belong."""
        return ("declaration note", str(self.version_id), str(self.pk))

    @property
    def says(self) -> str:
        """Its words, opened."""
        return unseal(self.words, place=self.place).get("words", "")


class YearlyLook(Unchanging):
    """That an adult went through what is often missed (2.6.3) and said that everything is declared, or nothing is there."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    adult = models.ForeignKey(Adult, on_delete=models.PROTECT, related_name="yearly_looks")
    nothing = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "pk"]

    def __str__(self) -> str:
        return f"yearly look {self.pk}"
