"""Acknowledging a version, and its certificates."""

from __future__ import annotations

from django.urls import path

from ..views import acknowledge, certificates

urlpatterns = [
    path("acknowledge/", acknowledge.overview, name="acknowledge"),
    path("acknowledge/read/", acknowledge.reading, name="acknowledge-reading"),
    path("acknowledge/read/<slug:id>/", acknowledge.clause, name="acknowledge-clause"),
    path("acknowledge/check/", acknowledge.check, name="acknowledge-check"),
    path("acknowledge/check/<int:number>/", acknowledge.situation, name="acknowledge-situation"),
    path("acknowledge/say/", acknowledge.say, name="acknowledge-say"),
    path("acknowledge/today/", acknowledge.two_minutes, name="two-minutes"),
    path("acknowledge/<uuid:id>/", certificates.certificate, name="certificate"),
    path("acknowledge/<uuid:id>/certificate.json", certificates.certificate_file, name="certificate-file"),
    path("verification/", certificates.verification, name="verification"),
]
