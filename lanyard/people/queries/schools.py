"""What is known of the schools of an installation."""

from __future__ import annotations

from lanyard.people.models import School


def only_school() -> School | None:
    """The school of an installation that serves one; ``None`` where it serves several or none."""
    found = list(School.objects.all()[:2])
    return found[0] if len(found) == 1 else None


def kinds_of_school() -> set[bool]:
    """Whether the installation holds demonstration schools (``True``), real ones (``False``), or both."""
    return set(School.objects.values_list("is_demonstration", flat=True).distinct())


def school_numbered(number: int) -> School | None:
    """A school by its number, for whoever runs the machine: a person's school follows from their scope."""
    return School.objects.filter(pk=number).first()


def has_schools() -> bool:
    """Whether any school was set up on this installation."""
    return School.objects.exists()
