"""The gate for these files, where a file comes from, why it is taken out, and what goes into a bundle."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms

from lanyard.components.forms import Checkboxes, DateField, FileBox, Form, Radios, TextInput
from lanyard.concerns.origins import SAYS, TEXTS, TIMES
from lanyard.policy.routes.book import Question
from lanyard.policy.routes.deadlines import LONDON
from lanyard.policy.routes.history import NOT_KNOWN
from lanyard.policy.routes.kinds import Answer

LONGEST_TEXT = 1000


class FilesGateForm(Form):
    """The question gate, asked for the very files that are to be added now (2.7.1, 2.7.4)."""

    page_heading = "shows_child"

    def __init__(self, *args: Any, question: Question, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["shows_child"] = forms.ChoiceField(
            label=question.asks,
            help_text=question.hint,
            choices=[(option.id, option.label) for option in question.options],
            widget=Radios(),
            error_messages={
                "required": "Choose an answer; if you are not sure, say so",
                "invalid_choice": "Choose one of the answers",
            },
        )

    @property
    def answer(self) -> Answer:
        """What was answered."""
        return Answer(self.cleaned_data["shows_child"])


class OriginForm(Form):
    """Where one file comes from. Each box is filled in, or ticked as not known."""

    def __init__(self, *args: Any, at: datetime.datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.at = at
        self._add_text("what", "What is it?", "For example, “picture of the screen of the group chat”.", may_be_unknown=False)
        self._add_text("platform", "On which platform or app?", "For example, WhatsApp.")
        self._add_text("handle", "Which account, name or number?", "As the platform shows it.")
        self._add_text("url", "At which address?", "Copy it from the browser. Do not open it again for this.")
        for name, label in TIMES.items():
            self._add_time(name, label)

    def _add_text(self, name: str, label: str, hint: str, *, may_be_unknown: bool = True) -> None:
        self.fields[name] = forms.CharField(
            label=label,
            help_text=hint,
            required=False,
            max_length=LONGEST_TEXT,
            widget=TextInput(),
            error_messages={"max_length": f"Use {LONGEST_TEXT} letters or fewer"},
        )
        if may_be_unknown:
            said = f"{TEXTS[name]}: not known, or there is none"
            self.fields[f"{name}-unknown"] = forms.BooleanField(label=said, required=False)

    def _add_time(self, name: str, label: str) -> None:
        self.fields[f"{name}_on"] = DateField(label=f"On which day was it {label}?", required=False)
        self.fields[f"{name}_time"] = forms.TimeField(
            label=f"At what time was it {label}? (optional)",
            help_text="In 24 hours, such as 21:05",
            required=False,
            input_formats=["%H:%M", "%H.%M"],
            widget=TextInput(width=5),
            error_messages={"invalid": "Enter a time such as 21:05"},
        )
        self.fields[f"{name}_says"] = forms.ChoiceField(
            label=f"Who says when it was {label}?",
            required=False,
            choices=list(SAYS.items()),
            widget=Radios(small=True),
            error_messages={"invalid_choice": "Choose one of the answers"},
        )
        self.fields[f"{name}-unknown"] = forms.BooleanField(label=f"Not known when it was {label}", required=False)

    def clean(self) -> dict[str, Any]:
        """Each is given or expressly not known, never both and never neither."""
        told = super().clean() or {}
        if not told.get("what") and "what" not in self.errors:
            self.add_error("what", "Say what it is")
        for name in ("platform", "handle", "url"):
            self._clean_either(name, bool(told.get(name)), bool(told.get(f"{name}-unknown")))
        for name, label in TIMES.items():
            self._clean_time(name, label, told)
        return told

    def _clean_either(self, name: str, given: bool, unknown: bool) -> None:
        label = self.fields[name].label
        if name in self.errors:
            return
        if given and unknown:
            self.add_error(name, f"“{label}”: either answer it or say that it is not known, not both")
        elif not given and not unknown:
            self.add_error(name, f"“{label}”: answer it, or say that it is not known")

    def _clean_time(self, name: str, label: str, told: dict[str, Any]) -> None:
        if {f"{name}_on", f"{name}_time"} & set(self.errors):
            return
        day, time = told.get(f"{name}_on"), told.get(f"{name}_time")
        self._clean_either(f"{name}_on", bool(day or time), bool(told.get(f"{name}-unknown")))
        if f"{name}_on" in self.errors or not (day or time):
            return
        if day is None:
            self.add_error(f"{name}_on", "Enter the day as well")
        elif not told.get(f"{name}_says"):
            self.add_error(f"{name}_says", f"Say who says when it was {label}")
        elif datetime.datetime.combine(day, time or datetime.time.min, LONDON) > self.at:
            self.add_error(f"{name}_on", "It cannot have been later than now")

    def origin(self) -> dict[str, str]:
        """What was told, as it is kept: plain texts and moments, and “not known”."""
        told = self.cleaned_data
        kept = {name: told.get(name) or NOT_KNOWN for name in TEXTS}
        for name in TIMES:
            day, time = told.get(f"{name}_on"), told.get(f"{name}_time")
            if day is None:
                kept[f"{name}_at"] = NOT_KNOWN
                continue
            whole = datetime.datetime.combine(day, time, LONDON).isoformat() if time else day.isoformat()
            kept[f"{name}_at"], kept[f"{name}_says"] = whole, told[f"{name}_says"]
        return kept


class FileForm(Form):
    """One file. Rendered only; what comes is received by ``lanyard.concerns.uploads``."""

    file = forms.FileField(
        label="Choose the file",
        help_text="One file, up to 2 GB. For a mail choose the saved mail itself (.eml), not a picture of it.",
        widget=FileBox(),
        required=False,
    )


ORIGINAL, COPY = "original", "copy"


class TakeOutForm(Form):
    """Why somebody takes a file out, and in which form."""

    form = forms.ChoiceField(
        label="What do you need?",
        choices=[
            (COPY, "A clean copy to look at"),
            (ORIGINAL, "The original, byte for byte"),
        ],
        widget=Radios(
            hints={
                COPY: "Drawn anew, without the data about place and device that pictures carry.",
                ORIGINAL: "It may hold anything. Open it on a computer that can be spared, and only if a copy will not do.",
            }
        ),
        error_messages={"required": "Select what you need", "invalid_choice": "Select what you need"},
    )
    reason = forms.CharField(
        label="Why?",
        help_text="This stands beside your name and the time for whoever asks later.",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why you take it out", "max_length": "Use 1000 characters or fewer"},
    )

    def __init__(self, *args: Any, has_copy: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_copy:
            self.fields["form"].choices = [(ORIGINAL, "The original, byte for byte")]


RECIPIENTS = {
    "police": "The police",
    "lado": "The LADO",
    "hr": "Schools’ HR",
    "person": "The person who was attacked, or their union",
    "platform": "The platform",
    "court": "A court or a tribunal",
}
PARTS = {
    "report": "The report, in the reporter’s words",
    "course": "What was done since, step by step",
    "messages": "Messages to and from the reporter",
}


class BundleForm(Form):
    """For whom, what goes in, and why."""

    made_for = forms.ChoiceField(
        label="For whom is it?",
        choices=list(RECIPIENTS.items()),
        widget=Radios(),
        error_messages={"required": "Select for whom it is", "invalid_choice": "Select for whom it is"},
    )
    reason = forms.CharField(
        label="Why do they get it?",
        help_text="Such as their reference, and who asked.",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why they get it", "max_length": "Use 1000 characters or fewer"},
    )

    def __init__(self, *args: Any, files: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if files:
            self.fields["files"] = forms.MultipleChoiceField(
                label="Which files go in?",
                choices=files,
                required=False,
                widget=Checkboxes(),
                error_messages={"invalid_choice": "Choose files of this case"},
            )
        self.fields["parts"] = forms.MultipleChoiceField(
            label="Which words go in?",
            help_text="Only what they need. A reporter’s name that was kept back is never in it.",
            choices=list(PARTS.items()),
            required=False,
            widget=Checkboxes(),
            error_messages={"invalid_choice": "Choose from the list"},
        )
        self.order_fields(["made_for", "files", "parts", "reason"])

    def clean(self) -> dict[str, Any]:
        """Something has to go in."""
        told = super().clean() or {}
        if not told.get("files") and not told.get("parts") and not {"files", "parts"} & set(self.errors):
            self.add_error("parts", "Choose at least one file or some words")
        return told
