"""Whether a reporter gives their name, and to whom it is shown."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from lanyard.components.forms import Radios
from lanyard.concerns.interview import Telling

from .report_base import ReportStep
from .report_story import line

GIVEN, KEPT_BACK, NOT_GIVEN = "given", "kept_back", "not_given"
HINTS = {
    GIVEN: "Whoever handles it sees your name at once and can talk with you. It is the surest way to get an answer.",
    KEPT_BACK: "Your name goes along, sealed. The service shows it to nobody until two people have agreed that it is needed. "
    "This is a rule that the service keeps; a court could still ask for it.",
    NOT_GIVEN: "Nothing that is kept of the report says who you are. Whoever handles it can only write to you "
    "through your receipt, and what you describe may still show who you must be.",
}


class NameStep(ReportStep):
    """The name: given, kept back until two people agree, or not given."""

    slug = "name"
    title = "Do you want to give your name?"
    page_heading = "naming"
    template = "concerns/report/name.html"
    naming = forms.ChoiceField(
        label="Do you want to give your name?",
        choices=[(GIVEN, "Yes, give it"), (KEPT_BACK, "Keep it back until two people agree"), (NOT_GIVEN, "No")],
        error_messages={"required": "Choose whether you give your name", "invalid_choice": "Choose one of the answers"},
    )

    @classmethod
    def asked_if(cls, telling: Telling) -> bool:
        """Unless somebody who is signed in reports about themselves: that says who it is."""
        return not telling.is_about_reporter

    def prepare(self) -> None:
        """Ask for name and address where nobody is signed in."""
        self.fields["naming"].widget = Radios(hints=HINTS)
        self.fields["naming"].widget.choices = self.fields["naming"].choices  # type: ignore[attr-defined]
        if not self.telling.signed:
            self.fields["own_name"] = line("Your name", "Only if you give it, or have it kept back.")
            self.fields["reached_by"] = line("How can you be reached?", "For example, a telephone number. You need not say.")

    def clean(self) -> dict[str, Any]:
        """A name that is given has to be there; one that is not is not kept."""
        told = super().clean() or {}
        if self.telling.signed:
            return told
        if told.get("naming") in (GIVEN, KEPT_BACK) and not told.get("own_name"):
            self.add_error("own_name", ValidationError("Enter your name, or choose not to give it"))
        if told.get("naming") == NOT_GIVEN:
            told["own_name"] = told["reached_by"] = ""
        return told

    def rows(self) -> list[tuple[str, str]]:
        """The choice; the name only where it goes along."""
        if self.cleaned_data.get("naming") == NOT_GIVEN:
            return super().rows()[:1]
        return super().rows()

    def report_rows(self) -> list[tuple[str, str]]:
        """Nothing: who sent it is sealed apart from what it says."""
        return []
