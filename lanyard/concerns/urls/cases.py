"""Cases: the list, one case, its steps, messages and people."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
