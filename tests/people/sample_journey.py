"""A small journey for tests: who came to tea, and what they brought."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.urls import include, path

from lanyard.components.forms import Checkboxes, DateField, Radios
from lanyard.people.journeys import Asked, Journey, Step
from lanyard.site import urls as site

GUESTS = [("aunt", "An aunt"), ("dog", "A dog")]
FOOD = [("cake", "Cake"), ("jam", "Jam")]

#: What the journeys of this process led to.
made: list[dict] = []


class Who(Step):
    slug = "who"
    page_heading = "who"
    who = forms.ChoiceField(label="Who came?", choices=GUESTS, widget=Radios(), error_messages={"required": "Choose who came"})


class When(Step):
    slug = "when"
    day = DateField(label="On which day?", error_messages={"required": "Enter the day"})
    words = forms.CharField(label="What was said?", required=False, widget=forms.Textarea)


class Food(Step):
    slug = "food"
    food = forms.MultipleChoiceField(label="What did she bring?", choices=FOOD, required=False, widget=Checkboxes())

    @classmethod
    def asked_if(cls, asked: Asked) -> bool:
        return asked.answers["who"] == "aunt"


class Tea(Journey):
    name = "tea"
    title = "Tell about tea"
    lead = "It takes a minute."
    steps = (Who, When, Food)
    takes = ("pot",)

    def may_begin(self, asked: Asked) -> bool:
        return asked.given.get("pot") != "somebody-else"

    def initial(self, asked: Asked) -> dict:
        return {"words": "Hello"}

    def finish(self, asked: Asked, *, by, at) -> str:
        if asked.answers["words"] == "refuse":
            raise ValidationError("There is no more tea.")
        made.append({**asked.given, **asked.answers, "by": by.pk})
        return f"/made/{len(made)}/"


urlpatterns = [path("", include((Tea.urls("tea/"), "sample"))), *site.urlpatterns]
handler404 = site.handler404
