"""What belongs together: by who did it to whom, and by adult; never counted up, ranked or weighed."""

from __future__ import annotations

import dataclasses
import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from lanyard.policy.routes.conduct import Concern, Course, Incident, Pattern, courses, patterns
from tests.policy.routes.given import T0


def later(days: int) -> dt.datetime:
    return T0 + dt.timedelta(days=days)


def test_the_second_occasion_is_what_matters():
    (course,) = courses([Incident("2", "p", "eve", later(3)), Incident("1", "p", "eve", T0)])
    assert [one.id for one in course.incidents] == ["1", "2"]
    assert course.has_second_occasion and course.second_at == later(3)


def test_once_is_no_course():
    (course,) = courses([Incident("1", "p", "eve", T0)])
    assert not course.has_second_occasion and course.second_at is None


def test_ten_messages_in_a_row_can_be_one_occasion():
    row = [Incident(str(n), "p", "eve", later(n), occasion="that night") for n in range(3)]
    assert not courses(row)[0].has_second_occasion
    assert courses([*row, Incident("x", "p", "eve", later(9), occasion="march")])[0].second_at == later(9)
    assert courses([*row, Incident("x", "p", "eve", later(9))])[0].second_at == later(9)


def test_two_people_are_not_one_and_unknown_people_least_of_all():
    found = courses(
        [
            Incident("1", "p", "eve", T0),
            Incident("2", "q", "eve", later(1)),
            Incident("3", "p", "sam", later(2)),
            Incident("4", "", "eve", later(3)),
            Incident("5", "", "eve", later(4)),
        ]
    )
    assert [tuple(one.id for one in course.incidents) for course in found] == [("1",), ("2",), ("3",), ("4",), ("5",)]
    assert not any(course.has_second_occasion for course in found)


def test_concerns_about_one_adult_are_laid_side_by_side():
    found = patterns(
        [
            Concern("c", "ray", later(9), frozenset({"2.5.5", "2.3.6"})),
            Concern("a", "ray", T0, frozenset({"2.5.5"})),
            Concern("b", "mia", later(1)),
            Concern("d", "eve", later(2)),
            Concern("e", "eve", later(3)),
        ]
    )
    assert [(one.subject, [concern.id for concern in one.concerns]) for one in found] == [
        ("ray", ["a", "c"]),
        ("eve", ["d", "e"]),
    ]
    assert found[0].shared_clauses == ("2.5.5",) and found[1].shared_clauses == ()


def test_there_is_no_number_to_rank_anybody_by():
    for kind in (Course, Pattern, Incident, Concern):
        assert not any(field.type in ("int", "float") for field in dataclasses.fields(kind))


incidents = st.lists(
    st.builds(
        Incident,
        st.uuids().map(str),
        st.sampled_from(["", "p", "q"]),
        st.sampled_from(["eve", "sam"]),
        st.integers(0, 40).map(later),
        st.sampled_from(["", "one"]),
    ),
    unique_by=lambda one: one.id,
    max_size=8,
)


@given(incidents)
def test_every_incident_stands_in_exactly_one_course(some):
    found = courses(some)
    assert sorted(one.id for course in found for one in course.incidents) == sorted(one.id for one in some)
    for course in found:
        assert [one.at for one in course.incidents] == sorted(one.at for one in course.incidents)
        assert {(one.actor, one.target) for one in course.incidents} == {(course.actor, course.target)}
        assert course.second_at is None or len(course.incidents) > 1
    assert courses(reversed(some)) == found
