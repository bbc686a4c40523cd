"""The questions about the recovery key."""

from __future__ import annotations

from django import forms

from lanyard.components.forms import Form, Radios, TextInput
from lanyard.concerns.models import RecoveryGround

#: A share of 33 words of at most 8 letters, numbered and spaced as somebody likes.
LONGEST_SHARE = 2000


class KeepersForm(Form):
    """Who keeps the three shares. Names of posts or places do as well as names of people."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        asked = (
            ("first", "First keeper", "For example, the chair of governors"),
            ("second", "Second keeper", "For example, the data-protection officer, or somebody at the council"),
            ("third", "Third keeper", "For example, the school’s safe, in a sealed envelope"),
        )
        for name, label, hint in asked:
            self.fields[name] = forms.CharField(
                label=label,
                help_text=hint,
                max_length=80,
                widget=TextInput(attrs={"autocomplete": "off"}),
                error_messages={
                    "required": f"Enter the {label.lower()}",
                    "max_length": f"{label} must be 80 characters or fewer",
                },
            )

    def clean(self) -> dict:
        """Three different ones: two shares in one hand would be one hand too few."""
        told = super().clean()
        names = [told[name] for name in ("first", "second", "third") if name in told]
        if len(names) == 3 and len({name.casefold() for name in names}) < 3:
            self.add_error("third", "Name three different keepers")
        return told

    @property
    def keepers(self) -> tuple[str, ...]:
        """The three, in order."""
        return tuple(self.cleaned_data[name] for name in ("first", "second", "third"))


def share_field(label: str, missing: str) -> forms.CharField:
    """A question for the words of a share."""
    attrs = {"autocomplete": "off", "autocapitalize": "none", "autocorrect": "off", "spellcheck": "false", "rows": 6}
    return forms.CharField(
        label=label,
        help_text="All 33 words in order. Capitals, numbers and line breaks do not matter.",
        max_length=LONGEST_SHARE,
        widget=forms.Textarea(attrs=attrs),
        error_messages={"required": missing, "max_length": "This is longer than a share"},
    )


class SharesForm(Form):
    """The words of two of the three shares."""

    one = share_field("Words of one share", "Enter the words of one share")
    other = share_field("Words of another share", "Enter the words of another share")

    @property
    def shares(self) -> tuple[str, str]:
        """Both, as they were typed."""
        return self.cleaned_data["one"], self.cleaned_data["other"]


class NewSheetsForm(SharesForm, KeepersForm):
    """Three new sheets by two of the old ones: the old words first, then who keeps the new sheets."""


class AskRecoveryForm(Form):
    """For whom cases are to be brought back, and why."""

    def __init__(self, *args, takers, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self._takers = {str(adult.pk): adult for adult in takers}
        self.fields["taker"] = forms.ChoiceField(
            label="Who should be able to open them?",
            help_text="They get those that come to them by their role, and none that leaves them out.",
            choices=[(id_, adult.name) for id_, adult in self._takers.items()],
            widget=Radios(),
            error_messages={"required": "Choose who should be able to open them", "invalid_choice": "Choose one of these people"},
        )
        self.fields["ground"] = forms.ChoiceField(
            label="Why can nobody open them?",
            choices=RecoveryGround.choices,
            widget=Radios(),
            error_messages={"required": "Choose why nobody can open them", "invalid_choice": "Choose one of these reasons"},
        )

    @property
    def taker(self):
        """The adult who was chosen."""
        return self._takers[self.cleaned_data["taker"]]


class HandOverForm(Form):
    """To whom one's cases go."""

    def __init__(self, *args, colleagues, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self._colleagues = {str(adult.pk): adult for adult in colleagues}
        self.fields["to"] = forms.ChoiceField(
            label="Who takes them?",
            help_text="Everybody here receives reports because of a role, and has a case key.",
            choices=[(id_, adult.name) for id_, adult in self._colleagues.items()],
            widget=Radios(),
            error_messages={"required": "Choose who takes them", "invalid_choice": "Choose one of these people"},
        )

    @property
    def to(self):
        """The adult who was chosen."""
        return self._colleagues[self.cleaned_data["to"]]
