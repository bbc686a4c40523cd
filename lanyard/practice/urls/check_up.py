"""The private check-up in the browser (2.3 to 2.6)."""

from django.urls import path

from lanyard.practice.views import check_up

urlpatterns = [
    path("check-up/", check_up.check_up, name="check-up"),
    path("check-up/done/", check_up.done, name="check-up-done"),
    path("check-up/program/<slug:mark>.zip", check_up.program, name="check-up-program"),
]
