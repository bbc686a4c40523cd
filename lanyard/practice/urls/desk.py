"""The desk."""

from __future__ import annotations

from django.urls import path

from ..views import desk

urlpatterns = [path("desk/", desk.show, name="desk")]
