"""Proposing how an activity keeps in touch with pupils (2.5.7), and the register of approved routes (2.4.3)."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.urls import reverse

from lanyard.components.forms import Checkboxes, DateField, Form, Radios
from lanyard.people.journeys import Asked, Journey, Step
from lanyard.practice.actions import protocols as actions
from lanyard.practice.forms.declarations import channel_choices, is_uuid
from lanyard.practice.models import Protocol, ProtocolDecision
from lanyard.practice.queries.protocols import protocol_for
from lanyard.practice.starters import starters_of

#: The template for an activity that none fits.
OTHER = "other"


def _area(label: str, wanted: str, most: int, *, hint: str = "", required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        required=required,
        max_length=most,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": wanted, "max_length": f"Use {most} characters or fewer"},
    )


class TemplateStep(Step):
    slug = "kind"
    page_heading = "kind"
    kind = forms.ChoiceField(
        label="What is it for?",
        help_text="It gives you words to begin with. You can change all of them.",
        widget=Radios(divider_before=OTHER),
        error_messages={"required": "Select what it is for", "invalid_choice": "Select what it is for"},
    )

    @classmethod
    def asked_if(cls, asked: Asked) -> bool:
        """Not where an approved protocol is being renewed."""
        return "protocol" not in asked.given

    def prepare(self) -> None:
        """Offer the templates of the school’s pack."""
        templates = starters_of(self.asked.scope.school).protocols
        self.fields["kind"].choices = [*((each.id, each.name) for each in templates), (OTHER, "Something else")]


class _FromTemplate(Step):
    """A step that begins with the words of the chosen template."""

    def prepare(self) -> None:
        """Fill in what nobody has changed yet."""
        template = starters_of(self.asked.scope.school).template(self.asked.answers.get("kind", ""))
        if template is not None:
            self.initial = {**{name: getattr(template, name, None) for name in self.fields}, **self.initial}


class WhatStep(_FromTemplate):
    slug = "what"
    title = "Which activity?"
    title_ = forms.CharField(
        label="Name of the protocol",
        help_text="For example: Year 6 residential, or netball club. Name no pupil.",
        max_length=120,
        error_messages={"required": "Give it a name", "max_length": "Use 120 characters or fewer"},
    )
    pupils = forms.CharField(
        label="Which pupils is it for?",
        help_text="A group, not names.",
        max_length=200,
        error_messages={"required": "Say which group it is for", "max_length": "Use 200 characters or fewer"},
    )
    channels = forms.MultipleChoiceField(
        label="By which ways may they be reached?",
        help_text="From a school account or device. Select all that apply.",
        widget=Checkboxes(),
        error_messages={"required": "Select at least one way", "invalid_choice": "Select from the list"},
    )

    def prepare(self) -> None:
        """Offer the channels that a protocol can make fine."""
        super().prepare()
        self.fields["channels"].choices = channel_choices(self.asked.policy.engine)


class HowStep(_FromTemplate):
    slug = "how"
    title = "How is it kept safe and open?"
    hours = _area("At which hours?", "Say at which hours", 500)
    supervision = _area("Who else can see it?", "Say who else can see it", 1000, hint="By their part in the school, not by name.")
    retention = _area("How long are messages kept?", "Say how long messages are kept", 500)
    rules = _area("What else is to be kept to? (optional)", "", 2000, required=False)


class PeriodStep(Step):
    slug = "when"
    title = "From when until when?"
    starts_on = DateField(
        label="First day", help_text="For example, 27 3 2027", error_messages={"required": "Enter the first day"}
    )
    ends_on = DateField(label="Last day", help_text="A year at most.", error_messages={"required": "Enter the last day"})
    review_on = DateField(
        label="To be looked at again on",
        help_text="A day before it ends.",
        error_messages={"required": "Enter the day on which it is looked at again"},
    )

    def clean(self) -> dict[str, Any]:
        """The days must be in order, to come, and no more than a year apart."""
        told = super().clean()
        first, last, again = told.get("starts_on"), told.get("ends_on"), told.get("review_on")
        if last and last < self.asked.on:
            self.add_error("ends_on", "The last day must be today or later")
        elif first and last and last < first:
            self.add_error("ends_on", "The last day must not be before the first")
        elif first and last and last - first > actions.LONGEST:
            self.add_error("ends_on", "It may run for a year at most")
        elif first and last and again and not first <= again <= last:
            self.add_error("review_on", "This day must lie between the first and the last day")
        return told


class Proposing(Journey):
    """Propose a protocol, or the next one in place of an approved one."""

    name = "protocol-new"
    title = "Propose a protocol"
    clause = "protocols"
    permission = "use"
    steps = (TemplateStep, WhatStep, HowStep, PeriodStep)
    start_template = "practice/protocols/start.html"
    promise = "A senior leader other than you decides. Until then, use the approved ways."
    send = "Propose it"
    takes = ("protocol",)

    def may_begin(self, asked: Asked) -> bool:
        """What is renewed must be an approved protocol of the school."""
        return "protocol" not in asked.given or _renewed(asked) is not None

    def initial(self, asked: Asked) -> dict[str, Any]:
        """The words of what is renewed."""
        old = _renewed(asked)
        if old is None:
            return {}
        names = ("pupils", "channels", "hours", "supervision", "retention", "rules")
        return {"title_": old.title, **{name: getattr(old, name) for name in names}}

    def finish(self, asked: Asked, *, by: Any, at: datetime.datetime) -> str:
        """Keep the proposal."""
        old = _renewed(asked)
        told = {"kind": old.kind if old else "", **asked.answers}
        told["title"] = told.pop("title_")
        made = actions.propose_protocol(scope=asked.scope, told=told, replaces=old, by=by, at=at)
        return reverse("practice:protocol", args=[made.pk])


class ProtocolDecisionForm(Form):
    """A senior leader’s decision about a protocol."""

    answer = forms.ChoiceField(
        label="Your decision",
        choices=[("yes", "Approve it"), ("no", "Do not approve it")],
        widget=Radios(),
        error_messages={"required": "Select your decision", "invalid_choice": "Select your decision"},
    )
    reason = _area("Reason", "", 1000, hint="If you do not approve it: why, and what would have to change.", required=False)

    def clean(self) -> dict[str, Any]:
        """A no has a reason."""
        told = super().clean()
        if told.get("answer") == "no" and not told.get("reason", "").strip():
            self.add_error("reason", "Give the reason, so that it can be understood")
        return told


class RouteForm(Form):
    """One approved route."""

    channel = forms.ChoiceField(
        label="What kind of way is it?",
        widget=Radios(small=True),
        error_messages={"required": "Select what kind of way it is", "invalid_choice": "Select what kind of way it is"},
    )
    name = forms.CharField(
        label="What is it called at the school?",
        max_length=120,
        error_messages={"required": "Enter what it is called", "max_length": "Use 120 characters or fewer"},
    )
    how = _area("How is it used?", "Say how it is used", 500, hint="For example: copy in the class mailbox.")
    whom = forms.MultipleChoiceField(
        label="Whom may it reach?",
        choices=[("pupils", "Pupils"), ("parents", "Parents and carers")],
        widget=Checkboxes(),
        error_messages={"required": "Select whom it may reach", "invalid_choice": "Select whom it may reach"},
    )

    def __init__(self, *args, engine, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["channel"].choices = channel_choices(engine)

    @property
    def told(self) -> dict[str, Any]:
        """What the action is given."""
        data = self.cleaned_data
        whom = data["whom"]
        return {
            "channel": data["channel"],
            "name": data["name"],
            "how": data["how"],
            "for_pupils": "pupils" in whom,
            "for_parents": "parents" in whom,
        }


def _renewed(asked: Asked) -> Protocol | None:
    id_ = asked.given.get("protocol")
    found = protocol_for(asked.scope, id_) if id_ and is_uuid(id_) else None
    return found if found is not None and found.decision == ProtocolDecision.APPROVED else None
