"""The Django app of records."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class RecordsConfig(AppConfig):
    """Records: events and jobs of every app."""

    name = "lanyard.records"
    label = "records"

    def ready(self) -> None:
        """Let every app's ``jobs`` module register what it handles."""
        autodiscover_modules("jobs")
