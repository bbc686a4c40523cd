"""The Django app of oversight."""

from django.apps import AppConfig


class OversightConfig(AppConfig):
    """Oversight: adoption and review (1.2.1, 4.1.1)."""

    name = "lanyard.oversight"
    label = "oversight"

    def ready(self) -> None:
        """Hand practice the way to a school's policy, and register what the queue brings to desks."""
        from lanyard.practice import policies

        from . import job_dues, queries  # noqa: F401

        policies.found_by(lambda school, on: queries.version_in_force(school, on=on))
