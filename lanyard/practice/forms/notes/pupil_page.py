"""A safeguarding lead looks at a pupil's page (2.3.6, by way of 1.1.2): a report, a reason and a second adult."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from lanyard.components.forms import Radios
from lanyard.people.journeys import Asked, Step
from lanyard.people.models import Adult
from lanyard.people.queries import adults_in_scope
from lanyard.practice.note_states import Kind

from .common import DayStep, NoteJourney, line, words


class ReportStep(Step):
    """Which report, and why looking is needed."""

    slug = "report"
    title = "The report, and the reason"
    report = line(
        "Which report are you acting on?",
        hint="Its date or reference. Not its content.",
        missing="Say which report you are acting on",
    )
    reason = words("Why do you have to look?", missing="Say why you have to look at the page", rows=4)


class PageStep(Step):
    """Which page."""

    slug = "page"
    title = "The page"
    platform = line("Which app, site or game?", missing="Enter the name of the app, site or game")
    handle = line("Which account?", missing="Enter the account name")
    looked = forms.ChoiceField(
        label="Have you looked already?",
        choices=[("no", "No, I look next"), ("yes", "Yes")],
        widget=Radios(),
        error_messages={"required": "Select whether you have looked already"},
    )
    seen = words("If you have: what matters, in words (optional)", hint="No pictures, and no more than the report needs.", rows=3)


class SecondStep(DayStep):
    """Who sits beside, and when."""

    slug = "second"
    title = "The second adult"
    beside = forms.ChoiceField(
        label="Who sits beside you?",
        help_text="They are asked to confirm that they were there.",
        error_messages={"required": "Choose who sits beside you: nobody looks alone"},
    )

    def prepare(self) -> None:
        """Any other adult at the school."""
        others = adults_in_scope(self.asked.scope).exclude(pk=self.asked.scope.adult.pk).exclude(account=None)
        choices = [("", "Choose an adult"), *((str(adult.pk), adult.name) for adult in others)]
        self.fields["beside"].choices = choices
        self.fields["beside"].widget.choices = choices


class LookingAtPage(NoteJourney):
    """Look at a pupil's page, acting on a report."""

    name = "note-pupil-page"
    kind = Kind.PUPIL_PAGE
    title = "Look at a pupil’s page"
    clause = "pupil-pages"
    permission = "see pupil signals"
    lead = (
        "Nobody looks at a pupil’s page but a safeguarding lead who acts on a report, with a written reason and a second adult."
    )
    before = (
        "Write this before you look.",
        "If an image may be indecent, do not look: see Help now.",
        "It goes to the head teacher, and the second adult confirms it.",
    )
    steps = (ReportStep, PageStep, SecondStep)

    def facts(self, asked: Asked) -> dict[str, Any]:
        """Whether it was written down before."""
        return {"looked": asked.answers["looked"]}

    def second(self, asked: Asked) -> Adult:
        """The adult who sits beside."""
        found = adults_in_scope(asked.scope).exclude(pk=asked.scope.adult.pk).filter(pk=asked.answers["beside"]).first()
        if found is None:
            raise ValidationError("The second adult is not at the school any more. Go back and choose another.")
        return found
