"""Adding an adult, one question after the other (1.2.1)."""

from __future__ import annotations

import datetime
from typing import Any

from django.urls import reverse

from lanyard.people import actions
from lanyard.people.journeys import Asked, Journey, Step
from lanyard.people.queries.register import possible_managers

from .adults import (
    OFTEN_EMPLOYED_ELSEWHERE,
    contact_field,
    email_field,
    employer_field,
    ends_field,
    group_field,
    manager_choices,
    manager_field,
    name_field,
    starts_field,
)


class NameStep(Step):
    """Who they are."""

    slug = "name"
    page_heading = "name"
    name = name_field()


class GroupStep(Step):
    """Which of the six groups they belong to."""

    slug = "group"
    page_heading = "group"
    group = group_field()


class EmployerStep(Step):
    """Who employs them, asked of those whom the school often does not."""

    slug = "employer"
    page_heading = "employer"
    employer = employer_field()

    @classmethod
    def asked_if(cls, asked: Asked) -> bool:
        """Whether their employer is often somebody else."""
        return asked.answers.get("group") in OFTEN_EMPLOYED_ELSEWHERE


class DaysStep(Step):
    """From when until when."""

    slug = "days"
    title = "When are they here?"
    starts_on = starts_field()
    ends_on = ends_field()

    def clean(self) -> dict[str, Any]:
        """The last day does not come before the first; a supply teacher has one."""
        told = super().clean()
        starts, ends = told.get("starts_on"), told.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", "The last day must be on or after the first day")
        if self.asked.answers.get("group") == "supply" and not ends and "ends_on" not in self.errors:
            self.add_error("ends_on", "Enter a supply teacher’s last day: their sign-in ends with it. You can move it later")
        return told


class ContactStep(Step):
    """Whether they have contact with pupils."""

    slug = "contact"
    page_heading = "contact_with_pupils"
    contact_with_pupils = contact_field()


class EmailStep(Step):
    """Where their work mail goes."""

    slug = "email"
    page_heading = "email"
    email = email_field()


class ManagerStep(Step):
    """Who manages them."""

    slug = "manager"
    page_heading = "line_manager"
    line_manager = manager_field()

    def prepare(self) -> None:
        """Offer everybody who is here."""
        self.fields["line_manager"].choices = manager_choices(self.asked.scope)


class AddingAdult(Journey):
    """Bring somebody into scope."""

    name = "add"
    title = "Add an adult"
    clause = "scope"
    permission = "manage people"
    steps = (NameStep, GroupStep, EmployerStep, DaysStep, ContactStep, EmailStep, ManagerStep)
    lead = "You need their name, what they are at the school and their first day. It takes two minutes."
    promise = "They are in scope of the policy from their first day on. Nobody is told by this; you choose how they sign in next."
    send = "Add to the register"

    def finish(self, asked: Asked, *, by: Any, at: datetime.datetime) -> str:
        """Add them, and show them."""
        told = dict(asked.answers)
        manager = told.pop("line_manager", "")
        adult = actions.add_adult(
            school=asked.scope.school,
            line_manager=possible_managers(asked.scope).filter(pk=manager).first() if manager else None,
            by=by,
            at=at,
            **{**told, "employer": told.get("employer") or "", "email": told.get("email") or ""},
        )
        actions.open_account(adult=adult, by=by, at=at)
        return reverse("people:adult", args=[adult.pk])
