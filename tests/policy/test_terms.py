"""School terms: the demonstration's are plausible, and impossible ones are refused."""

from __future__ import annotations

import datetime as dt

import pytest

from lanyard.policy.calendar import load_calendar
from lanyard.policy.pack import BUILT_IN
from lanyard.policy.refusal import Refusal
from lanyard.policy.terms import load_terms, read_terms

FILE = BUILT_IN / "welton" / "terms.toml"

GOOD = """
[[year]]
name = "2026/27"
from = 2026-09-01
until = 2027-08-31
inset = [2026-09-01]
term = [
  { name = "Autumn", first = 2026-09-01, last = 2026-12-18, half_term = [2026-10-26, 2026-10-30] },
  { name = "Spring", first = 2027-01-04, last = 2027-03-25, half_term = [2027-02-15, 2027-02-19] },
]
"""


def test_a_year_of_the_demonstration_has_190_days_for_pupils():
    calendar = load_calendar(FILE)
    assert calendar.terms.demonstration
    for year in calendar.terms.years:
        days = [year.first + dt.timedelta(days=number) for number in range((year.last - year.first).days + 1)]
        assert sum(calendar.is_school_day(day) for day in days) == 190, year.name
        assert len(year.inset) == 5


def test_terms_know_their_holidays_and_training_days():
    terms = load_terms(FILE)
    assert terms.in_session(dt.date(2026, 11, 23))
    assert terms.holiday(dt.date(2026, 11, 23)) == ""
    assert terms.holiday(dt.date(2026, 9, 1)) == "training day"
    assert terms.holiday(dt.date(2026, 10, 28)) == "school holiday"
    assert terms.holiday(dt.date(2026, 8, 10)) == "school holiday"


def test_beyond_the_recorded_years_nothing_is_called_a_holiday():
    terms = load_terms(FILE)
    assert not terms.known(dt.date(2028, 9, 4))
    assert terms.holiday(dt.date(2028, 9, 4)) == ""


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("until = 2027-08-31", "until = 2026-08-31", "the year ends before it begins"),
        ("first = 2027-01-04", "first = 2026-12-18", "the Spring term begins before the term before it has ended"),
        ("first = 2027-01-04", "first = 2027-04-04", "the Spring term does not lie in the year"),
        ("[2026-10-26, 2026-10-30]", "[2026-10-26]", "“half_term” must hold its first and its last day"),
        ("[2026-10-26, 2026-10-30]", "[]", "“half_term” must hold its first and its last day"),
        ("[2026-10-26, 2026-10-30]", "[2026-08-26, 2026-10-30]", "the half term of the Autumn term does not lie in it"),
        ("inset = [2026-09-01]", "inset = [2026-08-01]", "the training day 2026-08-01 does not lie in the year"),
        ("from = 2026-09-01", "", "“from” is missing"),
    ],
)
def test_dates_that_cannot_be_right_are_refused(tmp_path, old, new, said):
    file = tmp_path / "terms.toml"
    file.write_text(GOOD.replace(old, new), encoding="utf-8")
    with pytest.raises(Refusal) as refusal:
        load_terms(file)
    assert said in str(refusal.value)


def test_a_year_without_terms_and_years_out_of_order_are_refused(tmp_path):
    file = tmp_path / "terms.toml"
    file.write_text(GOOD[: GOOD.index("term = [")], encoding="utf-8")
    with pytest.raises(Refusal, match="the year has no terms"):
        load_terms(file)
    file.write_text(GOOD + GOOD.replace("2026/27", "again"), encoding="utf-8")
    with pytest.raises(Refusal, match="the year begins before 2026/27 has ended"):
        load_terms(file)


def test_two_years_in_order_load(tmp_path):
    later = GOOD
    for year in ("2027", "2026"):
        later = later.replace(f"{year}-", f"{int(year) + 1}-")
    file = tmp_path / "terms.toml"
    file.write_text(GOOD + later.replace("2026/27", "2027/28"), encoding="utf-8")
    assert [year.name for year in load_terms(file).years] == ["2026/27", "2027/28"]


def test_terms_are_read_from_text_as_from_a_file():
    assert read_terms(FILE.read_text(encoding="utf-8")) == load_terms(FILE)
    with pytest.raises(Refusal) as refusal:
        read_terms("[[year]]", "our terms")
    assert {problem.file for problem in refusal.value.problems} == {"our terms"}
