"""The questions of the phone vault (2.4.4)."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError

from lanyard.components.forms import Form, TextInput
from lanyard.practice.imei import WrongImei, read_imei
from lanyard.practice.queries.phones import PhoneDetails

FEWEST_LETTERS = 10


class ImeiField(forms.CharField):
    """A phone's number of 15 digits, however it is spaced."""

    def __init__(self, **more) -> None:
        widget = TextInput(attrs={"autocomplete": "off", "inputmode": "numeric", "spellcheck": "false"}, width=20)
        super().__init__(**{"max_length": 60, "widget": widget, **more})

    def clean(self, value: str) -> str:
        """The 15 digits, or what is wrong with them."""
        typed = super().clean(value)
        try:
            return read_imei(typed) if typed else ""
        except WrongImei as error:
            raise ValidationError(str(error)) from error


class PhoneForm(Form):
    """What the network and the police ask for when a phone is gone."""

    name = forms.CharField(
        label="Make and model",
        help_text="For example, Fairphone 5, green",
        max_length=80,
        widget=TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Enter the make and model", "max_length": "Make and model must be 80 characters or fewer"},
    )
    first = ImeiField(
        label="IMEI number",
        help_text="Dial *#06# on the phone. It shows 15 digits. Nothing is dialled.",
        error_messages={"required": "Enter the 15 digits that *#06# shows", "max_length": "The number must have 15 digits"},
    )
    second = ImeiField(
        label="Second IMEI number (optional)",
        help_text="Phones with two SIMs, or with an eSIM, show two.",
        required=False,
        error_messages={"max_length": "The number must have 15 digits"},
    )
    network = forms.CharField(
        label="Network (optional)",
        help_text="Who sends you the bill. They block the phone when it is gone.",
        required=False,
        max_length=60,
        widget=TextInput(attrs={"autocomplete": "off"}),
        error_messages={"max_length": "Network must be 60 characters or fewer"},
    )
    telephone = forms.CharField(
        label="The phone’s own telephone number (optional)",
        help_text="The network finds your account by it.",
        required=False,
        max_length=30,
        widget=TextInput(attrs={"autocomplete": "off", "inputmode": "tel"}, width=20),
        error_messages={"max_length": "The telephone number must be 30 characters or fewer"},
    )
    passphrase = forms.CharField(
        label="Lock it with words of your own (optional)",
        help_text=(
            "Leave this empty unless you want a second lock. With it, not even the people who run this service’s machines "
            "can read the entry. If you forget the words nobody can help: you delete the entry and dial *#06# again."
        ),
        required=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"max_length": "The words must be 200 characters or fewer"},
    )

    def clean_passphrase(self) -> str:
        """Words that are long enough not to be guessed, or none."""
        words = self.cleaned_data["passphrase"].strip()
        if words and len(words) < FEWEST_LETTERS:
            raise ValidationError(f"Use at least {FEWEST_LETTERS} letters: three or four words that you will remember")
        return words

    def clean(self) -> dict:
        """The two numbers of one phone are not the same."""
        told = super().clean()
        if told.get("second") and told.get("second") == told.get("first"):
            self.add_error("second", "This is the first number again. Leave it empty if *#06# shows one number only")
        return told

    @property
    def details(self) -> PhoneDetails:
        """What was told, ready for the vault."""
        told = self.cleaned_data
        numbers = [number for number in (told["first"], told["second"]) if number]
        return PhoneDetails(told["name"], numbers, told["network"], told["telephone"])


class PassphraseForm(Form):
    """The words that open an entry."""

    passphrase = forms.CharField(
        label="The words that you locked it with",
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Enter the words that you locked it with"},
    )
