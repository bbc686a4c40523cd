"""Borrowing a trip phone and keeping the register, on the pages, without scripts (2.4.2, 2.4.6, 2.4.7)."""

from __future__ import annotations

import datetime
import uuid

import pytest
from django.utils import timezone

from lanyard.practice.models import Equipment, Loan, LoanStanding, RetiredWhy
from lanyard.practice.queries.equipment import terms_of
from tests.people.cast import make_adult, make_school
from tests.practice import lending
from tests.practice.welton import Visitor, sign_in

pytestmark = pytest.mark.django_db
HERE = "/protect/equipment/"


def typed(name: str, day: datetime.date) -> dict[str, str]:
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def keeper(school) -> Visitor:
    return Visitor.at(school, "Kofi Mensah", "it_lead")


@pytest.fixture
def phone(keeper) -> Equipment:
    return lending.add(keeper.adult)


def book(visitor: Visitor, phone: Equipment, first: datetime.date, last: datetime.date) -> Loan:
    """Book on the pages."""
    visitor.open(HERE).press("Book it")
    place = visitor.address.removesuffix("when/")
    visitor.send(f"{place}when/", **typed("starts_on", first), **typed("ends_on", last))
    visitor.send(f"{place}purpose/", purpose="The museum")
    assert lending.TERMS in visitor.text
    visitor.send(f"{place}terms/", terms=str(terms_of(phone).pk))
    assert "Trip phone (P-1)" in visitor.text
    visitor.send(f"{place}check/")
    visitor.send(f"{place}check/")
    return Loan.objects.get(borrower=visitor.adult)


def test_from_booking_to_bringing_back(teacher: Visitor, phone, today):
    loan = book(teacher, phone, today, today)
    assert teacher.address == f"{HERE}loans/{loan.pk}/" and "Waiting to be picked up" in teacher.text
    teacher.press("I have picked it up")
    assert "On loan" in teacher.text
    teacher.open(f"{HERE}loans/{loan.pk}/extend/")
    teacher.send(teacher.address, **typed("ends_on", today + datetime.timedelta(days=3)))
    assert "The new last day is agreed." in teacher.text
    teacher.follow("Bring it back")
    teacher.send(teacher.address, back="yes", state="clear", words="")
    assert "Nothing personal is left on it; not said that school photos" in teacher.text
    assert Loan.objects.get().standing(today) == LoanStanding.RETURNED and Loan.objects.get().needs_look
    assert "The museum" in teacher.open(f"{HERE}loans/").text


def test_a_day_that_is_taken_is_said_where_it_was_typed(school, teacher: Visitor, phone, today):
    book(Visitor.at(school, "Hannah Kowal"), phone, today, today)
    assert "Free from" in teacher.open(HERE).text
    teacher.press("Book it")
    teacher.send(teacher.address, **typed("starts_on", today), **typed("ends_on", today))
    page = teacher.page.get_text()
    assert "There is a problem" in page and "Somebody has booked it for" in page
    assert teacher.page.find("input", attrs={"name": "starts_on-day"})["value"] == str(today.day)


def test_the_terms_must_be_accepted_as_they_stand(teacher: Visitor, keeper, phone, today):
    before = terms_of(phone)
    teacher.open(HERE).press("Book it")
    place = teacher.address.removesuffix("when/")
    teacher.send(f"{place}when/", **typed("starts_on", today), **typed("ends_on", today))
    teacher.send(f"{place}purpose/", purpose="The museum")
    teacher.send(f"{place}terms/")
    assert "Select that you accept the terms" in teacher.page.get_text()
    keeper.open(f"{HERE}register/{phone.pk}/change/")
    keeper.send(keeper.address, kind="phone", name="Trip phone", tag="P-1", terms="Only for trips.")
    assert "Only for trips." in keeper.text and "Version 2" in keeper.text
    teacher.send(f"{place}terms/", terms=str(before.pk))
    assert "The terms have changed" in teacher.page.get_text()
    teacher.send(f"{place}check/")
    assert not Loan.objects.exists()


def test_what_is_lost_says_whom_to_tell(teacher: Visitor, phone, today):
    loan = book(teacher, phone, today, today)
    teacher.press("I have picked it up").follow("Bring it back")
    teacher.send(teacher.address, back="lost", words="")
    assert "Enter where and when you last had it" in teacher.page.get_text()
    teacher.send(f"{HERE}loans/{loan.pk}/return/", back="lost", words="On the bus")
    assert "Tell the IT lead today" in teacher.text and "On the bus" in teacher.text
    assert "Missing." in teacher.open(HERE).text


def test_the_keepers_register(school, teacher: Visitor, keeper: Visitor, today):
    keeper.open(HERE).follow("The register").follow("Add something")
    assert "Use it for school work only" in keeper.page.find("textarea").get_text()
    keeper.send(keeper.address, kind="phone", name="", tag="", terms="")
    assert "Enter its asset tag" in keeper.page.get_text()
    keeper.send(f"{HERE}register/add/", kind="phone", name="Trip phone", tag="P-1", terms=lending.TERMS)
    phone = Equipment.objects.get()
    keeper.send(f"{HERE}register/add/", kind="phone", name="Another", tag="p-1", terms=lending.TERMS)
    assert "Something else in the register has this tag" in keeper.page.get_text()
    loan = book(teacher, phone, today, today)
    teacher.press("I have picked it up")
    Loan.objects.update(starts_on=today - datetime.timedelta(days=3), ends_on=today - datetime.timedelta(days=1))
    keeper.open(f"{HERE}overdue/")
    assert "Overdue : Sam Whitcombe" in keeper.text
    keeper.follow("Trip phone").follow("Bring it back")
    keeper.send(keeper.address, back="yes", words="A crack")
    keeper.open(f"{HERE}loans/{loan.pk}/look-over/")
    keeper.send(keeper.address, words="New glass")
    assert "It can be lent again." in keeper.text and "New glass" in keeper.text
    keeper.send(f"{HERE}register/{phone.pk}/retire/", why=RetiredWhy.WORN.value)
    assert "Not lent any more" in keeper.text and "Sam Whitcombe" in keeper.text
    assert "The register is empty" in teacher.open(HERE).text
    assert keeper.client.get(f"{HERE}register/{phone.pk}/change/").status_code == 404


def test_others_things_are_like_what_never_was(school, teacher: Visitor, keeper, phone, today):
    loan = book(teacher, phone, today, today)
    colleague = sign_in(make_adult(school, "Hannah Kowal"))
    elsewhere = sign_in(make_adult(make_school("Other Primary School"), "Ola Brandt", "it_lead"))
    for client in (colleague, elsewhere):
        for page in ("", "return/", "extend/", "pick-up/", "cancel/", "look-over/"):
            for id_ in (loan.pk, uuid.uuid4()):
                address = f"{HERE}loans/{id_}/{page}"
                assert {client.get(address).status_code, client.post(address).status_code} <= {403, 404, 405, 503}
    for page in ("", "change/", "retire/"):
        assert elsewhere.get(f"{HERE}register/{phone.pk}/{page}").status_code in (404, 503)
        assert colleague.get(f"{HERE}register/{phone.pk}/{page}").status_code == 403
    assert Loan.objects.get().standing(today) == LoanStanding.READY


def test_the_practise_page_leads_here(teacher: Visitor):
    assert teacher.open("/practise/").follow("School equipment").address == HERE
