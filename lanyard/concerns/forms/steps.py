"""The form of a step, made from the facts that its route writes down; and the other forms about a case."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from lanyard.components.forms import Checkboxes, DateField, Form, Radios, TextInput
from lanyard.concerns.case_words import UNKNOWN, role_words, step_label
from lanyard.concerns.opened import OpenCase
from lanyard.concerns.queries.desk import STATES
from lanyard.concerns.queries.holders import ROLES, roles_of
from lanyard.concerns.queries.readings import OTHER, REASONS, TOGETHER
from lanyard.people.models import Adult
from lanyard.people.queries import Scope
from lanyard.policy.routes.book import Fact, Step
from lanyard.policy.routes.deadlines import LONDON
from lanyard.policy.routes.guards import open_items
from lanyard.policy.routes.history import NOT_KNOWN
from lanyard.policy.routes.kinds import OUTSIDE_ROLES

LONGEST = 5000
TOO_LONG = f"Use {LONGEST} characters or fewer"
ROLES_FACT = "roles"


class StepForm(Form):
    """One step of a case: a field for each fact, and for those that nobody may know a way to say so."""

    def __init__(self, opened: OpenCase, step: Step, scope: Scope, *, adults: Sequence[Adult], at: datetime.datetime, **more):
        super().__init__(**more)
        self.opened, self.step, self.scope, self.adults, self.at = opened, step, scope, adults, at
        for id_ in (*step.facts, *step.may_give):
            self._add(opened.book.fact(id_), is_needed=id_ in step.facts)

    def _add(self, fact: Fact, *, is_needed: bool) -> None:
        if fact.kind == "moment":
            self._add_moment(fact, is_needed=is_needed)
        elif fact.id == ROLES_FACT:
            roles = [(role, role_words(role)) for role in ROLES if role not in OUTSIDE_ROLES]
            self.fields[fact.id] = forms.MultipleChoiceField(
                label="Which roles should not see this, whoever holds them? (optional)",
                help_text="The roles that the person holds today are left out with them.",
                choices=roles,
                required=False,
                widget=Checkboxes(),
            )
        elif fact.kind == "text":
            self._add_text(fact, is_needed=is_needed)
        else:
            self._add_choice(fact, is_needed=is_needed)

    def _add_text(self, fact: Fact, *, is_needed: bool) -> None:
        self.fields[fact.id] = forms.CharField(
            label=fact.label if is_needed else f"{fact.label} (optional)",
            required=False,
            max_length=LONGEST,
            widget=forms.Textarea(attrs={"rows": 3}),
            error_messages={"max_length": TOO_LONG},
        )
        if is_needed and fact.may_be_unknown:
            self._add_unknown(fact)

    def _add_moment(self, fact: Fact, *, is_needed: bool) -> None:
        said = fact.label if is_needed else f"{fact.label}, if it was not just now (optional)"
        self.fields[fact.id] = DateField(label=said, help_text="For example, 27 3 2027", required=False)
        self.fields[_time(fact.id)] = forms.TimeField(
            label=f"Time of day: {fact.label[0].lower()}{fact.label[1:]}" if is_needed else "Time of day (optional)",
            help_text="In 24 hours, such as 14:30",
            required=False,
            input_formats=["%H:%M", "%H.%M"],
            widget=TextInput(width=5),
            error_messages={"invalid": "Enter a time such as 14:30"},
        )
        if is_needed and fact.may_be_unknown:
            self._add_unknown(fact)

    def _add_unknown(self, fact: Fact) -> None:
        said = f"Nobody knows yet: {fact.label[0].lower()}{fact.label[1:]}"
        self.fields[_unknown(fact.id)] = forms.BooleanField(label=said, required=False)

    def _add_choice(self, fact: Fact, *, is_needed: bool) -> None:
        choices, hints = self._choices(fact)
        if fact.may_be_unknown:
            choices.append((NOT_KNOWN, UNKNOWN))
        many = fact.kind == "person"
        self.fields[fact.id] = forms.ChoiceField(
            label=fact.label if is_needed else f"{fact.label} (optional)",
            choices=[("", "Choose a person"), *choices] if many else choices,
            required=is_needed,
            widget=forms.Select() if many else Radios(hints=hints),
            error_messages={"required": f"Select an answer: {fact.label}", "invalid_choice": f"Select an answer: {fact.label}"},
        )

    def _choices(self, fact: Fact) -> tuple[list[tuple[str, str]], dict[str, str]]:
        if fact.kind == "person":
            left = [adult for adult in self.adults if adult.pk not in self.opened.left_out and adult != self.scope.adult]
            return [(str(adult.pk), adult.name) for adult in left], {}
        if fact.kind == "route":
            ways = self.opened.book.escalations_from(self.opened.standing.route.id)
            ways = tuple(way for way in ways if not (way.when_unlocked and self.opened.standing.locked))
            return [(way.target.value, self.opened.book.get(way.target).title) for way in ways], {
                way.target.value: way.why for way in ways
            }
        if fact.kind == "step":
            items = [step for step in open_items(self.opened.standing) if not step.never_skip]
            return [(step.id, step_label(self.opened, step.id)) for step in items], {}
        return [(option.id, option.label) for option in fact.options], {}

    def clean(self) -> dict[str, Any]:
        """What is needed is given, or said to be unknown; never both."""
        told = super().clean()
        for id_ in (*self.step.facts, *self.step.may_give):
            fact, is_needed = self.opened.book.fact(id_), id_ in self.step.facts
            if fact.kind == "moment":
                self._clean_moment(fact, told, is_needed=is_needed)
            elif fact.kind == "text" and fact.id != ROLES_FACT and fact.id not in self.errors:
                self._clean_text(fact, told, is_needed=is_needed)
        self._clean_left_out(told)
        return told

    def _clean_text(self, fact: Fact, told: dict[str, Any], *, is_needed: bool) -> None:
        said, unknown = told.get(fact.id, ""), told.get(_unknown(fact.id), False)
        if said and unknown:
            self.add_error(fact.id, f"Either answer “{fact.label}”, or say that nobody knows, not both")
        elif is_needed and not said and not unknown:
            self.add_error(fact.id, f"Answer “{fact.label}”" + (", or say that nobody knows yet" if fact.may_be_unknown else ""))

    def _clean_moment(self, fact: Fact, told: dict[str, Any], *, is_needed: bool) -> None:
        day, time, unknown = told.get(fact.id), told.get(_time(fact.id)), told.get(_unknown(fact.id), False)
        if {fact.id, _time(fact.id)} & set(self.errors):
            return
        if day and not time:
            self.add_error(_time(fact.id), "Enter the time as well, such as 14:30")
        elif time and not day:
            self.add_error(fact.id, "Enter the day as well")
        elif is_needed and not day and not unknown:
            self.add_error(fact.id, f"Answer “{fact.label}”")
        elif day and datetime.datetime.combine(day, time, LONDON) > self.at:
            self.add_error(fact.id, "It cannot have happened later than now")

    def _clean_left_out(self, told: dict[str, Any]) -> None:
        if ROLES_FACT not in self.fields or self.errors:
            return
        if self.scope.roles & set(self._roles(told)):
            self.add_error("person", "You hold one of these roles yourself. Hand the case over first, or choose other roles")
        elif told.get("person") == NOT_KNOWN and not self._roles(told):
            self.add_error(ROLES_FACT, "Choose a person, or at least one role")

    def _roles(self, told: dict[str, Any]) -> list[str]:
        """The chosen roles, and those that the chosen person holds today: whoever is left out decides nothing."""
        person = told.get("person", "")
        own = roles_of(frozenset({int(person)}), on=self.scope.on) if person.isdecimal() else frozenset()
        wanted = {*told.get(ROLES_FACT, ()), *own}
        return [role for role in ROLES if role in wanted and role not in OUTSIDE_ROLES]

    @property
    def facts(self) -> dict[str, str]:
        """What was answered, as the routes take it. Only for a form that is valid."""
        told, found = self.cleaned_data, {}
        for id_ in (*self.step.facts, *self.step.may_give):
            fact = self.opened.book.fact(id_)
            if told.get(_unknown(id_)):
                found[id_] = NOT_KNOWN
            elif fact.id == ROLES_FACT:
                found[id_] = ", ".join(self._roles(told))
            elif fact.kind == "moment":
                day, time = told.get(id_), told.get(_time(id_))
                found[id_] = datetime.datetime.combine(day, time, LONDON).isoformat() if day and time else ""
            else:
                found[id_] = told.get(id_) or ""
        return {id_: said for id_, said in found.items() if said}

    @property
    def left_out_adults(self) -> frozenset[int]:
        """The adults who are left out with this step."""
        person = self.cleaned_data.get("person", "") if ROLES_FACT in self.fields else ""
        return frozenset({int(person)}) if person.isdecimal() else frozenset()


class FilterForm(Form):
    """Which of one’s cases to show."""

    route = forms.ChoiceField(label="Way", required=False, widget=forms.Select())
    state = forms.ChoiceField(
        label="Open or closed", required=False, choices=[("", "Open and closed"), *STATES.items()], widget=forms.Select()
    )

    def __init__(self, routes: Mapping[str, str], **more):
        super().__init__(**more)
        self.fields["route"].choices = [("", "Every way"), *routes.items()]


class ReadingForm(Form):
    """Why somebody opens a case."""

    reason = forms.ChoiceField(
        label="Why do you open it?",
        choices=[(id_, said) for id_, said in REASONS.items() if id_ != TOGETHER],
        widget=Radios,
        error_messages={"required": "Select why you open it", "invalid_choice": "Select why you open it"},
    )
    words = forms.CharField(
        label="In a few words",
        help_text="Needed for “Another reason”, else you can leave it empty. Whoever handles the case can read it.",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"max_length": "Use 1000 characters or fewer"},
    )

    def clean(self) -> dict[str, Any]:
        """Another reason is said in words."""
        told = super().clean()
        if told.get("reason") == OTHER and not told.get("words", "").strip():
            self.add_error("words", "Say why you open it")
        return told


class WordsForm(Form):
    """Words and nothing else; ``label`` says which."""

    words = forms.CharField(max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 6}), error_messages={"max_length": TOO_LONG})

    def __init__(self, *, label: str, hint: str, missing: str, longest: int = LONGEST, **more):
        super().__init__(**more)
        field = self.fields["words"]
        field.label, field.help_text = label, hint
        field.error_messages = {**field.error_messages, "required": missing}
        if longest != LONGEST:
            self.fields["words"] = forms.CharField(
                label=label,
                help_text=hint,
                max_length=longest,
                widget=forms.Textarea(attrs={"rows": 4}),
                error_messages={"required": missing, "max_length": f"Use {longest} characters or fewer"},
            )


class IncidentForm(Form):
    """One time that somebody did something to somebody."""

    actor = forms.CharField(
        label="Who did it?",
        help_text="Use the same name each time, so that what one person did stands together.",
        required=False,
        max_length=200,
        error_messages={"max_length": "Use 200 characters or fewer"},
    )
    nobody = forms.BooleanField(label="Nobody knows who did it", required=False)
    target = forms.CharField(
        label="To whom was it done?",
        max_length=200,
        error_messages={"required": "Enter to whom it was done", "max_length": "Use 200 characters or fewer"},
    )
    day = DateField(
        label="On which day?",
        help_text="For example, 27 3 2027",
        error_messages={"required": "Enter the day on which it happened"},
    )
    time = forms.TimeField(
        label="At what time?",
        help_text="In 24 hours, such as 14:30. Roughly is enough.",
        input_formats=["%H:%M", "%H.%M"],
        widget=TextInput(width=5),
        error_messages={"required": "Enter a time such as 14:30", "invalid": "Enter a time such as 14:30"},
    )
    words = forms.CharField(
        label="What was it?",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say what it was", "max_length": TOO_LONG},
    )
    occasion = forms.ChoiceField(
        label="Was it an occasion of its own?",
        help_text="Ten messages in a row are one occasion. Messages on different days mostly are not.",
        widget=Radios(),
        error_messages={"required": "Select whether it was an occasion of its own"},
    )

    def __init__(self, earlier: Sequence[tuple[str, str]], *, at: datetime.datetime, **more):
        super().__init__(**more)
        self.at = at
        if not earlier:
            del self.fields["occasion"]
            return
        self.fields["occasion"].choices = [
            ("own", "Yes, of its own"),
            *((id_, f"No, the same as {said}") for id_, said in earlier),
        ]

    def clean(self) -> dict[str, Any]:
        """Somebody did it, or nobody knows who; and not later than now."""
        told = super().clean()
        if bool(told.get("actor", "").strip()) == bool(told.get("nobody")):
            self.add_error("actor", "Either say who did it, or that nobody knows")
        if told.get("day") and told.get("time"):
            told["happened_at"] = datetime.datetime.combine(told["day"], told["time"], LONDON)
            if told["happened_at"] > self.at:
                self.add_error("day", "It cannot have happened later than now")
        return told


def _unknown(id_: str) -> str:
    return f"{id_}-unknown"


def _time(id_: str) -> str:
    return f"{id_}-time"
