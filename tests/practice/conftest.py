"""A school with the Welton policy in force, and a teacher of it in front of a browser."""

from __future__ import annotations

import pytest

from lanyard.people.models import School
from tests.practice.welton import Visitor, make_welton


@pytest.fixture
def school(db) -> School:
    """The demonstration's school: invented numbers may be shown."""
    return make_welton()


@pytest.fixture
def teacher(school) -> Visitor:
    """A teacher, signed in."""
    return Visitor.at(school)
