"""The questions about a school itself: whom to phone, and when pupils attend."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms

from lanyard.components.forms import Form, TextInput
from lanyard.people.details import read_term_lines

NOT_A_NUMBER = "Enter a phone number, such as 01632 960 001"
SIGNS = frozenset("0123456789+() -")


class PhoneField(forms.CharField):
    """A number that can be dialled, as people write one."""

    def __init__(self, **more: Any) -> None:
        widget = TextInput(width=20, attrs={"type": "tel", "autocomplete": "off"})
        super().__init__(**{"required": False, "max_length": 40, "widget": widget, **more})

    def clean(self, value: Any) -> str:
        """The number, without what surrounds it."""
        number = super().clean(value)
        if number and not (sum(sign.isdigit() for sign in number) >= 3 and SIGNS.issuperset(number)):
            raise forms.ValidationError(NOT_A_NUMBER)
        return number


class TermsField(forms.CharField):
    """Terms, one a line. What was typed stays as it was."""

    def __init__(self, **more: Any) -> None:
        told = {
            "label": "When are your terms?",
            "help_text": "One term a line, and the training days. Left empty, every working day counts as a school day.",
        }
        super().__init__(**{"required": False, "max_length": 20_000, "widget": forms.Textarea(attrs={"rows": 8}), **told, **more})

    def clean(self, value: Any) -> str:
        """Dates that can be right."""
        text = super().clean(value)
        read_term_lines(text)
        return text


class Seen(Form):
    """What was there when the page was opened, so that nobody writes over what somebody else has just changed."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class ContactForm(Seen):
    """How one contact is reached, and that it was checked today."""

    phone = PhoneField(label="Phone number")
    email = forms.EmailField(
        label="E-mail address (optional)",
        required=False,
        error_messages={"invalid": "Enter an e-mail address such as name@example.org"},
        widget=TextInput(attrs={"type": "email", "autocomplete": "off", "spellcheck": "false"}),
    )
    hours = forms.CharField(
        label="When is it answered? (optional)",
        required=False,
        max_length=120,
        help_text="For example “School days 8am to 4pm”.",
        widget=TextInput(),
    )
    rang = forms.BooleanField(
        label="I rang or checked this today",
        error_messages={"required": "Say that you rang or checked this today: a wrong number is worse than none"},
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if self.is_bound and not any((self.data.get(name) or "").strip() for name in ("phone", "email")):
            self.fields["rang"].required = False

    def clean(self) -> dict[str, Any]:
        """Hours belong to something that can be reached."""
        told = super().clean()
        if told.get("hours") and not told.get("phone") and not told.get("email") and not {"phone", "email"} & self.errors.keys():
            self.add_error("phone", "Enter a phone number or an e-mail address, or take the hours away as well")
        return told

    def told(self, on: datetime.date) -> dict[str, Any]:
        """What to record."""
        names = ("phone", "email", "hours", "seen")
        return {**{name: self.cleaned_data[name] for name in names}, "checked_on": on}


class TermsForm(Seen):
    """When pupils attend. Deadlines are counted by it."""

    page_heading = "terms"
    terms = TermsField()
