"""Self-reviews (1.4c, 2.3.3, 2.3.4)."""

from django.urls import path

from lanyard.practice.forms.reviews import Review
from lanyard.practice.views import reviews

urlpatterns = [
    path("protect/reviews/", reviews.reviews, name="reviews"),
    path("protect/reviews/others/", reviews.standings, name="review-standings"),
    *Review.urls("protect/reviews/new/"),
]
