"""A teacher has seen something on a pupil’s phone that may be an indecent image of a child.

One question later the answer says whom to phone now. No page on the way, and none that the answer
leads to, tells anybody to look, open, copy or keep, or offers a way of doing it.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys.visitor import Visitor
from tests.journeys.ways import PHONE, WITHOUT_SCRIPTS, Way
from tests.journeys.words import instructions_to_handle, offers_to_handle, orders_to_handle

ACT = "I found, was sent or was shown something worrying"
IMAGE = "Could any picture or video show someone who may be under 18 undressed or in a sexual way?"


@pytest.mark.parametrize("choice", ["Yes", "I am not sure"])
def test_one_question_leads_to_the_police_and_the_lado(visitor: Visitor, choice: str) -> None:
    visitor.sign_in()
    visitor.ask(ACT)
    visitor.answer(IMAGE, choice)
    assert visitor.path.endswith("/answer/")
    assert visitor.heading.endswith("Act now")
    calls = visitor.section("Do this now, in this order")
    assert calls.index("Stop") < calls.index("LADO") and "police" in calls
    numbers = visitor.page.locator(".lanyard-calls a[href^='tel:']")
    expect(numbers).to_have_text([re.compile(r"[\d ]{3,}")] * numbers.count())
    assert {"tel:101", "tel:01632960118"} <= {link.get_attribute("href") for link in numbers.all()}
    assert instructions_to_handle(visitor.text()) == []
    assert offers_to_handle(visitor.page) == []


@pytest.mark.parametrize("way", [PHONE, WITHOUT_SCRIPTS], ids=lambda way: way.name.replace(" ", "-"))
def test_what_to_do_is_on_the_first_screen_of_a_small_phone(arrive: Callable[[Way], Visitor], way: Way) -> None:
    somebody = arrive(way)
    somebody.sign_in()
    somebody.ask(ACT)
    somebody.answer(IMAGE, "I am not sure")
    first = somebody.page.locator(".lanyard-calls").bounding_box()
    assert first and first["y"] < 600


def test_no_page_on_the_way_or_one_step_further_tells_anybody_to_keep_it(desk: Visitor) -> None:
    desk.sign_in()
    desk.ask(ACT)
    desk.answer(IMAGE, "Yes")
    said = {one for page in desk.read_so_far for one in instructions_to_handle(page)}
    links = desk.page.evaluate("() => [...document.querySelectorAll('main a')].map((a) => a.getAttribute('href'))")
    for path in sorted({link for link in links if link.startswith("/") and not link.startswith("/ask/")}):
        desk.open(path)
        desk.page.evaluate("() => document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        find = orders_to_handle if path.startswith("/policy/") else instructions_to_handle
        said.update(f"{path}: {one}" for one in (*find(desk.text()), *offers_to_handle(desk.page)))
    assert said == set()


def test_help_now_says_the_same_without_a_sign_in(desk: Visitor) -> None:
    desk.open("/help-now/")
    assert instructions_to_handle(desk.text()) == []
    assert offers_to_handle(desk.page) == []
    assert "do not open, copy, forward, screenshot or delete it" in desk.main()
