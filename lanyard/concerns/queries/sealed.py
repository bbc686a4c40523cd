"""Which sealed files there are, for whoever copies them and opens none."""

from __future__ import annotations

from lanyard.concerns.models import Evidence


def sealed_files() -> tuple[list[str], set[str]]:
    """The names of the sealed files of all cases: those that go into a backup, and those that are locked (2.7.4)."""
    rows = list(Evidence.objects.order_by("pk").values_list("blob", "item__locked_at"))
    return [name for name, locked_at in rows if locked_at is None], {name for name, locked_at in rows if locked_at is not None}
