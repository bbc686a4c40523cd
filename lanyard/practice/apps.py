"""The Django app of practice."""

from django.apps import AppConfig


class PracticeConfig(AppConfig):
    """Practice: asking, and answers kept."""

    name = "lanyard.practice"
    label = "practice"
