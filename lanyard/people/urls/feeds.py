"""Calendar feeds."""

from django.urls import path

from lanyard.people.views import feeds

urlpatterns = [
    path("desk/calendar/", feeds.calendar, name="calendar"),
    path("calendar/<slug:secret>.ics", feeds.calendar_feed, name="calendar-feed"),
]
