"""Reporting as people do it: each page answered, and each page looked at by axe where scripts run."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from axe_playwright_python.sync_playwright import Axe

from tests.journeys.test_every_page_is_accessible import OPTIONS, violations
from tests.journeys.visitor import Visitor

#: What somebody does on a page, by its first heading; a text chooses that answer.
Answers = Mapping[str, str | Callable[[Visitor], None]]
AXE = Axe()
MOST_PAGES = 25


def look_with_axe(visitor: Visitor) -> None:
    """Fails for anything that is in somebody's way. Without scripts there is nothing to look with."""
    if not visitor.way.scripts:
        return
    visitor.page.evaluate(AXE.axe_script)
    found = violations(visitor.page, OPTIONS)
    assert not found, "\n".join([visitor.heading, *found])


def ticking(*labels: str) -> Callable[[Visitor], None]:
    """Ticks boxes by their words."""

    def tick(visitor: Visitor) -> None:
        for label in labels:
            visitor.tick(visitor.page.get_by_role("checkbox", name=label, exact=True))

    return tick


def writing(label: str, text: str) -> Callable[[Visitor], None]:
    """Types into a box."""
    return lambda visitor: visitor.write(label, text)


def answer_pages(visitor: Visitor, answers: Answers, check: Callable[[Visitor], None], until: str = "Check your answers") -> None:
    """Answers whatever is asked, in whatever order; what is not among the answers is left as it is."""
    for _ in range(MOST_PAGES):
        check(visitor)
        if visitor.heading == until:
            return
        told = answers.get(visitor.heading)
        if isinstance(told, str):
            visitor.choose(told)
        elif told is not None:
            told(visitor)
        visitor.press("Continue in words" if visitor.heading == "Stop, and phone" else "Continue")
    raise AssertionError(f"questions without end at {visitor.heading}")


def receipt_on(visitor: Visitor) -> str:
    """The receipt that the page shows."""
    return "".join(visitor.page.locator("p.lanyard-code").inner_text().split())
