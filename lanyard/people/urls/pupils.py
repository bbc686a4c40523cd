"""The addresses of the roll of pupils."""

from __future__ import annotations

from django.urls import path

from lanyard.people.views import pupils

urlpatterns = [
    path("people/pupils/", pupils.pupils, name="pupils"),
    path("people/pupils/find/", pupils.find, name="find-pupil"),
    path("people/pupils/add/", pupils.add, name="add-pupil"),
    path("people/pupils/<int:number>/", pupils.pupil, name="pupil"),
    path("people/pupils/<int:number>/leave/", pupils.leave, name="pupil-leave"),
]
