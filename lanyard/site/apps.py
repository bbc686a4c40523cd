"""The Django app of the site itself: its pages and styles."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """The site."""

    name = "lanyard.site"
    label = "site"

    def ready(self) -> None:
        """Let what follows from signing in be done."""
        from .account import receivers  # noqa: F401
