"""Evidence: adding files, and taking them out."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
