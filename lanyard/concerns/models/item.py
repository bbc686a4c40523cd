"""Everything that is said in a case, item by item, sealed and kept."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from lanyard.people.models import Adult

from .case import Case
from .kept import Kept


class ItemKind(models.TextChoices):
    """What an item is."""

    REPORT = "report", "The report"
    REPORTER = "reporter", "Who sent it"
    ADDITION = "addition", "Added by the reporter"
    MESSAGE = "message", "A message to the reporter"
    STEP = "step", "A step"
    EVIDENCE = "evidence", "Evidence"
    READING = "reading", "The case was read"
    NAME = "name", "About the reporter’s name"
    INCIDENT = "incident", "An incident"
    CUSTODY = "custody", "What was done with a file"


class Item(Kept):
    """One thing said or done in a case. ``number`` counts from 1 within the case, without a gap.

    ``body`` is sealed under the item's own key, bound to this case, item and number; the three wraps
    hold that key (``lanyard.proof.items``). ``wrapped_case`` is empty for an item that was locked.
    ``step`` is the id of the route's step, ``by`` the holder who took it: a reporter is never named
    here. ``link`` chains the item to all before it, so that one that is missing shows.
    """

    CHANGES = (("wrapped_case",), ("wrapped_case", "wrapped_recovery", "wrapped_reporter", "locked_at"))

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="items")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=ItemKind.choices)
    step = models.CharField(max_length=60, blank=True)
    by = models.ForeignKey(Adult, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    written_at = models.DateTimeField()
    body = models.BinaryField()
    wrapped_case = models.BinaryField(null=True)
    wrapped_recovery = models.BinaryField()
    wrapped_reporter = models.BinaryField(null=True)
    link = models.BinaryField()
    locked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["case", "number"]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="items_count_without_a_double"),
            models.CheckConstraint(condition=Q(number__gte=1), name="items_count_from_one"),
            models.CheckConstraint(condition=Q(kind__in=ItemKind.values), name="item_is_of_a_kind"),
            models.CheckConstraint(
                condition=Q(kind=ItemKind.STEP) & ~Q(step="") | ~Q(kind=ItemKind.STEP) & Q(step=""),
                name="item_names_a_step_or_is_none",
            ),
            models.CheckConstraint(
                condition=Q(locked_at__isnull=True, wrapped_case__isnull=False)
                | Q(locked_at__isnull=False, wrapped_case__isnull=True, wrapped_reporter__isnull=True),
                name="item_is_locked_or_opens",
            ),
        ]

    def __str__(self) -> str:
        return f"item {self.number} of case {self.case_id}"
