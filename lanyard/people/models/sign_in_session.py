"""Where somebody is signed in: one row for each of their sessions."""

from __future__ import annotations

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import models


class SignInSession(models.Model):
    """One sign-in on one device, as its owner sees it listed. It goes when the session goes.

    ``device`` is a few plain words. No address of a network is kept: it would say where
    people are in their own time.
    """

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="sign_in_sessions")
    session = models.OneToOneField(Session, on_delete=models.CASCADE, related_name="+")
    began_at = models.DateTimeField()
    device = models.CharField(max_length=80)

    class Meta:
        ordering = ["-began_at", "-pk"]

    def __str__(self) -> str:
        return f"sign-in session {self.pk}"
