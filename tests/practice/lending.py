"""A school that lends, for tests: a keeper, borrowers, and things to borrow."""

from __future__ import annotations

import datetime

from lanyard.people.models import Adult
from lanyard.people.queries import Scope, scope_of
from lanyard.practice.actions import equipment as register
from lanyard.practice.actions import loans as actions
from lanyard.practice.models import Equipment, Loan
from lanyard.practice.queries.equipment import terms_of
from tests.people.cast import AT, TODAY

TERMS = "Use it for school work only."
PURPOSE = "The quince orchard trip"


def day(count: int) -> datetime.date:
    """A day, counted from the day on which the tests stand."""
    return TODAY + datetime.timedelta(days=count)


def scope(adult: Adult, on: datetime.date = TODAY) -> Scope:
    """The scope of an adult on a day."""
    found = scope_of(adult.account, on=on)
    assert found is not None
    return found


def add(keeper: Adult, tag: str = "P-1", *, kind: str = "phone", name: str = "Trip phone") -> Equipment:
    """Something that the school lends."""
    told = {"kind": kind, "name": name, "tag": tag, "terms": TERMS}
    return register.add_equipment(scope=scope(keeper), **told, by=keeper.account, at=AT)


def book(adult: Adult, item: Equipment, first: int = 0, last: int = 2, *, on: datetime.date = TODAY) -> Loan:
    """A booking, in days from the day on which the tests stand."""
    days = {"starts_on": day(first), "ends_on": day(last)}
    told = {"equipment": item, "terms": terms_of(item), "purpose": PURPOSE, **days}
    return actions.book_loan(scope=scope(adult, on), **told, by=adult.account, at=AT)


def pick_up(adult: Adult, loan: Loan, *, on: datetime.date = TODAY) -> Loan:
    """It is in the borrower's hands."""
    return actions.pick_up_loan(scope=scope(adult, on), loan=loan, by=adult.account, at=AT)


def cancel(adult: Adult, loan: Loan, *, on: datetime.date = TODAY) -> Loan:
    """The booking is given up."""
    return actions.cancel_loan(scope=scope(adult, on), loan=loan, by=adult.account, at=AT)


def give_back(adult: Adult, loan: Loan, *, on: datetime.date = TODAY, clear: bool = True, damage: str = "") -> Loan:
    """It is brought back."""
    state = {"is_wiped": True, "is_clear": clear, "damage": damage}
    return actions.return_loan(scope=scope(adult, on), loan=loan, **state, by=adult.account, at=AT)


def lose(adult: Adult, loan: Loan, *, on: datetime.date = TODAY) -> Loan:
    """It is lost."""
    return actions.report_loan_lost(scope=scope(adult, on), loan=loan, words="On the bus", by=adult.account, at=AT)


def extend(adult: Adult, loan: Loan, last: int, *, on: datetime.date = TODAY) -> Loan:
    """It is kept for longer."""
    return actions.extend_loan(scope=scope(adult, on), loan=loan, ends_on=day(last), by=adult.account, at=AT)


def look_over(adult: Adult, loan: Loan, *, on: datetime.date = TODAY) -> Loan:
    """It was put right."""
    return actions.look_over_loan(scope=scope(adult, on), loan=loan, words="Done", by=adult.account, at=AT)
