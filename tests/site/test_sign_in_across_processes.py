"""Tries at a password are counted for all processes at once: a real service with two of them, asked by many at the same time."""

from __future__ import annotations

import re
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode

import pytest
import requests

from lanyard.people.actions.sign_in_tries import TRIES
from tests.journeys.school import School, real_school

GUESSES = 24
PASSWORD = "violet ladder seven"


@pytest.fixture(scope="module")
def school():
    with real_school(workers=2) as found:
        yield found


def form(school: School, browser: requests.Session, path: str, **fields: str) -> requests.Response:
    """Fill in a form as a browser does."""
    page = browser.get(f"{school.address}{path}", timeout=30).text
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
    body = urlencode({"csrfmiddlewaretoken": token, **fields})
    told = {"Content-Type": "application/x-www-form-urlencoded", "Referer": f"{school.address}{path}"}
    return browser.post(f"{school.address}{path}", data=body, headers=told, timeout=60)


def guess(school: School, name: str, word: str) -> str:
    with requests.Session() as browser:
        page = form(school, browser, "/account/sign-in/", login=name, password=word).text
    if "too many tries" in page:
        return "locked"
    return "in" if "Signed in as" in page else "wrong"


def test_many_guesses_at_once_in_two_processes_are_five(school):
    sam = school.expect("Sam Whitcombe")
    with requests.Session() as browser:
        form(school, browser, "/account/code/", login=sam.sign_in_name, code=sam.code)
        assert "Signed in as Sam" in form(school, browser, "/account/choose/", password1=PASSWORD).text
    words = [f"guess number {number}" for number in range(GUESSES)]
    with ThreadPoolExecutor(8) as people:
        answers = list(people.map(lambda word: guess(school, sam.sign_in_name, word), words))
    assert answers.count("wrong") == TRIES
    assert answers.count("locked") == GUESSES - TRIES
    assert guess(school, sam.sign_in_name, PASSWORD) == "locked"


def test_a_code_lets_in_one_of_many_at_once(school):
    hannah = school.expect("Hannah Kowal")

    def use(number: int) -> bool:
        with requests.Session() as browser:
            page = form(school, browser, "/account/code/", login=hannah.sign_in_name, code=hannah.code).text
        return "Choose how you sign in" in page

    with ThreadPoolExecutor(4) as people:
        assert sum(people.map(use, range(4))) == 1


def test_the_cache_is_one_for_all(school):
    """The library's own limits are counted in the database too."""
    guess(school, "nobody@example.org", "wrong wrong wrong")
    with sqlite3.connect(f"file:{school.told['LANYARD_DATA']}/lanyard.sqlite3?mode=ro", uri=True) as database:
        keys = [key for (key,) in database.execute("SELECT cache_key FROM lanyard_cache")]
    assert [key for key in keys if "login" in key]
    assert "nobody" not in " ".join(keys)
