"""Booking something from the school, keeping it for longer and bringing it back (2.4.6)."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse

from lanyard.components.forms import Checkboxes, DateField, Form, Radios
from lanyard.people.journeys import Asked, Journey, Step
from lanyard.practice.actions import loans as actions
from lanyard.practice.queries import equipment as queries
from lanyard.practice.queries.equipment import OnShelf
from lanyard.practice.templatetags.policy import day


def chosen(asked: Asked) -> OnShelf | None:
    """The thing that is being booked: chosen in the journey, or handed over by the page before."""
    return queries.on_shelf(asked.scope, asked.answers.get("equipment") or asked.given.get("equipment", ""))


def free_words(thing: OnShelf) -> str:
    """When something can be had, in a sentence."""
    if thing.is_missing:
        return "Missing."
    until = f" until {day(thing.free_until)}" if thing.free_until else ""
    if thing.is_free_now:
        return f"Free now{until}."
    late = f"It should have been back on {day(thing.out.ends_on)}. " if thing.is_overdue and thing.out else ""
    return f"{late}Free from {day(thing.free_from)}{until}."


class WhichStep(Step):
    """Which thing; asked where the page before did not say."""

    slug = "which"
    page_heading = "equipment"
    equipment = forms.ChoiceField(
        label="What do you want to borrow?",
        widget=Radios(),
        error_messages={"required": "Choose what you want to borrow", "invalid_choice": "Choose something that is still lent"},
    )

    def prepare(self) -> None:
        """Offer what is lent, with when it is free."""
        things = [each for each in queries.shelf(self.asked.scope) if not each.is_missing]
        self.fields["equipment"].choices = [(str(each.item.pk), each.item.called) for each in things]
        self.fields["equipment"].widget.hints = {str(each.item.pk): free_words(each) for each in things}

    @classmethod
    def asked_if(cls, asked: Asked) -> bool:
        """Only where the page before did not say."""
        return queries.on_shelf(asked.scope, asked.given.get("equipment", "")) is None


class WhenStep(Step):
    """From when until when."""

    slug = "when"
    title = "When do you need it?"
    starts_on = DateField(
        label="First day", help_text="For example, 1 12 2026", error_messages={"required": "Enter the first day"}
    )
    ends_on = DateField(
        label="Last day",
        help_text="The day on which you bring it back.",
        error_messages={"required": "Enter the last day"},
    )

    def prepare(self) -> None:
        """Say of what, and when that is free."""
        self.thing = chosen(self.asked)
        if self.thing is not None:
            self.title = f"When do you need {self.thing.item.called}?"
            free = free_words(self.thing)
            self.fields["starts_on"].help_text = f"{free} For example, {self.asked.on:%-d %-m %Y}"

    def clean(self) -> dict[str, Any]:
        """Days that lie ahead and that nobody has booked."""
        told = super().clean()
        first, last = told.get("starts_on"), told.get("ends_on")
        if first and first < self.asked.on:
            self.add_error("starts_on", ValidationError("The first day must be today or later"))
        elif first and last and last < first:
            self.add_error("ends_on", ValidationError("The last day must be the first day or later"))
        elif last and last > self.asked.on + actions.LONGEST:
            self.add_error("ends_on", ValidationError("The last day must be within a year from today"))
        elif first and last and self.thing:
            self._check_free(first, last)
        return told

    def _check_free(self, first: datetime.date, last: datetime.date) -> None:
        if taken := queries.first_taken(self.thing.item, first, last):
            self.add_error("starts_on", ValidationError(f"Somebody has booked it for {day(taken)} already"))
        elif self.thing.out is not None and first <= self.asked.on:
            self.add_error("starts_on", ValidationError(actions.NOT_BACK))

    def rows(self) -> list[tuple[str, str]]:
        """Say what it is about where the page before chose it."""
        what = [("What do you want to borrow?", self.thing.item.called)] if self.thing else []
        return [*([] if WhichStep.asked_if(self.asked) else what), *super().rows()]


class PurposeStep(Step):
    """What for."""

    slug = page_heading = "purpose"
    purpose = forms.CharField(
        label="What do you need it for?",
        help_text="For example, the Year 4 trip to the museum. Name no pupil.",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Enter what you need it for", "max_length": "Enter 300 characters or fewer"},
    )


class TermsStep(Step):
    """The terms, to be accepted in the version that is in force."""

    slug = "terms"
    title = "On which terms it is lent"
    template = "practice/equipment/terms.html"
    terms = forms.MultipleChoiceField(
        label="Do you accept these terms?",
        widget=Checkboxes(),
        error_messages={
            "required": "Select that you accept the terms, or leave it here",
            "invalid_choice": "The terms have changed. Read them again, and select that you accept them",
        },
    )

    def prepare(self) -> None:
        """Show the terms of what was chosen."""
        thing = chosen(self.asked)
        self.text = queries.terms_of(thing.item) if thing else None
        self.fields["terms"].choices = [(str(self.text.pk), "I accept these terms")] if self.text else []


class BookLoan(Journey):
    """Book something."""

    name = "equipment-book"
    title = "Borrow from the school"
    clause = "school-equipment"
    lead = "Borrow a school phone for a trip, so that nobody needs their own, or a tablet, laptop or camera for school work."
    steps = (WhichStep, WhenStep, PurposeStep, TermsStep)
    takes = ("equipment",)
    send = "Book it"
    start_template = "practice/equipment/book.html"

    def may_begin(self, asked: Asked) -> bool:
        """Where the page before chose something, it must be the school’s."""
        return not asked.given.get("equipment") or chosen(asked) is not None

    def start_context(self, asked: Asked) -> dict[str, Any]:
        """Whether there is anything to borrow."""
        return {"lends": any(not each.is_missing for each in queries.shelf(asked.scope))}

    def finish(self, asked: Asked, *, by: Any, at: datetime.datetime) -> str:
        """Book it."""
        told, thing = asked.answers, chosen(asked)
        if thing is None:
            raise ValidationError("It is not lent any more. Choose something else")
        loan = actions.book_loan(
            scope=asked.scope,
            equipment=thing.item,
            terms=queries.terms_named(thing.item, told["terms"][0]),
            purpose=told["purpose"],
            starts_on=told["starts_on"],
            ends_on=told["ends_on"],
            by=by,
            at=at,
        )
        return reverse("practice:loan", args=[loan.pk])


class ReturnForm(Form):
    """In which state it comes back."""

    back = forms.ChoiceField(
        label="What comes back?",
        choices=[("yes", "I bring it back"), ("lost", "It is lost or stolen")],
        widget=Radios(),
        error_messages={"required": "Choose whether you bring it back"},
    )
    state = forms.MultipleChoiceField(
        label="What have you done with it?",
        help_text="Select all that are so. Leave out what you are not sure of: somebody will see to it.",
        choices=[
            ("clear", "Nothing personal of mine is left on it: no account, photo, message or number"),
            ("wiped", "School photos and files are moved to the school’s store and deleted here"),
        ],
        required=False,
        widget=Checkboxes(),
    )
    words = forms.CharField(
        label="Is anything broken, or missing, or how was it lost? (optional)",
        help_text="If it is lost: where and when you last had it, and whether it was locked.",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"max_length": "Enter 1,000 characters or fewer"},
    )

    def clean(self) -> dict[str, Any]:
        """A loss needs a few words."""
        told = super().clean()
        if told.get("back") == "lost" and not told.get("words") and "words" not in self.errors:
            self.add_error("words", ValidationError("Enter where and when you last had it"))
        return told


class ExtendForm(Form):
    """Until when it is needed."""

    ends_on = DateField(
        label="New last day", help_text="For example, 8 12 2026", error_messages={"required": "Enter the new last day"}
    )


class LookOverForm(Form):
    """What was put right."""

    words = forms.CharField(
        label="What did you put right?",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Enter what you put right", "max_length": "Enter 1,000 characters or fewer"},
    )
