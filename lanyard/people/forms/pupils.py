"""The questions about a pupil: as few as a reference needs."""

from __future__ import annotations

from django import forms

from lanyard.components.forms import DateField, Form, TextInput
from lanyard.people.imports.values import read_year


class PupilForm(Form):
    """A pupil who is not in the pupil system yet."""

    given_name = forms.CharField(label="First name", max_length=100, error_messages={"required": "Enter the first name"})
    family_name = forms.CharField(label="Last name", max_length=100, error_messages={"required": "Enter the last name"})
    class_name = forms.CharField(label="Class", required=False, max_length=50, widget=TextInput(width=10))
    year_group = forms.CharField(
        label="Year group",
        required=False,
        max_length=20,
        widget=TextInput(width=4),
        help_text="For example 4, or R for Reception.",
    )
    starts_on = DateField(label="First day on roll", error_messages={"required": "Enter the first day on roll"})

    def clean_year_group(self) -> str:
        """The year in short, as imports write it."""
        return read_year(self.cleaned_data["year_group"])


class PupilLeaveForm(Form):
    """A pupil's last day."""

    page_heading = "ends_on"
    ends_on = DateField(label="What is the last day on roll?", error_messages={"required": "Enter the last day on roll"})


class FindPupilForm(Form):
    """Words to look for, sent in the body."""

    words = forms.CharField(label="Name, class or reference", required=False, max_length=100)
