"""The Django app of concerns."""

from django.apps import AppConfig


class ConcernsConfig(AppConfig):
    """Concerns: what a person sends in, and what the school does about it."""

    name = "lanyard.concerns"
    label = "concerns"

    def ready(self) -> None:
        """Let what waits be told on the desk, and the jobs be known."""
        from . import jobs, sources  # noqa: F401
