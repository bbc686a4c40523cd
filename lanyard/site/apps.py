"""The Django app of the site itself: its pages and styles."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """The site."""

    name = "lanyard.site"
    label = "site"
