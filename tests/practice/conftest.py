"""A school with the Welton policy in force, and a teacher of it in front of a browser."""

from __future__ import annotations

import pytest

from lanyard.people.models import Role, School
from tests.practice.welton import Visitor, make_welton


@pytest.fixture
def school(db) -> School:
    """The demonstration's school: invented numbers may be shown."""
    return make_welton()


@pytest.fixture
def teacher(school) -> Visitor:
    """A teacher, signed in."""
    return Visitor.at(school)


@pytest.fixture
def head(school) -> Visitor:
    return Visitor.at(school, "Priya Hartwell", Role.HEAD)


@pytest.fixture
def chair(school) -> Visitor:
    return Visitor.at(school, "Ruth Adeyemi", Role.CHAIR, group="governor")


@pytest.fixture
def lead(school) -> Visitor:
    return Visitor.at(school, "Tom Bellamy", Role.DSL)
