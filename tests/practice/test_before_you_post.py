"""A draft is looked at and forgotten: nothing of it stays in the database, the session or the logs (2.3.7)."""

from __future__ import annotations

import json
import logging

import pytest
from bs4 import BeautifulSoup

from lanyard.policy.pack import load_pack
from lanyard.practice.registers import registers_of
from tests.practice.test_phones import everything_in_the_database

pytestmark = pytest.mark.django_db
DRAFT = "Mrs Quillfeather told us in Year 4 that zebra-secret-words are confidential"


def test_without_scripts_the_answer_is_all_there_is_of_it(teacher, caplog):
    with caplog.at_level(logging.DEBUG):
        page = teacher.client.post("/protect/before-you-post/", {"draft": DRAFT}).content.decode()
    for said in ("“Mrs Quillfeather”", "“Year 4”", "“confidential”", "Look at this again"):
        assert said in page
    kept = everything_in_the_database() + caplog.text.encode() + json.dumps(dict(teacher.client.session)).encode()
    assert b"Quillfeather" not in kept and b"zebra" not in kept


def test_nothing_found_is_no_permission(teacher):
    page = teacher.client.post("/protect/before-you-post/", {"draft": "Lovely walk today"}).content.decode()
    assert "Nothing stood out" in page and "Only you can answer the four questions" in page


def test_an_empty_draft_is_asked_for(teacher):
    assert (
        "Enter the words that you want to post"
        in teacher.client.post("/protect/before-you-post/", {"draft": ""}).content.decode()
    )


def test_a_draft_in_the_address_is_not_looked_at(teacher):
    assert "Quillfeather" not in teacher.client.get("/protect/before-you-post/", {"draft": DRAFT}).content.decode()


def test_with_scripts_the_box_has_no_name_to_be_sent_by(teacher):
    page = BeautifulSoup(teacher.client.get("/protect/before-you-post/").content, "html5lib")
    box = page.select_one("[data-before-you-post]")
    assert box.find_parent("form") is None and box.select_one("form, [name]") is None
    rules = json.loads(box["data-before-you-post"])
    settings = load_pack("welton").settings
    school = teacher.adult.school
    assert [rule["patterns"] for rule in rules] == [rule["patterns"] for rule in registers_of(school).looks.as_rules(settings)]
    assert all(rule["href"].startswith("/policy/clauses/") for rule in rules)


def test_one_needs_to_be_signed_in(client, school):
    assert client.get("/protect/before-you-post/").status_code == 302
