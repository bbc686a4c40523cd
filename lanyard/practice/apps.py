"""The Django app of practice."""

from django.apps import AppConfig


class PracticeConfig(AppConfig):
    """Practice: what adults do under the policy."""

    name = "lanyard.practice"
    label = "practice"

    def ready(self) -> None:
        """Let what happens here be told: on the desk, the timeline and the clauses, and to the jobs."""
        from . import jobs, sources  # noqa: F401
