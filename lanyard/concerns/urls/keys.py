"""Case keys: making, unlocking and handing on; the recovery key, its drill, and bringing cases back."""

from django.urls import path

from lanyard.concerns.views import hand_over, keys, recovery

urlpatterns = [
    path("cases/key/", keys.key, name="key"),
    path("cases/key/change/", keys.change, name="key-change"),
    path("cases/key/lost/", keys.lost, name="key-lost"),
    path("cases/unlock/", keys.unlock_cases, name="unlock"),
    path("cases/lock/", keys.lock_cases, name="lock"),
    path("cases/hand-over/", hand_over.hand_over, name="hand-over"),
    path("cases/recovery/", recovery.recovery, name="recovery"),
    path("cases/recovery/drill/", recovery.drill, name="drill"),
    path("cases/recovery/new-sheets/", recovery.new_sheets, name="recovery-sheets"),
    path("cases/recovery/ask/", recovery.ask, name="recovery-ask"),
    path("cases/recovery/<uuid:id>/", recovery.recover, name="recover"),
    path("cases/recovery/<uuid:id>/refuse/", recovery.refuse, name="recovery-refuse"),
]
