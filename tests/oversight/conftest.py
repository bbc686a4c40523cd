"""A school with the Welton policy in force, and a governor of it in front of a browser."""

from __future__ import annotations

import pytest

from lanyard.people.models import School
from tests.practice.welton import Visitor, make_welton


@pytest.fixture
def welton(db) -> School:
    """The demonstration's school, with last year's and this year's version."""
    return make_welton()


@pytest.fixture
def governor(welton) -> Visitor:
    """The chair of governors, signed in."""
    return Visitor.at(welton, "Ruth Adeyemi", "chair", "governor", group="governor")
