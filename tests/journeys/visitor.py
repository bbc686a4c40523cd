"""Somebody at a browser, who does what people do: follow, press, choose, type, read, go back."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, ClassVar
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page, Response, expect

from tests.journeys.watch import Watch
from tests.journeys.ways import SCREENS, Way

#: The most presses of a key that a patient person gives to one page.
MOST_PRESSES = 400
MOST_QUESTIONS = 25


class Visitor:
    """Uses the service in one way, and looks at every page on arriving there."""

    #: The cookies of those who signed in, by name; a sign-in that a test ends is made anew.
    signed_in: ClassVar[dict[str, list[Any]]] = {}

    def __init__(self, page: Page, watch: Watch, way: Way, name: str) -> None:
        self.page, self.watch, self.way, self.name = page, watch, way, name
        self.status = 0
        self.pages_seen = 0
        self.read_so_far: list[str] = []
        self.probed: list[str] = []

    # Going somewhere

    def open(self, path: str, *, status: int | None = 200) -> None:
        """Types an address of the service."""
        self.arrive(self.page.goto(f"{self.watch.address}{path}"), status)

    def follow(self, name: str | re.Pattern[str], *, inside: Locator | None = None) -> None:
        """Follows the first link with this name."""
        self._leave_by((inside or self.page).get_by_role("link", name=name, exact=isinstance(name, str)).first)

    def press(self, name: str | re.Pattern[str], *, inside: Locator | None = None, status: int | None = 200) -> None:
        """Presses the first button with this name, which leads to another page."""
        self._leave_by((inside or self.page).get_by_role("button", name=name, exact=isinstance(name, str)).first, status)

    def go_back(self) -> None:
        """Uses the browser's own way back."""
        self.arrive(self.page.go_back(), 200)

    def reload(self) -> None:
        """Asks the browser for the same page again."""
        self.arrive(self.page.reload(), 200)

    def go_to(self, name: str) -> None:
        """Follows a link of the main navigation, which a small screen folds away where scripts run."""
        menu = self.page.get_by_role("button", name="Main pages menu")
        if menu.is_visible():
            self._use(menu)
        self.follow(name, inside=self.page.get_by_role("navigation", name="Main pages"))

    def sign_in(self, who: str = "Sam Whitcombe") -> None:
        """Comes as one of the demonstration's cast, who signed in earlier today in this browser or does so now."""
        if who in self.signed_in:
            self.page.context.add_cookies(self.signed_in[who])  # type: ignore[arg-type]
            self.open("/")
            if self.page.get_by_text(f"Signed in as {who}").count():
                return
        self.sign_in_anew(who)
        self.signed_in[who] = self.page.context.cookies()

    def sign_in_anew(self, who: str) -> None:
        """Signs in as one of the demonstration's cast."""
        self.open("/sign-in/")
        self.press(re.compile(f"^{re.escape(who)}"))
        expect(self.page.get_by_text(f"Signed in as {who}")).to_be_visible()

    def use(self, element: Locator) -> None:
        """Uses something that leaves this page where it is."""
        self._use(element)

    def _leave_by(self, element: Locator, status: int | None = 200) -> None:
        with self.page.expect_navigation(wait_until="load") as going:
            self._use(element)
        self.arrive(going.value, status)

    def arrive(self, response: Response | None, status: int | None) -> None:
        """Waits for the page, checks how it was answered (`None`: as it likes), and looks at it."""
        self.page.wait_for_load_state("load")
        if response is not None:
            self.status = response.status
            assert status in (None, self.status), f"{self.page.url} answered {self.status}, not {status}"
        self.look()

    def look(self) -> None:
        """Reads the page and fails for anything that is wrong with it."""
        self.pages_seen += 1
        self.read_so_far.append(self.text())
        faults = self.watch.faults(self.page)
        if SCREENS:
            picture = SCREENS.resolve() / f"{self.name}-{self.way.width}" / f"{self.pages_seen:02}.png"
            self.page.screenshot(path=picture, full_page=True, caret="initial")
        assert not faults, "\n".join([f"{self.page.url} ({self.way.name})", *faults])

    # Using what is on the page

    def choose(self, label: str) -> None:
        """Chooses one of several answers."""
        radio = self.page.get_by_role("radio", name=label, exact=True)
        if self.way.keyboard:
            self._choose_by_keyboard(radio)
        else:
            self.page.get_by_text(label, exact=True).and_(self.page.locator("label")).first.click()
        expect(radio).to_be_checked()

    def tick(self, box: Locator) -> None:
        """Ticks a box."""
        if self.way.keyboard:
            self._reach(lambda: self._has_focus(box), str(box))
            self._check_focus_shows()
            self.page.keyboard.press("Space")
        else:
            box.check()
        expect(box).to_be_checked()

    def write(self, label: str, text: str) -> None:
        """Types into a box."""
        box = self.page.get_by_role("textbox", name=label).or_(self.page.get_by_role("searchbox", name=label)).first
        if self.way.keyboard:
            self._reach(lambda: self._has_focus(box), label)
            self.page.keyboard.press("ControlOrMeta+A")
            self.page.keyboard.press("Delete")
            self.page.keyboard.type(text)
        else:
            box.fill(text)

    def unfold(self, name: str | re.Pattern[str]) -> None:
        """Opens what is folded away under a line of words."""
        summary = self.page.locator("summary").filter(has_text=name).first
        self._use(summary)
        expect(summary.locator("xpath=..")).to_have_attribute("open", "")

    def _use(self, element: Locator) -> None:
        if not self.way.keyboard:
            element.click()
            return
        self._reach(lambda: self._has_focus(element), str(element))
        self._check_focus_shows()
        self.page.keyboard.press("Enter")

    def _choose_by_keyboard(self, radio: Locator) -> None:
        group = radio.get_attribute("name")
        in_group = "name => document.activeElement.type === 'radio' && document.activeElement.name === name"
        self._reach(lambda: bool(self.page.evaluate(in_group, group)), f"the choices of {group}")
        self._check_focus_shows()
        if self._has_focus(radio):
            self.page.keyboard.press("Space")
        for _ in range(MOST_PRESSES):
            if radio.is_checked():
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"no arrow key reaches {radio}")

    def _reach(self, is_there: Callable[[], bool], what: str) -> None:
        for _ in range(MOST_PRESSES):
            if is_there():
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"the Tab key does not reach {what} on {self.page.url}")

    def _has_focus(self, element: Locator) -> bool:
        return bool(element.evaluate("element => element === document.activeElement"))

    def _check_focus_shows(self) -> None:
        """Compares what is seen with and without focus: they must differ."""
        place = self.page.evaluate(
            """() => {
              const active = document.activeElement;
              const seen = active.closest('.govuk-radios__item, .govuk-checkboxes__item') ?? active;
              const box = seen.getBoundingClientRect();
              const [left, top] = [Math.max(0, box.left - 6), Math.max(0, box.top - 6)];
              const [right, bottom] = [Math.min(innerWidth, box.right + 6), Math.min(innerHeight, box.bottom + 6)];
              return {x: left, y: top, width: right - left, height: bottom - top};
            }"""
        )
        assert place["width"] > 0 and place["height"] > 0, "what has focus is not on the screen"
        with_focus = self.page.screenshot(clip=place, caret="initial")
        self.page.evaluate("() => { window.hadFocus = document.activeElement; window.hadFocus.blur(); }")
        without = self.page.screenshot(clip=place, caret="initial")
        self.page.evaluate("() => window.hadFocus.focus()")
        assert with_focus != without, f"focus does not show on {self.page.evaluate('document.activeElement.outerHTML')}"

    # Reading

    @property
    def path(self) -> str:
        """Where this is, without the service's own address."""
        return urlsplit(self.page.url).path

    @property
    def heading(self) -> str:
        """The first heading."""
        return self.page.locator("h1").inner_text()

    def text(self) -> str:
        """Everything that can be read on the page."""
        return self.page.locator("body").inner_text()

    def main(self) -> str:
        """What the page itself says, without what every page carries."""
        return self.page.locator("main").inner_text()

    def section(self, heading: str) -> str:
        """What stands in the section under a heading."""
        name = self.page.get_by_role("heading", name=heading, exact=True)
        return self.page.locator("section").filter(has=name).inner_text()

    # Asking

    def ask(self, act: str) -> None:
        """Says on the first page what it is about."""
        self.open("/")
        self.press(act)

    def answer(self, question: str, choice: str) -> None:
        """Answers the question that the page asks, which must be this one."""
        assert self.heading == question
        self.choose(choice)
        self.press("Continue")

    def answer_all(self, answers: Mapping[str, str], otherwise: str | None = None) -> list[str]:
        """Answers whatever is asked, in whatever order, until the answer comes; the questions asked."""
        asked = []
        while not self.path.endswith("/answer/"):
            question = self.heading
            asked.append(question)
            assert len(asked) <= MOST_QUESTIONS, f"questions without end: {asked}"
            choice = answers.get(question) or otherwise
            assert choice, f"no answer to “{question}”"
            if otherwise and not self.page.get_by_role("radio", name=choice, exact=True).count():
                choice = "I am not sure"
            self.answer(question, choice)
        return asked
