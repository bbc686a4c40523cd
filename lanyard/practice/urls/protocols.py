"""Protocols, approved routes, boundary cards."""

from __future__ import annotations

from django.urls import path

from ..forms.protocols import Proposing
from ..views import protocols as views

urlpatterns = [
    path("protocols/", views.library, name="protocols"),
    *Proposing.urls("protocols/new/"),
    path("protocols/<uuid:id>/", views.card, name="protocol"),
    path("protocols/<uuid:id>/decide/", views.decision, name="protocol-decision"),
    path("protocols/<uuid:id>/end/", views.end, name="protocol-end"),
    path("channels/", views.routes, name="routes"),
    path("channels/add/", views.add_route, name="route-add"),
    path("channels/keep/", views.keep_routes, name="routes-keep"),
    path("channels/<uuid:id>/change/", views.change_route, name="route-change"),
    path("channels/<uuid:id>/retire/", views.retire_route, name="route-retire"),
    path("boundaries/", views.boundaries, name="boundaries"),
    path("boundaries/<slug:channel>/", views.boundary, name="boundary"),
]
