"""The private check-up in a browser: how long until it is ready, and how fast it then is beside the same program outside.

    .venv/bin/python -m bench.checkup.browser --messages 20000

A demonstration runs on this machine; Chromium opens its page as a teacher does. The copy of data is made up by chance
from a seed: one long conversation of messages of 24 words on average, in the form of X.
"""

from __future__ import annotations

import argparse
import datetime
import json
import statistics
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from lanyard.checkup.browser import check_up_files
from lanyard.policy.pack import BUILT_IN
from tests.journeys import own_archive
from tests.journeys.demonstration import demonstration
from tests.support.chromium import launch_options
from tests.support.memory import most_memory_of_pages

PATIENCE = 600_000


def arrive(browser: Browser, address: str) -> Page:
    """A browser profile of its own, signed in, with the page of the check-up open."""
    page = browser.new_context().new_page()
    page.goto(f"{address}/sign-in/")
    page.get_by_role("button", name="Sam Whitcombe").click()
    page.goto(f"{address}/check-up/")
    return page


def seconds_until_ready(page: Page) -> float:
    """From asking for the program until it says that it is ready."""
    began = time.perf_counter()
    page.get_by_role("button", name="Fetch the program").click()
    wait_for(page, "[data-ready]")
    return time.perf_counter() - began


def wait_for(page: Page, what: str) -> None:
    """Waits until something is there; raises with the page's own words if it says that it did not work."""
    page.wait_for_selector(f"{what}, [data-fault]:not([hidden])", timeout=PATIENCE)
    if page.locator("[data-fault]").is_visible():
        raise RuntimeError(page.locator("[data-said]").inner_text())


def seconds_in_browser(page: Page, archive: Path) -> float:
    """From pressing the button until the report stands there."""
    page.set_input_files("#files", archive)
    began = time.perf_counter()
    page.get_by_role("button", name="Look through it").click()
    wait_for(page, "[data-results]:not([hidden])")
    return time.perf_counter() - began


def seconds_outside(archive: Path, messages: int) -> float:
    """The same program in this Python. Raises where not every message was read, because then no figure means anything."""
    began = time.perf_counter()
    at = datetime.datetime(2026, 12, 1, 9, tzinfo=datetime.UTC)
    found = check_up_files([(archive.name, str(archive))], folder=BUILT_IN / "welton", pack="welton", at=at)
    took = time.perf_counter() - began
    (platform,) = json.loads(found["data"])["platforms"]
    if platform["items"]["messages"] != messages:
        raise RuntimeError("not every message was read")
    return took


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--messages", type=int, default=20_000, help="messages in the copy (20,000 unless you say)")
    parser.add_argument("--loads", type=int, default=3, help="how often the program is fetched and started anew")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, demonstration() as address, sync_playwright() as playwright:
        archive = own_archive.long_chat(Path(folder) / "twitter.zip", messages=asked.messages)
        browser = playwright.chromium.launch(**launch_options())  # type: ignore[arg-type]
        first, again = [], []
        for _ in range(asked.loads):
            page = arrive(browser, address)
            first.append(seconds_until_ready(page))
            page.reload()
            again.append(seconds_until_ready(page))
            last = page
        inside = seconds_in_browser(last, archive)
        memory = most_memory_of_pages()
        browser.close()
        outside = seconds_outside(archive, asked.messages)
    cached = statistics.median(again)
    print(f"ready, first time: {statistics.median(first):.1f} s; again, from the browser's own cache: {cached:.1f} s")
    print(f"{asked.messages:,} messages in the browser: {inside:.1f} s, {asked.messages / inside:,.0f} a second")
    print(f"most memory of a page, program and all: {memory:.0f} MiB")
    print(f"the same outside, plain: {outside:.1f} s, {asked.messages / outside:,.0f} a second")


if __name__ == "__main__":
    main()
