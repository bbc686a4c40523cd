"""Something personal on school equipment: a question that comes first, then words alone (2.4.6)."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse

from lanyard.components.forms import DateField, Form, Radios
from lanyard.people.journeys import Asked, Journey, Step
from lanyard.people.queries import adults_in_scope
from lanyard.practice.actions.found_content import tell_of_found
from lanyard.practice.models import FoundOutcome
from lanyard.practice.queries.equipment import entry_of, register

ELSEWHERE = "other"


class GateForm(Form):
    """What is asked before anything else. The answer is not kept."""

    page_heading = "might"
    might = forms.ChoiceField(
        label="Might it show someone under 18 undressed or in a sexual way?",
        help_text="Answer from what you have seen already. Do not look again, and do not look further.",
        choices=[("yes", "Yes"), ("unsure", "I am not sure"), ("no", "No")],
        widget=Radios(),
        error_messages={"required": "Choose whether it might; if you are not sure, say so"},
    )


class WhichDeviceStep(Step):
    """On which thing."""

    slug = "device"
    title = "The equipment"
    equipment = forms.ChoiceField(
        label="On which equipment did you find it?",
        widget=Radios(),
        error_messages={"required": "Choose the equipment", "invalid_choice": "Choose the equipment"},
    )
    device = forms.CharField(
        label="If it is not on the list, which one is it? (optional)",
        required=False,
        max_length=100,
        error_messages={"max_length": "Enter 100 characters or fewer"},
    )
    found_on = DateField(label="On which day?", help_text="For example, 22 11 2026", error_messages={"required": "Enter the day"})

    def prepare(self) -> None:
        """Offer the register of the school."""
        listed = [(str(each.item.pk), each.item.called) for each in register(self.asked.scope)]
        self.fields["equipment"].choices = [*listed, (ELSEWHERE, "Other school equipment")]

    def clean(self) -> dict[str, Any]:
        """What is not on the list has to be told; the day is not ahead."""
        told = super().clean()
        if told.get("equipment") == ELSEWHERE and not told.get("device"):
            self.add_error("device", ValidationError("Enter which equipment it is"))
        if (day := told.get("found_on")) and day > self.asked.on:
            self.add_error("found_on", ValidationError("The day must be today or in the past"))
        return told


class WhatStep(Step):
    """What it is, from what was seen already."""

    slug = "what"
    title = "What you found"
    template = "practice/equipment/found-what.html"
    what = forms.CharField(
        label="What kind of thing is it?",
        help_text="In a few words, from what you saw already: for example, holiday photos, or an account that is signed in. "
        "Name nobody, and quote nothing.",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Enter what kind of thing it is", "max_length": "Enter 1,000 characters or fewer"},
    )
    where = forms.CharField(
        label="Where is the equipment now?",
        help_text="Hand it to the IT lead, or lock it away. Change nothing on it.",
        max_length=300,
        error_messages={"required": "Enter where the equipment is now", "max_length": "Enter 300 characters or fewer"},
    )


class WhoseStep(Step):
    """Whose it may be, only where somebody offers it."""

    slug = page_heading = "whose"
    whose = forms.ChoiceField(
        label="Do you want to say whose it may be?",
        help_text="You need not. If you do, that person does not decide what becomes of it, and does not learn of it here.",
        choices=[
            ("unsaid", "No, or I do not know"),
            ("mine", "It is mine"),
            ("adult", "It may be another adult’s"),
        ],
        widget=Radios(),
        error_messages={"required": "Choose whether you want to say whose it may be"},
    )


class NamedStep(Step):
    """Which adult."""

    slug, page_heading = "named", "concerned"
    concerned = forms.ChoiceField(
        label="Whose may it be?",
        widget=forms.Select(),
        error_messages={"required": "Choose an adult, or go back and leave it open", "invalid_choice": "Choose an adult"},
    )

    def prepare(self) -> None:
        """Offer the other adults of the school."""
        others = adults_in_scope(self.asked.scope).exclude(pk=self.asked.scope.adult.pk)
        listed = [(str(each.pk), each.name) for each in others]
        self.fields["concerned"].choices = [("", "Choose"), *listed]

    @classmethod
    def asked_if(cls, asked: Asked) -> bool:
        """Only where it was offered."""
        return asked.answers["whose"] == "adult"


class TellOfFound(Journey):
    """Hand over what was found, in words. The gate stands before it, as its first page."""

    name = "found"
    title = "Something personal on school equipment"
    clause = "school-equipment"
    steps = (WhichDeviceStep, WhatStep, WhoseStep, NamedStep)
    promise = "You get a receipt. Whoever looks after the equipment takes it from here, without you looking further."
    send = "Hand it over"

    def finish(self, asked: Asked, *, by: Any, at: datetime.datetime) -> str:
        """Hand it over."""
        told, scope = asked.answers, asked.scope
        item = None if told["equipment"] == ELSEWHERE else entry_of(scope, told["equipment"])
        concerned = scope.adult if told["whose"] == "mine" else None
        if told["whose"] == "adult":
            concerned = adults_in_scope(scope).get(pk=told["concerned"])
        found = tell_of_found(
            scope=scope,
            equipment=item,
            concerned=concerned,
            found_on=told["found_on"],
            words={key: told[key] for key in ("device", "what", "where")},
            by=by,
            at=at,
        )
        return reverse("practice:found-told", args=[found.pk])


class OutcomeForm(Form):
    """What becomes of it, and why."""

    outcome = forms.ChoiceField(
        label="What becomes of it?",
        choices=[
            (FoundOutcome.OWNER.value, "I gave it back to its owner"),
            (FoundOutcome.REMOVED.value, "I removed it from the equipment"),
            (FoundOutcome.KEPT.value, "It stays as it is until there is advice from HR"),
            (FoundOutcome.HANDED_ON.value, "It may concern me: somebody else decides"),
            (FoundOutcome.STOPPED.value, "It may show someone under 18: I stopped"),
        ],
        widget=Radios(divider_before=FoundOutcome.HANDED_ON.value),
        error_messages={"required": "Choose what becomes of it"},
    )
    reason = forms.CharField(
        label="Why?",
        help_text="Not needed for the last two. Describe nothing that you saw.",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": "Enter 1,000 characters or fewer"},
    )

    def clean(self) -> dict[str, Any]:
        """A reason, except where somebody hands it on or stops."""
        told = super().clean()
        needs = told.get("outcome") not in (None, FoundOutcome.HANDED_ON, FoundOutcome.STOPPED)
        if needs and not told.get("reason") and "reason" not in self.errors:
            self.add_error("reason", ValidationError("Give the reason, so that it can be understood"))
        return told
