"""What the actions of people do and refuse."""

from __future__ import annotations

import datetime
import inspect

import pytest
from django.core.exceptions import ValidationError

from lanyard.people import actions
from lanyard.people.models import Adult
from tests.people.cast import AT, SINCE, TODAY, make_adult, make_school

DAY = datetime.timedelta(days=1)


def test_every_action_is_keyword_only_and_says_who_and_when():
    found = [
        each
        for name, each in inspect.getmembers(actions, inspect.isfunction)
        if not name.startswith("_") and each.__module__.startswith(actions.__name__)
    ]
    assert len(found) >= 7
    for action in found:
        parameters = inspect.signature(action).parameters
        assert {"by", "at"} <= set(parameters), action.__name__
        by_name = {inspect.Parameter.KEYWORD_ONLY, inspect.Parameter.VAR_KEYWORD}
        assert {each.kind for each in parameters.values()} <= by_name, action.__name__


@pytest.mark.django_db
def test_an_account_starts_without_a_password():
    account = actions.add_account(sign_in_name=" Sam@Example.org ", by=None, at=AT)
    assert account.sign_in_name == "sam@example.org"
    assert not account.has_usable_password()
    assert type(account).objects.get_by_natural_key("SAM@example.org") == account
    assert account.created_at == AT


@pytest.mark.django_db
def test_a_line_manager_is_at_the_same_school():
    one, other = make_school("One"), make_school("Other")
    stranger = make_adult(other)
    with pytest.raises(ValidationError, match="same school"):
        make_adult(one, line_manager=stranger)
    made = make_adult(one)
    with pytest.raises(ValidationError, match="same school"):
        actions.change_line_manager(adult=made, line_manager=stranger, by=None, at=AT)
    colleague = make_adult(one, "Hannah Kowal")
    actions.change_line_manager(adult=made, line_manager=colleague, by=colleague.account, at=AT)
    assert Adult.objects.get(pk=made.pk).line_manager == colleague


@pytest.mark.django_db
def test_leaving_ends_the_roles_too():
    made = make_adult(make_school(), "Priya Hartwell", "head", "dsl")
    actions.end_adult(adult=made, ends_on=TODAY, by=None, at=AT)
    assert {held.held_until for held in made.roles_held.all()} == {TODAY}
    assert made.is_in_scope(TODAY)
    assert not made.is_in_scope(TODAY + DAY)
    assert not made.is_in_scope(SINCE - DAY)


@pytest.mark.django_db
def test_a_role_may_be_held_again_but_never_twice_at_once():
    made = make_adult(make_school(), "Priya Hartwell", "head")
    held = made.roles_held.get()
    actions.end_role(held=held, held_until=TODAY, by=None, at=AT)
    assert held.is_held(TODAY)
    assert not held.is_held(TODAY + DAY)
    with pytest.raises(ValidationError, match="already held"):
        actions.give_role(adult=made, role="head", held_from=TODAY, by=None, at=AT)
    again = actions.give_role(adult=made, role="head", held_from=TODAY + DAY, by=None, at=AT)
    assert again.is_held(TODAY + DAY)


@pytest.mark.django_db
def test_a_refused_action_changes_nothing():
    school = make_school()
    with pytest.raises(ValidationError):
        make_adult(school, "", group="teacher")
    assert not Adult.objects.exists()


@pytest.mark.django_db
def test_things_are_named_by_number_in_logs():
    made = make_adult(make_school(), "Priya Hartwell", "head")
    for kept in (made, made.account, made.roles_held.get()):
        assert str(kept.pk) in str(kept)
        assert "Hartwell" not in str(kept)
