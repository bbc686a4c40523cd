"""School equipment: lent to one person at a time, on terms that are kept, with its whole history (2.4.2, 2.4.6, 2.4.7)."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from lanyard.people import actions as people
from lanyard.people.dues import dues_of
from lanyard.people.timeline import timeline_of
from lanyard.practice.actions import equipment as register
from lanyard.practice.living import living_by
from lanyard.practice.models import Equipment, Loan, LoanDay, LoanStanding, LoanStep, RetiredWhy
from lanyard.practice.models.final import RowIsFinal
from lanyard.practice.on_record import offered, recorded_for
from lanyard.practice.queries import equipment as shelves
from lanyard.practice.queries import loans as queries
from tests.people.cast import AT, TODAY, make_adult, make_school
from tests.practice import lending
from tests.practice.lending import add, book, cancel, day, extend, give_back, look_over, lose, pick_up, scope
from tests.practice.test_phones import everything_in_the_database

pytestmark = pytest.mark.django_db


@pytest.fixture
def adult(teacher):
    return teacher.adult


@pytest.fixture
def keeper(school):
    return make_adult(school, "Kofi Mensah", "it_lead")


@pytest.fixture
def colleague(school):
    return make_adult(school, "Hannah Kowal")


@pytest.fixture
def phone(keeper):
    return add(keeper)


def dues(adult, on=TODAY):
    """What of the equipment needs somebody."""
    return [due for due in dues_of(scope(adult, on)) if due.clause == "school-equipment"]


def kinds(adult, on=TODAY):
    return [due.kind for due in dues(adult, on)]


def test_a_day_is_booked_once(adult, colleague, phone):
    book(adult, phone, 2, 4)
    for first, last in ((2, 2), (0, 2), (4, 9), (3, 3), (0, 9)):
        with pytest.raises(ValidationError, match="has booked it for"):
            book(colleague, phone, first, last)
    book(colleague, phone, 0, 1)
    book(colleague, phone, 5, 5)
    assert LoanDay.objects.count() == 6


def test_the_database_itself_keeps_days_and_hands_apart(adult, colleague, phone):
    loan = book(adult, phone, 0, 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        LoanDay.objects.create(loan=loan, equipment=phone, day=TODAY)
    other = book(colleague, phone, 2, 3)
    pick_up(adult, loan)
    with pytest.raises(IntegrityError), transaction.atomic():
        Loan.objects.filter(pk=other.pk).update(picked_up_at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        Loan.objects.filter(pk=loan.pk).update(ended_at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        Loan.objects.filter(pk=loan.pk).update(ended_at=AT, ending="cancelled")
    with pytest.raises(IntegrityError), transaction.atomic():
        Loan.objects.filter(pk=loan.pk).update(needs_look=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Equipment.objects.filter(pk=phone.pk).update(retired_at=AT, retired_by=adult)


def test_what_is_not_back_is_not_lent(adult, colleague, phone):
    loan = pick_up(adult, book(adult, phone, 0, 1))
    other = book(colleague, phone, 2, 3)
    with pytest.raises(ValidationError, match="not back"):
        pick_up(colleague, other, on=day(2))
    with pytest.raises(ValidationError, match="has booked it"):
        extend(adult, loan, 2, on=day(2))
    shown = shelves.on_shelf(scope(colleague, day(2)), phone.pk)
    assert shown.is_overdue and not shown.is_free_now
    give_back(adult, loan, on=day(2))
    assert pick_up(colleague, other, on=day(2)).is_out


def test_coming_back_early_frees_the_days(adult, colleague, phone):
    give_back(adult, pick_up(adult, book(adult, phone, 0, 9)), on=day(1))
    assert shelves.on_shelf(scope(colleague, day(1)), phone.pk).is_free_now
    book(colleague, phone, 1, 5, on=day(1))
    cancel(adult, book(adult, phone, 7, 8))
    book(colleague, phone, 7, 7)


def test_the_list_says_from_when_until_when(adult, colleague, phone):
    def free(on=TODAY):
        shown = shelves.on_shelf(scope(colleague, on), phone.pk)
        return shown.free_from, shown.free_until

    assert free() == (TODAY, None)
    book(adult, phone, 3, 4)
    assert free() == (TODAY, day(2))
    book(adult, phone, 0, 1)
    assert free() == (day(2), day(2))
    book(adult, phone, 2, 2)
    assert free() == (day(5), None)
    assert free(day(5)) == (day(5), None)


@pytest.mark.parametrize("days", [(-1, 2), (3, 2), (0, 367)])
def test_days_lie_ahead_and_within_a_year(adult, phone, days):
    with pytest.raises(ValidationError):
        book(adult, phone, *days)


def test_longer_only_where_it_is_free_and_later(adult, colleague, phone):
    loan = pick_up(adult, book(adult, phone, 0, 2))
    book(colleague, phone, 6, 6)
    for last, words in ((2, "later"), (1, "later"), (6, "has booked it"), (400, "a year")):
        with pytest.raises(ValidationError, match=words):
            extend(adult, loan, last)
    extend(adult, loan, 5)
    assert Loan.objects.get(pk=loan.pk).ends_on == day(5)
    with pytest.raises(ValidationError, match="has booked it"):
        book(colleague, phone, 5, 5)


def test_an_overdue_loan_can_be_made_longer_from_today_on(adult, phone):
    loan = pick_up(adult, book(adult, phone, 0, 1))
    extend(adult, loan, 8, on=day(6))
    assert sorted(loan.days.values_list("day", flat=True)) == [day(0), day(1), day(6), day(7), day(8)]


def test_a_booking_that_nobody_picks_up_lapses(adult, colleague, phone):
    loan = book(adult, phone, 0, 1)
    assert loan.standing(day(1)) == LoanStanding.READY and loan.standing(day(2)) == LoanStanding.LAPSED
    with pytest.raises(ValidationError, match="on the days"):
        pick_up(adult, loan, on=day(2))
    with pytest.raises(ValidationError, match="run out"):
        extend(adult, loan, 5, on=day(2))
    assert book(colleague, phone, 2, 3, on=day(2))


def test_terms_are_kept_as_they_were_accepted(adult, colleague, keeper, phone):
    before = shelves.terms_of(phone)
    loan = book(adult, phone)
    told = {"kind": "phone", "name": "Trip phone", "tag": "P-1"}
    register.change_equipment(scope=scope(keeper), equipment=phone, **told, terms="New terms\r\n", by=keeper.account, at=AT)
    register.change_equipment(scope=scope(keeper), equipment=phone, **told, terms="New terms", by=keeper.account, at=AT)
    assert Loan.objects.get(pk=loan.pk).terms.text == lending.TERMS
    assert [each.text for each in phone.terms.all()] == [lending.TERMS, "New terms"]
    with pytest.raises(ValidationError, match="terms have changed"), transaction.atomic():
        lending.actions.book_loan(
            scope=scope(colleague),
            equipment=phone,
            terms=before,
            purpose="Trip",
            starts_on=day(5),
            ends_on=day(5),
            by=colleague.account,
            at=AT,
        )
    assert book(colleague, phone, 5, 5).terms.number == 2


def test_history_cannot_be_changed(adult, phone):
    loan = book(adult, phone)
    step = LoanStep.objects.get()
    for change in (step.save, step.delete, LoanStep.objects.all().delete, lambda: LoanStep.objects.update(number=3)):
        with pytest.raises(RowIsFinal):
            change()
    with pytest.raises(RowIsFinal):
        phone.terms.get().save()
    with pytest.raises(ProtectedError):
        loan.delete()


def test_the_borrower_is_told_first_and_then_the_keeper(adult, keeper, phone):
    loan = book(adult, phone, 0, 1)
    assert kinds(adult) == ["loan to pick up"]
    pick_up(adult, loan)
    assert kinds(adult) == ["loan to return"] and "loan overdue" not in kinds(keeper, day(1))
    assert kinds(keeper, day(2)) == ["loan overdue"] and kinds(adult, day(2)) == ["loan to return"]
    give_back(adult, loan, on=day(2))
    assert kinds(keeper, day(2)) == [] and kinds(adult, day(2)) == []


def test_what_a_leaver_has_is_due_to_the_keeper_at_once(adult, keeper, phone):
    pick_up(adult, book(adult, phone, 0, 30))
    people.end_adult(adult=adult, ends_on=day(1), by=None, at=AT)
    assert kinds(keeper, day(1)) == [] and kinds(keeper, day(2)) == ["loan overdue"]


def test_what_comes_back_in_a_bad_state_is_looked_over(adult, keeper, phone):
    loan = give_back(adult, pick_up(adult, book(adult, phone)), clear=False)
    assert kinds(keeper) == ["equipment to look over"] and kinds(adult) == []
    with pytest.raises(ValidationError):
        look_over(adult, loan)
    look_over(keeper, loan)
    assert kinds(keeper) == []
    assert not give_back(adult, pick_up(adult, book(adult, phone))).needs_look
    assert give_back(adult, pick_up(adult, book(adult, phone)), damage="The glass is cracked").needs_look


def test_what_is_lost_is_urgent_and_not_lent_until_it_is_here_again(adult, colleague, keeper, phone):
    booked = book(colleague, phone, 3, 4)
    loan = lose(adult, pick_up(adult, book(adult, phone, 0, 1)))
    assert [due.is_urgent for due in dues(keeper)] == [True]
    with pytest.raises(ValidationError, match="missing"):
        book(colleague, phone, 8, 9)
    with pytest.raises(ValidationError, match="missing"):
        pick_up(colleague, booked, on=day(3))
    look_over(keeper, loan)
    assert pick_up(colleague, booked, on=day(3))


def test_nobody_finds_again_what_they_lost_themselves(school, keeper, phone):
    loan = lose(keeper, pick_up(keeper, book(keeper, phone)))
    with pytest.raises(ValidationError):
        look_over(keeper, loan)
    look_over(make_adult(school, "Priya Hartwell", "head"), loan)


def test_only_what_nobody_has_is_retired_and_its_tag_is_free_again(adult, keeper, phone):
    def retire():
        why = RetiredWhy.WORN
        return register.retire_equipment(scope=scope(keeper), equipment=phone, why=why, by=keeper.account, at=AT)

    loan = book(adult, phone)
    with pytest.raises(ValidationError, match="booked"):
        retire()
    pick_up(adult, loan)
    with pytest.raises(ValidationError, match="on loan"):
        retire()
    give_back(adult, loan)
    with pytest.raises(ValidationError):
        add(keeper, "p-1")
    retire()
    with pytest.raises(ValidationError, match="not lent"):
        book(adult, phone)
    add(keeper, "p-1")
    assert queries.loans_of(scope(keeper), phone)


def test_only_keepers_keep_the_register(adult, phone):
    with pytest.raises(ValidationError):
        add(adult, "P-2")
    for act in (
        lambda: register.change_equipment(
            scope=scope(adult), equipment=phone, kind="phone", name="x", tag="x", terms="x", by=adult.account, at=AT
        ),
        lambda: register.retire_equipment(scope=scope(adult), equipment=phone, why=RetiredWhy.WORN, by=adult.account, at=AT),
    ):
        with pytest.raises(ValidationError):
            act()
    assert not queries.overdue(scope(adult)) and not queries.loans_of(scope(adult), phone)


def test_neither_a_colleague_nor_another_school_has_part_in_a_loan(adult, colleague, phone):
    loan = book(adult, phone)
    elsewhere = make_adult(make_school("Other Primary School"), "Ola Brandt", "it_lead")
    for other in (colleague, elsewhere):
        assert queries.loan_for(scope(other), loan.pk) is None
        for act in (pick_up, cancel, give_back, lose, look_over):
            with pytest.raises((ValidationError, Loan.DoesNotExist)):
                act(other, loan)
    with pytest.raises(Equipment.DoesNotExist):
        book(elsewhere, phone, 5, 6)
    assert shelves.shelf(scope(elsewhere)) == [] and shelves.entry_of(scope(elsewhere), phone.pk) is None


def test_what_it_was_for_is_sealed(adult, keeper, phone):
    loan = pick_up(adult, book(adult, phone))
    give_back(adult, loan, damage="A persimmon fell on it")
    kept = everything_in_the_database()
    assert b"quince" not in kept and b"persimmon" not in kept
    told = queries.loan_for(scope(keeper), loan.pk)
    assert told.purpose == lending.PURPOSE and told.steps[-1][1]["damage"] == "A persimmon fell on it"


def test_a_school_phone_in_hand_answers_whose_device_it_is(adult, keeper, phone):
    loan = book(adult, phone)
    known = {"act": "contact", "other": "parent"}
    assert offered(recorded_for(scope(adult)), known, "device_owner") == []
    pick_up(adult, loan)
    found = offered(recorded_for(scope(adult)), known, "device_owner")
    assert [dict(each.facts) for each in found] == [{"device_owner": "school"}]
    assert offered(recorded_for(scope(adult)), {"act": "lost_device"}, "device_owner") == []
    give_back(adult, loan)
    assert offered(recorded_for(scope(adult)), known, "device_owner") == []


def test_the_timeline_tells_it_all_with_the_terms(adult, phone):
    give_back(adult, extend(adult, pick_up(adult, book(adult, phone)), 5))
    told = [entry for entry in timeline_of(scope(adult)) if entry.kind == "loan"]
    assert len(told) == 4
    assert any(entry.statement.get("terms") == lending.TERMS for entry in told)


def test_the_clause_counts_loans_and_hides_small_numbers(school, adult, phone):
    for count in range(5):
        shown = living_by(school, "school-equipment", on=TODAY)[0].shown
        assert shown == "Fewer than 5 loans of school equipment in the last 12 months", count
        give_back(adult, pick_up(adult, book(adult, phone)))
    shown = [each.shown for each in living_by(school, "own-phone", on=TODAY)]
    assert "5 school phones were borrowed in the last 12 months" in shown
