"""Searching: what people type, and what they meant."""

from __future__ import annotations

import time

import pytest

from lanyard.oversight.search import MOST_SLIPS, build_index, split
from lanyard.policy.pack import find_pack
from lanyard.practice.registers import load_registers
from tests.practice.welton import pack

INDEX = build_index(pack(), load_registers(str(find_pack("welton"))))


@pytest.mark.parametrize(
    ("asked", "act"),
    [
        ("friend request from a parent", "accept_friend"),
        ("WhatsApp", "contact"),
        ("whats app", "contact"),
        ("trip photos", "take_image"),
        ("nudes", "found"),
        ("my number for the residential", "share_contact"),
        ("passwrod", "share_password"),
        ("deepfake", "use_ai"),
        ("lost laptop", "lost_device"),
        ("IMEI", "lost_device"),
        ("e-mails to parents", "contact"),
    ],
)
def test_what_people_type_finds_what_they_mean(asked, act):
    assert act in [entry.id for entry in INDEX.search(asked).acts]


def test_a_clauses_number_finds_that_clause_first():
    assert INDEX.search("2.4.7").clauses[0].id == "own-phone"
    assert [entry.id for entry in INDEX.search("2.4.7").clauses] == ["own-phone"]
    assert INDEX.search("A.13").clauses[0].id == "protection-of-children"


def test_a_slip_of_the_finger_is_forgiven_and_said():
    found = INDEX.search("watsapp")
    assert found.meant == (("watsapp", "whatsapp"),)
    assert found.acts


def test_lessons_and_platforms_are_found_too():
    assert "group-chats" in [entry.id for entry in INDEX.search("group chats").lessons]
    assert [entry.title for entry in INDEX.search("bebo").platforms] == ["Facebook"]


@pytest.mark.parametrize("asked", ["", "zzzzzz", "?!", "   "])
def test_nothing_is_found_for_nothing(asked):
    assert INDEX.search(asked).count == 0


def test_words_that_nobody_knows_cost_no_time():
    """Long and many, they were once compared with every known word, letter by letter."""
    words = " ".join(f"{letter}ntresinglyaeiou" for letter in "abcdefghijklmnop")
    began = time.process_time()
    found = INDEX.search(words)
    assert time.process_time() - began < 0.3
    assert len(found.meant) <= MOST_SLIPS


def test_a_whole_story_is_searched_by_its_words():
    assert INDEX.search("the a of to what " * 20 + "instagram").count > 0


def test_words_are_split_without_case_accents_and_hyphens():
    words = ["cafe", "email", "dont", "two", "step", "2.4.7", "a.13", "1.4a"]
    assert split("Café E-mail, don’t two-step 2.4.7 A.13 1.4a") == words


def test_the_page_offers_what_was_found(db):
    from tests.practice.welton import Visitor, make_welton

    visitor = Visitor.at(make_welton())
    visitor.open("/policy/search/?q=watsapp")
    assert "We took “watsapp” to mean “whatsapp”." in visitor.text
    assert visitor.page.find("input", id="search")["value"] == "watsapp"
    visitor.press("Call, text, message")
    assert "/ask/" in visitor.address
    assert "Try another word" in visitor.open("/policy/search/?q=zzzzzz").text
    assert "result" not in visitor.open("/policy/search/").text
