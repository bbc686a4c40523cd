"""One service and one browser for every journey; nobody finds anything of whoever came before."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.journeys.demonstration import demonstration
from tests.journeys.school import School, real_school
from tests.journeys.visitor import Visitor
from tests.journeys.watch import Watch
from tests.journeys.ways import DESK, EVERY_WAY, Way

#: The longest that anything may take to appear, in milliseconds.
SOON = 10_000


@pytest.fixture(scope="session")
def service() -> Iterator[str]:
    """The address of a running demonstration."""
    with demonstration() as address:
        yield address


@pytest.fixture(scope="session")
def browser(chromium_options: dict[str, object]) -> Iterator[Browser]:
    """The one Chromium of the run."""
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(**chromium_options)  # type: ignore[arg-type]
        yield found
        found.close()


@pytest.fixture(scope="session")
def idle() -> dict[Way, list[tuple[Page, Watch]]]:
    """Browser windows that nobody uses at the moment: opening one costs more than a short journey."""
    return {}


@pytest.fixture
def arrive(
    browser: Browser, service: str, idle: dict[Way, list[tuple[Page, Watch]]], request: pytest.FixtureRequest
) -> Iterator[Callable[[Way], Visitor]]:
    """Lets somebody come to the service in a way of their own, as somebody whom it does not know."""
    used: list[tuple[Way, Page, Watch]] = []
    name = re.sub(r"\W+", "-", request.node.originalname.removeprefix("test_"))

    def come(way: Way = DESK) -> Visitor:
        page, watch = idle[way].pop() if idle.get(way) else open_window(browser, service, way)
        used.append((way, page, watch))
        return Visitor(page, watch, way, f"{name}{'' if way.scripts else '-without-scripts'}")

    yield come
    for way, page, watch in used:
        page.goto("about:blank")
        page.emulate_media(media="screen")
        page.context.clear_cookies()
        watch.forget()
        idle.setdefault(way, []).append((page, watch))


def open_window(browser: Browser, service: str, way: Way) -> tuple[Page, Watch]:
    """A browser profile of its own, with one page."""
    context = browser.new_context(**way.context_options())  # type: ignore[arg-type]
    context.set_default_timeout(SOON)
    return context.new_page(), Watch(context, service)


@pytest.fixture(scope="session")
def school() -> Iterator[School]:
    """A running school that is no demonstration."""
    with real_school() as found:
        yield found


@pytest.fixture
def come_to_school(browser: Browser, school: School, request: pytest.FixtureRequest) -> Iterator[Callable[[Way], Visitor]]:
    """Lets somebody come to the real school, in a browser that nobody used before."""
    opened: list[Page] = []
    name = re.sub(r"\W+", "-", request.node.originalname.removeprefix("test_"))

    def come(way: Way = DESK) -> Visitor:
        page, watch = open_window(browser, school.address, way)
        watch.elsewhere = frozenset({urlsplit(school.provider.issuer).netloc})
        opened.append(page)
        return Visitor(page, watch, way, f"school-{name}{'' if way.scripts else '-without-scripts'}")

    yield come
    for page in opened:
        page.context.close()


@pytest.fixture(params=EVERY_WAY, ids=lambda way: way.name.replace(" ", "-"))
def visitor(request: pytest.FixtureRequest, arrive: Callable[[Way], Visitor]) -> Visitor:
    """Somebody who comes in each of the ways in turn."""
    return arrive(request.param)


@pytest.fixture
def desk(arrive: Callable[[Way], Visitor]) -> Visitor:
    """Somebody at a desk."""
    return arrive(DESK)
