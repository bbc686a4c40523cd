"""Cases: what the school handles, and who holds a key to each."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from lanyard.people.models import School

from .holder import Holder
from .kept import Kept


class Case(Kept):
    """A case. What it says, and whom it is about, stands sealed in its items; the row says nothing of either.

    Who may know of it follows from its wraps alone: whoever has none finds no trace of it anywhere.
    ``sequence`` counts the school's cases without a gap, so that a lost one would show; nobody is
    ever shown it, because it would tell how many others there are. ``reference`` is drawn by chance.
    ``route`` is the way it goes now, ``due_at`` the next moment by which something has to happen, so
    that a desk can say it before the case is unlocked. ``recipient`` is the public half of its key, so that a reporter
    can add to it without one.
    """

    CHANGES = (("route", "closed_at", "due_at"), ("recipient", "wrapped_recovery"), ("due_at",))

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="cases")
    sequence = models.PositiveIntegerField()
    reference = models.CharField(max_length=9, unique=True)
    route = models.CharField(max_length=40)
    recipient = models.CharField(max_length=100)
    wrapped_recovery = models.BinaryField()
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-opened_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["school", "sequence"], name="cases_count_without_a_double"),
            models.CheckConstraint(condition=Q(sequence__gte=1), name="cases_count_from_one"),
            models.CheckConstraint(condition=Q(reference__length=9), name="case_has_a_reference"),
        ]
        indexes = [models.Index(fields=["school", "closed_at", "opened_at"], name="cases_of_a_school")]

    def __str__(self) -> str:
        return f"case {self.pk}"


class CaseCounter(models.Model):
    """How many cases a school has had: the one row that filing a report waits for."""

    school = models.OneToOneField(School, on_delete=models.PROTECT, related_name="+", primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"counter of school {self.school_id}"


class CaseWrap(models.Model):
    """The key of a case, wrapped for one holder. Whoever has no such row does not know of the case.

    Rows go when somebody is left out: the key itself changes then, so that an old copy opens nothing
    that is written later.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="wraps")
    holder = models.ForeignKey(Holder, on_delete=models.PROTECT, related_name="wraps")
    wrapped = models.BinaryField()
    added_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["case", "pk"]
        constraints = [models.UniqueConstraint(fields=["case", "holder"], name="holder_has_a_case_once")]
        indexes = [models.Index(fields=["holder", "added_at"], name="cases_of_a_holder")]

    def __str__(self) -> str:
        return f"wrap {self.pk}"
