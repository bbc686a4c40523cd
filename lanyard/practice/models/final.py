"""Rows that are written once: a correction is another row."""

from __future__ import annotations

from django.db import models


class RowIsFinal(TypeError):
    """Something tried to change or delete what was written once."""


class FinalRows(models.QuerySet):
    """Rows that can be added and read."""

    def update(self, **fields):
        """Refuse: a correction is a new row."""
        raise RowIsFinal("these rows never change; write a new one")

    def bulk_update(self, *args, **kwargs):
        """Refuse, for the same reason."""
        raise RowIsFinal("these rows never change; write a new one")

    def delete(self):
        """Refuse: what was said stays said."""
        raise RowIsFinal("these rows are never deleted")


class Final(models.Model):
    """A row that is written once."""

    objects = FinalRows.as_manager()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs) -> None:
        """Write the row, once."""
        if not self._state.adding:
            raise RowIsFinal("this row was written once and never changes; write a new one")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        """Refuse: what was said stays said."""
        raise RowIsFinal("this row is never deleted")
