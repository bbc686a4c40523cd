"""Keeping the register of what the school lends (2.4.6)."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError

from lanyard.components.forms import Form, Radios, TextInput
from lanyard.people.queries import Scope
from lanyard.practice.models import Equipment, EquipmentKind, RetiredWhy
from lanyard.practice.queries.equipment import tag_is_taken


class EquipmentForm(Form):
    """One entry of the register."""

    kind = forms.ChoiceField(
        label="What is it?",
        choices=EquipmentKind.choices,
        widget=Radios(),
        error_messages={"required": "Choose what it is"},
    )
    name = forms.CharField(
        label="What do you call it?",
        help_text="For example, Trip phone 1.",
        max_length=80,
        error_messages={"required": "Enter what you call it", "max_length": "Enter 80 characters or fewer"},
    )
    tag = forms.CharField(
        label="Asset tag",
        help_text="What is written on the label that is stuck on it.",
        max_length=40,
        widget=TextInput(width=20),
        error_messages={"required": "Enter its asset tag", "max_length": "Enter 40 characters or fewer"},
    )
    terms = forms.CharField(
        label="On which terms is it lent?",
        help_text="Whoever borrows it accepts them. If you change them, loans made before keep the terms they were made on.",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 10}),
        error_messages={"required": "Enter the terms", "max_length": "Enter 4,000 characters or fewer"},
    )

    def __init__(self, *args, scope: Scope, item: Equipment | None = None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.scope, self.item = scope, item

    def clean_tag(self) -> str:
        """A tag is on one thing in use."""
        tag = self.cleaned_data["tag"].strip()
        if tag_is_taken(self.scope, tag, but=self.item):
            raise ValidationError("Something else in the register has this tag")
        return tag


class RetireForm(Form):
    """Why it is not lent any more."""

    page_heading = "why"
    why = forms.ChoiceField(
        label="Why is it not lent any more?",
        help_text="Its loans stay on record. Wipe it before it leaves the school.",
        choices=RetiredWhy.choices,
        widget=Radios(),
        error_messages={"required": "Choose why it is not lent any more"},
    )
