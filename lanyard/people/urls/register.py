"""The addresses of the register of adults. No name stands in one."""

from __future__ import annotations

from django.urls import path

from lanyard.people.forms.adding import AddingAdult
from lanyard.people.views import adults, register, roles

urlpatterns = [
    path("people/", register.people, name="people"),
    path("people/find/", register.find, name="find"),
    path("people/sheet/", register.sheet, name="sheet"),
    path("people/visitor/", register.visitor, name="visitor"),
    *AddingAdult.urls("people/add/"),
    path("people/<int:number>/", adults.adult, name="adult"),
    path("people/<int:number>/change/<slug:what>/", adults.change, name="change"),
    path("people/<int:number>/leave/", adults.leave, name="leave"),
    path("people/<int:number>/return/", adults.come_back, name="return"),
    path("people/<int:number>/roles/give/", roles.give, name="give-role"),
    path("people/<int:number>/roles/<int:held>/end/", roles.end, name="end-role"),
]
