"""Case keys: making, unlocking and handing on; the recovery key and its drill."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
