"""Whatever is tried with what a school lends, in whatever order: never two loans at once, no lost history (2.4.6)."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import ValidationError
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from lanyard.practice.models import Loan, LoanAct, LoanDay, LoanStep
from lanyard.practice.queries.equipment import shelf
from tests.people.cast import TODAY, make_adult, make_school
from tests.practice import lending
from tests.practice.lending import scope

pytestmark = pytest.mark.django_db
NUMBERS = st.integers(0, 7)


class Lending(RuleBasedStateMachine):
    """A keeper, two borrowers and two phones, through a few weeks."""

    @initialize()
    def open_a_school(self):
        self.school = make_school()
        self.keeper = make_adult(self.school, "Kofi Mensah", "it_lead")
        self.borrowers = [make_adult(self.school, f"Borrower {number}") for number in range(2)]
        self.items = [lending.add(self.keeper, f"P-{number}") for number in range(2)]
        self.on = TODAY
        self.loans: list[Loan] = []
        self.history: list[tuple] = []

    def attempt(self, act, *arguments) -> Loan | None:
        """Try something that may be refused; a refusal changes nothing."""
        before = self.rows()
        try:
            return act(*arguments, on=self.on)
        except ValidationError:
            assert self.rows() == before
            return None

    def rows(self) -> list:
        mine = {"loan__school": self.school}
        return [
            list(Loan.objects.filter(school=self.school).order_by("pk").values_list()),
            list(LoanDay.objects.filter(**mine).order_by("pk").values_list()),
            self.steps(),
        ]

    def steps(self) -> list[tuple]:
        found = LoanStep.objects.filter(loan__school=self.school).order_by("loan__booked_at", "loan", "number")
        return [tuple(bytes(each) if isinstance(each, memoryview) else each for each in row) for row in found.values_list()]

    @rule(who=NUMBERS, what=NUMBERS, first=st.integers(0, 6), length=st.integers(0, 5))
    def book(self, who, what, first, length):
        start = (self.on - TODAY).days + first
        made = self.attempt(lending.book, self.borrowers[who % 2], self.items[what % 2], start, start + length)
        if made:
            self.loans.append(made)

    @rule(who=NUMBERS, which=NUMBERS, act=st.sampled_from(["pick_up", "cancel", "give_back", "lose", "look_over"]))
    def step(self, who, which, act):
        people = [*self.borrowers, self.keeper]
        if self.loans:
            self.attempt(getattr(lending, act), people[who % 3], self.loans[which % len(self.loans)])

    @rule(which=NUMBERS, days=st.integers(-1, 8))
    def extend(self, which, days):
        if self.loans:
            loan = self.loans[which % len(self.loans)]
            self.attempt(lending.extend, loan.borrower, loan, (loan.ends_on - TODAY).days + days)

    @rule(days=st.integers(1, 4))
    def days_pass(self, days):
        self.on += datetime.timedelta(days=days)

    @invariant()
    def nothing_is_in_two_hands(self):
        if not hasattr(self, "school"):
            return
        for item in self.items:
            out = [loan for loan in item.loans.all() if loan.is_out]
            assert len(out) <= 1
            assert not item.loans.filter(ending="lost", needs_look=True).exists() or not out

    @invariant()
    def no_day_ahead_belongs_to_two(self):
        if not hasattr(self, "school"):
            return
        for item in self.items:
            live = [loan for loan in item.loans.all() if loan.ended_at is None and loan.ends_on >= self.on]
            spans = sorted((max(loan.starts_on, self.on), loan.ends_on) for loan in live)
            assert all(before[1] < after[0] for before, after in zip(spans, spans[1:], strict=False))
            held = set(item.days.filter(day__gte=self.on).values_list("day", flat=True))
            span = {first + datetime.timedelta(days=n) for first, last in spans for n in range((last - first).days + 1)}
            assert held == span

    @invariant()
    def history_only_grows(self):
        if not hasattr(self, "school"):
            return
        now = self.steps()
        assert [row for row in now if row in self.history] == self.history
        self.history = now
        for loan in Loan.objects.filter(school=self.school):
            acts = [step.act for step in loan.steps.all()]
            assert acts[0] == LoanAct.BOOKED and acts.count(LoanAct.PICKED_UP) == (loan.picked_up_at is not None)
            assert sum(act in (LoanAct.RETURNED, LoanAct.CANCELLED, LoanAct.LOST) for act in acts) == (loan.ended_at is not None)
            agreed = [step.until for step in loan.steps.all() if step.until]
            assert agreed == sorted(agreed) and agreed[-1] == loan.ends_on

    @invariant()
    def what_is_said_to_be_free_is_free(self):
        if not hasattr(self, "school"):
            return
        for each in shelf(scope(self.keeper, self.on)):
            if each.is_free_now:
                assert not LoanDay.objects.filter(equipment=each.item, day=self.on).exists()
                assert not any(loan.is_out for loan in each.item.loans.all())


def test_never_two_loans_at_once_and_no_lost_history():
    run_state_machine_as_test(Lending, settings=settings(max_examples=12, stateful_step_count=20, deadline=None))
