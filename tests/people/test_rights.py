"""Rights: data in plain words, one answer with its reason, and nobody decides about themselves."""

from __future__ import annotations

import datetime
import time

import pytest

from lanyard.people import actions, rights
from lanyard.people.models import Role
from lanyard.people.queries import decider_for, may_decide_about, scope_of
from lanyard.people.rights_document import document
from tests.people.cast import AT, TODAY, make_adult, make_school
from tests.repository import ROOT

DAY = datetime.timedelta(days=1)


def test_the_roles_are_those_of_the_records():
    assert {role.id: role.name for role in rights.ROLES.values()} == dict(Role.choices)


def test_every_permission_finishes_a_sentence():
    for permission in rights.PERMISSIONS.values():
        assert permission.does[0].islower(), permission.id
        assert not permission.does.endswith("."), permission.id
        assert permission.everyone or " you" not in f" {permission.does}", "it is also told to whoever may not"


def test_the_document_says_what_the_table_says():
    told = (ROOT / "docs" / "rights.md").read_text(encoding="utf-8")
    assert told == document(), "write it anew: python -m lanyard.people.rights_document > docs/rights.md"


@pytest.mark.once
@pytest.mark.django_db
@pytest.mark.parametrize("permission", rights.PERMISSIONS)
@pytest.mark.parametrize("role", [*Role.values, None])
def test_a_role_opens_what_the_table_says_and_says_why(role, permission):
    adult = make_adult(make_school(), "Sam Whitcombe", *([role] if role else []))
    decision = scope_of(adult.account, on=TODAY).can(permission)
    told = rights.PERMISSIONS[permission]
    assert decision.allowed == bool(decision) == (told.everyone or role in told.roles)
    assert told.does in decision.reason
    assert decision.reason.endswith(".")
    if not decision.allowed:
        assert all(rights.in_a_sentence(rights.ROLES[each].name) in decision.reason for each in told.roles)


@pytest.mark.django_db
def test_a_role_opens_nothing_once_it_has_ended():
    head = make_adult(make_school(), "Priya Hartwell", "head")
    actions.end_role(held=head.roles_held.get(), held_until=TODAY, by=None, at=AT)
    assert scope_of(head.account, on=TODAY).can("manage people")
    assert not scope_of(head.account, on=TODAY + DAY).can("manage people")


def test_out_of_scope_nothing_is_allowed():
    assert not rights.can(None, "use")
    assert "signed in" in rights.can(None, "use").reason


def test_a_permission_that_is_not_there_is_a_fault():
    with pytest.raises(rights.UnknownPermission):
        rights.can(None, "fly")
    with pytest.raises(rights.UnknownPermission):
        rights.needs("fly")


def test_roles_with_rights_over_others_need_a_second_factor():
    leaders = {"head", "deputy", "dsl", "chair", "business_manager", "it_lead"}
    assert leaders | {"data_protection_lead", "hr_contact", "lado_contact"} == rights.SECOND_FACTOR


def test_a_declaration_is_found_on_the_view_or_by_the_name_of_a_librarys_address():
    @rights.needs("use")
    def view(request): ...

    def undeclared(request): ...

    assert rights.permission_of(view, "anything") == "use"
    assert rights.permission_of(undeclared, "mfa_index") == "own sign-in"
    assert rights.permission_of(undeclared, "home") is None
    assert rights.permission_of(undeclared, None) is None


@pytest.mark.django_db
def test_asking_takes_microseconds():
    scope = scope_of(make_adult(make_school(), "Priya Hartwell", "head").account, on=TODAY)
    rounds = 20_000
    began = time.perf_counter()
    for _ in range(rounds):
        rights.can(scope, "see pupil signals")
    assert (time.perf_counter() - began) / rounds < 50e-6


@pytest.mark.django_db
class TestWhoDecides:
    def test_the_head_decides_about_others(self):
        school = make_school()
        head, teacher = make_adult(school, "Priya Hartwell", "head"), make_adult(school)
        make_adult(school, "Ruth Adeyemi", "chair")
        make_adult(make_school("Another"), "Carol Whitlow", "head")
        assert list(decider_for(teacher, on=TODAY)) == [head]
        assert may_decide_about(head, teacher, on=TODAY)
        assert not may_decide_about(teacher, teacher, on=TODAY)

    def test_the_chair_decides_about_a_head_and_about_each_of_two(self):
        school = make_school()
        one, two = make_adult(school, "Priya Hartwell", "head"), make_adult(school, "Tom Bellamy", "head")
        chair = make_adult(school, "Ruth Adeyemi", "chair")
        assert list(decider_for(one, on=TODAY)) == list(decider_for(two, on=TODAY)) == [chair]
        assert set(decider_for(chair, on=TODAY)) == {one, two}

    def test_nobody_decides_about_themselves(self):
        school = make_school()
        both = make_adult(school, "Priya Hartwell", "head", "chair")
        assert not decider_for(both, on=TODAY).exists()

    def test_without_a_head_the_chair_decides(self):
        school = make_school()
        head, teacher = make_adult(school, "Priya Hartwell", "head"), make_adult(school)
        chair = make_adult(school, "Ruth Adeyemi", "chair")
        actions.end_adult(adult=head, ends_on=TODAY, by=None, at=AT)
        assert list(decider_for(teacher, on=TODAY)) == [head]
        assert list(decider_for(teacher, on=TODAY + DAY)) == [chair]
        assert not decider_for(chair, on=TODAY + DAY).exists()
