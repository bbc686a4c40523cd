"""The database itself refuses what must never be."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from lanyard.people.models import Account, Adult, RoleHeld, School
from tests.people.cast import AT, SINCE, TODAY, make_adult, make_school

pytestmark = pytest.mark.django_db


def refuses(made):
    """That saving breaks a constraint, and leaves the connection usable."""
    with pytest.raises(IntegrityError), transaction.atomic():
        made.save()


def adult(school: School, **told) -> Adult:
    return Adult(**{"school": school, "name": "Sam Whitcombe", "group": "teacher", "starts_on": SINCE, **told})


def test_a_school_has_a_name():
    refuses(School(name=""))


def test_a_schools_colour_is_hexadecimal():
    refuses(School(name="Sample", brand_colour="navy"))


def test_a_urn_has_six_digits_and_belongs_to_one_school():
    refuses(School(name="Sample", urn="12345"))
    School(name="Sample", urn="123456").save()
    refuses(School(name="Other", urn="123456"))
    School(name="Third").save()
    School(name="Fourth").save()


def test_an_adult_is_in_one_of_the_six_groups():
    refuses(adult(make_school(), group="parent"))


def test_an_adult_has_a_name():
    refuses(adult(make_school(), name=""))


def test_an_adult_ends_after_the_start():
    refuses(adult(make_school(), ends_on=SINCE - datetime.timedelta(days=1)))
    adult(make_school("Another"), ends_on=SINCE).save()


def test_nobody_manages_themselves():
    made = make_adult(make_school())
    made.line_manager = made
    refuses(made)


def test_an_account_belongs_to_one_adult():
    school = make_school()
    refuses(adult(school, account=make_adult(school).account))


def test_a_sign_in_name_is_in_lower_case_and_unique():
    refuses(Account(sign_in_name="Sam@example.org", created_at=AT))
    refuses(Account(sign_in_name="", created_at=AT))
    Account(sign_in_name="sam@example.org", created_at=AT).save()
    refuses(Account(sign_in_name="sam@example.org", created_at=AT))


def test_an_email_address_is_unique_whatever_its_capitals():
    Account(sign_in_name="one", email="Sam@example.org", created_at=AT).save()
    refuses(Account(sign_in_name="two", email="sam@EXAMPLE.org", created_at=AT))
    Account(sign_in_name="three", created_at=AT).save()
    Account(sign_in_name="four", created_at=AT).save()


def test_a_role_is_known():
    refuses(RoleHeld(adult=make_adult(make_school()), role="caretaker", held_from=TODAY))


def test_a_role_ends_after_the_start():
    made = make_adult(make_school())
    refuses(RoleHeld(adult=made, role="head", held_from=TODAY, held_until=TODAY - datetime.timedelta(days=1)))


def test_a_role_is_held_once_at_a_time():
    made = make_adult(make_school(), "Priya Hartwell", "head")
    refuses(RoleHeld(adult=made, role="head", held_from=TODAY))
    RoleHeld(adult=made, role="dsl", held_from=TODAY).save()


def test_two_heads_may_share_the_job():
    school = make_school()
    make_adult(school, "Priya Hartwell", "head")
    make_adult(school, "Tom Bellamy", "head")
    assert RoleHeld.objects.filter(role="head").count() == 2


def test_a_leaver_is_never_deleted_with_their_account():
    made = make_adult(make_school(), "Priya Hartwell", "head")
    for kept in (made.account, made, made.school):
        with pytest.raises(ProtectedError):
            kept.delete()


@pytest.mark.parametrize(("colour", "said"), [("#1D4F91", "small|lower|write"), ("#fff", "write"), ("#ffd700", "1.4 to 1")])
def test_a_colour_must_carry_white_letters(colour, said):
    with pytest.raises(ValidationError, match=f"(?i){said}"):
        make_school(brand_colour=colour)


def test_a_dark_colour_is_taken():
    assert make_school(brand_colour="#00592f").has_own_colour
    assert not make_school("Another").has_own_colour
