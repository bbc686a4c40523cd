"""What the journeys of all notes share: boxes for words, a day in the past, and the record at the end."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse

from lanyard.components.forms import DateField, TextInput
from lanyard.people.journeys import Asked, Journey, Step, shown
from lanyard.people.models import Account, Adult
from lanyard.practice.actions.notes import write_note
from lanyard.practice.models import Note
from lanyard.practice.note_states import Kind
from lanyard.practice.registers import registers_of

#: What a question says that need not be answered.
OPTIONAL = " (optional)"
#: Nothing that a school keeps today happened before this day.
EARLIEST = datetime.date(1990, 1, 1)


def words(label: str, *, hint: str = "", missing: str = "", rows: int = 5) -> forms.CharField:
    """A box for some sentences; optional unless ``missing`` says what is wrong with leaving it empty."""
    return forms.CharField(
        label=label,
        help_text=hint,
        required=bool(missing),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": rows, "autocomplete": "off"}),
        error_messages={"required": missing, "max_length": f"{label.rstrip('?')}: use 5,000 characters or fewer"},
    )


def line(label: str, *, hint: str = "", missing: str = "") -> forms.CharField:
    """One line; optional unless ``missing`` says what is wrong with leaving it empty."""
    return forms.CharField(
        label=label,
        help_text=hint,
        required=bool(missing),
        max_length=200,
        widget=TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": missing, "max_length": f"{label.rstrip('?')}: use 200 characters or fewer"},
    )


class DayStep(Step):
    """When something happened."""

    happened_on = DateField(
        label="Which day was it?",
        help_text="For example, 27 3 2026",
        error_messages={"required": "Enter the day on which it happened"},
    )
    happened_about = line("At about what time? (optional)", hint="For example, 4:15pm, or just after lunch")

    def clean_happened_on(self) -> datetime.date:
        """A day that has come: nothing can be noted as done before it was."""
        day = self.cleaned_data["happened_on"]
        if day > self.asked.on:
            raise ValidationError("The day must be today or in the past")
        if day < EARLIEST:
            raise ValidationError("Check the year")
        return day


class NoteJourney(Journey):
    """A journey that ends in a note and its receipt."""

    kind: ClassVar[Kind]
    start_template = "practice/notes/start.html"
    send = "Note it"
    promise = "What you note keeps the time at which you send it. Nobody can change or delete it. You can add to it later."
    #: What to know or do before the first question.
    before: ClassVar[tuple[str, ...]] = ()
    #: Whom to speak to meanwhile, by the id of the contact.
    speak_to: ClassVar[str] = ""

    def start_context(self, asked: Asked) -> dict[str, Any]:
        """What to know first, and whom to speak to."""
        contact = registers_of(asked.scope.school).contact(self.speak_to, asked.scope.school) if self.speak_to else None
        return {"before": self.before, "contact": contact, "given": asked.given}

    def initial(self, asked: Asked) -> dict[str, Any]:
        """Most things are noted on the day."""
        return {"happened_on": asked.on}

    def rows(self, asked: Asked) -> list[tuple[str, str]]:
        """Every question that was answered, with its answer, as both were read."""
        found = []
        for step in self.steps:
            if step.asked_if(asked):
                for name, field in step(asked=asked).fields.items():
                    said = asked.answers.get(name)
                    if field.required or said not in (None, ""):
                        found.append((str(field.label).removesuffix(OPTIONAL), shown(field, said)))
        return found

    def facts(self, asked: Asked) -> dict[str, Any]:
        """What the note says that counts or patterns are made of."""
        return {}

    def clause_departed_from(self, asked: Asked) -> str:
        """The id of a clause that was departed from; for a judgement."""
        return ""

    def concerned(self, asked: Asked) -> Collection[Adult]:
        """The adults whom it concerns, who must find no trace of it."""
        return ()

    def second(self, asked: Asked) -> Adult | None:
        """The adult who sat beside a safeguarding lead."""
        return None

    def note(self, asked: Asked, *, by: Account, at: datetime.datetime) -> Note:
        """Write the note."""
        return write_note(
            scope=asked.scope,
            kind=self.kind,
            rows=self.rows(asked),
            happened_on=asked.answers["happened_on"],
            facts=self.facts(asked),
            clause=self.clause_departed_from(asked),
            concerned=self.concerned(asked),
            second=self.second(asked),
            by=by,
            at=at,
        )

    def finish(self, asked: Asked, *, by: Account, at: datetime.datetime) -> str:
        """Write the note and lead to its receipt."""
        return reverse("practice:note-receipt", args=[self.note(asked, by=by, at=at).pk])
