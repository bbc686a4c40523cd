"""axe looks at every page of the service, wide and narrow, and finds no fault by WCAG 2.2 AA or good practice."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from playwright.sync_api import Error as BrowserError

from tests.journeys import tour
from tests.journeys.conftest import open_window
from tests.journeys.visitor import Visitor
from tests.journeys.watch import Watch
from tests.journeys.ways import DESK, NARROW, SCREENS

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
OPTIONS = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
#: Many pages share one template and its colours, and comparing colours takes most of axe's time. So the colours
#: of the decision tables are compared in some of them, and what does not depend on the width is looked at once.
WITHOUT_CONTRAST = {**OPTIONS, "rules": {"color-contrast": {"enabled": False}}}
WIDTH_MATTERS = {"runOnly": {"type": "rule", "values": ["target-size", "scrollable-region-focusable", "meta-viewport"]}}
TABLES_COMPARED = ("contact", "found", "use_ai")
PARTS = ("signed out", "lists and entries", "questions", "descriptions", "answers", "kept answers", "sharing", "errors")
UNFOLD = "() => document.querySelectorAll('details').forEach((one) => { one.open = true; })"
RUN = "options => axe.run(document, options).then((found) => JSON.stringify(found.violations))"


@dataclass
class Found:
    """What the tour came past, and what was wrong there."""

    stops: dict[str, int] = field(default_factory=dict)
    faults: dict[str, list[str]] = field(default_factory=dict)
    paths: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def found(browser: Browser, service: str) -> Iterator[Found]:
    """The whole tour, made once."""
    page, watch = open_window(browser, service, DESK)
    visitor = Visitor(page, watch, DESK, "tour")
    result, axe = Found(), Axe()
    for part, name, step in tour.walk():
        result.stops[part] = result.stops.get(part, 0) + 1
        try:
            step(visitor)
            faults = check(visitor, axe, name)
        except (AssertionError, BrowserError) as fault:
            faults = [str(fault)]
        result.faults.setdefault(part, []).extend(f"{name}: {fault}" for fault in faults)
    result.paths = [urlsplit(request.url).path for request in watch.requests] + visitor.probed
    yield result
    page.context.close()


def check(visitor: Visitor, axe: Axe, name: str) -> list[str]:
    """What axe finds wide, and narrow with every fold open, and what the page shows when it is made narrow."""
    page = visitor.page
    page.evaluate(axe.axe_script)
    faults = [] if SCREENS else violations(page, WITHOUT_CONTRAST if is_plain_table(name) else OPTIONS)
    page.set_viewport_size({"width": NARROW, "height": 640})
    page.evaluate(UNFOLD)
    faults += visitor.watch.faults(page)
    if SCREENS:
        picture = f"{visitor.pages_seen:03} {name.replace('/', '_')}.png"
        page.screenshot(path=SCREENS.resolve() / f"tour-{NARROW}" / picture, full_page=True)
    else:
        narrow = violations(page, WIDTH_MATTERS if is_entry(name) else OPTIONS)
        faults += [f"{NARROW} px: {fault}" for fault in narrow]
    page.set_viewport_size({"width": DESK.width, "height": 900})
    return faults


def is_entry(name: str) -> bool:
    """Whether this is one of many pages of one list, such as a clause."""
    return name.startswith("oversight:") and " " in name


def is_plain_table(name: str) -> bool:
    """Whether this is a decision table that looks like the others."""
    return name.startswith("oversight:table") and not name.endswith(TABLES_COMPARED)


def violations(page: Page, options: dict[str, object]) -> list[str]:
    """axe's findings, one line for each element."""
    return [
        f"{violation['id']} ({violation['help']}): {node['html'][:160]}"
        for violation in json.loads(page.evaluate(RUN, options))
        for node in violation["nodes"]
    ]


@pytest.mark.parametrize("part", PARTS)
def test_nothing_is_in_anybodys_way(found: Found, part: str) -> None:
    assert found.stops[part] > 0
    assert not found.faults[part], "\n".join(found.faults[part][:60])


def test_no_part_is_left_out(found: Found) -> None:
    assert set(found.stops) == set(PARTS)
    assert sum(found.stops.values()) > 200


def test_every_address_was_visited(found: Found) -> None:
    walked = {name for name, pattern in tour.patterns() if tour.is_walked(name, pattern)}
    assert walked - tour.names_of(found.paths) == set()


def test_axe_finds_a_fault_when_there_is_one(browser: Browser, service: str) -> None:
    page, watch = open_window(browser, service, DESK)
    page.goto(f"{service}/sign-in/")
    page.evaluate("() => document.querySelector('html').removeAttribute('lang')")
    page.evaluate(Axe().axe_script)
    assert any(fault.startswith("html-has-lang") for fault in violations(page, OPTIONS))
    assert isinstance(watch, Watch)
    page.context.close()
