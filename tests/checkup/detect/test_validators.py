"""Check digits and shapes, against a second opinion where there is one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import iban, luhn
from stdnum.gb import nhs, upn

from lanyard.checkup.detect import validators as own

DIGITS = "0123456789"


@given(st.text(DIGITS, min_size=12, max_size=19))
def test_the_check_digit_of_cards_is_that_of_stdnum(digits: str):
    assert own.passes_luhn(digits) == luhn.is_valid(digits)


@given(st.text(DIGITS, min_size=10, max_size=10).filter(lambda text: len(set(text)) > 1))
def test_the_check_digit_of_nhs_numbers_is_that_of_stdnum(digits: str):
    assert bool(own.judge_nhs(digits, "")) == nhs.is_valid(digits)


@given(st.sampled_from(upn._alphabet[:23]), st.sampled_from(["801", "919", "205"]), st.text(DIGITS, min_size=9, max_size=9))
def test_the_check_letter_of_pupil_numbers_is_that_of_stdnum(letter: str, authority: str, rest: str):
    number = letter + authority + rest
    assert (own.judge_upn(number.lower(), "") == "A") == (upn.calc_check_digit(number[1:]) == letter)


@given(st.text(DIGITS, min_size=2, max_size=2), st.text(DIGITS, min_size=14, max_size=14))
def test_the_check_digits_of_ibans_are_those_of_stdnum(check: str, rest: str):
    number = f"GB{check}NWBK{rest}"
    assert bool(own.judge_iban(number.lower(), "")) == iban.is_valid(number, check_country=False)


@pytest.mark.parametrize("prefix", ["bg", "gb", "kn", "nk", "nt", "tn", "zz", "da", "fo", "ao"])
def test_prefixes_that_hmrc_never_gives_are_no_national_insurance_number(prefix: str):
    assert own.judge_nino(f"{prefix}123456c", "my ni number") == ""


def test_a_pupil_number_with_a_wrong_letter_counts_only_beside_its_name():
    assert own.judge_upn("b123456789012", "") == ""
    assert own.judge_upn("b123456789012", "upn ") == "B"


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("12/03/1985", True),
        ("31/12/99", True),
        ("1985-03-12", True),
        ("45/03/1985", False),
        ("12/19/1985", True),
        ("12/03/1785", False),
    ],
)
def test_only_days_on_which_somebody_alive_can_be_born_are_dates_of_birth(text: str, is_one: bool):
    assert bool(own.judge_birth_date(text, "")) == is_one


@pytest.mark.parametrize("digits", ["07700900123", "02079460123", "01174960123"])
def test_numbers_of_the_uk_plan_are_known(digits: str):
    assert own.uk_number(digits)


@pytest.mark.parametrize("digits", ["0300123456", "08001111", "07000900123", "0770090012", "02579460123", "01074960123"])
def test_numbers_that_nobody_has_at_home_are_not(digits: str):
    assert not own.uk_number(digits)
