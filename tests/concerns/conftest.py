"""What every test of concerns may ask for."""

from __future__ import annotations

import pytest

from tests.concerns.cast import Cast, make_cast
from tests.people.cast import make_school


@pytest.fixture
def school(db):
    return make_school()


@pytest.fixture
def cast(school) -> Cast:
    """A school that takes reports, whose head, safeguarding lead and chair have their keys."""
    return make_cast(school)


@pytest.fixture
def crowd(school) -> Cast:
    """The same people without keys of their own: making one is slow on purpose."""
    return make_cast(school, with_keys=())
