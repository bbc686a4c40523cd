"""Reports: sending one, and coming back with the receipt."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
