"""How often a sign-in name was tried in vain, whether or not anybody has it."""

from __future__ import annotations

from django.db import models


class SignInTries(models.Model):
    """The failed tries at one sign-in name, and until when it is locked.

    The name is kept as a keyed digest: names that nobody has are counted alike, so that a lock
    tells a stranger nothing, and the table does not list what people typed.
    """

    digest = models.CharField(max_length=64, primary_key=True)
    tries = models.PositiveIntegerField(default=0)
    since = models.DateTimeField()
    locks = models.PositiveSmallIntegerField(default=0)
    locked_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "sign-in tries"

    def __str__(self) -> str:
        return "tries at a sign-in name"
