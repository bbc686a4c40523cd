"""The addresses of the first run."""

from __future__ import annotations

from django.urls import path

from . import views

app_name = "set-up"
urlpatterns = [
    path("setup/", views.begin, name="begin"),
    path("setup/code/", views.code, name="code"),
    path("setup/find/", views.find, name="find"),
    path("setup/check/", views.check, name="check"),
    path("setup/<slug:name>/", views.step, name="step"),
]
