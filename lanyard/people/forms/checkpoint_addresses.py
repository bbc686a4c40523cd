"""The question where checkpoints are kept."""

from __future__ import annotations

from django import forms

from lanyard.components.forms import Form, Radios, TextInput
from lanyard.people.models import Keeper


class CheckpointAddressForm(Form):
    """The chair, or an address outside the school."""

    keeper = forms.ChoiceField(
        label="Who keeps them?",
        choices=[
            (Keeper.OUTSIDE.value, "Somebody outside the school, such as the local authority"),
            (Keeper.CHAIR.value, "The chair of governors, whoever that is on the day"),
        ],
        widget=Radios(),
        error_messages={"required": "Select who keeps them", "invalid_choice": "Select who keeps them"},
    )
    email = forms.EmailField(
        label="E-mail address outside the school",
        help_text="Ask them first. Leave it empty for the chair.",
        required=False,
        max_length=254,
        widget=TextInput(attrs={"type": "email", "autocomplete": "off", "spellcheck": "false"}),
        error_messages={"invalid": "Enter an e-mail address in the correct format, such as name@example.org"},
    )

    def clean(self) -> dict:
        """An address where one is needed."""
        told = super().clean() or {}
        if told.get("keeper") == Keeper.OUTSIDE and not told.get("email") and "email" not in self.errors:
            self.add_error("email", "Enter the e-mail address")
        return told
