"""Whom to phone needs no sign-in, no question and no script."""

from __future__ import annotations

import re

from tests.journeys.visitor import Visitor


def test_numbers_to_ring_at_once(visitor: Visitor) -> None:
    visitor.open("/")
    assert visitor.heading == "Sign in"
    visitor.follow("whom to phone now")
    assert visitor.heading == "Help now"
    numbers = visitor.page.locator("main a[href^='tel:']")
    assert "tel:999" in {number.get_attribute("href") for number in numbers.all()}
    assert all(re.fullmatch(r"tel:\+?\d+", number.get_attribute("href") or "") for number in numbers.all())
    visitor.follow("A picture or film that may show a child")
    assert "stop" in visitor.main()


def test_from_every_page_it_is_one_step_away(desk: Visitor) -> None:
    desk.sign_in()
    for path in ("/", "/policy/", "/answers/", "/lessons/", "/policy/map/"):
        desk.open(path)
        desk.go_to("Help now")
        assert desk.heading == "Help now"
