"""The addresses of the policy's pages, and of what stands beside it."""

from __future__ import annotations

from django.urls import path

from .views import answers, checkpoints, health, jobs, pictures, policy, registers, versions

app_name = "oversight"
urlpatterns = [
    path("policy/", policy.policy, name="policy"),
    path("policy/clauses/<str:id>/", policy.clause, name="clause"),
    path("policy/clauses/<str:id>/try/<int:number>/", policy.try_example, name="try"),
    path("policy/print/", policy.print_all, name="print"),
    path("policy/map/", pictures.whole, name="map"),
    path("policy/table/<slug:act>/", pictures.table, name="table"),
    path("policy/search/", pictures.search, name="search"),
    path("policy/health/", health.health, name="health"),
    path("policy/compare/", versions.compare, name="compare"),
    path("policy/law/", registers.law, name="law"),
    path("policy/law/<slug:id>/", registers.law_entry, name="law-entry"),
    path("policy/platforms/", registers.platforms, name="platforms"),
    path("lessons/", registers.lessons, name="lessons"),
    path("lessons/<slug:id>/", registers.lesson, name="lesson"),
    path("features/", registers.features, name="features"),
    path("features/<slug:id>/", registers.feature, name="feature"),
    path("answers/<uuid:id>/", answers.kept, name="kept-answer"),
    path("answers/<uuid:id>/again/", answers.ask_again, name="ask-again"),
    path("desk/checkpoints/", checkpoints.show, name="checkpoints"),
    path("desk/checkpoints/note/", checkpoints.note, name="checkpoint-note"),
    path("desk/checkpoints/stamp/", checkpoints.stamp, name="checkpoint-stamp"),
    path("desk/checkpoints/addresses/", checkpoints.addresses, name="checkpoint-addresses"),
    path("desk/checkpoints/addresses/<int:address>/confirm/", checkpoints.confirm_address, name="checkpoint-address-confirm"),
    path("desk/checkpoints/addresses/<int:address>/end/", checkpoints.end_address, name="checkpoint-address-end"),
    path("desk/jobs/", jobs.jobs, name="jobs"),
    path("desk/jobs/<int:job>/again/", jobs.try_again, name="try-again"),
]
