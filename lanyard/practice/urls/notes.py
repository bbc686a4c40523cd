"""Notes: writing one, one's own, and those that others wrote."""

from __future__ import annotations

from django.urls import path

from ..forms.notes import EmergencyCalling, Judging, LookingAtPage, Noting, PupilRequesting, PupilTelling
from ..forms.notes.answers import Adding
from ..views import note_desks, notes

urlpatterns = [
    path("note/", notes.notes, name="notes"),
    *Noting.urls("note/this/"),
    *Judging.urls("note/judgement/"),
    *EmergencyCalling.urls("note/emergency-call/"),
    *PupilRequesting.urls("note/pupil-request/"),
    *PupilTelling.urls("note/pupil-told-me/"),
    *LookingAtPage.urls("note/pupil-page/"),
    *Adding.urls("note/add/"),
    path("note/paper/", notes.paper, name="note-paper"),
    path("note/written-before/", notes.written_before, name="note-written-before"),
    path("note/received/", note_desks.received, name="notes-received"),
    path("note/judgements/", note_desks.judgements, name="note-judgements"),
    path("note/calls/", note_desks.calls, name="note-calls"),
    path("note/signals/", note_desks.signals, name="note-signals"),
    path("note/together/<slug:kind>/", note_desks.together, name="notes-together"),
    path("note/<uuid:id>/", notes.note, name="note"),
    path("note/<uuid:id>/receipt/", notes.receipt, name="note-receipt"),
    path("note/<uuid:id>/answer/", notes.answer, name="note-answer"),
    path("note/<uuid:id>/confirm/", notes.confirm, name="note-confirm"),
]
