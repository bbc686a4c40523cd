"""What is done about a note that was written: adding to it, answering it, taking in one written elsewhere."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Sequence

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse

from lanyard.components.forms import Checkboxes, DateField, Form, Radios
from lanyard.people.journeys import Asked, Journey
from lanyard.people.journeys import Step as Page
from lanyard.people.models import Account
from lanyard.practice import written_notes
from lanyard.practice.actions.notes import take_note_step
from lanyard.practice.models import Note
from lanyard.practice.note_states import NEED_WORDS, Part, Step
from lanyard.practice.note_words import CHOICES, HINTS
from lanyard.practice.queries.notes import next_steps, note_of

from .common import line, words

MISSING = {
    Step.ADVISES: "Write your advice",
    Step.STOPS: "Say why it must stop",
    Step.ASKS: "Write your question",
    Step.LOGS_HR_ADVICE: "Write what Schools’ HR advised",
}


class AddingStep(Page):
    """What is to be added."""

    slug = "words"
    page_heading = "added"
    added = words(
        "What do you want to add?",
        hint="What you wrote before stays as it is.",
        missing="Write what you want to add",
        rows=6,
    )


class Adding(Journey):
    """Add to a note that was written before."""

    name = "note-add"
    title = "Add to a note"
    clause = "boundaries"
    steps = (AddingStep,)
    takes = ("note",)
    start_template = "practice/notes/add.html"
    send = "Add it"
    promise = "It keeps the time at which you send it. Nobody can change or delete it."

    def may_begin(self, asked: Asked) -> bool:
        """Only the person who wrote the note adds to it; without one, the page says where to choose it."""
        return "note" not in asked.given or _own(asked) is not None

    def finish(self, asked: Asked, *, by: Account, at: datetime.datetime) -> str:
        """Add it, and lead back to the note."""
        note = _own(asked)
        if note is None:
            raise ValidationError(
                "Choose the note first. What was passed on takes no more additions: speak to the safeguarding lead."
            )
        take_note_step(scope=asked.scope, note=note, step=Step.ADDS, words=asked.answers["added"], by=by, at=at)
        return reverse("practice:note", args=[note.pk])


def _own(asked: Asked) -> Note | None:
    try:
        found = note_of(asked.scope, uuid.UUID(asked.given.get("note", "")))
    except ValueError:
        return None
    if found is None or found[1] != Part.WRITER or Step.ADDS not in next_steps(*found):
        return None
    return found[0]


class AnswerForm(Form):
    """An answer to a note, by whoever reads it."""

    def __init__(self, steps: Sequence[Step], *args, seen: int, on: datetime.date, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.steps, self.on = steps, on
        if len(steps) > 1:
            choices = [(step.value, CHOICES[step]) for step in steps]
            self.fields["step"] = forms.ChoiceField(
                label="Your answer",
                choices=choices,
                widget=Radios(hints={step.value: HINTS[step] for step in steps if step in HINTS}),
                error_messages={"required": "Select your answer"},
            )
        if Step.TRANSFERS in steps:
            self.fields["reference"] = line(
                "Its reference in your records",
                hint="So that you find it again. The writer does not see it.",
                missing="Enter the reference that your records gave it",
            )
        if Step.LOGS_HR_ADVICE in steps:
            self.fields["adviser"] = line("Who advised? (for advice)", hint="Name or team")
            self.fields["advised_on"] = DateField(
                label="On which day? (for advice)", help_text="For example, 27 3 2026", required=False
            )
        if Step.TRANSFERS not in steps:
            must = set(steps).intersection(NEED_WORDS)
            hint = "The writer reads this."
            if Step.LOGS_HR_ADVICE in steps:
                hint = "The writer reads why it must stop, and never what HR advised."
            self.fields["words"] = words(
                "Your words" if must == set(steps) else "Your words (optional for a plain answer)", hint=hint, rows=4
            )
        self.fields["seen"] = forms.IntegerField(initial=seen, widget=forms.HiddenInput, min_value=0)

    @property
    def chosen(self) -> Step:
        """The step that was chosen."""
        return Step(self.cleaned_data["step"]) if "step" in self.fields else self.steps[0]

    @property
    def more(self) -> dict[str, str]:
        """What belongs to the step beside the words."""
        told = self.cleaned_data
        if self.chosen == Step.TRANSFERS:
            return {"reference": told["reference"]}
        if self.chosen == Step.LOGS_HR_ADVICE:
            return {"adviser": told["adviser"], "advised_on": told["advised_on"].isoformat()}
        return {}

    def clean(self) -> dict:
        """Advice, a question and a stop say something; advice has a name and a day."""
        told = super().clean()
        if "step" in self.fields and not told.get("step"):
            return told
        step = Step(told["step"]) if "step" in self.fields else self.steps[0]
        if step in MISSING and not (told.get("words") or "").strip():
            self.add_error("words", MISSING[step])
        if step == Step.LOGS_HR_ADVICE:
            if not (told.get("adviser") or "").strip():
                self.add_error("adviser", "Enter who advised")
            if "advised_on" not in self.errors and told.get("advised_on") is None:
                self.add_error("advised_on", "Enter the day of the advice")
            elif told.get("advised_on") and told["advised_on"] > self.on:
                self.add_error("advised_on", "The day must be today or in the past")
        return told


class TogetherForm(Form):
    """Which of several notes, all read on this page, a step is taken for."""

    def __init__(self, choices: Sequence[tuple[str, str]], *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["notes"] = forms.MultipleChoiceField(
            label="Which ones?",
            choices=choices,
            widget=Checkboxes(),
            error_messages={"required": "Select at least one", "invalid_choice": "One of them has changed. Read it again"},
        )


class PasteForm(Form):
    """A note that ``lanyard note`` wrote, pasted whole."""

    page_heading = "text"
    text = forms.CharField(
        label="Paste the note that you wrote before",
        help_text="Run “lanyard note show”, and copy everything from “Lanyard note, written on” to the end.",
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 12, "autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": "Paste the note", "max_length": "This is longer than a note of “lanyard note”"},
    )

    def clean_text(self) -> written_notes.WrittenNote:
        """The note in it."""
        try:
            return written_notes.read(self.cleaned_data["text"])
        except written_notes.NotANote as error:
            raise ValidationError(str(error)) from error
