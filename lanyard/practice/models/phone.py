"""A phone in its owner's vault (2.4.4)."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from lanyard.people.models import Adult, School


class Phone(models.Model):
    """The numbers by which an adult's own phone can be found and blocked, sealed.

    Only the adult's own pages open ``sealed``. With ``salt`` it is sealed once more under words that
    only its owner knows: then not even whoever runs this service can open it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    adult = models.ForeignKey(Adult, on_delete=models.CASCADE, related_name="phones")
    sealed = models.BinaryField()
    salt = models.BinaryField(null=True, blank=True)
    added_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["added_at", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(sealed=b""), name="phone_is_sealed")]

    def __str__(self) -> str:
        return f"phone {self.pk}"

    @property
    def has_passphrase(self) -> bool:
        """Whether it opens only with words of its owner's."""
        return self.salt is not None
