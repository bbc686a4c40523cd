"""Asking for an agreement to share a contact detail (2.5.6), and answering such a request."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.urls import reverse

from lanyard.components.forms import Checkboxes, DateField, Form, Radios, TextInput
from lanyard.people import mail
from lanyard.people.journeys import Asked, Journey, Step
from lanyard.policy.decide import decide
from lanyard.policy.engine import Engine
from lanyard.practice.actions import agreements as actions
from lanyard.practice.agreement_states import Act
from lanyard.practice.pupil_names import read_pupils
from lanyard.practice.queries.agreements import pupils_on_roll
from lanyard.practice.reasonable_person import ReasonableStep

LONGEST = 2000
TOO_LONG = {"max_length": f"Use {LONGEST} characters or fewer"}

SAFEGUARDS = (
    ("copied", "Another adult is copied in, or is part of the call or group"),
    ("hours", "Only at agreed times"),
    ("purpose_only", "Only for the purpose that is agreed"),
    ("logged", "I keep a note of each call or message"),
    ("withheld", "I withhold my number when I call"),
    ("deleted", "The details are deleted on both sides afterwards"),
)
#: What stands in the way once both have agreed in writing: a detail that even that does not release is not offered.
ALL_AGREED = {
    "act": "share_contact",
    "other": "pupil",
    "senior_agreed": "yes",
    "parent_agreed": "yes",
    "in_writing": "yes",
}


def shareable_details(engine: Engine) -> list[tuple[str, str]]:
    """The kinds of detail that the policy lets an agreement release."""
    if "detail" not in engine.vocabulary:
        return []
    given = {fact: value for fact, value in ALL_AGREED.items() if fact in engine.vocabulary}
    values = engine.vocabulary.fact("detail").values
    return [(value.id, value.label) for value in values if decide(engine, {**given, "detail": value.id}).verdict == "fine"]


class DetailStep(Step):
    slug = "detail"
    page_heading = "detail"
    detail = forms.ChoiceField(
        label="Which of your own details is it about?",
        help_text="Only the kind of detail is kept here, never the number or address itself.",
        widget=Radios(),
        error_messages={"required": "Select which detail", "invalid_choice": "Select which detail"},
    )

    def prepare(self) -> None:
        """Offer what the policy in force lets an agreement release."""
        self.fields["detail"].choices = shareable_details(self.asked.policy.engine)


class PurposeStep(Step):
    slug = "purpose"
    title = "What is it for?"
    purpose = forms.CharField(
        label="What is it for?",
        help_text="For example: the Year 6 residential, so that a group that loses its way can reach me.",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say what it is for", **TOO_LONG},
    )
    channel = forms.CharField(
        label="How would it be used?",
        help_text="For example: calls and texts, on the days of the trip only.",
        max_length=200,
        error_messages={"required": "Say how it would be used", "max_length": "Use 200 characters or fewer"},
    )
    tried = forms.CharField(
        label="Which ways through the school did you try or think of, and why are they not enough?",
        help_text="For example: the trip phone is with the other group.",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say what else you tried or thought of", **TOO_LONG},
    )


class WindowStep(Step):
    slug = "when"
    title = "From when until when?"
    starts_on = DateField(
        label="First day", help_text="For example, 27 3 2027", error_messages={"required": "Enter the first day"}
    )
    ends_on = DateField(
        label="Last day",
        help_text="The agreement ends by itself after this day.",
        error_messages={"required": "Enter the last day"},
    )

    def clean(self) -> dict[str, Any]:
        """The days must be in order, to come, and no more than a year apart."""
        told = super().clean()
        first, last = told.get("starts_on"), told.get("ends_on")
        if last and last < self.asked.on:
            self.add_error("ends_on", "The last day must be today or later")
        elif first and last and last < first:
            self.add_error("ends_on", "The last day must not be before the first")
        elif first and last and last - first > actions.LONGEST:
            self.add_error("ends_on", "It may run for a year at most")
        return told


class SafeguardStep(Step):
    slug = "safeguards"
    title = "How do you keep it safe and open?"
    safeguards = forms.MultipleChoiceField(
        label="What will you do?",
        help_text="Select at least one.",
        choices=SAFEGUARDS,
        widget=Checkboxes(),
        error_messages={"required": "Select what you will do", "invalid_choice": "Select what you will do"},
    )
    more = forms.CharField(
        label="Anything else (optional)",
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages=TOO_LONG,
    )


class PupilsStep(Step):
    slug = "pupils"
    page_heading = "pupils"
    pupils = forms.CharField(
        label="Which pupils?",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": "Name at least one pupil", "max_length": "This is too long: name one pupil on each line"},
    )

    def prepare(self) -> None:
        """Say how a pupil is named, which depends on whether the roll is known."""
        on_roll = pupils_on_roll(self.asked.scope).exists()
        self.fields["pupils"].help_text = (
            "One on each line, by first name and surname, or by reference. Each pupil’s parents answer for themselves."
            if on_roll
            else "One on each line: initials and class, such as “A F, 3K”. Each pupil’s parents answer for themselves."
        )

    def clean_pupils(self) -> str:
        """Each line has to name one pupil."""
        read_pupils(self.asked.scope, self.cleaned_data["pupils"])
        return self.cleaned_data["pupils"]


class ParentsStep(Step):
    slug = "parents"
    title = "How do we reach the parents or carers?"
    template = "practice/agreements/parents-step.html"
    parent = forms.Field(required=False)

    @classmethod
    def asked_if(cls, asked: Asked) -> bool:
        """Only where this installation can send mail; elsewhere the parents answer on paper."""
        return mail.is_sent()

    def prepare(self) -> None:
        """One address for each pupil."""
        del self.fields["parent"]
        for number, each in enumerate(read_pupils(self.asked.scope, self.asked.answers["pupils"]), 1):
            self.fields[f"parent-{number}"] = forms.EmailField(
                label=f"E-mail address of a parent or carer of {each.called}",
                required=False,
                widget=forms.EmailInput(attrs={"autocomplete": "off"}),
                error_messages={"invalid": "Enter an e-mail address in the correct format, like name@example.org"},
            )

    def clean(self) -> dict[str, Any]:
        """Nobody answers their own request: an address of the asker's is no parent's."""
        told = super().clean()
        own = mail.addresses_of(self.asked.scope.adult)
        for name, address in list(told.items()):
            if address.lower() in own:
                self.add_error(name, "Give the parents’ own address, not yours")
        return {"parent_emails": [told.get(name) or "" for name in self.fields]}

    def rows(self) -> list[tuple[str, str]]:
        """Each address, or that paper is used."""
        given = self.cleaned_data["parent_emails"]
        return [(str(field.label), said or "None: on paper") for field, said in zip(self.fields.values(), given, strict=True)]


class AskingForAgreement(Journey):
    """Ask a senior leader and the parents."""

    name = "agree"
    title = "Ask to share a contact detail"
    clause = "contact-agreement"
    permission = "use"
    steps = (ReasonableStep, DetailStep, PurposeStep, WindowStep, SafeguardStep, PupilsStep, ParentsStep)
    start_template = "practice/agreements/start.html"
    promise = (
        "Nothing may be shared until a senior leader and the parents have both agreed, and only between the two days. "
        "Either of them can end it at any time."
    )
    send = "Send the request"

    def finish(self, asked: Asked, *, by: Any, at: datetime.datetime) -> str:
        """Make the request."""
        told = dict(asked.answers)
        emails = told.pop("parent_emails", [])
        named = read_pupils(asked.scope, told.pop("pupils"))
        pupils = [each._replace(parent_email=emails[place] if place < len(emails) else "") for place, each in enumerate(named)]
        made = actions.ask_agreement(
            scope=asked.scope,
            pupils=pupils,
            starts_on=told.pop("starts_on"),
            ends_on=told.pop("ends_on"),
            words=told,
            by=by,
            at=at,
        )
        return reverse("practice:agreement", args=[made.pk])


#: What a senior leader makes sure of before a yes.
CHECKS = (
    ("not_parent", "I am not a parent or carer of any of these pupils"),
    ("addresses", "I compared the parents’ addresses with those that the school holds"),
)


class DecisionForm(Form):
    """A senior leader’s decision."""

    answer = forms.ChoiceField(
        label="Your decision",
        choices=[("yes", "I agree"), ("no", "I do not agree")],
        widget=Radios(),
        error_messages={"required": "Select your decision", "invalid_choice": "Select your decision"},
    )
    conditions = forms.CharField(
        label="Conditions (optional)",
        help_text="If you agree: what else has to be kept to. The parents see it too.",
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages=TOO_LONG,
    )
    reason = forms.CharField(
        label="Reason",
        help_text="If you do not agree: why, and which way through the school would do.",
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages=TOO_LONG,
    )
    checked = forms.MultipleChoiceField(
        label="Before you agree",
        choices=CHECKS,
        required=False,
        widget=Checkboxes(),
    )

    def clean(self) -> dict[str, Any]:
        """A yes is given by somebody who is not the parent; a no has a reason."""
        told = super().clean()
        if told.get("answer") == "yes" and set(told.get("checked", ())) != set(dict(CHECKS)):
            self.add_error("checked", "Confirm both, or leave the decision to another senior leader")
        if told.get("answer") == "no" and not told.get("reason", "").strip():
            self.add_error("reason", "Give the reason, so that it can be understood")
        return told


class LeaderWithdrawForm(Form):
    """Why a senior leader ends an agreement, and for whom."""

    about = forms.ChoiceField(
        label="For whom?", widget=Radios(), error_messages={"required": "Select for whom", "invalid_choice": "Select for whom"}
    )
    reason = forms.CharField(
        label="Reason",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Give the reason, so that it can be understood", **TOO_LONG},
    )

    def __init__(self, *args, pupils, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(pupil.pk), pupil.called) for pupil in pupils]
        self.fields["about"].choices = choices if len(choices) == 1 else [("all", "All of them"), *choices]


class PaperForm(Form):
    """What a parent signed or said, recorded by a witness."""

    act = forms.ChoiceField(
        label="What did they say?",
        widget=Radios(),
        error_messages={"required": "Select what they said", "invalid_choice": "Select what they said"},
    )
    name = forms.CharField(
        label="Name of the parent or carer",
        max_length=100,
        widget=TextInput(width=20),
        error_messages={"required": "Enter their name", "max_length": "Use 100 characters or fewer"},
    )
    said_on = DateField(label="Day", help_text="For example, 27 3 2027", error_messages={"required": "Enter the day"})
    evidence = forms.CharField(
        label="Where is it kept, or how did they say it?",
        help_text="For example: the signed slip is in the visit folder.",
        max_length=500,
        error_messages={"required": "Say where it is kept, or how they said it", "max_length": "Use 500 characters or fewer"},
    )

    def __init__(self, *args, acts: list[tuple[Act, str]], on: datetime.date, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.on = on
        self.fields["act"].choices = [(act.value, said) for act, said in acts]

    def clean_said_on(self) -> datetime.date:
        """It was said already."""
        day = self.cleaned_data["said_on"]
        if day > self.on:
            raise forms.ValidationError("The day must be today or in the past")
        return day


class CloseForm(Form):
    """That the details are gone on both sides."""

    deleted = forms.MultipleChoiceField(
        label="What is done?",
        choices=[
            ("mine", "I deleted the pupils’ and parents’ details from my own devices"),
            ("theirs", "I asked the pupils to delete mine, with their parents or another adult there"),
        ],
        widget=Checkboxes(),
        error_messages={"required": "Confirm both before you close it"},
    )
    more = forms.CharField(
        label="Anything that happened and should be known (optional)",
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages=TOO_LONG,
    )

    def clean_deleted(self) -> list[str]:
        """Both sides, or it is not closed."""
        if len(self.cleaned_data["deleted"]) < 2:
            raise forms.ValidationError("Confirm both before you close it")
        return self.cleaned_data["deleted"]


class CodeForm(Form):
    """The code that a parent was sent."""

    page_heading = "code"
    code = forms.CharField(
        label="Type the code that we sent you",
        help_text="Eight figures. It works for 20 minutes.",
        max_length=20,
        widget=TextInput(attrs={"autocomplete": "one-time-code"}, width=10),
        error_messages={"required": "Enter the code", "max_length": "Enter the eight figures of the code"},
    )


class ParentForm(Form):
    """A parent’s answer."""

    answer = forms.ChoiceField(
        label="Do you agree?",
        choices=[("yes", "Yes, I agree"), ("no", "No, I do not agree")],
        widget=Radios(),
        error_messages={"required": "Select yes or no", "invalid_choice": "Select yes or no"},
    )
    name = forms.CharField(
        label="Your name",
        max_length=100,
        widget=TextInput(attrs={"autocomplete": "name"}, width=20),
        error_messages={"required": "Enter your name", "max_length": "Use 100 characters or fewer"},
    )
