"""The forms of the policy's pages."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms

from lanyard.components.forms import Form


class CompareForm(Form):
    """Which two versions to compare. It asks by GET: a version's number says nothing about anybody."""

    old = forms.ChoiceField(label="Older version", error_messages={"required": "Select the older version"})
    new = forms.ChoiceField(label="Newer version", error_messages={"required": "Select the newer version"})

    def __init__(self, choices: Mapping[int, str], *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("old", "new"):
            said = f"Select the {'older' if name == 'old' else 'newer'} version from the list"
            self.fields[name].choices = [(str(number), words) for number, words in choices.items()]
            self.fields[name].error_messages["invalid_choice"] = said

    def clean(self) -> dict:
        """Two different versions, because a version never differs from itself."""
        chosen = super().clean() or {}
        if chosen.get("old") and chosen.get("old") == chosen.get("new"):
            self.add_error("new", "Select two different versions")
        return chosen
