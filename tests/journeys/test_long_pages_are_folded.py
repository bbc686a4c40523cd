"""What is long is folded: short on a phone, opened by whoever wants it, and whole on paper."""

from __future__ import annotations

import pytest

from tests.journeys.visitor import Visitor

#: Each long page, with words that stand in one of its folds.
LONG = {
    "/policy/compare/": "Read clause",
    "/policy/map/": "The map in numbers",
    "/policy/health/": "What this settles",
    "/policy/platforms/": "To report something:",
    "/policy/law/": "Last checked on",
}
#: A dozen screens of a small phone. The comparison of versions once took more than a hundred.
MOST_PIXELS = 8000
FOLDS = "details.lanyard-fold"


@pytest.mark.parametrize("path", LONG)
def test_a_long_page_is_short_until_it_is_opened(visitor: Visitor, path: str) -> None:
    visitor.sign_in("Ruth Adeyemi")
    visitor.open(path)
    folds = visitor.page.locator(FOLDS)
    assert folds.count()
    assert visitor.page.evaluate("document.documentElement.scrollHeight") < MOST_PIXELS
    inside = folds.first.locator(".govuk-details__text")
    assert not inside.is_visible()
    visitor.unfold(folds.first.locator("summary").inner_text().split("\n")[0])
    assert inside.is_visible()


@pytest.mark.parametrize("path", LONG)
def test_a_long_page_is_whole_on_paper(visitor: Visitor, path: str) -> None:
    visitor.sign_in("Ruth Adeyemi")
    visitor.open(path)
    visitor.page.emulate_media(media="print")
    assert LONG[path] in visitor.main()
    assert all(fold.is_visible() for fold in visitor.page.locator(f"{FOLDS} > .govuk-details__text").all())


def test_a_browser_that_cannot_unfold_by_style_does_it_by_script(desk: Visitor) -> None:
    desk.sign_in("Ruth Adeyemi")
    desk.open("/policy/law/")
    is_open = f"() => [...document.querySelectorAll('{FOLDS}')].map((one) => one.open)"
    desk.page.locator(FOLDS).first.locator("summary").click()
    before = desk.page.evaluate(is_open)
    desk.page.evaluate("() => { dispatchEvent(new Event('beforeprint')); }")
    assert all(desk.page.evaluate(is_open))
    desk.page.evaluate("() => { dispatchEvent(new Event('afterprint')); }")
    assert desk.page.evaluate(is_open) == before
