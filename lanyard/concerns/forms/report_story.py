"""Who it is about, what happened, when, where, who saw it, and what else helps."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from lanyard.components.forms import Checkboxes, DateField, Radios, TextInput
from lanyard.concerns.details import DETAILS, Detail
from lanyard.concerns.interview import Telling
from lanyard.concerns.queries.holders import adults_holding
from lanyard.people.queries import adults_in_scope
from lanyard.policy.routes.deadlines import LONDON
from lanyard.policy.routes.kinds import About
from lanyard.policy.routes.opening import Unanswered, route_of

from .report_base import LONGEST, NOT_KNOWN, ReportStep

UNKNOWN = "unknown"
_STAFF = frozenset({About.ADULT, About.HEAD, About.CHAIR, About.DSL})
_ROLES = {About.HEAD: "head", About.CHAIR: "chair", About.DSL: "dsl"}
_TOO_LONG = {"max_length": "Enter fewer words: 20,000 letters at most"}


def lines(label: str, hint: str = "", *, rows: int = 3, required: str = "") -> forms.CharField:
    """A box of several lines. ``required`` is what is said where it is empty."""
    wrong = {"required": required, **_TOO_LONG}
    box = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label, help_text=hint, required=bool(required), max_length=LONGEST, widget=box, error_messages=wrong
    )


def line(label: str, hint: str = "") -> forms.CharField:
    """A box of one line, which may stay empty."""
    wrong = {"max_length": "Enter 2,000 letters or fewer"}
    return forms.CharField(label=label, help_text=hint, required=False, max_length=2000, widget=TextInput(), error_messages=wrong)


class WhoStep(ReportStep):
    """Who exactly: whoever is named here gets no key to the case, and no trace of it."""

    slug = "who"
    title = "Who exactly is it about?"
    template = "concerns/report/who.html"

    @classmethod
    def asked_if(cls, telling: Telling) -> bool:
        """Where somebody else was named."""
        return bool((_STAFF | {About.OUTSIDER, About.PUPIL}).intersection(telling.opening_answers.about or ()))

    def prepare(self) -> None:
        """Offer the school's own adults to whoever is signed in; nobody else sees the list."""
        about = self.telling.opening_answers.about or frozenset()
        if _STAFF & about and self.telling.signed:
            self.fields["adults"] = forms.MultipleChoiceField(
                label="Adults at the school",
                help_text="Choose everybody whom it is about. They are left out from the start.",
                required=False,
                choices=self._offered(),
                widget=Checkboxes(small=True, divider_before=UNKNOWN),
                error_messages={"invalid_choice": "Choose people from the list"},
            )
            roles = [role for each, role in _ROLES.items() if each in about]
            self.fields["adults"].initial = list(
                adults_holding(self.telling.school, tuple(roles), on=self.telling.on).values_list("pk", flat=True)
            )
        asks = "Names of people who are not on the list" if "adults" in self.fields else "What are they called?"
        hint = "One name on each line. An adult of the school with such a name will not receive this."
        if about & {About.ADULT, About.OUTSIDER} or (about & _STAFF and not self.telling.signed):
            self.fields["others"] = lines(asks, hint)
        if About.PUPIL in about:
            self.fields["pupils"] = lines(
                "Which pupils?", "As little as it takes to know whom you mean: a first name and the class."
            )

    def _offered(self) -> list[tuple[str, str]]:
        if self.telling.scope is None:
            return []
        found = adults_in_scope(self.telling.scope).exclude(pk=self.telling.scope.adult.pk).order_by("name", "pk")
        return [*((str(each.pk), each.name) for each in found), (UNKNOWN, "I do not know who it is")]

    def clean(self) -> dict[str, Any]:
        """An adult who is meant has to be named, or unknown."""
        told = super().clean() or {}
        about = self.telling.opening_answers.about or frozenset()
        if About.ADULT in about and "adults" in self.fields and not told.get("adults") and not told.get("others"):
            self.add_error("adults", ValidationError("Choose who it is, or “I do not know who it is”"))
        return told


class WhatStep(ReportStep):
    """What happened."""

    slug = page_heading = "what"
    what = lines(
        "What happened?",
        "In your own words: what you saw or heard yourself, and what others told you. You need not prove anything, "
        "and you do not decide how serious it is.",
        rows=8,
        required="Write what happened; a sentence is enough",
    )


class WhenStep(ReportStep):
    """When, as far as anybody knows."""

    slug = "when"
    title = "When did it happen?"
    day = DateField(
        label="On which day?",
        help_text="For example, 27 3 2026. Leave it empty if you do not know.",
        required=False,
    )
    time = line("About what time, or over which time?", "For example, “about half past nine” or “every Monday since September”.")

    def clean(self) -> dict[str, Any]:
        """Not ahead, and in living memory."""
        told = super().clean() or {}
        day = told.get("day")
        if day and day > self.telling.on:
            self.add_error("day", ValidationError("The day must be today or in the past"))
        elif day and day.year < 1900:
            self.add_error("day", ValidationError("Enter a year after 1900"))
        return told


class WhereStep(ReportStep):
    """Where."""

    slug = page_heading = "where"
    where = lines("Where did it happen?", "A room, a street, an app, a group. Leave it empty if you do not know.")


class SawStep(ReportStep):
    """Who saw it."""

    slug = page_heading = "saw"
    saw = lines("Who saw it, or knows of it?", "Leave it empty if nobody did, or if you do not know. Do not ask around.")


class DetailsStep(ReportStep):
    """What else helps on the route that it goes."""

    slug = "details"
    title = "What else helps"
    template = "concerns/report/details.html"

    @classmethod
    def asked_if(cls, telling: Telling) -> bool:
        """Where the route has such questions."""
        return bool(_details(telling))

    def prepare(self) -> None:
        """One box for each, all of which may stay empty."""
        for each in _details(self.telling):
            self.fields[each.name] = self._field(each)

    def _field(self, detail: Detail) -> forms.Field:
        if detail.kind == "choice":
            options = [(option.id, option.label) for option in self.telling.book.fact(detail.name).options]
            wrong = {"invalid_choice": "Choose one of the answers"}
            return forms.ChoiceField(
                label=detail.label,
                required=False,
                choices=[*options, (UNKNOWN, "I am not sure")],
                widget=Radios(divider_before=UNKNOWN),
                error_messages=wrong,
            )
        if detail.kind == "day":
            return DateField(label=detail.label, help_text=detail.hint, required=False)
        return lines(detail.label, detail.hint) if detail.kind == "lines" else line(detail.label, detail.hint)

    def clean(self) -> dict[str, Any]:
        """A day is not ahead; it becomes the moment from which the law counts."""
        told = super().clean() or {}
        known = told.get("known_since")
        if known and not 1900 <= known.year <= self.telling.on.year or known and known > self.telling.on:
            self.add_error("known_since", ValidationError("The day must be today or in the past"))
        elif known:
            told["known_since"] = datetime.datetime.combine(known, datetime.time.min, LONDON)
        return told

    def rows(self) -> list[tuple[str, str]]:
        """Each with its answer, or that it is not known."""
        return [(label, NOT_KNOWN if said == "" else said) for label, said in super().rows()]


def _details(telling: Telling) -> tuple[Detail, ...]:
    try:
        return DETAILS[route_of(telling.opening_answers)]
    except Unanswered:
        return ()
