"""What a witness tells about something that was signed on paper."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.urls import reverse

from lanyard.components.forms import DateField, Radios
from lanyard.people.journeys import Asked, Journey, Step
from lanyard.people.queries import adults_in_scope
from lanyard.practice import actions
from lanyard.practice.models import Response
from lanyard.practice.policies import Version


def versions_until(asked: Asked) -> list[Version]:
    """The versions that were in force by today, the newest first."""
    return [version for version in reversed(asked.policy.history) if version.in_force_from <= asked.on]


class WhoSigned(Step):
    """Whose paper it is."""

    slug = "who"
    page_heading = "adult"
    adult = forms.ChoiceField(
        label="Who signed?",
        help_text="You saw them sign. Nobody witnesses their own paper.",
        error_messages={"required": "Choose who signed", "invalid_choice": "Choose who signed"},
    )

    def prepare(self) -> None:
        """Everybody in scope but the witness."""
        found = adults_in_scope(self.asked.scope).exclude(pk=self.asked.scope.adult.pk).order_by("name", "pk")
        choices = [(str(one.pk), f"{one.name} ({one.get_group_display()})") for one in found]
        self.fields["adult"].choices = [("", "Choose a person"), *choices]


class WhatSigned(Step):
    """Which version, and what they said to it."""

    slug = "what"
    version = forms.ChoiceField(
        label="Which version?",
        help_text="It stands at the top of the paper.",
        widget=Radios(),
        error_messages={"required": "Choose the version", "invalid_choice": "Choose the version"},
    )
    said = forms.ChoiceField(
        label="What did they say to it?",
        choices=[
            (Response.AGREE, "They agree"),
            (Response.NEED_HELP, "They ask for help"),
            (Response.DISAGREE, "They do not agree"),
        ],
        widget=Radios(),
        error_messages={"required": "Choose what they said", "invalid_choice": "Choose what they said"},
    )

    def prepare(self) -> None:
        """The versions that were in force by today."""
        self.fields["version"].choices = [(one.hash, f"Version {one.version}") for one in versions_until(self.asked)]


class WhenSigned(Step):
    """On which day."""

    slug = "when"
    page_heading = "signed_on"
    signed_on = DateField(
        label="On which day did they sign?",
        help_text="For example, 27 3 2026",
        error_messages={"required": "Enter the day on which they signed"},
    )

    def clean_signed_on(self) -> datetime.date:
        """A day on which that version was in force, and not in the future."""
        day = self.cleaned_data["signed_on"]
        if day > self.asked.on:
            raise forms.ValidationError("The day must be today or in the past")
        chosen = next((one for one in versions_until(self.asked) if one.hash == self.asked.answers.get("version")), None)
        if chosen and day < chosen.in_force_from:
            raise forms.ValidationError("That version was not in force yet on this day")
        return day


class PaperAcknowledgement(Journey):
    """Recording, as a witness, what somebody else signed on paper (3.1.2)."""

    name = "paper-acknowledgement"
    title = "Record what somebody signed on paper"
    clause = "follow-it"
    permission = "witness paper"
    steps = (WhoSigned, WhatSigned, WhenSigned)
    lead = "You need the signed paper in front of you. Keep it in the school’s files: this service keeps no picture of it."
    promise = "You state that you saw this person sign. Your name stands on the record as the witness, and they can see it."
    send = "Record it"

    def finish(self, asked: Asked, *, by: Any, at: datetime.datetime) -> str:
        """Record it."""
        adult = adults_in_scope(asked.scope).get(pk=int(asked.answers["adult"]))
        actions.record_paper(
            scope=asked.scope,
            policy=asked.policy,
            adult=adult,
            policy_hash=asked.answers["version"],
            response=asked.answers["said"],
            signed_on=asked.answers["signed_on"],
            at=at,
        )
        return reverse("practice:paper")
