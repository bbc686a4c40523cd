"""The forms of a journey: one question each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django import forms

from lanyard.components.forms import Form, Radios
from lanyard.policy.ask import Question
from lanyard.policy.platforms import Platform
from lanyard.practice.journey import DONT_KNOW
from lanyard.practice.on_record import Recorded

#: What the choice “I don't know” sends.
UNSURE = "dont-know"

#: A value that is itself an “I don't know”, and that the policy takes seriously.
NOT_SURE = "not_sure"


class QuestionForm(Form):
    """One question with its values and “I don't know”.

    Where “I am not sure” is a value of its own there is no second way of saying so: it leads to the
    careful answer.
    """

    page_heading = "answer"

    def __init__(self, question: Question, *args, held: str | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.question = question
        ids = [value.id for value in question.values]
        choices = [(value.id, value.label) for value in question.values]
        if NOT_SURE not in ids:
            choices.append((UNSURE, "I don’t know"))
        hints = {value.id: value.hint for value in question.values if value.hint}
        self.fields["answer"] = forms.ChoiceField(
            label=question.question,
            help_text=question.hint,
            choices=choices,
            widget=Radios(hints=hints, divider_before=UNSURE),
            initial=UNSURE if held == DONT_KNOW else held,
            error_messages={"required": _select(question), "invalid_choice": _select(question)},
        )

    @property
    def value(self) -> str:
        """The value chosen, or ``DONT_KNOW``."""
        chosen = self.cleaned_data["answer"]
        return DONT_KNOW if chosen == UNSURE else chosen


def _select(question: Question) -> str:
    if {value.id for value in question.values} == {"yes", "no"}:
        return "Select yes if it is so, no if it is not, or that you do not know"
    return "Select the answer that is nearest, or that you do not know"


class NameForm(Form):
    """What something not on the list is called. The name itself is not kept."""

    name = forms.CharField(
        label="What is it called?",
        help_text="The name of the app, site or game. Leave it empty if it has none.",
        required=False,
        max_length=80,
        error_messages={"max_length": "The name must be 80 characters or fewer"},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class YesNoForm(Form):
    """One yes-or-no question about what something can do. Not knowing counts as no."""

    page_heading = "answer"

    def __init__(self, asked: str, *args, **kwargs):
        super().__init__(*args, **kwargs)
        said = "Select yes, no or that you do not know"
        self.fields["answer"] = forms.ChoiceField(
            label=asked,
            choices=[("yes", "Yes"), ("no", "No"), (UNSURE, "I don’t know")],
            widget=Radios(divider_before=UNSURE),
            error_messages={"required": said, "invalid_choice": said},
        )


class PartForm(Form):
    """Which part of a platform somebody would use, where it can be used in several ways."""

    page_heading = "answer"

    def __init__(self, platform: Platform, channels: Mapping[str, str], *args, **kwargs):
        super().__init__(*args, **kwargs)
        said = f"Select how you would use {platform.name}, or that you do not know"
        self.fields["answer"] = forms.ChoiceField(
            label=f"How would you use {platform.name}?",
            choices=[*channels.items(), (UNSURE, "I don’t know")],
            widget=Radios(divider_before=UNSURE),
            error_messages={"required": said, "invalid_choice": said},
        )


class RecordForm(Form):
    """Which of the person's own records the question is about, or none of them."""

    page_heading = "answer"
    NONE = "none"

    def __init__(self, records: Sequence[Recorded], *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.records = {str(number): record for number, record in enumerate(records, 1)}
        said = "Select which of them is meant, or none"
        self.fields["answer"] = forms.ChoiceField(
            label="Is one of these meant?",
            help_text="They are on record for you and in force today. If it is about another pupil, another family, or "
            "goes beyond what was agreed, choose none.",
            choices=[*((number, record.offer) for number, record in self.records.items()), (self.NONE, "None of these")],
            widget=Radios(hints={number: _until(record) for number, record in self.records.items()}, divider_before=self.NONE),
            error_messages={"required": said, "invalid_choice": said},
        )

    @property
    def record(self) -> Recorded | None:
        """The record that was chosen, or ``None``."""
        return self.records.get(self.cleaned_data["answer"])


def _until(record: Recorded) -> str:
    said = record.words[:1].upper() + record.words[1:]
    return f"{said}, until {record.until:%-d %B %Y}" if record.until else said
