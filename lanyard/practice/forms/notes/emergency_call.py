"""“I used my own phone in an emergency” (2.4.7)."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms

from lanyard.components.forms import Radios, TextInput
from lanyard.people.journeys import Asked, Step
from lanyard.people.models import Account
from lanyard.practice.actions.notes import take_note_step
from lanyard.practice.models import Note
from lanyard.practice.note_states import Kind
from lanyard.practice.note_states import Step as Taken

from .common import DayStep, NoteJourney, line, words


class EmergencyStep(Step):
    """What the emergency was."""

    slug = "emergency"
    page_heading = "emergency"
    emergency = words("What was the emergency?", missing="Say what the emergency was", rows=4)


class ReachedStep(Step):
    """Whom, as little as will do, and how."""

    slug = "reached"
    title = "Whom you reached"
    reached = forms.ChoiceField(
        label="Whom did you contact?",
        choices=[("pupil", "A pupil"), ("parent", "A parent or carer"), ("both", "Both")],
        widget=Radios(),
        error_messages={"required": "Select whom you contacted"},
    )
    reached_who = line(
        "Who was it? (optional)",
        hint="As little as will do: initials and class, or “mother of JT, Year 4”. Not their number.",
    )
    how = forms.ChoiceField(
        label="How?",
        choices=[("call", "A call"), ("text", "A text"), ("message", "A message in an app")],
        widget=Radios(),
        error_messages={"required": "Select how you contacted them"},
    )


class CallStep(DayStep):
    """When, how long, and whether the number showed."""

    slug = "call"
    title = "When, and for how long"
    minutes = forms.IntegerField(
        label="How many minutes, all together?",
        help_text="For a text or a message, enter 0.",
        min_value=0,
        max_value=1440,
        widget=TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}, width=4),
        error_messages={
            "required": "Enter how many minutes it took",
            "invalid": "Minutes must be a whole number, such as 5",
            "min_value": "Minutes must be 0 or more",
            "max_value": "Minutes must be 1,440 or fewer: a whole day",
        },
    )
    hidden = forms.ChoiceField(
        label="Was your number hidden?",
        choices=[("yes", "Yes"), ("no", "No, it showed"), ("unsure", "I don’t know")],
        widget=Radios(),
        error_messages={"required": "Select whether your number was hidden"},
    )


class AfterwardsStep(Step):
    """Who was told, on which trip it was, and whether the other number is gone."""

    slug = "afterwards"
    title = "Afterwards"
    told = line("Which adult did you tell, and when?", missing="Say whom you told, or that you have told nobody yet")
    trip = line("Was it on a trip or at an event? (optional)", hint="Its name: a trip phone may be needed next time")
    deleted = forms.ChoiceField(
        label="Have you deleted the pupil’s or parent’s number from your phone?",
        help_text="From the list of calls and from messages too.",
        choices=[("yes", "Yes, or it was never on it"), ("no", "Not yet")],
        widget=Radios(),
        error_messages={"required": "Select whether you have deleted the number"},
    )


class EmergencyCalling(NoteJourney):
    """I used my own phone in an emergency."""

    name = "note-call"
    kind = Kind.OWN_PHONE
    title = "I used my own phone in an emergency"
    clause = "own-phone"
    lead = "In an emergency you may use your own phone to reach a pupil or a parent. Afterwards, say so here."
    before = (
        "If the emergency is not over, make the calls first: this can wait.",
        "The head teacher countersigns. A head teacher’s own goes to the chair of governors.",
        "It counts as openness, not as a fault.",
    )
    steps = (EmergencyStep, ReachedStep, CallStep, AfterwardsStep)

    def facts(self, asked: Asked) -> dict[str, Any]:
        """What shows whether a trip phone is needed."""
        return {name: asked.answers[name] for name in ("reached", "how", "minutes", "hidden", "trip")}

    def note(self, asked: Asked, *, by: Account, at: datetime.datetime) -> Note:
        """Write the note; a number that is deleted already is confirmed with it."""
        made = super().note(asked, by=by, at=at)
        if asked.answers["deleted"] == "yes":
            take_note_step(scope=asked.scope, note=made, step=Taken.CONFIRMS_DELETION, by=by, at=at)
        return made
