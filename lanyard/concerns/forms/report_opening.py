"""The questions before everything, from the policy’s routes, and the page that says stop."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms

from lanyard.components.forms import Checkboxes, Radios
from lanyard.concerns.interview import Telling
from lanyard.policy.routes.opening import QUESTIONS, next_question

from .report_base import ReportStep

NOBODY = "nobody"


class OpeningStep(ReportStep):
    """One question of the opening, in the words of the school's routes. “I am not sure” is always among the answers."""

    name: ClassVar[str]

    @classmethod
    def asked_if(cls, telling: Telling) -> bool:
        """Whether the routes ask it now."""
        question = next_question(telling.book, telling.opening_answers)
        return question is not None and question.id == cls.name

    def prepare(self) -> None:
        """Take question, hint and answers from the routes."""
        question = self.telling.book.question(self.name)
        choices = [(option.id, option.label) for option in question.options]
        told: dict[str, Any] = {"label": question.asks, "help_text": question.hint}
        if question.several:
            wrong = {"required": "Choose at least one answer", "invalid_choice": "Choose one of the answers"}
            if self.name == "keep_from":
                choices.append((NOBODY, "Nobody else"))
            last = choices[-1][0]
            widget: Any = Checkboxes(divider_before=last)
            made: forms.Field = forms.MultipleChoiceField(choices=choices, widget=widget, error_messages=wrong, **told)
        else:
            wrong = {"required": "Choose an answer; if you are not sure, say so", "invalid_choice": "Choose one of the answers"}
            made = forms.ChoiceField(choices=choices, widget=Radios(), error_messages=wrong, **told)
        self.fields[self.name] = made
        self.page_heading = self.name

    def clean(self) -> dict[str, Any]:
        """Nobody is nobody: it goes with no other answer."""
        told = super().clean() or {}
        if self.name == "keep_from" and (chosen := told.get(self.name)):
            if NOBODY in chosen and len(chosen) > 1:
                self.add_error(self.name, "Choose who should not receive it, or “Nobody else”")
            told[self.name] = [each for each in chosen if each != NOBODY]
        return told

    def rows(self) -> list[tuple[str, str]]:
        """Question and answer, in words."""
        if self.name == "keep_from" and not self.cleaned_data.get(self.name):
            return [(str(self.fields[self.name].label), "Nobody else")]
        return super().rows()


def _steps() -> dict[str, type[OpeningStep]]:
    made = {}
    for name in QUESTIONS:
        title = "".join(word.capitalize() for word in name.split("_"))
        made[name] = type(f"{title}Step", (OpeningStep,), {"name": name, "slug": name, "__doc__": f"The question “{name}”."})
    return made


OPENING = _steps()


class StopStep(ReportStep):
    """Stop, whom to phone, what to say: nothing to answer but to go on in words (2.7.4)."""

    slug = "stop"
    title = "Stop, and phone"
    template = "concerns/report/stop.html"
    says_what_is_urgent = True

    @classmethod
    def asked_if(cls, telling: Telling) -> bool:
        """Whether a picture may show a child; not being sure is enough."""
        return telling.opening_answers.may_show_a_child

    def said_in(self, data: Any) -> dict[str, list[str]]:
        """That it was read."""
        return {}
