"""Where to take a worry (2.3.8)."""

from django.urls import path

from lanyard.practice.views import raising

urlpatterns = [path("raise/", raising.ways, name="raise")]
