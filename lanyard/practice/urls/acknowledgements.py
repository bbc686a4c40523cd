"""Following who has acknowledged, and what is done on paper."""

from __future__ import annotations

from django.urls import path

from ..forms.paper import PaperAcknowledgement
from ..views import acknowledgements, paper

urlpatterns = [
    path("acknowledgements/", acknowledgements.progress, name="acknowledgements"),
    path("acknowledgements/list.csv", acknowledgements.progress_file, name="acknowledgements-file"),
    path("acknowledgements/counts/", acknowledgements.numbers, name="acknowledgement-counts"),
    path("acknowledgements/answers/", acknowledgements.answers, name="acknowledgement-answers"),
    path("acknowledgements/answers/<uuid:id>/", acknowledgements.taken_up, name="acknowledgement-taken-up"),
    path("acknowledgements/on/", acknowledgements.on_day, name="agreed-on"),
    path("acknowledgements/paper/", paper.papers, name="paper"),
    path("acknowledgements/paper/sheet/", paper.sheet, name="paper-sheet"),
    path("acknowledgements/paper/poster/", paper.poster, name="paper-poster"),
    path("acknowledgements/paper/pack/<slug:group>/", paper.paper_pack, name="paper-pack"),
    path("acknowledgements/paper/<uuid:id>/mistake/", paper.mistake, name="paper-mistake"),
    *PaperAcknowledgement.urls("acknowledgements/paper/new/"),
    path("campaigns/", acknowledgements.campaign, name="campaign"),
]
