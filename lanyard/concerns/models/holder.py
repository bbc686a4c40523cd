"""Who can open cases: holders, each with a key that their own case passphrase guards."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from lanyard.people.models import Adult, School

from .kept import Kept


class Holder(Kept):
    """A key of an adult who receives reports because of a role, as ``lanyard.proof.holders`` makes it.

    Nobody else can use it, whoever runs the machine included: ``sealed`` opens only under the case
    passphrase. A key that was replaced or belongs to somebody who left has ended; it is kept, because
    old cases say who could open them.
    """

    CHANGES = (("recipient", "salt", "sealed"), ("ended_at",))

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    adult = models.ForeignKey(Adult, on_delete=models.PROTECT, related_name="case_keys")
    recipient = models.CharField(max_length=100)
    salt = models.BinaryField()
    sealed = models.BinaryField()
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["adult"], condition=Q(ended_at__isnull=True), name="holder_has_one_key"),
            models.CheckConstraint(condition=~Q(recipient="") & ~Q(sealed=b""), name="holder_key_is_whole"),
        ]

    def __str__(self) -> str:
        return f"holder {self.pk}"
