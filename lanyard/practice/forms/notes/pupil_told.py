"""“A pupil told me something” (2.5.4): the pupil's own words, handed on at once, and not kept twice."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django import forms

from lanyard.components.forms import Radios
from lanyard.people.journeys import Asked, Step
from lanyard.people.models import Adult, Role
from lanyard.people.queries import holders
from lanyard.practice.note_states import Kind

from .common import DayStep, NoteJourney, line, words

HEAD, LEAD, ADULT, NO_ADULT, UNSURE = "head", "lead", "adult", "no", "unsure"


class WordsStep(Step):
    """The pupil's own words."""

    slug = "words"
    page_heading = "told"
    told = words(
        "What did the pupil say?",
        hint="In the pupil’s own words, as near as you remember them. What you think it means can wait.",
        missing="Write down what the pupil said",
        rows=7,
    )


class WhoStep(DayStep):
    """Which pupil, when and where."""

    slug = "who"
    title = "Which pupil, when and where"
    pupil = line(
        "Which pupil?",
        hint="A name or reference that the safeguarding lead will recognise.",
        missing="Say which pupil it was",
    )
    place = line(
        "Where, or how?",
        hint="For example, in class 4, by school e-mail",
        missing="Say where it was, or how they told you",
    )
    present = line("Who else was there? (optional)")
    answered = words(
        "What did you say? (optional)",
        hint="Your own words too. You can be honest about a question you wish you had not asked.",
        rows=3,
    )


class AboutStep(Step):
    """Whether it is about an adult here, so that nobody reads about themselves."""

    slug = "about"
    page_heading = "about"
    about = forms.ChoiceField(
        label="Is it about an adult who works or helps at this school?",
        help_text="This decides only who reads it. Nobody reads a note about themselves.",
        choices=[
            (NO_ADULT, "No"),
            (HEAD, "Yes, the head teacher"),
            (LEAD, "Yes, a designated safeguarding lead"),
            (ADULT, "Yes, another adult"),
            (UNSURE, "I don’t know"),
        ],
        widget=Radios(),
        error_messages={"required": "Select whether it is about an adult at this school"},
    )


class SpokenStep(Step):
    """Whether somebody was told in person."""

    slug = "spoken"
    page_heading = "spoken"
    spoken = forms.ChoiceField(
        label="Have you spoken to the safeguarding lead, or to whoever is in charge?",
        help_text="This page passes your words on. It does not take the place of speaking to somebody today.",
        choices=[("yes", "Yes"), ("no", "Not yet: I do it as soon as this is sent")],
        widget=Radios(),
        error_messages={"required": "Select whether you have spoken to somebody"},
    )


class PupilTelling(NoteJourney):
    """A pupil told me something."""

    name = "note-pupil-told"
    kind = Kind.PUPIL_TOLD
    title = "A pupil told me something"
    clause = "pupil-information"
    lead = "Pass it on, in the pupil’s own words. Speak to the designated safeguarding lead as well, today."
    before = (
        "If a child is in danger now, phone 999 first.",
        "Do not promise to keep it secret. Say kindly that you will tell only the people who can help.",
        "Listen. Ask nothing that suggests an answer, and nothing more than you need to.",
        "The safeguarding lead takes it into the school’s own records, and it is then removed from here.",
    )
    speak_to = "dsl"
    steps = (WordsStep, WhoStep, AboutStep, SpokenStep)
    send = "Pass it on"
    promise = "It goes to the safeguarding lead’s desk at once. You get a receipt without the pupil’s words."

    def facts(self, asked: Asked) -> dict[str, Any]:
        """Whom else to tell."""
        return {"about": asked.answers["about"], "spoken": asked.answers["spoken"]}

    def concerned(self, asked: Asked) -> Collection[Adult]:
        """The head teacher or the safeguarding leads, where it is about them."""
        role = {HEAD: Role.HEAD, LEAD: Role.DSL}.get(asked.answers["about"])
        return list(holders(asked.scope, role)) if role else ()
