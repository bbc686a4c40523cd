"""Whom to phone: never a dead end, never an invented national number, and each with its last check."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from lanyard.policy.contacts import ContactBook, OwnLine, load_contacts, with_own_lines
from lanyard.policy.pack import BUILT_IN, load_pack
from lanyard.policy.refusal import Refusal

FILE = BUILT_IN / "welton" / "contacts.toml"
TODAY = dt.date(2026, 11, 22)

GOOD = """
[[contact]]
id = "helpline"
title = "A helpline"
serves = "Somebody to talk to."
phone = "0300 123 (4)"
hours = "Always"
local = false
verified = true
source = [{ address = "gov.uk", shows = "the number", checked = 2026-11-01 }]
"""


@pytest.fixture(scope="module")
def book() -> ContactBook:
    return load_contacts(FILE)


@pytest.fixture
def refused(tmp_path):
    def load(text: str) -> str:
        file = tmp_path / "contacts.toml"
        file.write_text(text, encoding="utf-8")
        with pytest.raises(Refusal) as refusal:
            load_contacts(file)
        return str(refusal.value)

    return load


def test_the_most_urgent_numbers_come_first(book):
    first = [contact.id for contact in book][:4]
    assert first == ["police-emergency", "police-101", "childrens-social-care", "lado"]
    assert (book.get("police-emergency").dial, book.get("police-101").dial) == ("999", "101")


def test_everyone_in_the_book_can_be_reached_or_says_whom_to_ask(book):
    for contact in book:
        assert contact.reachable or contact.note, contact.id
        assert contact.serves and contact.hours


def test_invented_contacts_are_marked_and_use_numbers_kept_free_for_stories(book):
    drama = re.compile(
        r"^(01632 960\d{3}|07700 900\d{3}|08081 570\d{3})$".replace("960", "960 ?")
        .replace("900", "900 ?")
        .replace("570", "570 ?")
    )
    invented = [contact for contact in book if contact.demonstration]
    assert len(invented) == 9
    for contact in invented:
        assert contact.local and not contact.verified
        assert drama.match(contact.phone), contact.phone
        assert contact.email.endswith(".example.org")


def test_a_national_number_has_a_source(book):
    for contact in book:
        if not contact.local:
            assert contact.sources, contact.id
            assert not contact.demonstration


def test_the_old_counselling_line_is_listed_without_its_number_until_verified(book):
    contact = book.get("employee-counselling")
    assert not contact.phone and not contact.reachable
    assert contact.last_checked is None
    assert "verified before" in contact.note
    assert contact.is_stale(TODAY)


def test_education_support_answers_day_and_night(book):
    contact = book.get("education-support")
    assert contact.dial == "08000562561"
    assert contact.last_checked == dt.date(2026, 11, 1)


def test_every_contact_that_a_duty_names_is_in_the_book(book):
    named = {duty.contact for duty in load_pack("welton").duties.values() if duty.contact}
    assert named <= {contact.id for contact in book}


def test_contacts_go_stale_after_a_year(book):
    assert [contact.id for contact in book.stale(TODAY)] == ["employee-counselling"]
    assert len(book.stale(dt.date(2028, 1, 1))) == len(book) == 17


def test_an_unknown_contact_is_answered_with_suggestions(book):
    with pytest.raises(KeyError, match="police-101"):
        book.get("police-102")


def test_a_contact_that_leads_nowhere_is_refused(refused):
    assert "it gives no way of getting in touch" in refused(GOOD.replace('phone = "0300 123 (4)"\n', ""))


def test_a_national_contact_cannot_be_invented(refused):
    said = refused(GOOD.replace("local = false", "local = false\ndemonstration = true"))
    assert "a national contact cannot be invented" in said


def test_a_national_contact_needs_a_source(refused):
    assert "gives no source" in refused(GOOD[: GOOD.index("source")])


def test_a_link_dials_figures_only(tmp_path):
    file = tmp_path / "contacts.toml"
    file.write_text(GOOD.replace("0300 123 (4)", "+44 300 123"), encoding="utf-8")
    assert load_contacts(file).get("helpline").dial == "+44300123"


def test_a_schools_own_lines_stand_in_place_of_the_invented_ones():
    own = {
        "lado": OwnLine("01632 960 002", "lado@example.org", "", dt.date(2026, 11, 1)),
        "police-101": OwnLine("01632 960 003", "", "", dt.date(2026, 11, 1)),
    }
    book = load_contacts(FILE)
    found = with_own_lines(book, own)
    lado = found.get("lado")
    assert (lado.phone, lado.email, lado.hours) == ("01632 960 002", "lado@example.org", book.get("lado").hours)
    assert not lado.demonstration
    assert lado.last_checked == dt.date(2026, 11, 1)
    assert found.get("police-101") == book.get("police-101"), "a national line is nobody's to change"
    assert found.get("dsl") == book.get("dsl")
    assert len(found) == len(book)
