"""Reporting something, and handling what was reported, in a browser."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from tests.journeys.visitor import Visitor

PASSPHRASE = "demonstration without secrets"
MOST_PAGES = 25


def an_attack(words: str) -> dict[str, str | dict[str, str]]:
    """Answers to the questions of a report by an adult who is attacked online, with files, and gives their name."""
    return {
        "Is anyone in danger now?": "No",
        "Are there any pictures, videos or files in this?": "Yes",
        "Could any of them show someone who may be under 18 undressed or in a sexual way?": "No",
        "Who is it about?": "A parent or somebody outside the school",
        "Is there anyone else who should not receive this?": "Nobody else",
        "What do you want to raise?": "I am attacked, mocked or imitated online",
        "Could somebody have harmed a child, committed a crime against one, or not be safe to work with children?": "No",
        "What happened?": {"What happened?": words},
        "Do you want to give your name?": "Yes, give it",
    }


def report(me: Visitor, answers: Mapping[str, str | dict[str, str]]) -> str:
    """Report something: each page is answered by its heading, with a choice, a ticked box, or words in boxes; the receipt."""
    me.open("/report/")
    me.press("Start now")
    for _ in range(MOST_PAGES):
        if me.heading == "Check your answers":
            break
        give(me, answers.get(me.heading, {}))
        me.press("Continue")
    me.press("Send the report")
    return me.page.locator(".lanyard-code").inner_text()


def give(me: Visitor, answer: str | dict[str, str]) -> None:
    """Answer the page: a label to choose or tick, or words for boxes by their labels."""
    if isinstance(answer, dict):
        for label, words in answer.items():
            me.write(label, words)
        return
    box = me.page.get_by_role("checkbox", name=answer, exact=True)
    if box.count():
        if not box.is_checked():
            me.tick(box)
    else:
        me.choose(answer)


def unlock(me: Visitor, path: str = "/cases/") -> None:
    """Unlock one's cases, and go on to a page of theirs."""
    me.open(f"/cases/unlock/?next={path}")
    me.write("Case passphrase", PASSPHRASE)
    me.press("Unlock")


def open_case(me: Visitor, route: str, reason: str = "I handle it, and something is to be done") -> None:
    """Open the newest of one's cases on a route, by its title, and say why. Other journeys leave cases on other routes."""
    me.open("/cases/")
    line = me.page.get_by_role("listitem").filter(has_text=re.compile(rf"Case \S+: {route}", re.IGNORECASE))
    me.follow(re.compile(r"^Case [0-9A-Z]{4}-[0-9A-Z]{4}$"), inside=line.first)
    if me.heading.startswith("Before you open"):
        me.choose(reason)
        me.press("Open the case")
    assert re.fullmatch(r"Case [0-9A-Z]{4}-[0-9A-Z]{4}", me.heading)


def take(me: Visitor, step: str, words: Mapping[str, str], *, choose: str = "") -> None:
    """Take a step from the page of a case, and come back to it. What is rarely needed is folded away."""
    if not me.page.get_by_role("link", name=step, exact=True).count():
        me.unfold(re.compile("When it is needed"))
    me.follow(step)
    for label, said in words.items():
        me.write(label, said)
    if choose:
        me.choose(choose)
    me.press(re.compile("^(Write it down|Continue)$"))


def add_file(me: Visitor, path: Path) -> None:
    """The gate, where it comes from, and the file."""
    me.follow("Add a file")
    assert me.page.locator("input[type=file]").count() == 0, "the question comes before any picker"
    me.choose("No")
    me.press("Continue")
    me.write("What is it?", "Picture of the screen of the class group")
    me.write("On which platform or app?", "WhatsApp")
    me.write("Which account, name or number?", "Class 4 parents")
    for box in (
        "Address: not known, or there is none",
        "Not known when it was posted or sent",
        "Not known when it was first seen",
        "Not known when it was saved, or the picture of the screen taken",
    ):
        me.tick(me.page.get_by_role("checkbox", name=box, exact=True))
    me.press("Continue")
    assert me.heading == "Choose the file"
    me.page.set_input_files("input[type=file]", path)
    me.press("Add the file")
