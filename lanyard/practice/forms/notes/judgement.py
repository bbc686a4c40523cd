"""A professional judgement, before or after the fact (1.1.2): late is marked, never refused."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from lanyard.components.forms import DateField, Radios
from lanyard.people.journeys import Asked, Step
from lanyard.policy.pack import Clause
from lanyard.practice.note_states import Kind
from lanyard.practice.note_words import is_open_to_judgement

from .common import DayStep, NoteJourney, line, words

DONE, PLANNED = "done", "planned"
#: Where no clause speaks about the situation.
UNFORESEEN = "unforeseen"
#: Further ahead nobody plans to depart from a rule; a mistyped year does.
FURTHEST = datetime.timedelta(days=400)


class TimingStep(Step):
    """Before or after."""

    slug = "timing"
    page_heading = "timing"
    timing = forms.ChoiceField(
        label="Have you done it already?",
        choices=[(DONE, "Yes, I have done it"), (PLANNED, "No, I mean to do it")],
        widget=Radios(),
        error_messages={"required": "Select whether you have done it already"},
    )


class ClauseStep(Step):
    """Which clause."""

    slug = "clause"
    page_heading = "departed"
    departed = forms.ChoiceField(
        label="Which clause does it depart from?",
        help_text="Choose the nearest. If an image of a child may be indecent there is nothing to weigh up: see Help now.",
        error_messages={"required": "Choose a clause, or that the policy does not foresee it"},
    )

    def prepare(self) -> None:
        """The clauses of the policy in force that leave room for judgement."""
        choices = [("", "Choose a clause"), (UNFORESEEN, "The policy does not foresee it")]
        choices += [(clause.id, f"{clause.number} {clause.title}") for clause in open_clauses(self.asked)]
        self.fields["departed"].choices = choices
        self.fields["departed"].widget.choices = choices


class WhyStep(Step):
    """What, why, and how it helps a child."""

    slug = "why"
    title = "What, and why"
    what = words("What did you do, or what do you mean to do?", missing="Say what you did, or mean to do")
    reason = words("Why not keep to the clause?", missing="Say why keeping to the clause would not have done", rows=4)
    benefit = words(
        "How does it help a child, or keep one safe?",
        hint="If no child is concerned, say whom it helps.",
        missing="Say how it helps a child, or whom it helps",
        rows=3,
    )


class WhenStep(DayStep):
    """When, and who was there."""

    slug = "when"
    title = "When, and who was there"
    happened_on = DateField(
        label="Which day?",
        help_text="For example, 27 3 2026",
        error_messages={"required": "Enter the day"},
    )
    witnesses = line("Who was or will be there, or knew of it? (optional)")

    def clean_happened_on(self) -> datetime.date:
        """Done: a day that has come. Planned: today or later."""
        if self.asked.answers["timing"] == DONE:
            return super().clean_happened_on()
        day = self.cleaned_data["happened_on"]
        if day < self.asked.on:
            raise ValidationError("The day must be today or later. If you have done it already, go back and say so")
        if day > self.asked.on + FURTHEST:
            raise ValidationError("Check the year")
        return day


class Judging(NoteJourney):
    """Note a professional judgement."""

    name = "note-judgement"
    kind = Kind.JUDGEMENT
    title = "Note a professional judgement"
    clause = "professional-judgement"
    lead = "You stepped outside the policy, or mean to, because keeping to it would serve a child badly. Say so, and why."
    before = (
        "Before is better, afterwards still counts. A late note is marked late and never refused.",
        "The head teacher answers, and asks Schools’ HR where needed. A head teacher’s own goes to the chair of governors.",
    )
    steps = (TimingStep, ClauseStep, WhyStep, WhenStep)
    takes = ("clause",)

    def initial(self, asked: Asked) -> dict[str, Any]:
        """The clause that the page before was about."""
        given = asked.given.get("clause", "")
        known = {clause.id for clause in open_clauses(asked)}
        return {**super().initial(asked), **({"departed": given} if given in known else {})}

    def facts(self, asked: Asked) -> dict[str, Any]:
        """Before or after, and the clause as the version in force called it."""
        found: dict[str, Any] = {"timing": asked.answers["timing"], "version": asked.policy.version.version}
        clause = next((each for each in asked.policy.pack.clauses if each.id == self.clause_departed_from(asked)), None)
        if clause is not None:
            found |= {"number": clause.number, "title": clause.title}
        return found

    def clause_departed_from(self, asked: Asked) -> str:
        """The clause, by its id; empty where the policy does not foresee it."""
        chosen = asked.answers["departed"]
        return "" if chosen == UNFORESEEN else chosen


def open_clauses(asked: Asked) -> list[Clause]:
    """The clauses of the policy in force that may be departed from."""
    return [clause for clause in asked.policy.pack.clauses if is_open_to_judgement(clause)]
