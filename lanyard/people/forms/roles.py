"""The questions about roles: which, from when, until when."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms

from lanyard.components.forms import DateField, Form, Radios
from lanyard.people.rights import ROLES


class GiveRoleForm(Form):
    """A role for somebody, out of those that this person may give."""

    role = forms.ChoiceField(label="Which role?", widget=Radios(), error_messages={"required": "Choose a role"})
    held_from = DateField(
        label="From which day?", help_text="For example, 1 9 2026.", error_messages={"required": "Enter the first day"}
    )

    def __init__(self, *args, roles: Iterable[str], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["role"]
        field.choices = [(role, ROLES[role].name) for role in roles]
        field.widget.hints = {role: f"{ROLES[role].does[0].upper()}{ROLES[role].does[1:]}" for role in roles}


class EndRoleForm(Form):
    """The last day of a role."""

    page_heading = "held_until"
    held_until = DateField(
        label="What is the last day?",
        help_text="The role counts up to and including this day.",
        error_messages={"required": "Enter the last day"},
    )
    without = forms.BooleanField(required=False, label="I know that nobody will be head teacher after this day")

    def __init__(self, *args, held_from, warns, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.held_from, self.warns = held_from, warns
        if not self.data.get("asked-about-head"):
            self.fields.pop("without")

    def clean_held_until(self):
        """The last day does not come before the first."""
        day = self.cleaned_data["held_until"]
        if day and day < self.held_from:
            raise forms.ValidationError("The last day must be on or after the day the role began")
        return day

    @property
    def needs_warning(self) -> bool:
        """Whether the school would have no head teacher, and nobody said that this is known."""
        day = self.cleaned_data.get("held_until")
        return bool(day and self.warns(day) and not self.cleaned_data.get("without"))
