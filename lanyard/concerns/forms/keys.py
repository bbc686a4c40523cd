"""The questions about case keys."""

from __future__ import annotations

from django import forms

from lanyard.components.forms import Form
from lanyard.proof.holders import SHORTEST, spelled

#: The name of the field under which a passphrase comes with another form (``lanyard.concerns.sessions``).
PASSPHRASE = "case_passphrase"
LONGEST = 200


def passphrase_field(label: str, missing: str, *, hint: str = "", autocomplete: str = "off") -> forms.CharField:
    """A question for a passphrase, as it was typed."""
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=LONGEST,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": autocomplete}),
        error_messages={"required": missing, "max_length": f"A passphrase must be {LONGEST} characters or fewer"},
    )


class UnlockForm(Form):
    """The passphrase that opens a person's own cases."""

    case_passphrase = passphrase_field(
        "Your case passphrase", "Enter your case passphrase", hint="The words that you chose when you made your case key."
    )


class TwiceForm(Form):
    """A new passphrase, typed twice: nobody can look it up afterwards."""

    passphrase = passphrase_field(
        "New case passphrase",
        "Enter a case passphrase",
        hint=f"At least {SHORTEST} characters. Four words or more that you did not choose yourself are best.",
        autocomplete="new-password",
    )
    again = passphrase_field("The same once more", "Enter the passphrase once more", autocomplete="new-password")

    def clean(self) -> dict:
        """Both are long enough and the same, passing over how often somebody pressed the space bar."""
        told = super().clean()
        first, second = told.get("passphrase"), told.get("again")
        if first is not None and len(spelled(first)) < SHORTEST:
            self.add_error("passphrase", f"Use at least {SHORTEST} characters, for example four words that belong to nobody")
        if first is not None and second is not None and spelled(first) != spelled(second):
            self.add_error("again", "This is not the same as above. Type it once more")
        return told


class ChangeForm(TwiceForm):
    """The passphrase that holds now, and a new one."""

    old = passphrase_field("Your case passphrase now", "Enter the passphrase that holds now")
    field_order = ("old", "passphrase", "again")


class LostForm(TwiceForm):
    """A new key in place of one whose passphrase is lost."""

    understood = forms.BooleanField(
        label="I have lost my passphrase. I know that I open no earlier case until another holder hands it on.",
        error_messages={"required": "Tick the box if you have lost your passphrase"},
    )
    field_order = ("understood", "passphrase", "again")
