"""Rows that are written once and stay as they are."""

from __future__ import annotations

from django.db import models


class Unchanging(models.Model):
    """A record that is never changed: a correction is another row."""

    class Meta:
        abstract = True

    def save(self, *args, **kwargs) -> None:
        """Write the row, once."""
        if not self._state.adding:
            raise TypeError(f"{type(self).__name__} is never changed: add another one")
        super().save(*args, **kwargs)
