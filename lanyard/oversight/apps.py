"""The Django app of oversight."""

from django.apps import AppConfig


class OversightConfig(AppConfig):
    """Oversight: adoption and review (1.2.1, 4.1.1)."""

    name = "lanyard.oversight"
    label = "oversight"
