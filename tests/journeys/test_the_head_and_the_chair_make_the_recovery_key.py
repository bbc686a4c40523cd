"""The head has three sheets made, the chair proves two of them, and the head makes a case key: three people's first evening.

By keyboard, on a small phone, without scripts; and once more at a desk, where axe looks at each page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.journeys.conftest import open_window
from tests.journeys.school import App, School, real_school
from tests.journeys.test_every_page_is_accessible import check
from tests.journeys.visitor import Visitor
from tests.journeys.ways import DESK, NARROW, Way

SMALL = Way("on a small phone with a keyboard and without scripts", NARROW, scripts=False, keyboard=True)
PASSWORD = "copper window sparrow"
WORDS = "lantern orbit velvet mosaic"
OTHER = "harbour pencil walnut thunder"


@pytest.fixture
def real() -> Iterator[School]:
    """A school of its own: a recovery key is made once."""
    with real_school() as found:
        yield found


@pytest.fixture
def come_in(browser: Browser, real: School) -> Iterator[Callable[[Way], Visitor]]:
    """Lets somebody come to it in a new browser."""
    opened = []

    def come(way: Way) -> Visitor:
        page, watch = open_window(browser, real.address, way)
        opened.append(page)
        return Visitor(page, watch, way, f"recovery-key-{len(opened)}{'' if way.scripts else '-without-scripts'}")

    yield come
    for page in opened:
        page.context.close()


def begin(me: Visitor, newcomer) -> None:
    """Comes in for the first time, with both factors."""
    me.open("/account/code/")
    me.write("Sign-in name", newcomer.sign_in_name)
    me.write("Code", newcomer.code)
    me.press("Sign in")
    me.write("New password", PASSWORD)
    me.press("Save and continue")
    me.press("Set up an authenticator app")
    me.write("Code from the app", App(me.page.locator("strong.lanyard-code").inner_text()).code())
    me.press("Continue")
    me.press("I have kept them safe")


def sheets(me: Visitor) -> list[str]:
    """The words of each sheet on the page, as somebody copies them."""
    found = me.page.locator("ol.lanyard-share__words").all()
    return [" ".join(row.split(".")[-1].strip() for row in sheet.locator("li").all_inner_texts()) for sheet in found]


def prove(me: Visitor, one: str, other: str) -> None:
    """Types two sheets."""
    me.write("Words of one share", one)
    me.write("Words of another share", other)
    me.press("Prove them")


@pytest.mark.parametrize("way", [SMALL, DESK], ids=["small", "desk"])
def test_the_head_and_the_chair_make_the_recovery_key(real, come_in, way):
    head, chair, axe = come_in(way), come_in(way), Axe()

    def look(me: Visitor) -> None:
        if way is DESK:
            assert not (faults := check(me, axe, me.path)), "\n".join(faults)

    begin(head, real.expect("Nadia Osei", roles=("head",)))
    words = have_sheets_made(head, look)
    begin(chair, real.expect("Ruth Adeyemi", roles=("chair",)))
    chair.open("/cases/recovery/drill/")
    prove(chair, words[1], words[2])
    assert "The recovery key works" in chair.main()
    look(chair)
    head.open("/cases/recovery/")
    assert "The safe in the office" in head.main()

    make_a_key(head, look)
    for address in ("hand-over/", "recovery/ask/", "recovery/new-sheets/", "key/lost/", "key/change/"):
        head.open(f"/cases/{address}")
        look(head)
    change_the_passphrase(head)
    head.open("/cases/key/")
    head.press("Lock now")
    assert "Your cases are locked" in head.main()


def have_sheets_made(head: Visitor, look: Callable[[Visitor], None]) -> list[str]:
    """Names three keepers, copies the sheets, and sees that one sheet typed twice proves nothing."""
    head.open("/cases/recovery/")
    assert head.heading == "Set up the recovery key"
    look(head)
    head.write("First keeper", "Ruth Adeyemi, chair of governors")
    head.write("Second keeper", "Sample Council, data-protection officer")
    head.write("Third keeper", "The safe in the office")
    head.press("Make the three sheets")
    assert head.heading == "Print the three sheets now"
    words = sheets(head)
    assert [len(each.split()) for each in words] == [33, 33, 33]
    assert len(re.findall(rb"/Type /Page\b", head.page.pdf())) == 3, "each on a page of its own"
    look(head)
    head.press("I have the three sheets on paper: prove two")
    look(head)
    prove(head, words[0], words[0])
    assert "two different shares" in head.main()
    return words


def make_a_key(head: Visitor, look: Callable[[Visitor], None]) -> None:
    """Makes a case key, mistypes the passphrase once, and unlocks."""
    head.open("/cases/key/")
    look(head)
    head.write("New case passphrase", WORDS)
    head.write("The same once more", WORDS)
    head.press("Make my case key")
    assert "Your case key is made" in head.main()
    look(head)
    head.press("Unlock my cases")
    look(head)
    head.write("Your case passphrase", "not these words at all")
    head.press("Unlock")
    assert "not your case passphrase" in head.main()
    head.write("Your case passphrase", WORDS)
    head.press("Unlock")


def change_the_passphrase(head: Visitor) -> None:
    """Changes it on the page that is open, and unlocks with the new one."""
    head.write("Your case passphrase now", WORDS)
    head.write("New case passphrase", OTHER)
    head.write("The same once more", OTHER)
    head.press("Change it")
    assert "locked wherever they were open" in head.main()
    head.press("Unlock my cases")
    head.write("Your case passphrase", OTHER)
    head.press("Unlock")
