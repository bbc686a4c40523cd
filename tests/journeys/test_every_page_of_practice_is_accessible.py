"""axe looks at every address of the service that shows a page, as somebody who may open it, wide and narrow.

The school behind it has something on each page (tests/support/world.py), so a new address is looked
at as soon as the matrix of rights knows how to open it.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser
from playwright.sync_api import Error as BrowserError

from tests.journeys import tour
from tests.journeys.conftest import open_window
from tests.journeys.demonstration import demonstration_in, environment
from tests.journeys.test_every_page_is_accessible import check
from tests.journeys.visitor import Visitor
from tests.journeys.ways import DESK
from tests.repository import ROOT

#: Signing in is looked at step by step (test_signing_in_is_in_nobodys_way.py).
SIGNING_IN = ("account_", "mfa_", "openid_", "socialaccount_")
#: What is no page of ours when somebody opens it: files, calendars, what other programs read.
NO_PAGES = ("people:scim", "people:calendar-feed")


@dataclass
class Walked:
    """Where the walk came past, and what was wrong there."""

    looked_at: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def make_world(folder: Path) -> tuple[str, list[dict[str, str]]]:
    """A demonstration with a further school that has something on every page."""
    told = dict(environment(folder)) | {"LANYARD_DEMO": "1"}
    lanyard = str(Path(sys.executable).with_name("lanyard"))
    subprocess.run([lanyard, "migrate"], env=told, check=True, capture_output=True)
    made = subprocess.run([sys.executable, "-m", "tests.support.world"], env=told, cwd=ROOT, capture_output=True, text=True)
    assert made.returncode == 0, made.stderr[-4000:]
    found = json.loads(made.stdout)
    return found["cookie"], found["stops"]


@pytest.fixture(scope="module")
def walked(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Walked:
    """The whole walk, made once."""
    folder, result, axe = tmp_path_factory.mktemp("world"), Walked(), Axe()
    cookie, stops = make_world(folder)
    with demonstration_in(folder) as address:
        page, watch = open_window(browser, address, DESK)
        visitor = Visitor(page, watch, DESK, "world")
        elsewhere = {name for name, pattern in tour.patterns() if tour.is_walked(name, pattern)}
        for stop in stops:
            if stop["status"] != 200 or stop["name"] in elsewhere or stop["name"].startswith(SIGNING_IN + NO_PAGES):
                continue
            page.context.clear_cookies()
            if stop["session"]:
                page.context.add_cookies([{"name": cookie, "value": stop["session"], "url": address}])
            try:
                if not is_page(visitor, stop["path"]):
                    continue
                visitor.open(stop["path"])
                faults = check(visitor, axe, stop["name"])
            except (AssertionError, BrowserError) as fault:
                faults = [str(fault)]
            result.looked_at.append(stop["name"])
            result.faults += [f"{stop['name']} ({stop['path']}): {fault}" for fault in faults]
        page.context.close()
    return result


def is_page(visitor: Visitor, path: str) -> bool:
    """Whether the address answers with a page, and not with a picture or a file to keep."""
    answered = visitor.page.request.head(f"{visitor.watch.address}{path}")
    return "text/html" in answered.headers.get("content-type", "") and "content-disposition" not in answered.headers


def test_nothing_is_in_anybodys_way(walked: Walked) -> None:
    assert not walked.faults, "\n".join(walked.faults[:80])


def test_every_part_of_the_service_was_looked_at(walked: Walked) -> None:
    looked_at = " ".join(walked.looked_at)
    parts = (
        "people:adult",
        "practice:phone-sheet",
        "practice:declaration",
        "practice:agreement-decision",
        "practice:note",
    )
    assert [part for part in parts if part not in looked_at] == []
    assert len(walked.looked_at) > 120
