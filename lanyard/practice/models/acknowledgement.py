"""What an adult said to a version of the policy, once they had read what binds them (3.1.2)."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from lanyard.people.models import Account, Adult, School

from .final import Final


class Response(models.TextChoices):
    """What somebody can say to a version. Not to agree is an answer, and blocks nothing."""

    AGREE = "agree", "Agrees"
    NEED_HELP = "need_help", "Asks for help"
    DISAGREE = "disagree", "Does not agree"
    MISTAKE = "mistake", "Recorded by mistake"


class Method(models.TextChoices):
    """How it was said."""

    WEB = "web", "On the website"
    COMMAND_LINE = "command_line", "On the command line"
    PAPER = "paper", "On paper, witnessed"


class Extent(models.TextChoices):
    """Whether it is about every clause that binds the person, or about the few for a short stay (1.2.2)."""

    WHOLE = "whole", "Every clause that binds them"
    BRIEF = "brief", "The two-minute pack"


class Acknowledgement(Final):
    """What one adult said to one version, and the signed statement of it.

    ``certificate`` is the signed statement, byte for byte as it was made; the columns repeat of it
    what is searched for. ``parts`` are the person's group and roles at the time. What somebody says
    later is another row, and so is a correction of what a witness recorded from paper.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    adult = models.ForeignKey(Adult, on_delete=models.PROTECT, related_name="acknowledgements")
    policy_hash = models.CharField(max_length=128)
    policy_version = models.CharField(max_length=100)
    since_hash = models.CharField(max_length=128, blank=True)
    response = models.CharField(max_length=12, choices=Response.choices)
    extent = models.CharField(max_length=8, choices=Extent.choices)
    method = models.CharField(max_length=16, choices=Method.choices)
    parts = models.JSONField()
    check_done = models.BooleanField(default=False)
    said_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    witness = models.ForeignKey(Adult, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    corrects = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="correction")
    certificate = models.BinaryField()

    class Meta:
        ordering = ["said_at", "recorded_at", "pk"]
        indexes = [
            # Holds all that is asked about a day, so that nobody's long certificate is read on the way (see agreed_on).
            models.Index(
                fields=[
                    "school",
                    "said_at",
                    "adult",
                    "policy_hash",
                    "response",
                    "policy_version",
                    "method",
                    "recorded_at",
                    "corrects",
                    "id",
                ],
                name="acknowledgements_by_day",
            ),
            models.Index(fields=["adult", "said_at"], name="acknowledgements_of_an_adult"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(response__in=Response.values) & Q(method__in=Method.values) & Q(extent__in=Extent.values),
                name="acknowledgement_is_of_a_known_kind",
            ),
            models.CheckConstraint(
                condition=~Q(policy_hash="") & ~Q(policy_version="") & ~Q(certificate=b""),
                name="acknowledgement_names_its_version",
            ),
            models.CheckConstraint(
                condition=Q(method=Method.PAPER, witness__isnull=False) | (~Q(method=Method.PAPER) & Q(witness__isnull=True)),
                name="paper_is_witnessed_and_nothing_else_is",
            ),
            models.CheckConstraint(
                condition=Q(witness__isnull=True) | ~Q(witness=F("adult")), name="nobody_witnesses_their_own_paper"
            ),
            models.CheckConstraint(
                condition=Q(response=Response.MISTAKE, corrects__isnull=False, method=Method.PAPER)
                | (~Q(response=Response.MISTAKE) & Q(corrects__isnull=True)),
                name="a_correction_says_what_it_corrects",
            ),
            models.CheckConstraint(
                condition=~Q(response=Response.AGREE) | Q(method=Method.PAPER) | Q(check_done=True),
                name="agreeing_on_a_screen_follows_the_check",
            ),
            models.CheckConstraint(condition=Q(said_at__lte=F("recorded_at")), name="acknowledgement_is_said_before_recorded"),
        ]

    def __str__(self) -> str:
        return f"acknowledgement {self.pk}"


class TakenUp(Final):
    """That whoever decides about the adult has spoken with them about a request for help, or a no."""

    acknowledgement = models.OneToOneField(Acknowledgement, on_delete=models.PROTECT, related_name="taken_up")
    by = models.ForeignKey(Adult, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"taken up {self.pk}"
