"""What changed since last year, how healthy the policy is, and the whole of it as a map."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.journeys.visitor import Visitor


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
