"""Being away."""

from django.urls import path

from lanyard.people.views import absences

urlpatterns = [
    path("desk/away/", absences.away, name="away"),
    path("desk/away/<int:adult>/", absences.away_adult, name="away-adult"),
    path("desk/away/back/<int:absence>/", absences.back, name="back"),
]
