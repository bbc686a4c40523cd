"""The questions on the way to an acknowledgement."""

from __future__ import annotations

from django import forms

from lanyard.components.forms import DateField, Form, Radios
from lanyard.practice.models import Response
from lanyard.practice.scenarios import Scenario
from lanyard.practice.wording import LOOKS, verdict_word

#: The verdicts that somebody can choose between, in the order of the answer pages.
CHOICES = ("never", "agree", "caution", "fine", "silent")

SPOKEN_WITH = "The head teacher will speak with you (with a head teacher, the chair of governors)."


class ScenarioForm(Form):
    """One situation: what does the policy say?"""

    page_heading = None

    def __init__(self, scenario: Scenario, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        choose = "Choose what you think the policy says"
        self.fields["answer"] = forms.ChoiceField(
            label="What does the policy say now?" if scenario.before else "What does the policy say?",
            choices=[(verdict, verdict_word(verdict)) for verdict in CHOICES],
            widget=Radios(hints={verdict: LOOKS[verdict].sentence for verdict in CHOICES}),
            error_messages={"required": choose, "invalid_choice": choose},
        )


class ResponseForm(Form):
    """What somebody says to a version."""

    answer = forms.ChoiceField(
        label="What do you say to it?",
        choices=[
            (Response.AGREE, "I agree to keep to it"),
            (Response.NEED_HELP, "I need help with it first"),
            (Response.DISAGREE, "I do not agree to it"),
        ],
        widget=Radios(
            hints={
                Response.NEED_HELP: f"{SPOKEN_WITH} You need not say here what it is about.",
                Response.DISAGREE: f"{SPOKEN_WITH} It is written down as it is, and locks you out of nothing.",
            }
        ),
        error_messages={
            "required": "Choose whether you agree, need help or do not agree",
            "invalid_choice": "Choose whether you agree, need help or do not agree",
        },
    )


class DayForm(Form):
    """One day to look at."""

    on = DateField(
        label="On which day?",
        help_text="For example, 27 3 2026",
        error_messages={"required": "Enter the day", "invalid": "Enter a real day, such as 27 3 2026"},
    )


class DueDayForm(Form):
    """The last day of a campaign."""

    due_on = DateField(
        label="By which day should everybody have answered?",
        help_text="For example, 27 3 2026",
        error_messages={"required": "Enter the day", "invalid": "Enter a real day, such as 27 3 2026"},
    )
