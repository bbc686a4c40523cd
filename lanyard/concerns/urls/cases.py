"""Cases: the list, one case, its steps, messages and people."""

from django.urls import path

from lanyard.concerns.views import case_more, case_steps, case_together, cases

urlpatterns = [
    path("cases/", cases.cases, name="cases"),
    path("cases/<uuid:id>/", cases.case, name="case"),
    path("cases/<uuid:id>/read/", cases.read, name="case-read"),
    path("cases/<uuid:id>/message/", case_more.message, name="case-message"),
    path("cases/<uuid:id>/name/", case_more.name, name="case-name"),
    path("cases/<uuid:id>/incident/", case_more.incident, name="case-incident"),
    path("cases/<uuid:id>/summaries/<slug:summary>/", case_more.summary, name="case-summary"),
    path("cases/<uuid:id>/steps/<slug:step>/", case_steps.step, name="case-step"),
    path("cases/<uuid:id>/steps/<slug:step>/check/", case_steps.check, name="case-step-check"),
    path("cases/side-by-side/", case_together.concerns, name="cases-side-by-side"),
    path("cases/conduct/", case_together.conduct, name="cases-conduct"),
]
