"""The one-time code that lets an operator set an empty installation up in the browser."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class SetUpCode(models.Model):
    """A code that ``lanyard serve`` prints in the operator's terminal while there is no school.

    Only its digest is kept. It stops working when it is used up, when a newer one is printed,
    when a school exists, and after a day.
    """

    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    wrong_tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [models.CheckConstraint(condition=Q(digest__length=64), name="set_up_code_is_a_digest")]

    def __str__(self) -> str:
        return f"set-up code {self.pk}"
