"""Evidence: original files, sealed, in the cases that may have any."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from .case import Case
from .item import Item
from .kept import Kept


class EvidencePlace(Kept):
    """The leave of one case to keep files, given when the question gate was passed (2.7.4, 2.8.3).

    A case that may concern an indecent image never gets one, and evidence cannot be written without
    one: there is nowhere to put it. ``is_sealed`` means that nobody opens a file before advice has
    come (2.7.5). Closed for good once the case turns out to concern such an image.
    """

    CHANGES = (("closed_at",), ("unsealed_at",))

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="evidence_place", primary_key=True)
    is_sealed = models.BooleanField()
    opened_at = models.DateTimeField()
    unsealed_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"place for evidence of case {self.case_id}"


class Evidence(Kept):
    """One original file. Its name, type, origin and the hash of its content stand sealed in the item's body.

    ``blob`` is the hash of the sealed file, and its name on disk (``lanyard.proof.blobs``).
    """

    place = models.ForeignKey(EvidencePlace, on_delete=models.PROTECT, related_name="evidence")
    item = models.OneToOneField(Item, on_delete=models.PROTECT, related_name="evidence")
    blob = models.CharField(max_length=64, unique=True)
    sealed_size = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(blob__length=64), name="evidence_has_a_blob"),
            models.CheckConstraint(condition=Q(sealed_size__gt=0), name="evidence_is_not_empty"),
        ]

    def __str__(self) -> str:
        return f"evidence {self.pk}"
