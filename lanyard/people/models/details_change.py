"""That a school changed what it tells of itself: whom to phone, when its terms are."""

from __future__ import annotations

from django.db import models

from .account import Account
from .school import School

#: The part that holds the terms; every other part is the id of a contact.
TERMS = "terms"


class DetailsChange(models.Model):
    """One part of a school's details, as it was and as it became. Written once: taking it back is another change.

    What stands today is in ``School.settings``. ``before`` and ``after`` are a contact's line, the text
    of the terms, or ``None`` where nothing was told.
    """

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="details_changes")
    part = models.CharField(max_length=40)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["school", "part"], name="details_of_a_school")]
        constraints = [models.CheckConstraint(condition=~models.Q(part=""), name="details_change_has_a_part")]

    def __str__(self) -> str:
        return f"change of details {self.pk}"

    def save(self, *args, **kwargs) -> None:
        """Write the change, once."""
        if not self._state.adding:
            raise TypeError("a change of details is written once: take it back with another one")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        """Refuse: what a deadline was once counted by stays known."""
        raise TypeError("a change of details is never deleted")
