"""The questions of the first run, a page each."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from django import forms

from lanyard.components.forms import DateField, Form, TextInput
from lanyard.people.colours import validate_brand_colour
from lanyard.people.details import EXAMPLE, OWN_CONTACTS
from lanyard.people.forms.details import PhoneField, TermsField
from lanyard.people.imports.gias import is_urn
from lanyard.people.models.school import DEFAULT_COLOUR


class CodeForm(Form):
    """The code from the operator's terminal."""

    page_heading = "code"
    code = forms.CharField(
        label="What is the set-up code?",
        help_text="“lanyard serve” printed it in the terminal in which it was started.",
        max_length=60,
        widget=TextInput(width=20, attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"}),
        error_messages={"required": "Enter the set-up code"},
    )


class FindForm(Form):
    """A school to look up."""

    words = forms.CharField(
        label="Look your school up by its name or URN", max_length=100, error_messages={"required": "Enter a name or a URN"}
    )


class SchoolForm(Form):
    """The school itself."""

    title = "The school"
    name = forms.CharField(
        label="Name of the school", max_length=200, error_messages={"required": "Enter the name of the school"}
    )
    council = forms.CharField(
        label="Council", max_length=200, help_text="The local authority whose LADO you would phone.",
        error_messages={"required": "Enter the council"},
    )  # fmt: skip
    urn = forms.CharField(
        label="Unique reference number (URN)", required=False, widget=TextInput(width=10, attrs={"inputmode": "numeric"}),
        help_text="6 digits. Leave it empty if you do not have it to hand.",
    )  # fmt: skip
    brand_colour = forms.CharField(
        label="The school’s colour", required=False, initial=DEFAULT_COLOUR, widget=TextInput(width=10),
        help_text="White letters stand on it, so it must be dark enough to read them.",
    )  # fmt: skip

    def clean_urn(self) -> str:
        """Six digits, or nothing."""
        told = self.cleaned_data["urn"].strip()
        if told and not is_urn(told):
            raise forms.ValidationError("A URN has 6 digits, such as 123456")
        return told

    def clean_brand_colour(self) -> str:
        """A colour that white letters can be read on."""
        told = self.cleaned_data["brand_colour"].strip().lower() or DEFAULT_COLOUR
        validate_brand_colour(told)
        return told


class ContactsForm(Form):
    """Whom to phone. What is left empty is shown to nobody."""

    title = "Whom to phone"

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for id_, title in OWN_CONTACTS:
            self.fields[id_] = PhoneField(label=title)
        self.fields["rang"] = forms.BooleanField(
            label="I rang or checked these numbers today",
            error_messages={"required": "Say that you rang or checked these numbers today, or leave them empty"},
        )
        if not self.is_bound or not any((self.data.get(id_) or "").strip() for id_, _ in OWN_CONTACTS):
            self.fields["rang"].required = False


class TermsForm(Form):
    """When pupils attend. Deadlines are counted by it."""

    page_heading = "terms"
    terms = TermsField()


class PeopleForm(Form):
    """Who decides: the head teacher, and the chair of governors where the head is concerned."""

    title = "Who decides"
    head = forms.CharField(
        label="Head teacher’s name", max_length=200, error_messages={"required": "Enter the head teacher’s name"}
    )
    head_email = forms.EmailField(
        label="Head teacher’s work e-mail address",
        required=False,
        error_messages={"invalid": "Enter an e-mail address such as name@example.org"},
    )
    chair = forms.CharField(
        label="Chair of governors’ name", required=False, max_length=200,
        help_text="What concerns the head teacher goes to the chair. You can add them later.",
    )  # fmt: skip
    chair_email = forms.EmailField(
        label="Chair of governors’ e-mail address",
        required=False,
        error_messages={"invalid": "Enter an e-mail address such as name@example.org"},
    )

    def clean(self) -> dict[str, Any]:
        """Two people have two addresses."""
        told = super().clean()
        if told.get("head_email") and told.get("head_email", "").lower() == told.get("chair_email", "").lower():
            self.add_error("chair_email", "The head teacher and the chair need addresses of their own")
        if told.get("chair_email") and not told.get("chair"):
            self.add_error("chair", "Enter the chair of governors’ name")
        return told


class AdoptionForm(Form):
    """The record that puts the policy in force (1.2.1)."""

    title = "The policy and its adoption"
    decided_by = forms.CharField(
        label="Who adopted it?",
        max_length=200,
        initial="the full governing board",
        error_messages={"required": "Enter who adopted it"},
    )
    meeting = forms.CharField(
        label="At which meeting?", max_length=200, help_text="For example “Autumn meeting of the full governing board”.",
        error_messages={"required": "Enter the meeting"},
    )  # fmt: skip
    minute_ref = forms.CharField(
        label="Minute reference",
        max_length=100,
        widget=TextInput(width=20),
        error_messages={"required": "Enter the minute reference"},
    )
    adopted_on = DateField(label="On which day?", error_messages={"required": "Enter the day of the meeting"})
    in_force_from = DateField(
        label="In force from", required=False, help_text="Leave it empty if it is in force from the day of the meeting."
    )

    def clean(self) -> dict[str, Any]:
        """A policy is adopted before it is in force."""
        told = super().clean()
        adopted, force = told.get("adopted_on"), told.get("in_force_from")
        if adopted and force and force < adopted:
            self.add_error("in_force_from", "It cannot be in force before it was adopted")
        if adopted and adopted > datetime.date.max.replace(year=9998):
            self.add_error("adopted_on", "Enter the day of the meeting")
        return told


STEPS: Mapping[str, type[Form]] = {
    "school": SchoolForm,
    "contacts": ContactsForm,
    "terms": TermsForm,
    "people": PeopleForm,
    "adoption": AdoptionForm,
}
TERMS_EXAMPLE = EXAMPLE
