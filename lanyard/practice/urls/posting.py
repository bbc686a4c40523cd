"""Before you post (2.3.7 to 2.3.11)."""

from django.urls import path

from lanyard.practice.views import posting

urlpatterns = [path("protect/before-you-post/", posting.before_you_post, name="before-you-post")]
