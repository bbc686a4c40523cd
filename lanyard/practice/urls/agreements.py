"""Agreements to share a contact detail, and the parents' pages."""

from __future__ import annotations

from django.urls import path

from ..forms.agreements import AskingForAgreement
from ..views import agreements as views
from ..views import agreements_together, families

urlpatterns = [
    path("agree/", views.mine, name="agreements"),
    path("agree/four-questions/", views.four_questions, name="four-questions"),
    *AskingForAgreement.urls("agree/new/"),
    path("agree/decide/", views.decisions, name="agreement-decisions"),
    path("agree/decide/together/", agreements_together.together, name="agreements-together"),
    path("agree/decide/<uuid:id>/", views.decision, name="agreement-decision"),
    path("agree/decide/<uuid:id>/end/", views.end, name="agreement-end"),
    path("agree/paper/", views.paper_list, name="agreement-papers"),
    path("agree/paper/<uuid:id>/", views.paper, name="agreement-paper"),
    path("agree/<uuid:id>/", views.one, name="agreement"),
    path("agree/<uuid:id>/take-back/", views.take_back, name="agreement-take-back"),
    path("agree/<uuid:id>/close/", views.close, name="agreement-close"),
    path("agree/<uuid:id>/slips/", views.slips, name="agreement-slips"),
    path("family/<slug:token>/", families.open_, name="family"),
    path("family/<slug:token>/send/", families.send_code, name="family-send"),
    path("family/<slug:token>/code/", families.code, name="family-code"),
    path("family/<slug:token>/answer/", families.answer, name="family-answer"),
    path("family/<slug:token>/take-back/", families.take_back, name="family-take-back"),
]
