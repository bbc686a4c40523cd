"""Where to take a worry: one page, the same for everybody, that keeps nothing."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.people.cast import make_adult, make_school
from tests.practice.welton import Visitor, adopt, sign_in

pytestmark = pytest.mark.django_db


def words_of(response) -> str:
    return re.sub(r"<[^>]+>|\s+", " ", response.content.decode())


def test_every_way_is_on_the_page_and_the_urgent_first(teacher):
    page = words_of(teacher.client.get("/raise/"))
    places = [
        page.index(said)
        for said in ("Phone the police and the LADO now", "72 hours", "grievance procedure", "whistleblowing procedure")
    ]
    assert places == sorted(places)
    assert "Name nobody." in page and "Education Act 2002, section 141F" in page and "Last checked on" in page


def test_reading_it_writes_nothing(teacher):
    teacher.client.get("/raise/")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        teacher.client.get("/raise/")
    assert not [query["sql"] for query in asked if re.match(r"\s*(INSERT|UPDATE|DELETE)", query["sql"], re.IGNORECASE)]


def test_invented_numbers_stay_in_the_demonstration(db):
    school = make_school("Real Primary School", settings={"pack": "welton"})
    adopt(school)
    page = words_of(sign_in(make_adult(school)).get("/raise/"))
    assert "01632" not in page and "999" in page


def test_it_offers_no_way_to_send_a_picture(teacher: Visitor):
    page = teacher.client.get("/raise/").content.decode()
    assert 'type="file"' not in page and "Do not copy, capture, print, send or delete" in page
