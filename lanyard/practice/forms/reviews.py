"""The self-review, one part to a page. What is ticked lives in a sealed draft and is thrown away at the end."""

from __future__ import annotations

import datetime
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse

from lanyard.components.forms import Checkboxes, Radios
from lanyard.people.journeys import Asked, Journey, Step
from lanyard.policy.self_review import SelfReview
from lanyard.practice.actions.reviews import record_review
from lanyard.practice.queries.reviews import my_occasion
from lanyard.practice.registers import registers_of


def review_of(asked: Asked) -> SelfReview:
    """What the person's school goes through."""
    return registers_of(asked.scope.school).review


class PartStep(Step):
    """One part: things to look at. Nothing has to be ticked; what is not ticked is simply still to do."""

    template = "practice/reviews/part.html"
    part: ClassVar[str]
    legend: ClassVar[str]
    page_heading = None

    def prepare(self) -> None:
        """Offer the checks of the part."""
        checks = review_of(self.asked).part(self.part)
        self.fields[self.part] = forms.MultipleChoiceField(
            label=self.legend,
            help_text="Tick what is done. You can go on without, and come back.",
            choices=[(check.id, check.text) for check in checks],
            widget=Checkboxes(hints={check.id: check.hint for check in checks if check.hint}),
            required=False,
        )
        self.page_heading = self.part


class FootprintStep(PartStep):
    """2.3.1 and 2.3.2: what the web knows."""

    slug = part = "footprint"
    legend = "What the web knows about you"


class ProfilesStep(PartStep):
    """2.3.3, 2.3.5 and 2.3.11: what strangers see."""

    slug = part = "profiles"
    legend = "Your profiles, as a stranger sees them"


class PlatformsStep(Step):
    """Which platforms to show the settings of."""

    slug = page_heading = "platforms"
    template = "practice/reviews/part.html"
    platforms = forms.MultipleChoiceField(
        label="Which of these do you use?",
        help_text="So that you are shown where their settings are. Your answer is not kept.",
        widget=Checkboxes(),
        required=False,
    )

    def prepare(self) -> None:
        """Offer the platforms for which there is a guide."""
        registers = registers_of(self.asked.scope.school)
        names = {platform.id: platform.name for platform in registers.platforms}
        guides = review_of(self.asked).guides
        self.fields["platforms"].choices = [(guide.platform, names.get(guide.platform, guide.platform)) for guide in guides]


class SettingsStep(PartStep):
    """2.3.4: settings, with where they are on the platforms that were named."""

    slug = part = "settings"
    legend = "Your settings"

    @property
    def guides(self) -> list[dict[str, Any]]:
        """Where the settings are, on each platform that the person uses."""
        registers = registers_of(self.asked.scope.school)
        names = {platform.id: platform.name for platform in registers.platforms}
        wanted = self.asked.answers.get("platforms", ())
        return [
            {"guide": guide, "name": names.get(guide.platform, guide.platform), "is_stale": guide.is_stale(self.asked.on)}
            for guide in review_of(self.asked).guides
            if guide.platform in wanted
        ]


class WhoCanSeeStep(Step):
    """2.4.5: who can see this? A wrong answer teaches and is asked again; nothing is counted."""

    slug = "who-can-see"
    title = "Who can see this?"
    template = "practice/reviews/part.html"

    def prepare(self) -> None:
        """Ask each puzzle."""
        for puzzle in review_of(self.asked).puzzles:
            self.fields[puzzle.id] = forms.ChoiceField(
                label=puzzle.question,
                choices=[(str(number), answer) for number, answer in enumerate(puzzle.answers, 1)],
                widget=Radios(),
                error_messages={"required": "Choose who can see it"},
            )

    def clean(self) -> dict[str, Any]:
        """Teach where an answer is not right."""
        told = super().clean()
        for puzzle in review_of(self.asked).puzzles:
            if puzzle.id in told and told[puzzle.id] != str(puzzle.right):
                self.add_error(puzzle.id, ValidationError(f"Not quite. {puzzle.because}"))
        return told


class PhoneStep(PartStep):
    """2.4.4: the phone, its number and its place."""

    slug = part = "phone"
    legend = "Your phone"


class NewStep(PartStep):
    """1.4c: what is new since the last time."""

    slug = part = "new"
    legend = "What is new"


class SayStep(Step):
    """What the person says in the end: the only thing that the school learns."""

    slug = page_heading = "say"
    say = forms.MultipleChoiceField(
        label="What you say to the school",
        choices=[
            ("profiles", "I looked at my profiles as anyone can see them, and they are right and suitable"),
            ("pictures", "I looked at the pictures of me that others can see"),
            ("settings", "I went through my privacy and security settings"),
            ("phone", "I keep my phone secure at school, or bring none"),
        ],
        widget=Checkboxes(),
        error_messages={"required": "Tick all four when you have done them. Until then your review waits for you here"},
    )

    def clean_say(self) -> list[str]:
        """A review is done when all of it is."""
        said = self.cleaned_data["say"]
        if len(said) < len(self.fields["say"].choices):
            raise ValidationError("Tick all four when you have done them. Until then your review waits for you here")
        return said


class Review(Journey):
    """The self-review of an occasion (1.4c, 2.3.1 to 2.3.4, 2.3.11, 2.4.4, 2.4.5)."""

    name = "review"
    title = "My self-review"
    clause = "review-practice"
    start_template = "practice/reviews/start.html"
    check_template = "practice/reviews/check.html"
    steps = (FootprintStep, ProfilesStep, PlatformsStep, SettingsStep, WhoCanSeeStep, PhoneStep, NewStep, SayStep)
    send = "Say that it is done"

    def may_begin(self, asked: Asked) -> bool:
        """Anyone may, whenever they like."""
        return True

    def start_context(self, asked: Asked) -> dict[str, Any]:
        """Which review is due, and by when."""
        return {"occasion": my_occasion(asked.scope)}

    def finish(self, asked: Asked, *, by: Any, at: datetime.datetime) -> str:
        """Record the day, and nothing of what was ticked."""
        due = my_occasion(asked.scope)
        if due is not None:
            record_review(scope=asked.scope, occasion=due, by=by, at=at)
        return reverse("practice:reviews")
