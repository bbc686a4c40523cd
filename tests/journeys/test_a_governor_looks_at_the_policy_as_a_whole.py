"""What changed since last year, how healthy the policy is, and the whole of it as a map."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.journeys.visitor import Visitor
from tests.journeys.ways import PHONE, Way


def test_compare_the_last_two_versions(visitor: Visitor) -> None:
    visitor.sign_in("Ruth Adeyemi")
    visitor.open("/")
    visitor.go_to("Policy")
    visitor.follow("What changed between two versions")
    assert re.search(r"From version \S+ to version \S+", visitor.main())
    assert re.search(r"\d+ of \d+ situations get another answer", visitor.main().replace(",", ""))
    visitor.press("Compare")
    assert visitor.heading == "What changed between two versions"


def test_policy_health_says_that_nothing_serious_is_unexplained(visitor: Visitor) -> None:
    visitor.sign_in("Ruth Adeyemi")
    visitor.open("/policy/health/")
    assert "Nothing serious is left unexplained." in visitor.main()
    expect(visitor.page.get_by_role("heading", name="Settled by a recorded decision")).to_be_visible()


def test_every_square_of_the_map_says_its_verdict_and_leads_to_the_table(visitor: Visitor) -> None:
    visitor.sign_in("Ruth Adeyemi")
    visitor.open("/policy/map/")
    said = visitor.page.locator("a.lanyard-map__cell .govuk-visually-hidden").all_text_contents()
    assert len(said) > 100
    assert all(re.search(r": \S", one) for one in said)
    square = visitor.page.locator("a.lanyard-map__cell").first
    visitor.follow(re.compile(re.escape(square.inner_text().split("\n")[-1].strip())[:40]))
    assert visitor.path.startswith("/policy/table/")
    expect(visitor.page.locator("table").first).to_be_visible()


def test_the_answers_of_a_decision_table_fit_a_small_screen(arrive: Callable[[Way], Visitor]) -> None:
    somebody = arrive(PHONE)
    somebody.sign_in("Ruth Adeyemi")
    for act in ("accept_friend", "share_contact", "use_ai"):
        somebody.open(f"/policy/table/{act}/")
        for tag in somebody.page.locator(".lanyard-decisions .lanyard-tag").all():
            frame = tag.locator("xpath=ancestor::div[1]").bounding_box()
            box = tag.bounding_box()
            assert box and frame and box["x"] + box["width"] <= frame["x"] + frame["width"], tag.inner_text()
