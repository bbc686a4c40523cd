"""Coming back: the receipt, something to add, and what the route asks of its reporter."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from lanyard.components.forms import DateField, Form, Radios, TextInput
from lanyard.concerns.words_only import take_out
from lanyard.policy.routes.book import Book, Fact, Step
from lanyard.policy.routes.deadlines import LONDON
from lanyard.policy.routes.history import NOT_KNOWN
from lanyard.proof.receipts import NotAReceipt, Receipt, read_receipt

from .report_base import LONGEST


class ReceiptForm(Form):
    """The receipt, however it is written."""

    page_heading = "receipt"
    receipt = forms.CharField(
        label="Enter your receipt",
        help_text="Eight groups of five signs. Capitals, spaces and hyphens do not matter.",
        max_length=200,
        widget=TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"}),
        error_messages={"required": "Enter your receipt", "max_length": "A receipt has 40 signs. This is much longer"},
    )

    def clean_receipt(self) -> Receipt:
        """The receipt as two parts; a slip of the pen is told before anything is looked up."""
        try:
            return read_receipt(self.cleaned_data["receipt"])
        except NotAReceipt as error:
            raise ValidationError(str(error)) from error


class WordsForm(Form):
    """A form whose boxes take words alone. ``links`` says that links are taken out too (2.7.4)."""

    def __init__(self, data: Any = None, *, links: bool, **kwargs: Any) -> None:
        self.taken: dict[str, list[str]] = {}
        super().__init__(self._words_of(data, links) if data is not None else None, **kwargs)

    def _words_of(self, data: Any, links: bool) -> Any:
        clean = data.copy()
        for key in data:
            told = [take_out(text[:LONGEST], links=links) for text in data.getlist(key)]
            clean.setlist(key, [text for text, _ in told])
            reasons = [kind.reason for _, kinds in told for kind in sorted(kinds)]
            if reasons:
                self.taken[key] = reasons
        return clean

    def clean(self) -> dict[str, Any]:
        """Say what was taken out."""
        told = super().clean() or {}
        for name, reasons in self.taken.items():
            if name in self.fields:
                self.add_error(name, ValidationError(reasons[0]))
        return told


class AddForm(WordsForm):
    """Something to add."""

    words = forms.CharField(
        label="Add something",
        help_text="What happened since, or what you left out. Nothing that you said before is changed.",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Write what you want to add", "max_length": "Enter fewer words: 20,000 letters at most"},
    )


class StepForm(WordsForm):
    """What a step of the route writes down, in the words of the routes."""

    def __init__(self, data: Any = None, *, book: Book, step: Step, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.facts = [book.fact(name) for name in (*step.facts, *step.may_give)]
        for fact in self.facts:
            self.fields[fact.id] = _field(fact, required=fact.id in step.facts)

    def told(self) -> dict[str, str]:
        """The facts as the routes take them; what nobody knows is written as such."""
        given = {}
        for fact in self.facts:
            value = self.cleaned_data.get(fact.id)
            if isinstance(value, datetime.date):
                value = datetime.datetime.combine(value, datetime.time.min, LONDON).isoformat()
            given[fact.id] = value or (NOT_KNOWN if fact.may_be_unknown else "")
        return given


def _field(fact: Fact, *, required: bool) -> forms.Field:
    needed = required and not fact.may_be_unknown
    wrong = {"required": f"Answer “{fact.label}”", "invalid_choice": "Choose one of the answers"}
    hint = "Leave it empty if you do not know." if fact.may_be_unknown else ""
    if fact.kind == "choice":
        choices = [(option.id, option.label) for option in fact.options]
        if fact.may_be_unknown:
            choices.append((NOT_KNOWN, "I am not sure"))
        return forms.ChoiceField(label=fact.label, required=required, choices=choices, widget=Radios(), error_messages=wrong)
    if fact.kind == "moment":
        return DateField(label=fact.label, help_text=hint, required=needed, error_messages=wrong)
    box = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(
        label=fact.label, help_text=hint, required=needed, max_length=LONGEST, widget=box, error_messages=wrong
    )
