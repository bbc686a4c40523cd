"""What another system may use to bring adults in and out by itself (SCIM 2.0)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from .adult import Group
from .school import School


class ProvisioningToken(models.Model):
    """The right of one system to tell one school's joiners and leavers.

    Only a digest is kept: the token itself is shown once, to whoever made it. ``group`` is what
    somebody is whom the system does not place. ``last_used_on``
    is a day, which is all that anybody needs to see that it is still in use.
    """

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="provisioning_tokens")
    name = models.CharField(max_length=100)
    digest = models.CharField(max_length=64, unique=True)
    group = models.CharField(max_length=12, choices=Group.choices, default=Group.SUPPORT)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    last_used_on = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(name="") & Q(digest__length=64), name="provisioning_token_is_a_digest"),
            models.CheckConstraint(
                condition=Q(ended_by__isnull=True) | Q(ended_at__isnull=False), name="provisioning_token_ends_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"provisioning token {self.pk}"
