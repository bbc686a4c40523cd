"""Personal information in the ways in which people write it, and what only looks like it."""

from __future__ import annotations

import pytest

from lanyard.checkup.checks import load_checks
from lanyard.checkup.detect import Detector
from tests.checkup.detect.test_detector import post

DETECTOR = Detector(load_checks())


def labels(text: str) -> dict[str, str]:
    """What is found, as label to words."""
    return {span.label: text[span.start : span.end] for span in DETECTOR.spans(text)}


@pytest.mark.parametrize(
    "number",
    [
        *(
            "07700 900123",
            "07700900123",
            "+44 7700 900123",
            "+44 (0)7700 900123",
            "0044 7700 900123",
            "(+44) 7700 900123",
            "o77oo 9oo123",
        ),
        *("0 7 7 0 0 9 0 0 1 2 3", "07700-900-123", "020 7946 0123", "(0117) 496 0123", "01632 960123"),
        "oh double seven double oh nine double oh one two three",
    ],
)
def test_a_telephone_number_is_found_however_it_is_written(number: str):
    assert labels(f"Give me a ring, {number}, any time") == {"uk-phone": number}


@pytest.mark.parametrize(
    "address",
    [
        "jo.bloggs@example.org",
        "jo.bloggs at example dot org",
        "jo [at] gmail [dot] com",
        "jo(at)gmail.com",
        "jo dot b at hotmail dot co dot uk",
    ],
)
def test_an_address_is_found_however_it_is_hidden(address: str):
    assert labels(f"My email is {address} if you need it")["email"] == address


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("I live in ba15xx", "uk-postcode"),
        ("We have moved to 12a Acacia Avenue!", "street-address"),
        ("DOB 12-Mar-85", "date-of-birth"),
        ("I was born on the 3rd of June, 1979", "date-of-birth"),
        ("My birthday is 14th May", "birthday"),
        ("NI no: ab 12 34 56 c", "uk-nino"),
        ("NHS number 943 476 5919", "uk-nhs"),
        ("sort code 20-00-00, account 12345678", "uk-bank-account"),
        ("IBAN GB82 WEST 1234 5698 7654 32", "iban"),
        ("my card is 4111 1111 1111 1111", "payment-card"),
        ("imei: 490154203237518", "imei"),
        ("my car is AB12 CDE", "uk-car-registration"),
        ("we are at 51.38131, -2.35963 now", "coordinates"),
        ("///filled.count.soap", "place-link"),
        ("House will be empty until the 14th, we fly on Friday", "holiday"),
        ("my passport is 123456789", "passport"),
    ],
)
def test_what_a_thief_could_use_is_found(text: str, label: str):
    assert label in labels(text)


@pytest.mark.parametrize(
    "text",
    [
        "Order number 07700900123 has not arrived",
        "Childline is 0800 1111, the helpline 0300 123 4567",
        "Write to info@theatre.example for tickets",
        "Look at amazon.com, laugh at bbc dot com",
        "The museum is at 1 Museum Road",
        "The exhibition is at the library, BA1 5AY",
        "It is a 10 minute walk down the lane",
        "Founded on 14 June 1893, the deadline is 12/03/2026",
        "943 476 5919 is a long number",
        "Order 4929 1234 1234 1234 shipped",
        "Serial number 356938035643809",
        "12-05-23, order 12345678",
        "F1 car race and the A4 the other day",
        "Version 51.381 costs 2.359",
        "My opinion: a resort codes nothing",
    ],
)
def test_what_only_looks_like_it_is_not_found(text: str):
    assert labels(text) == {}


def test_a_holiday_beside_an_address_is_sure():
    [alone] = list(DETECTOR.spans("We are away until 14 August"))
    assert alone.tier == "B"
    beside = post("We live at 12 Mill Lane and are away until 14 August")
    [whereabouts] = (finding for finding in DETECTOR.find(beside, "x") if finding.check == "whereabouts")
    assert whereabouts.tier == "A"
    assert "home address" in whereabouts.reason


def test_a_street_is_less_sure_without_a_word_of_home():
    tiers = {text: [span.tier for span in DETECTOR.spans(text)] for text in ("12 Acacia Avenue", "our house is 12 Acacia Avenue")}
    assert tiers == {"12 Acacia Avenue": ["B"], "our house is 12 Acacia Avenue": ["A"]}
