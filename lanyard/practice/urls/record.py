"""The hub, and a person's own record."""

from __future__ import annotations

from django.urls import path

from ..views import hub, record

urlpatterns = [
    path("practise/", hub.practise, name="practise"),
    path("record/", record.record, name="record"),
    path("record/record.json", record.record_file, name="record-file"),
]
