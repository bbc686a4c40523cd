"""Declaring a social contact: one question a page (2.3.5, 2.6.2, 2.6.3)."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.urls import reverse

from lanyard.components.forms import Checkboxes, DateField, Form, Radios
from lanyard.people.journeys import Asked, Journey, Step
from lanyard.practice.actions import declarations as actions
from lanyard.practice.models import DeclarationNote, Link, WithWhom
from lanyard.practice.queries.declarations import own_declaration
from lanyard.practice.starters import starters_of

LONGEST = 2000

ROLES = (
    ("teach", "I teach the child, or am in the same classroom"),
    ("assess", "I assess or grade the child’s work"),
    ("support", "I give the child support or care"),
    ("club", "I lead a club or a team that the child is in"),
    ("papers", "I see confidential papers about the child or the family"),
    ("decide", "I take part in decisions about the child or the family"),
    ("none", "None of these at the moment"),
)
STEPS = (
    ("no_school_talk", "We do not talk about school, pupils or staff"),
    ("no_private_chat", "I do not chat with the child in private, online or on the phone"),
    ("others_assess", "Somebody else assesses the child’s work"),
    ("no_papers", "I leave papers and decisions about the family to others"),
    ("others_present", "Another adult is there when the child is with me"),
)
#: The kinds of link that say by themselves whom it is with.
SETTLED = {Link.OWN_CHILD: WithWhom.OWN_CHILD, Link.FORMER_PUPIL: WithWhom.FORMER_PUPIL}


class LinkStep(Step):
    slug = "link"
    page_heading = "link"
    link = forms.ChoiceField(
        label="What links you?",
        help_text="Choose the nearest. One declaration is about one family.",
        choices=Link.choices,
        widget=Radios(),
        error_messages={"required": "Select what links you", "invalid_choice": "Select what links you"},
    )


class WithWhomStep(Step):
    slug = "with"
    page_heading = "with_whom"
    with_whom = forms.ChoiceField(
        label="Whom is the link with?",
        help_text="If two fit, choose the one nearest the top.",
        choices=WithWhom.choices,
        widget=Radios(),
        error_messages={"required": "Select whom the link is with", "invalid_choice": "Select whom the link is with"},
    )

    @classmethod
    def asked_if(cls, asked: Asked) -> bool:
        """Only where the kind of link leaves it open."""
        return asked.answers["link"] not in SETTLED


class ThroughStep(Step):
    slug = "through"
    page_heading = "through"
    through = forms.MultipleChoiceField(
        label="Does any of these play a part?",
        help_text="These are the ones that people forget. Select all that apply, or none.",
        required=False,
        widget=Checkboxes(),
    )

    def prepare(self) -> None:
        """Offer what the school’s pack lists (2.6.3)."""
        self.fields["through"].choices = [(each.id, each.label) for each in starters_of(self.asked.scope.school).missed]


class KnownStep(Step):
    slug = "known"
    title = "How do you know each other?"
    family = forms.CharField(
        label="Which family is it?",
        help_text="A surname, or a class, so that the reader knows which family is meant. Friend lists are not wanted.",
        max_length=100,
        error_messages={"required": "Enter a surname or a class", "max_length": "Use 100 characters or fewer"},
    )
    known = forms.CharField(
        label="How do you know each other?",
        help_text="One or two sentences are enough.",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Say how you know each other", "max_length": f"Use {LONGEST} characters or fewer"},
    )
    since = forms.CharField(
        label="Since when?",
        help_text="For example, 2019, or since last summer",
        max_length=60,
        error_messages={"required": "Say since when", "max_length": "Use 60 characters or fewer"},
    )


class ChannelsStep(Step):
    slug = "channels"
    page_heading = "channels"
    channels = forms.MultipleChoiceField(
        label="How are you in touch?",
        help_text="Select all that apply.",
        widget=Checkboxes(),
        error_messages={"required": "Select how you are in touch", "invalid_choice": "Select how you are in touch"},
    )

    def prepare(self) -> None:
        """Offer the channels that the policy knows."""
        self.fields["channels"].choices = channel_choices(self.asked.policy.engine)


class RoleStep(Step):
    slug = "role"
    page_heading = "role"
    role = forms.MultipleChoiceField(
        label="What is your part in the child’s schooling?",
        help_text="Select all that apply.",
        choices=ROLES,
        widget=Checkboxes(divider_before="none"),
        error_messages={"required": "Select your part, or none", "invalid_choice": "Select your part, or none"},
    )

    def clean_role(self) -> list[str]:
        """None of these is an answer by itself."""
        found = self.cleaned_data["role"]
        if "none" in found and len(found) > 1:
            raise forms.ValidationError("Select your part, or “none of these”, but not both")
        return found


class MitigationStep(Step):
    slug = "steps"
    title = "What keeps school and private life apart?"
    steps = forms.MultipleChoiceField(
        label="What do you do about it?",
        help_text="Select what you do already, or will do from now on.",
        choices=STEPS,
        required=False,
        widget=Checkboxes(),
        error_messages={"invalid_choice": "Select from the list"},
    )
    more = forms.CharField(
        label="Anything else that the reader should know (optional)",
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"max_length": f"Use {LONGEST} characters or fewer"},
    )


class Declaring(Journey):
    """Declare one link, or say anew what was declared before."""

    name = "declare"
    title = "Declare a social contact"
    clause = "circles-with-parents"
    permission = "use"
    steps = (LinkStep, WithWhomStep, ThroughStep, KnownStep, ChannelsStep, RoleStep, MitigationStep)
    start_template = "practice/declarations/start.html"
    promise = (
        "It goes to the head teacher; if you are the head teacher, to the chair of governors. Nobody else reads it. "
        "You can change or withdraw it at any time, and what it said before is kept."
    )
    send = "Declare it"
    takes = ("declaration",)

    def may_begin(self, asked: Asked) -> bool:
        """A declaration to say anew must be one’s own, and must still hold."""
        id_ = asked.given.get("declaration")
        if id_ is None:
            return True
        found = own_declaration(asked.scope, id_) if is_uuid(id_) else None
        return found is not None and found.is_live

    def initial(self, asked: Asked) -> dict[str, Any]:
        """What was declared before."""
        id_ = asked.given.get("declaration")
        found = own_declaration(asked.scope, id_) if id_ else None
        return dict(found.says) if found else {}

    def finish(self, asked: Asked, *, by: Any, at: datetime.datetime) -> str:
        """Keep it as a new declaration, or as the next version of one."""
        words = dict(asked.answers)
        words["with_whom"] = SETTLED.get(words["link"], words.get("with_whom"))
        id_ = asked.given.get("declaration")
        if id_:
            found = own_declaration(asked.scope, id_)
            actions.amend_declaration(declaration=found.declaration, words=words, by=by, at=at)
            return reverse("practice:declaration", args=[id_])
        made = actions.declare(scope=asked.scope, words=words, by=by, at=at)
        return reverse("practice:declaration", args=[made.pk])


class YearForm(Form):
    """Whether everything that is often missed has been declared (2.6.3)."""

    answer = forms.ChoiceField(
        label="Is there anything that you have not declared?",
        widget=Radios(),
        error_messages={"required": "Select yes or no", "invalid_choice": "Select yes or no"},
    )

    def __init__(self, *args, has_declared: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        no = "No: what I declared is all there is, and still right" if has_declared else "No: I have nothing to declare"
        self.fields["answer"].choices = [("yes", "Yes, there is something to declare"), ("no", no)]


class WithdrawForm(Form):
    """Why a declaration no longer holds."""

    page_heading = "reason"
    reason = forms.CharField(
        label="Why does it no longer hold?",
        help_text="For example: the child has left, or we are no longer in touch. What you declared before is kept.",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why it no longer holds", "max_length": f"Use {LONGEST} characters or fewer"},
    )


class NoteForm(Form):
    """The reader’s answer to a declaration."""

    answer = forms.ChoiceField(
        label="Your answer",
        help_text="The adult sees it.",
        choices=DeclarationNote.Answer.choices,
        widget=Radios(),
        error_messages={"required": "Select your answer", "invalid_choice": "Select your answer"},
    )
    words = forms.CharField(
        label="In your own words (optional)",
        help_text="For example, which steps you agreed on.",
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"max_length": f"Use {LONGEST} characters or fewer"},
    )
    review_on = DateField(label="Look at it again on (optional)", help_text="For example, 27 3 2027", required=False)

    def __init__(self, *args, on: datetime.date, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.on = on

    def clean(self) -> dict[str, Any]:
        """Steps need words, and a review is to come."""
        told = super().clean()
        if told.get("answer") == DeclarationNote.Answer.STEPS and not told.get("words"):
            self.add_error("words", "Say which steps")
        if told.get("review_on") and told["review_on"] <= self.on:
            self.add_error("review_on", "The date must be in the future")
        return told


def channel_choices(engine) -> list[tuple[str, str]]:
    """The channels that a policy knows, in its words."""
    if "channel" not in engine.vocabulary:
        return [("other", "In some other way")]
    return [(value.id, value.label) for value in engine.vocabulary.fact("channel").values]


def is_uuid(text: str) -> bool:
    """Whether a text can be the id of a record."""
    try:
        return bool(forms.UUIDField().clean(text))
    except forms.ValidationError:
        return False
