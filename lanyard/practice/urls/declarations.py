"""Declaring social contacts."""

from __future__ import annotations

from django.urls import path

from ..forms.declarations import Declaring
from ..views import declarations as views

urlpatterns = [
    path("declare/", views.mine, name="declarations"),
    *Declaring.urls("declare/new/"),
    path("declare/year/", views.year, name="declare-year"),
    path("declare/read/", views.readings, name="declaration-readings"),
    path("declare/read/<uuid:id>/", views.reading, name="declaration-reading"),
    path("declare/<uuid:id>/", views.one, name="declaration"),
    path("declare/<uuid:id>/confirm/", views.confirm, name="declaration-confirm"),
    path("declare/<uuid:id>/withdraw/", views.withdraw, name="declaration-withdraw"),
]
