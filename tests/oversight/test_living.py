"""How a school is living a clause stands on its page: counts, and none that points at a person."""

from __future__ import annotations

import pytest

from tests.practice.note_taking import note_call
from tests.practice.welton import Visitor, make_welton


@pytest.fixture
def teacher(db) -> Visitor:
    return Visitor.at(make_welton())


def test_a_clause_page_counts_from_five(teacher):
    page = teacher.open("/policy/clauses/own-phone/").text
    assert "How our school is living this" in page and "Fewer than 5 emergencies" in page
    for _ in range(5):
        note_call(teacher)
    page = teacher.open("/policy/clauses/own-phone/").text
    assert "5 emergencies on adults’ own phones were noted in the last 12 months" in page


def test_a_clause_that_nothing_counts_says_nothing(teacher):
    assert "How our school is living this" not in teacher.open("/policy/clauses/legal-basis/").text
