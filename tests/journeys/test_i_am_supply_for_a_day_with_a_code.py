"""The head hands a supply teacher a code: it lets them in for the day, and nobody after that."""

from __future__ import annotations

import datetime

import pytest

from tests.journeys.ways import KEYBOARD, WITHOUT_SCRIPTS


@pytest.mark.parametrize("way", [WITHOUT_SCRIPTS, KEYBOARD], ids=lambda way: way.name)
def test_i_am_supply_for_a_day_with_a_code(school, come_to_school, way):
    name = "Owen Fairbairn" if way.keyboard else "Femi Oyelaran"
    today = datetime.date.today().isoformat()  # noqa: DTZ011 - the day as the machine under test has it
    mine = school.expect(name, group="supply", ends_on=today)
    me = come_to_school(way)
    me.open("/sign-in/")
    me.follow("I have a code from the school")
    me.write("Sign-in name", mine.sign_in_name)
    me.write("Code", mine.code.replace("-", " "))
    me.press("Sign in")
    me.press("I am here for today only")
    assert f"Signed in as {name}" in me.text()
    me.press("Sign out")

    me.open("/account/code/")
    me.write("Sign-in name", mine.sign_in_name)
    me.write("Code", mine.code)
    me.press("Sign in")
    assert "There is a problem" in me.main()
