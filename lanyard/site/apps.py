"""The Django app of the site itself: its pages and styles."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """The site."""

    name = "lanyard.site"
    label = "site"

    def ready(self) -> None:
        """Let what follows from signing in be done, and what a demonstration needs each day."""
        from . import demonstration  # noqa: F401
        from .account import receivers  # noqa: F401
