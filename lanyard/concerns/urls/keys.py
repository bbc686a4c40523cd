"""Case keys: making, unlocking and handing on; the recovery key and its drill."""

from django.urls import path

from lanyard.concerns.views import keys

urlpatterns = [
    path("cases/key/", keys.key, name="key"),
    path("cases/key/change/", keys.change, name="key-change"),
    path("cases/key/lost/", keys.lost, name="key-lost"),
    path("cases/unlock/", keys.unlock_cases, name="unlock"),
    path("cases/lock/", keys.lock_cases, name="lock"),
]
