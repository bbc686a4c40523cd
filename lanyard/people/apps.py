"""The Django app of people."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """People: who is in scope (1.2.1, 1.2.2)."""

    name = "lanyard.people"
    label = "people"

    def ready(self) -> None:
        """Let reminders register their jobs."""
        from . import reminders  # noqa: F401
