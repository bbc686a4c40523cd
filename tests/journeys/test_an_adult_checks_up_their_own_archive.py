"""An adult checks up their own archive: inside the page, with the network off, and nothing of it goes anywhere."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.journeys import own_archive
from tests.journeys.conftest import open_window
from tests.journeys.test_every_page_is_accessible import OPTIONS, violations
from tests.journeys.visitor import Visitor
from tests.journeys.ways import DESK, HARDEST, NARROW, Way
from tests.support.memory import most_memory_of_pages
from tests.support.relay import Relay, relay_to

PAGE = "/check-up/"
#: Loading the program takes some seconds of a processor, and a test machine is busy.
PATIENCE = 60_000
NAMES = ("Oswin Medlarsworth", "Nobody Atall")
STORED = """async () => [
  localStorage.length, sessionStorage.length, document.cookie,
  (await indexedDB.databases()).length, (await caches.keys()).length,
  (await navigator.serviceWorker.getRegistrations()).length,
]"""
#: Asks by a way that the program has not taken out of use, as a mistake or an attack would.
ASK = """() => new Promise((told) => {
  const asking = new XMLHttpRequest();
  asking.onload = () => told('answered');
  asking.onerror = () => told('refused');
  asking.open('GET', location.origin + '/check-up/?quincelane');
  asking.send();
})"""


@pytest.fixture(scope="module")
def relay(service: str) -> Iterator[Relay]:
    """A way to the service on which every byte that a browser sends is kept."""
    with relay_to(service) as found:
        yield found


@pytest.fixture
def come(browser: Browser, relay: Relay, request: pytest.FixtureRequest) -> Iterator[Callable[[Way], Visitor]]:
    """Lets a teacher come through the relay, in a browser that nobody used before."""
    opened: list[Page] = []

    def arrive(way: Way = DESK) -> Visitor:
        page, watch = open_window(browser, relay.address, way)
        opened.append(page)
        visitor = Visitor(page, watch, way, request.node.originalname.removeprefix("test_").replace("_", "-"))
        visitor.sign_in_anew("Sam Whitcombe")
        visitor.open(PAGE)
        return visitor

    yield arrive
    for page in opened:
        page.context.close()


@pytest.fixture(scope="module")
def archives(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The teacher's copies of their own data, from two platforms."""
    folder = tmp_path_factory.mktemp("archive")
    return [own_archive.x(folder / "twitter-robin.zip"), own_archive.linkedin(folder / "linkedin-robin.zip")]


def fetch_program(visitor: Visitor) -> None:
    """Until the page says that it needs the network no more."""
    visitor.use(visitor.page.get_by_role("button", name="Fetch the program"))
    expect(visitor.page.get_by_role("status")).to_contain_text("You can switch the internet off now", timeout=PATIENCE)


def choose(visitor: Visitor, *files: Path, label: str = "Your copy of your data") -> None:
    """Chooses files as a person does, by opening the browser's own window for it."""
    with visitor.page.expect_file_chooser() as chooser:
        visitor.use(visitor.page.get_by_label(label))
    chooser.value.set_files(files)


def look(visitor: Visitor) -> str:
    """Has the chosen files looked through; the report as it can be read."""
    visitor.use(visitor.page.get_by_role("button", name="Look through it"))
    results = visitor.page.locator("[data-results]")
    expect(results).to_be_visible(timeout=PATIENCE)
    expect(results).to_be_focused()
    return visitor.page.locator("[data-report]").inner_text()


def save(page: Page, button: str) -> str:
    """Presses a button that saves; what then stands in the folder of downloads."""
    with page.expect_download() as saving:
        page.get_by_role("button", name=button).click()
    return Path(saving.value.path()).read_text(encoding="utf-8")


def in_terminal(archives: list[Path], report: Path) -> dict[str, Any]:
    """What the command finds in the same archive; the report that it writes lies beside."""
    names = [argument for name in NAMES for argument in ("--name", name)]
    command = [
        Path(sys.executable).with_name("lanyard"),
        "checkup",
        *archives,
        *names,
        "--school",
        "Welton Primary School",
        "--json",
        "--html",
        report,
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def faults(visitor: Visitor) -> list[str]:
    """What axe and our own look find on the page as it stands."""
    visitor.page.evaluate(Axe().axe_script)
    return violations(visitor.page, OPTIONS) + visitor.watch.faults(visitor.page)


def test_it_runs_with_the_network_off_and_nothing_goes_anywhere(come, relay: Relay, archives: list[Path], tmp_path: Path) -> None:
    visitor = come()
    page = visitor.page
    fetch_program(visitor)
    asked, sent = len(visitor.watch.requests), len(relay.sent)
    page.context.set_offline(True)

    choose(visitor, *archives)
    page.get_by_label("Search my contacts for these names").fill("\n".join(NAMES))
    said = look(visitor)
    assert "07700 900417" in said and "Oswin Medlarsworth" in said
    assert "<script>alert(2)</script>" in said, "what looks like HTML is shown as the words that it is"
    assert page.evaluate(STORED) == [0, 0, "", 0, 0, 0]
    document, data = save(page, "Save the report"), json.loads(save(page, "Save it as data"))

    assert (len(visitor.watch.requests), len(relay.sent)) == (asked, sent), "something was asked for after the program was there"
    assert b"GET /static/practice/check-up/reader.js" in relay.everything(), "the relay sees what is asked for"
    assert faults(visitor) == []
    page.context.set_offline(False)
    (reader,) = page.workers
    assert [page.evaluate(ASK), reader.evaluate(ASK)] == ["refused", "refused"], "and with the network on, nothing can be"
    assert len(relay.sent) == sent
    assert "Content Security Policy" in visitor.watch.complaints[0], "the browser says why"

    # Saved files are whole: the report opens from the disk, with no script and no way out; the data is the command line's.
    outside = in_terminal(archives, tmp_path / "report.html")
    assert {**outside, "made_at": ""} == {**data, "made_at": ""}
    day = re.compile(r"\d+ \w+ 20\d\d")
    assert day.sub("", (tmp_path / "report.html").read_text()) == day.sub("", document)
    opened = page.context.new_page()
    opened.set_content(document)
    assert opened.locator("h1").inner_text() == "Your private check-up" and "07700 900417" in opened.inner_text("body")
    assert opened.locator("script, img, link, iframe, form, [href], [src]").count() == 0
    opened.close()

    # Whoever goes away and comes back finds nothing, whether or not the browser kept the page in memory.
    page.goto(f"{relay.address}/help-now/")
    page.go_back()
    expect(page.get_by_role("heading", name="Check up your own social media")).to_be_visible()
    assert page.locator("[data-results]").is_hidden() and page.locator("[data-report]").inner_text() == ""
    assert page.get_by_label("Search my contacts for these names").input_value() == ""
    assert not any(word in relay.everything().decode(errors="replace") for word in (*own_archive.SECRETS, *NAMES))


def test_it_is_done_by_keyboard_on_a_small_screen_and_can_be_stopped(come, tmp_path: Path, archives: list[Path]) -> None:
    visitor = come(Way("with a keyboard on a small screen", NARROW, keyboard=True))
    page = visitor.page
    fetch_program(visitor)
    visitor.use(page.get_by_role("button", name="Look through it"))
    expect(page.get_by_text("Choose at least one file")).to_be_visible()
    expect(page.get_by_label("Your copy of your data")).to_be_focused()

    before = most_memory_of_pages()
    choose(visitor, own_archive.x(tmp_path / "large.zip", megabytes=300))
    assert "07700 900417" in look(visitor)
    assert most_memory_of_pages() - before < 200, "a large copy is read piece by piece"
    assert faults(visitor) == []

    choose(visitor, own_archive.bomb(tmp_path / "bomb.zip"))
    assert "lie on top of each other" in look(visitor)

    choose(visitor, own_archive.long_chat(tmp_path / "chat.zip"))
    visitor.use(page.get_by_role("button", name="Look through it"))
    expect(page.get_by_role("progressbar")).to_be_visible()
    visitor.use(page.get_by_role("button", name="Stop"))
    expect(page.get_by_role("status")).to_contain_text("Stopped. Nothing was kept.", timeout=PATIENCE)
    assert page.locator("[data-results]").is_hidden()

    choose(visitor, *archives)
    assert "07700 900417" in look(visitor)
    visitor.use(page.get_by_role("button", name="Wipe it"))
    expect(page.get_by_label("Your copy of your data")).to_be_focused()
    with zipfile.ZipFile(archives[0]) as packed:
        packed.extractall(tmp_path / "unpacked")
    choose(visitor, tmp_path / "unpacked", label="Or a folder, if your computer unpacked it")
    assert "07700 900417" in look(visitor)
    visitor.use(page.get_by_role("button", name="Wipe it"))
    assert page.locator("[data-report]").inner_text() == ""


def test_a_program_that_cannot_be_fetched_or_started_is_told_kindly(come) -> None:
    visitor = come()
    page = visitor.page
    page.route("**/*.wasm", lambda route: route.abort())
    page.get_by_role("button", name="Fetch the program").click()
    expect(page.get_by_role("alert")).to_contain_text("The service could not be reached")
    page.unroute("**/*.wasm")
    page.route("**/python_stdlib.zip", lambda route: route.fulfill(status=404))
    page.get_by_role("button", name="Fetch the program").click()
    expect(page.get_by_role("alert")).to_contain_text("load this page again")
    page.unroute("**/python_stdlib.zip")
    page.route("**/python_stdlib.zip", lambda route: route.fulfill(status=200, body=b"not a zip"))
    page.get_by_role("button", name="Fetch the program").click()
    expect(page.get_by_role("alert")).to_contain_text("Your browser could not start the program", timeout=PATIENCE)
    visitor.watch.complaints.clear()
    page.context.clear_cookies()
    page.get_by_role("button", name="Fetch the program").click()
    expect(page.get_by_role("alert")).to_contain_text("sign in")


@pytest.mark.parametrize("way", [DESK, HARDEST], ids=["an old browser", "without scripts"])
def test_who_cannot_run_it_is_told_the_other_ways(come, browser: Browser, relay: Relay, way: Way) -> None:
    page, watch = open_window(browser, relay.address, way)
    page.context.add_init_script("delete globalThis.WebAssembly")
    visitor = Visitor(page, watch, way, "who-cannot-run-it")
    visitor.sign_in_anew("Sam Whitcombe")
    visitor.open(PAGE)
    assert "lanyard checkup FILE" in visitor.main() and "By hand" in visitor.main()
    expect(page.get_by_role("button", name="Fetch the program")).to_be_hidden()
    page.context.close()


def test_that_it_was_done_is_said_by_hand_and_shown_to_oneself_alone(arrive) -> None:
    visitor = arrive(HARDEST)
    visitor.sign_in("Sam Whitcombe")
    visitor.open("/practise/")
    visitor.follow("Private check-up")
    visitor.follow("When you said that you did one")
    visitor.press("I did my check-up")
    assert "You said today that you did one." in visitor.main()
    visitor.open("/record/")
    assert "You did a private check-up of your own social media." in visitor.main()
