"""The question about several requests at once (2.5.6)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from lanyard.components.forms import Checkboxes, Form

from .agreements import CHECKS


class AgreeTogetherForm(Form):
    """Which of several requests, each opened and read before, the senior leader agrees to."""

    def __init__(self, choices: Sequence[tuple[str, str]], *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["requests"] = forms.MultipleChoiceField(
            label="Which ones do you agree to?",
            choices=choices,
            widget=Checkboxes(),
            error_messages={
                "required": "Select at least one",
                "invalid_choice": "One of them has changed, or was not read yet. Open it first",
            },
        )
        self.fields["checked"] = forms.MultipleChoiceField(
            label="Before you agree",
            choices=CHECKS,
            required=False,
            widget=Checkboxes(),
            help_text="For every request that you selected.",
        )

    def clean(self) -> dict[str, Any]:
        """A yes is given by somebody who is not the parent."""
        told = super().clean()
        if told.get("requests") and set(told.get("checked", ())) != set(dict(CHECKS)):
            self.add_error("checked", "Confirm both, or leave the decision to another senior leader")
        return told
