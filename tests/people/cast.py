"""Invented people for tests: schools, adults and the roles they hold, made by the real actions."""

from __future__ import annotations

import datetime
import itertools

from lanyard.people import actions
from lanyard.people.models import Adult, School

AT = datetime.datetime(2026, 11, 22, 9, 0, tzinfo=datetime.UTC)
TODAY = AT.date()
SINCE = datetime.date(2025, 9, 1)
_numbers = itertools.count(1)


def make_school(name: str = "Sample Primary School", **more) -> School:
    """A school."""
    return actions.add_school(**{"name": name, "council": "Sample Council", "by": None, "at": AT, **more})


def make_adult(school: School, name: str = "Sam Whitcombe", *roles: str, **more) -> Adult:
    """An adult in scope since last September, with an account and the given roles."""
    number = next(_numbers)
    account = actions.add_account(sign_in_name=f"person.{number}@example.org", by=None, at=AT)
    told = {"group": "teacher", "starts_on": SINCE, "account": account, "by": None, "at": AT, **more}
    adult = actions.add_adult(school=school, name=name, **told)
    for role in roles:
        actions.give_role(adult=adult, role=role, held_from=adult.starts_on, by=None, at=AT)
    return adult
