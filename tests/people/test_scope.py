"""Scope: what follows from who signed in; two schools never see each other."""

from __future__ import annotations

import datetime

import pytest

from lanyard.people import actions, queries
from tests.people.cast import AT, SINCE, TODAY, make_adult, make_school

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


def test_scope_holds_the_school_and_the_roles_of_the_day():
    head = make_adult(make_school(), "Priya Hartwell", "head", "dsl")
    actions.end_role(held=head.roles_held.get(role="dsl"), held_until=TODAY - DAY, by=None, at=AT)
    scope = queries.scope_of(head.account, on=TODAY)
    assert scope.adult == head
    assert scope.roles == {"head"}
    assert scope.holds("head", "chair")
    assert not scope.holds("dsl")
    assert scope.role_names == ["Head teacher"]
    assert queries.scope_of(head.account, on=TODAY - DAY).role_names == ["Head teacher", "Designated safeguarding lead"]


def test_there_is_no_scope_before_the_start_after_the_end_or_without_a_person():
    adult = make_adult(make_school(), ends_on=TODAY)
    assert queries.scope_of(adult.account, on=SINCE - DAY) is None
    assert queries.scope_of(adult.account, on=TODAY) is not None
    assert queries.scope_of(adult.account, on=TODAY + DAY) is None
    nobody = actions.add_account(sign_in_name="nobody", by=None, at=AT)
    assert queries.scope_of(nobody, on=TODAY) is None
    adult.account.is_active = False
    assert queries.scope_of(adult.account, on=TODAY) is None


def test_schools_are_sealed_from_each_other():
    ours, theirs = make_school("Ours"), make_school("Theirs")
    head = make_adult(ours, "Priya Hartwell", "head")
    colleague = make_adult(ours)
    stranger = make_adult(theirs, "Carol Whitlow", "head")
    scope = queries.scope_of(head.account, on=TODAY)
    assert set(queries.adults_in_scope(scope)) == {head, colleague}
    assert list(queries.holders(scope, "head")) == [head]
    assert stranger not in queries.adults_in_scope(scope)


def test_leavers_are_out_of_scope():
    school = make_school()
    head = make_adult(school, "Priya Hartwell", "head")
    make_adult(school, ends_on=TODAY - DAY)
    make_adult(school, starts_on=TODAY + DAY)
    assert list(queries.adults_in_scope(queries.scope_of(head.account, on=TODAY))) == [head]


def test_the_cast_is_of_demonstration_schools_only():
    invented = make_adult(make_school("Invented", is_demonstration=True))
    make_adult(invented.school, "Leaver", ends_on=TODAY - DAY)
    make_adult(make_school("Real"))
    assert list(queries.demonstration_cast(on=TODAY)) == [invented]
    assert queries.kinds_of_school() == {True, False}


def test_the_only_school_is_known_where_there_is_one():
    assert queries.only_school() is None
    school = make_school()
    assert queries.only_school() == school
    make_school("Another")
    assert queries.only_school() is None
