"""Bank holidays, checked against an independent library and against days that were published."""

from __future__ import annotations

import datetime as dt

import holidays
import pytest

from lanyard.policy.bank_holidays import (
    ENGLAND,
    NATIONS,
    NORTHERN_IRELAND,
    SCOTLAND,
    BankHolidays,
    easter_sunday,
    load_bank_holidays,
)
from lanyard.policy.calendar import PROCLAIMED
from lanyard.policy.refusal import Refusal

KNOWN = load_bank_holidays(PROCLAIMED)
YEARS = range(2020, 2036)
THEIR_NAMES = {ENGLAND: "ENG", SCOTLAND: "SCT", NORTHERN_IRELAND: "NIR"}

MOVED = """
first_year = 2020
[[moved]]
title = "Early May bank holiday"
usual = 2020-05-04
day = 2020-05-08
source = "gov.uk"
"""
PROCLAIMED_DAY = """
first_year = 2020
[[proclaimed]]
day = 2023-05-08
title = "Coronation"
nations = ["england"]
source = "gov.uk"
"""


@pytest.mark.parametrize("nation", NATIONS)
def test_no_weekday_differs_from_an_independent_library(nation):
    theirs = {day for day in holidays.UK(subdiv=THEIR_NAMES[nation], years=YEARS) if day.weekday() < 5}
    ours = {day for year in YEARS for day in KNOWN.in_year(nation, year)}
    assert ours == theirs
    assert all(day.weekday() < 5 for day in ours)


@pytest.mark.parametrize(
    ("year", "easter"),
    [
        (2020, (4, 12)),
        (2024, (3, 31)),
        (2025, (4, 20)),
        (2026, (4, 5)),
        (2027, (3, 28)),
        (2028, (4, 16)),
        (2038, (4, 25)),
        (2285, (3, 22)),
    ],
)
def test_easter_falls_where_the_church_keeps_it(year, easter):
    assert easter_sunday(year) == dt.date(year, *easter)


@pytest.mark.parametrize(
    ("day", "nation", "name"),
    [
        (dt.date(2020, 5, 8), ENGLAND, "Early May bank holiday"),
        (dt.date(2020, 5, 4), ENGLAND, ""),
        (dt.date(2022, 6, 2), ENGLAND, "Spring bank holiday"),
        (dt.date(2022, 6, 3), SCOTLAND, "Platinum Jubilee"),
        (dt.date(2022, 5, 30), NORTHERN_IRELAND, ""),
        (dt.date(2022, 9, 19), ENGLAND, "State funeral of Queen Elizabeth II"),
        (dt.date(2023, 5, 8), NORTHERN_IRELAND, "Coronation of King Charles III"),
        (dt.date(2021, 12, 27), ENGLAND, "Christmas Day (substitute day)"),
        (dt.date(2021, 12, 28), ENGLAND, "Boxing Day (substitute day)"),
        (dt.date(2022, 12, 26), ENGLAND, "Boxing Day"),
        (dt.date(2022, 12, 27), ENGLAND, "Christmas Day (substitute day)"),
        (dt.date(2026, 12, 28), ENGLAND, "Boxing Day (substitute day)"),
        (dt.date(2026, 6, 15), SCOTLAND, "Scotland at the World Cup"),
        (dt.date(2026, 6, 15), ENGLAND, ""),
        (dt.date(2023, 1, 3), SCOTLAND, "New Year’s Day (substitute day)"),
        (dt.date(2026, 7, 13), NORTHERN_IRELAND, "Battle of the Boyne (substitute day)"),
    ],
)
def test_published_days(day, nation, name):
    assert KNOWN.name(day, nation) == name


def test_a_holiday_elsewhere_in_the_country_names_its_nation():
    assert KNOWN.name_anywhere(dt.date(2026, 3, 17)) == "St Patrick’s Day, Northern Ireland"
    assert KNOWN.name_anywhere(dt.date(2026, 11, 30)) == "St Andrew’s Day, Scotland"
    assert KNOWN.name_anywhere(dt.date(2026, 12, 25)) == "Christmas Day"
    assert KNOWN.name_anywhere(dt.date(2026, 11, 23)) == ""


def test_the_days_of_a_year_come_in_order():
    assert list(KNOWN.in_year(ENGLAND, 2026)) == sorted(KNOWN.in_year(ENGLAND, 2026))
    assert len(KNOWN.in_year(ENGLAND, 2026)) == 8


def test_years_that_are_not_recorded_are_refused():
    with pytest.raises(ValueError, match="before 2020 are not recorded"):
        KNOWN.in_year(ENGLAND, 2019)
    with pytest.raises(ValueError, match="“wales” is not one of england"):
        KNOWN.in_year("wales", 2026)


def test_without_data_only_the_yearly_days_are_known():
    plain = BankHolidays(2020)
    assert plain.name(dt.date(2022, 6, 3)) == ""
    assert plain.name(dt.date(2022, 5, 30)) == "Spring bank holiday"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            MOVED.replace("2020-05-04", "2020-05-05"),
            "no bank holiday called “Early May bank holiday” usually falls on 2020-05-05",
        ),
        (MOVED.replace("usual = 2020-05-04\n", ""), "“usual” is missing"),
        (PROCLAIMED_DAY.replace('["england"]', '["wales"]'), "it must name the nations that keep it"),
        (PROCLAIMED_DAY.replace('nations = ["england"]', ""), "it must name the nations that keep it"),
        (PROCLAIMED_DAY.replace("first_year = 2020", ""), "“first_year” is missing"),
    ],
)
def test_data_that_cannot_be_right_is_refused(tmp_path, text, said):
    file = tmp_path / "calendar.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(Refusal) as refusal:
        load_bank_holidays(file)
    assert said in str(refusal.value)
