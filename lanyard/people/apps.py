"""The Django app of people."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """People: who is in scope (1.2.1, 1.2.2)."""

    name = "lanyard.people"
    label = "people"

    def ready(self) -> None:
        """Let reminders register their jobs, and signing in what it tells the desk and the timeline."""
        from . import reminders, sign_in_sources  # noqa: F401
