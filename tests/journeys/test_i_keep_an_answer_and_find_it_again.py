"""An answer that somebody kept is there the next day, says which version gave it, and is theirs alone."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.journeys.visitor import Visitor
from tests.journeys.ways import DESK, Way

ACT = "Share a work log-in or password, or use somebody else’s"
ABOUT = re.compile("password", re.IGNORECASE)


def test_keep_find_read_and_delete(visitor: Visitor) -> None:
    visitor.sign_in("Hannah Kowal")
    visitor.ask(ACT)
    visitor.answer_all({}, otherwise="I don’t know")
    verdict = visitor.heading
    visitor.press("Keep this answer")
    assert visitor.heading == verdict
    expect(visitor.page.get_by_text("Only you can see it.").first).to_be_visible()
    assert re.search(r"Kept on \d+ \w+ \d{4}", visitor.main())
    visitor.go_to("My record")
    visitor.follow("My kept answers")
    assert visitor.heading == "My answers"
    kept = visitor.page.locator("main .lanyard-kept__item")
    count = kept.count()
    visitor.follow(ABOUT, inside=kept.first)
    assert visitor.heading == verdict
    visitor.go_to("My record")
    visitor.follow("My kept answers")
    visitor.follow(re.compile("^Delete"), inside=kept.first)
    assert visitor.heading == "Delete this answer?"
    visitor.press("Delete it")
    expect(visitor.page.get_by_text("The answer is deleted.")).to_be_visible()
    expect(kept).to_have_count(count - 1)


def test_the_same_question_again_today(desk: Visitor) -> None:
    desk.sign_in("Leah Morrow")
    desk.ask(ACT)
    desk.answer_all({}, otherwise="I don’t know")
    verdict = desk.heading
    desk.press("Keep this answer")
    desk.press("Ask the same again today")
    desk.answer_all({}, otherwise="I don’t know")
    assert desk.heading == verdict


def test_nobody_else_finds_it_not_even_the_head_teacher(arrive: Callable[[Way], Visitor]) -> None:
    teacher, head = arrive(DESK), arrive(DESK)
    teacher.sign_in("Sam Whitcombe")
    teacher.ask(ACT)
    teacher.answer_all({}, otherwise="I don’t know")
    teacher.press("Keep this answer")
    head.sign_in("Priya Hartwell")
    head.open(teacher.path, status=404)
    head.open("/answers/")
    assert not ABOUT.search(head.main())
