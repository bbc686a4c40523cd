"""What is written once and kept."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Unchangeable(TypeError):
    """A record that is kept as it was written was to be changed or deleted."""


class Kept(models.Model):
    """A row that is written once. ``CHANGES`` names the few sets of fields that may change afterwards, together."""

    CHANGES: ClassVar[tuple[tuple[str, ...], ...]] = ()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs) -> None:
        """Keep a new row, or change one of the few things about it that may change."""
        if not self._state.adding and tuple(kwargs.get("update_fields") or ()) not in self.CHANGES:
            raise Unchangeable(f"a {self._meta.verbose_name} is kept as it was written: add to it instead")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        """Refuse: it is kept."""
        raise Unchangeable(f"a {self._meta.verbose_name} is kept")
