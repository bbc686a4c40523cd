"""Professional profiles (2.3.11)."""

from django.urls import path

from lanyard.practice.forms.profiles import AskForProfile
from lanyard.practice.views import profiles

urlpatterns = [
    path("protect/profiles/", profiles.profiles, name="profiles"),
    *AskForProfile.urls("protect/profiles/ask/"),
    path("protect/profiles/to-decide/", profiles.to_decide, name="profiles-to-decide"),
    path("protect/profiles/to-decide/<uuid:id>/", profiles.decide, name="profile-decide"),
    path("protect/profiles/to-decide/<uuid:id>/end/", profiles.end_anothers, name="profile-end-anothers"),
    path("protect/profiles/<uuid:id>/end/", profiles.end, name="profile-end"),
]
