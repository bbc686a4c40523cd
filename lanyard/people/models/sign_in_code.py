"""A code that lets somebody in once, read out or handed over on paper."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class Ending(models.TextChoices):
    """Why a code no longer lets anybody in."""

    USED = "used", "Used"
    WITHDRAWN = "withdrawn", "Withdrawn"
    GUESSED_AT = "guessed_at", "Typed wrongly too often"


class SignInCode(models.Model):
    """That an account may be entered once with a code, until a moment (2.4.1: nobody shares a sign-in).

    The code itself is kept as a slow hash only. Of an account's codes one is live at a time:
    a new code ends the one before it.
    """

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="sign_in_codes")
    secret = models.CharField(max_length=256)
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    expires_at = models.DateTimeField()
    tries_left = models.PositiveSmallIntegerField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ending = models.CharField(max_length=12, choices=Ending.choices, null=True, blank=True)

    class Meta:
        ordering = ["-issued_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(expires_at__gt=F("issued_at")), name="sign_in_code_expires_after_it_is_issued"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ending__isnull=True)
                | Q(ended_at__isnull=False, ending__isnull=False, ending__in=Ending.values),
                name="sign_in_code_ends_in_a_known_way",
            ),
            models.UniqueConstraint(
                fields=["account"], condition=Q(ended_at__isnull=True), name="sign_in_code_is_live_once_an_account"
            ),
        ]

    def __str__(self) -> str:
        return f"sign-in code {self.pk}"
