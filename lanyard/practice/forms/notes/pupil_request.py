"""“A pupil tried to add me” (2.3.6): noted in seconds, and never held against the adult."""

from __future__ import annotations

from typing import Any

from django import forms

from lanyard.components.forms import Radios
from lanyard.people.journeys import Asked, Step
from lanyard.practice.note_states import Kind

from .common import DayStep, NoteJourney, line, words


class WhereStep(Step):
    """Which platform and account, and which kind of contact."""

    slug = "where"
    title = "What came, and where"
    platform = line("Which app, site or game?", missing="Enter the name of the app, site or game")
    handle = line(
        "Which account name did you see?",
        hint="As it was shown in the request. Do not open the pupil’s page to find out more.",
        missing="Enter the account name, or “not shown”",
    )
    came = forms.ChoiceField(
        label="What came?",
        choices=[
            ("request", "A friend, follow or contact request"),
            ("message", "A message"),
            ("invitation", "An invitation to a group or game"),
            ("call", "A call"),
            ("other", "Something else"),
        ],
        widget=Radios(),
        error_messages={"required": "Select what came"},
    )


class RequestDayStep(DayStep):
    """When, and who it may be."""

    slug = "when"
    title = "When, and who it may be"
    pupil = line(
        "Which pupil do you think it is? (optional)",
        hint="Initials and class are enough. Leave it empty if you do not know.",
    )


class AnsweredStep(Step):
    """What was said, and whether it was answered."""

    slug = "answered"
    title = "What was said"
    said = words("Did they write anything? (optional)", hint="Their own words, as you remember them. No pictures.", rows=3)
    answered = forms.ChoiceField(
        label="Did you answer or accept?",
        help_text="Whatever you did, it is good that you say so.",
        choices=[("no", "No, I declined or left it"), ("yes", "Yes")],
        widget=Radios(),
        error_messages={"required": "Select whether you answered or accepted"},
    )
    reply = words("If you did: what, and what have you done since? (optional)", rows=3)


class PupilRequesting(NoteJourney):
    """A pupil tried to add me."""

    name = "note-pupil-request"
    kind = Kind.PUPIL_REQUEST
    title = "A pupil tried to add me"
    clause = "pupil-pages"
    lead = "Decline it or leave it, and do not reply. Then note it here: it may show that a child is reaching out."
    before = (
        "You have done nothing wrong by being asked, and it is not counted against you.",
        "Do not look at the pupil’s page, and keep no picture of it.",
        "It goes to the designated safeguarding lead. If the child may be at risk, speak to them now, before you write.",
    )
    speak_to = "dsl"
    steps = (WhereStep, RequestDayStep, AnsweredStep)

    def facts(self, asked: Asked) -> dict[str, Any]:
        """What shows whether one pupil is reaching out, or several adults are being tried."""
        return {name: asked.answers[name] for name in ("platform", "handle", "came", "pupil", "answered")}
