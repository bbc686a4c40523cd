"""The vault of phones (2.4.4)."""

from django.urls import path

from lanyard.practice.views import phones

urlpatterns = [
    path("protect/phones/", phones.phones, name="phones"),
    path("protect/phones/add/", phones.add, name="phone-add"),
    path("protect/phones/<uuid:id>/change/", phones.change, name="phone-change"),
    path("protect/phones/<uuid:id>/lost/", phones.sheet, name="phone-sheet"),
    path("protect/phones/<uuid:id>/delete/", phones.delete, name="phone-delete"),
]
