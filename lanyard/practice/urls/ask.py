"""Asking, and the answers kept."""

from __future__ import annotations

from django.urls import path

from ..views import ask, describe, kept

urlpatterns = [
    path("", ask.home, name="home"),
    path("ask/", ask.begin, name="begin"),
    path("ask/<slug:journey>/answers/", ask.answers, name="check"),
    path("ask/<slug:journey>/answer/", ask.answer, name="answer"),
    path("ask/<slug:journey>/more/", ask.carry_on, name="carry-on"),
    path("ask/<slug:journey>/keep/", ask.keep, name="keep"),
    path("ask/<slug:journey>/record/", ask.which_record, name="on-record"),
    path("ask/<slug:journey>/<slug:fact>/", ask.question, name="question"),
    path("ask/<slug:journey>/<slug:fact>/describe/", describe.describe, name="describe"),
    path("ask/<slug:journey>/<slug:fact>/describe/part/", describe.part, name="part"),
    path("ask/<slug:journey>/<slug:fact>/describe/<int:number>/", describe.capability, name="capability"),
    path("answers/", kept.kept, name="answers"),
    path("answers/<uuid:id>/delete/", kept.delete, name="delete"),
]
