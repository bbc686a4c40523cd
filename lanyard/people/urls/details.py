"""The addresses of what a school tells of itself."""

from __future__ import annotations

from django.urls import path

from lanyard.people.views import details

urlpatterns = [
    path("people/school/", details.details, name="details"),
    path("people/school/contacts/<slug:id>/", details.contact, name="details-contact"),
    path("people/school/terms/", details.terms, name="details-terms"),
    path("people/school/changes/<int:number>/back/", details.take_back, name="details-back"),
]
