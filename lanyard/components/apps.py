"""The Django app of the components: forms' templates and the tags that every template may use."""

from django.apps import AppConfig


class ComponentsConfig(AppConfig):
    """What pages are made of."""

    name = "lanyard.components"
    label = "components"
