"""A phone's 15 digits: a slip is found when they are typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lanyard.practice.imei import WrongImei, read_imei, spoken

#: Numbers that manuals and articles about the check digit print as examples.
PUBLISHED = ("490154203237518", "352099001761481", "356938035643809")


@pytest.mark.parametrize("digits", PUBLISHED)
def test_published_numbers_are_accepted_however_they_are_spaced(digits):
    for typed in (digits, spoken(digits), f" {digits[:2]}-{digits[2:8]}-{digits[8:14]}-{digits[14]} "):
        assert read_imei(typed) == digits


@pytest.mark.parametrize("digits", PUBLISHED)
def test_each_slip_of_one_digit_is_found(digits):
    """All 135 of them: the check digit finds every single wrong digit."""
    for at in range(15):
        for other in set("0123456789") - {digits[at]}:
            with pytest.raises(WrongImei, match="One of the digits is not right"):
                read_imei(digits[:at] + other + digits[at + 1 :])


@pytest.mark.parametrize("digits", PUBLISHED)
def test_two_neighbours_that_changed_places_are_found(digits):
    """All but 09 and 90, which the method cannot tell apart."""
    for at in range(14):
        pair = digits[at : at + 2]
        if pair[0] != pair[1] and pair not in ("09", "90"):
            with pytest.raises(WrongImei):
                read_imei(digits[:at] + pair[::-1] + digits[at + 2 :])


@given(st.text("0123456789", min_size=14, max_size=14))
def test_exactly_one_last_digit_fits(digits):
    fitting = []
    for last in "0123456789":
        try:
            fitting.append(read_imei(digits + last))
        except WrongImei:
            continue
    assert len(fitting) == 1


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("49015420323751", "must have 15 digits. This has 14"),
        ("4901542032375180", "16 digits"),
        ("49015420323751X", "digits only"),
        ("４９０１５４２０３２３７５１８", "digits only"),
        ("*#06#", "digits only"),
    ],
)
def test_what_is_wrong_is_said_with_what_to_do(typed, said):
    with pytest.raises(WrongImei, match=said):
        read_imei(typed)
