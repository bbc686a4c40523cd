"""The first run of a real school: the school, its people, its policy and its adoption, all of it or nothing.

The terminal (``lanyard setup``) and the browser (``/setup/``) ask the same and end here.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify

from lanyard.people import actions as people
from lanyard.people.imports.gias import is_urn
from lanyard.people.models import Adult, School
from lanyard.policy.pack import read_sources
from lanyard.policy.refusal import Refusal

from . import actions as oversight

#: The policy that a school may start from.
START = "welton"


@dataclass(frozen=True)
class Person:
    """Somebody who gets a role and a sign-in at the first run."""

    name: str
    email: str = ""


@dataclass(frozen=True)
class FirstRun:
    """Everything that is asked. ``pack`` is a built-in policy or the folder of one; days and minute are those of its adoption."""

    name: str
    council: str
    head: Person
    meeting: str
    minute_ref: str
    decided_by: str
    adopted_on: datetime.date
    urn: str = ""
    brand_colour: str | None = None
    chair: Person | None = None
    pack: str = START
    in_force_from: datetime.date | None = None
    terms: str = ""
    contacts: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


@dataclass(frozen=True)
class Ready:
    """A school that is set up, and the one-time code that lets its head teacher in. The code is shown once."""

    school: School
    head: Adult
    words: str

    def __repr__(self) -> str:
        return f"Ready({self.school.pk})"


@transaction.atomic
def set_up_school(told: FirstRun, *, by: None, at: datetime.datetime, on: datetime.date) -> Ready:
    """Make a school with its head teacher, its policy and the record of its adoption.

    Nobody gets a password: the head teacher gets a code that works once. Raises
    ``ValidationError`` for what cannot be, and ``Refusal`` when the policy cannot be read.
    """
    check_urn(told.urn)
    school = people.add_school(
        name=told.name.strip(),
        council=told.council.strip(),
        urn=told.urn,
        settings=_settings(told),
        brand_colour=told.brand_colour,
        by=by,
        at=at,
    )
    head = _bring_in(school, told.head, "teacher", ("head",), on=on, at=at)
    if told.chair is not None:
        _bring_in(school, told.chair, "governor", ("chair", "governor"), on=on, at=at, contact_with_pupils=False)
    sources = sources_for(told)
    version = oversight.receive_version(school=school, sources=sources, name=told.pack, by=by, at=at)
    oversight.record_adoption(
        version=version,
        meeting=told.meeting.strip(),
        minute_ref=told.minute_ref.strip(),
        decided_by=told.decided_by.strip(),
        adopted_on=told.adopted_on,
        in_force_from=told.in_force_from,
        by=by,
        at=at,
    )
    issued = people.issue_sign_in_code(adult=head, by=by, at=at)
    return Ready(school, head, issued.words)


def check_urn(urn: str) -> None:
    """Refuse what is no unique reference number; none at all is fine."""
    if urn and not is_urn(urn):
        raise ValidationError({"urn": "A URN has 6 digits, such as 123456"})


def sources_for(told: FirstRun) -> dict[str, str]:
    """The policy as this school adopts it: the built-in one under its own name, a school's own word for word."""
    sources = read_sources(told.pack)
    if told.pack != START:
        return sources
    words = {
        "id": slugify(told.name) or "policy",
        "school": told.name,
        "council": told.council,
        "adopted_on": told.adopted_on.isoformat(),
        "adopted_by": told.decided_by,
        "minute": told.minute_ref,
        "review_due": _a_year_after(told.adopted_on).isoformat(),
    }
    return {**sources, "policy.md": _with_front_matter(sources["policy.md"], words)}


def _with_front_matter(text: str, words: Mapping[str, str]) -> str:
    """The document with other words in its opening lines."""
    opening, front, rest = text.partition("---\n")[0], *text.partition("---\n")[2].split("\n---\n", 1)
    for key, value in words.items():
        said = " ".join(value.split())
        front = re.sub(rf"(?m)^{key}:.*$", lambda _, key=key, said=said: f"{key}: {said}", front)
    return f"{opening}---\n{front}\n---\n{rest}"


def _settings(told: FirstRun) -> dict[str, Any]:
    settings: dict[str, Any] = {"council": told.council.strip(), "pack": START}
    if told.terms:
        settings["terms"] = told.terms
    if told.contacts:
        settings["contacts"] = {id_: dict(line) for id_, line in told.contacts.items()}
    return settings


def _bring_in(
    school: School, person: Person, group: str, roles: tuple[str, ...], *, on: datetime.date, at: datetime.datetime, **more: Any
) -> Adult:
    told = {"name": person.name, "email": person.email, "group": group, "starts_on": on, "by": None, "at": at}
    adult = people.add_adult(school=school, **told, **more)
    people.open_account(adult=adult, by=None, at=at)
    for role in roles:
        people.give_role(adult=adult, role=role, held_from=on, by=None, at=at)
    return adult


def _a_year_after(day: datetime.date) -> datetime.date:
    """The same day of the next year; 1 March after a leap day."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return datetime.date(day.year + 1, 3, 1)


def problems_of(error: ValidationError | Refusal) -> list[str]:
    """What is wrong, each in one line."""
    return list(error.messages) if isinstance(error, ValidationError) else [str(problem) for problem in error.problems]
