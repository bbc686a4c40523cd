"""Asking for an exception for a professional profile, and answering (2.3.11)."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse

from lanyard.components.forms import DateField, Form, Radios
from lanyard.people.journeys import Asked, Journey, Step
from lanyard.people.queries import decider_for
from lanyard.practice.actions.profiles import LONGEST, ask_for_profile


class PageStep(Step):
    """Which page, and what it would show."""

    slug = "page"
    title = "The profile"
    page = forms.CharField(
        label="Which page is it?",
        help_text="For example, a professional network, a page of your union, a research profile. No address is needed.",
        max_length=200,
        error_messages={"required": "Enter which page it is", "max_length": "Enter 200 characters or fewer"},
    )
    shows = forms.CharField(
        label="What would it show of your work?",
        help_text="For example, that you teach, your subject, the name of the school.",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Enter what it would show", "max_length": "Enter 500 characters or fewer"},
    )


class WhyStep(Step):
    """What it is for."""

    slug = page_heading = "why"
    why = forms.CharField(
        label="What is it for?",
        help_text="And how you keep it apart from your private life: no pupils, no parents, no private messages.",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Enter what it is for", "max_length": "Enter 1,000 characters or fewer"},
    )


class WhenStep(Step):
    """From when until when."""

    slug = "when"
    title = "From when until when?"
    starts_on = DateField(
        label="First day", help_text="For example, 1 12 2026", error_messages={"required": "Enter the first day"}
    )
    ends_on = DateField(
        label="Last day",
        help_text="A year at most. You can ask again then.",
        error_messages={"required": "Enter the last day"},
    )

    def clean(self) -> dict[str, Any]:
        """A time that lies ahead, of a year at most."""
        told = super().clean()
        first, last = told.get("starts_on"), told.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", ValidationError("The last day must be the first day or later"))
        elif last and last < self.asked.on:
            self.add_error("ends_on", ValidationError("The last day must not be over already"))
        elif first and last and last - first > LONGEST:
            self.add_error("ends_on", ValidationError("The last day must be within a year of the first"))
        return told


class AskForProfile(Journey):
    """Ask for an exception."""

    name = "profile-ask"
    title = "Ask for a professional profile"
    clause = "work-in-profile"
    lead = (
        "Leave your job and the school off your profiles. Where a page needs them, the head teacher can agree to it, "
        "for a purpose and until a day."
    )
    steps = (PageStep, WhyStep, WhenStep)
    send = "Ask for it"

    def start_context(self, asked: Asked) -> dict[str, Any]:
        """Who will decide."""
        return {"deciders": decider_for(asked.scope.adult, on=asked.on)}

    def finish(self, asked: Asked, *, by: Any, at: datetime.datetime) -> str:
        """Ask."""
        told = asked.answers
        words = {key: told[key] for key in ("page", "shows", "why")}
        dates = {"starts_on": told["starts_on"], "ends_on": told["ends_on"]}
        ask_for_profile(scope=asked.scope, words=words, **dates, by=by, at=at)
        return reverse("practice:profiles")


class DecisionForm(Form):
    """Agree or not, and why."""

    decision = forms.ChoiceField(
        label="Do you agree to it?",
        choices=[("yes", "Yes, until its last day"), ("no", "No")],
        widget=Radios(),
        error_messages={"required": "Choose whether you agree"},
    )
    reason = forms.CharField(
        label="Why, and on what conditions?",
        help_text="The person reads this.",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": "Give the reason, so that it can be understood",
            "max_length": "Enter 1,000 characters or fewer",
        },
    )
