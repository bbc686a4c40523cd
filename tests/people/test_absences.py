"""Absences: no reasons, no overlaps, recorded by oneself or by whoever looks after one."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as some

from lanyard.people.actions import absences as actions
from lanyard.people.models import Absence
from lanyard.people.queries import absences as queries
from lanyard.people.queries import scope_of
from lanyard.records.models import Event
from tests.people.cast import AT, TODAY, make_adult, make_school
from tests.practice.welton import Visitor, adopt

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def adult():
    return make_adult(make_school())


def record(adult, first: int, last: int | None) -> Absence:
    told = {"away_from": TODAY + first * DAY, "away_until": None if last is None else TODAY + last * DAY}
    return actions.record_absence(adult=adult, **told, by=adult.account, at=AT)


spans = some.tuples(some.integers(0, 12), some.none() | some.integers(0, 5))


@given(spans=some.lists(spans, max_size=6))
def test_absences_of_one_adult_never_overlap(spans):
    adult = make_adult(make_school())
    taken: set[int] = set()
    for first, length in spans:
        wanted = set(range(first, 40 if length is None else first + length + 1))
        if wanted & taken:
            with pytest.raises(ValidationError, match="Another absence"):
                record(adult, first, None if length is None else first + length)
        else:
            record(adult, first, None if length is None else first + length)
            taken |= wanted
    for day in range(-1, 40):
        assert queries.is_away(adult, on=TODAY + day * DAY) == (day in taken)


def test_the_end_is_not_before_the_start(adult):
    with pytest.raises(ValidationError, match="last day away"):
        record(adult, 2, 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Absence.objects.create(adult=adult, away_from=TODAY, away_until=TODAY - DAY, recorded_at=AT)


@pytest.mark.parametrize(("first", "last", "kept"), [(0, None, False), (2, 5, False), (-3, None, True), (-3, 5, True)])
def test_coming_back_ends_an_absence_or_forgets_one_that_had_not_begun(first, last, kept, adult):
    absence = record(adult, first, last)
    actions.end_absence(absence=absence, on=TODAY, by=adult.account, at=AT)
    assert not queries.is_away(adult, on=TODAY)
    assert Absence.objects.exists() == kept
    assert not kept or Absence.objects.get().away_until == TODAY - DAY
    assert Event.objects.last().kind == "absence ended"


def test_an_absence_that_is_over_stays_as_it_was(adult):
    absence = record(adult, -5, -3)
    actions.end_absence(absence=absence, on=TODAY, by=adult.account, at=AT)
    assert Absence.objects.get().away_until == TODAY - 3 * DAY


def test_who_may_record_for_whom():
    school = make_school()
    manager = make_adult(school, "Manager")
    mine = make_adult(school, "Mine", line_manager=manager)
    other = make_adult(school, "Other")
    head = make_adult(school, "Priya Hartwell", "head")
    stranger = make_adult(make_school("Another"), "Stranger")

    def may(one, another) -> bool:
        return queries.adult_to_look_after(scope_of(one.account, on=TODAY), another.pk) == another

    assert may(manager, mine)
    assert may(manager, manager)
    assert not may(manager, other)
    assert not may(mine, manager)
    assert may(head, other)
    assert not may(head, stranger)
    absence = record(other, 0, None)
    assert queries.absence(scope_of(head.account, on=TODAY), absence.pk) == absence
    assert queries.absence(scope_of(manager.account, on=TODAY), absence.pk) is None
    assert queries.absence(scope_of(stranger.account, on=TODAY), absence.pk) is None


class TestPages:
    @pytest.fixture
    def school(self):
        school = make_school()
        adopt(school)
        return school

    @staticmethod
    def days(first, last=None) -> dict[str, str]:
        told = {f"away_from-{part}": getattr(first, part) for part in ("day", "month", "year")}
        if last:
            told |= {f"away_until-{part}": getattr(last, part) for part in ("day", "month", "year")}
        return told

    def test_i_say_that_i_am_away_and_come_back(self, school):
        visitor = Visitor.at(school)
        today = timezone.localdate()
        visitor.send("/desk/away/", **self.days(today, today + 3 * DAY))
        assert f"From {today:%-d %B %Y} to" in visitor.text
        assert "Somebody else is away" not in visitor.text
        visitor.press("Take it back")
        assert not Absence.objects.exists()

    def test_mistakes_are_said_at_the_question(self, school):
        visitor = Visitor.at(school)
        today = timezone.localdate()
        assert "Enter the first day away" in visitor.send("/desk/away/").text
        assert "today or in the future" in visitor.send("/desk/away/", **self.days(today - 9 * DAY, today - DAY)).text
        assert "within the next two years" in visitor.send("/desk/away/", **self.days(today + 900 * DAY)).text
        assert "must be the first day away or later" in visitor.send("/desk/away/", **self.days(today + DAY, today)).text
        visitor.send("/desk/away/", **self.days(today))
        assert "Another absence covers" in visitor.send("/desk/away/", **self.days(today)).text
        assert Absence.objects.count() == 1

    def test_a_manager_records_for_somebody_and_nobody_else_finds_the_page(self, school):
        manager = Visitor.at(school, "Manager")
        colleague = make_adult(school, "Leah Morrow", line_manager=manager.adult)
        manager.open("/desk/away/").follow("Leah Morrow")
        manager.send(manager.address, **self.days(timezone.localdate()))
        assert "Leah Morrow is away" in manager.text
        absence = colleague.absences.get()
        another = Visitor.at(school, "Another")
        assert another.client.get(f"/desk/away/{colleague.pk}/").status_code == 404
        assert another.client.post(f"/desk/away/back/{absence.pk}/").status_code == 404
        assert another.client.get("/desk/away/999999/").status_code == 404
        manager.press("Take it back")
        assert not Absence.objects.exists()
