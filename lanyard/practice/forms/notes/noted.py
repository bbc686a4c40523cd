"""“I want this noted” (2.2.3): what, when, who, how and who saw it, in a minute."""

from __future__ import annotations

import datetime
from collections.abc import Collection

from django import forms

from lanyard.components.forms import Radios
from lanyard.people.journeys import Asked, Step
from lanyard.people.models import Adult, Role
from lanyard.people.queries import holders
from lanyard.practice.note_states import Kind
from lanyard.practice.templatetags.policy import moment

from .common import DayStep, NoteJourney, line, words

#: What the page before may hand over: when something was written down on the person's own device.
WRITTEN = "written"


class WhatStep(Step):
    """What happened."""

    slug = "what"
    page_heading = "what"
    what = words(
        "What do you want noted?",
        hint="Say what happened, plainly. You do not have to decide whether it matters or how serious it is.",
        missing="Say what happened",
        rows=6,
    )


class CircumstancesStep(DayStep):
    """When, who, how and who saw it."""

    slug = "circumstances"
    title = "When, who and how"
    who = line("Who was involved? (optional)", hint="For a pupil, initials and class are enough")
    channel = line("How? (optional)", hint="For example, in person, by school e-mail, on Instagram")
    witnesses = line("Who else was there or saw it? (optional)")


class AboutStep(Step):
    """Whether it is about the person who would otherwise read it."""

    slug = "about"
    page_heading = "about_head"
    about_head = forms.ChoiceField(
        label="Is it about the head teacher?",
        help_text="If it is, it goes to the chair of governors instead, and the head teacher finds no trace of it.",
        choices=[("no", "No"), ("yes", "Yes, or partly")],
        widget=Radios(),
        error_messages={"required": "Select yes if it is about the head teacher, or partly"},
    )

    @classmethod
    def asked_if(cls, asked: Asked) -> bool:
        """A head teacher’s own notes go to the chair of governors in any case."""
        return not asked.scope.holds(Role.HEAD)


class Noting(NoteJourney):
    """I want this noted."""

    name = "note-this"
    kind = Kind.NOTED
    title = "I want this noted"
    clause = "boundaries"
    lead = "For anything that could be misread later, about yourself too. It takes about a minute."
    before = (
        "It goes to the head teacher, or to the chair of governors if it is about the head teacher.",
        "You get a receipt with the time. A note made early protects you.",
        "You never have to say how serious it is.",
    )
    steps = (WhatStep, CircumstancesStep, AboutStep)
    takes = (WRITTEN,)

    def rows(self, asked: Asked) -> list[tuple[str, str]]:
        """The answers, and when they were written down if that was before, as the person’s own device says."""
        written = written_at(asked.given.get(WRITTEN, ""))
        found = super().rows(asked)
        if written is not None:
            found.append(("Written down before, as the writer’s own device says", moment(written)))
        return found

    def concerned(self, asked: Asked) -> Collection[Adult]:
        """The head teacher, where it is about them."""
        return list(holders(asked.scope, Role.HEAD)) if asked.answers.get("about_head") == "yes" else ()


def written_at(said: str) -> datetime.datetime | None:
    """The time that a device gave to a note; ``None`` for anything that is no time."""
    try:
        found = datetime.datetime.fromisoformat(said)
    except ValueError:
        return None
    return found if found.tzinfo is not None else None
