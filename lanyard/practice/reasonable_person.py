"""Four plain questions before anybody asks for an exception (1.4a): shown, not scored, and not kept.

Only the person sees what they answered, unless they send it along with the request. Any journey that
asks for a permission may begin with ``ReasonableStep``.
"""

from __future__ import annotations

from typing import Any

from django import forms

from lanyard.components.forms import Radios
from lanyard.people.journeys import Step
from lanyard.practice.starters import starters_of

ANSWERS = (("yes", "Yes"), ("no", "No"), ("unsure", "I am not sure"))
YES_NO = (("yes", "Yes, so that whoever decides can see that I thought about it"), ("no", "No, they are for me alone"))


class ReasonableStep(Step):
    """The questions, each of which may be left open."""

    slug = "first"
    title = "First, four questions to yourself"
    template = "practice/reasonable-step.html"
    view = forms.Field(required=False)
    send_along = forms.ChoiceField(
        label="Send these answers with your request?",
        choices=YES_NO,
        initial="no",
        required=False,
        widget=Radios(),
        error_messages={"invalid_choice": "Select yes or no"},
    )

    def prepare(self) -> None:
        """Put one choice in place for each question of the school’s pack."""
        del self.fields["view"]
        last = self.fields.pop("send_along")
        for number, question in enumerate(starters_of(self.asked.scope.school).reasonable, 1):
            self.fields[f"view-{number}"] = forms.ChoiceField(
                label=question,
                choices=ANSWERS,
                required=False,
                widget=Radios(inline=True),
                error_messages={"invalid_choice": "Select yes, no, or that you are not sure"},
            )
        self.fields["send_along"] = last

    def clean(self) -> dict[str, Any]:
        """What goes with the request, if anything; the rest is let go."""
        told = super().clean()
        sent = told.get("send_along") == "yes"
        said = [
            [str(field.label), dict(ANSWERS)[told[name]]]
            for name, field in self.fields.items()
            if name.startswith("view-") and told.get(name)
        ]
        return {"reasonable": said if sent else []}

    def rows(self) -> list[tuple[str, str]]:
        """What goes along, or that nothing does."""
        sent = self.cleaned_data["reasonable"]
        if not sent:
            return [("Your answers to the four questions", "Not sent: they are for you alone")]
        return [(question, answer) for question, answer in sent]
