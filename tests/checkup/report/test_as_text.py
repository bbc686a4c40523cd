"""The report as text: readable at any width, with every place marked without colour."""

from __future__ import annotations

import io

import pytest

from lanyard.checkup.archive.outcomes import Outcome, Why
from lanyard.checkup.findings import Stance
from lanyard.checkup.items import Evidence
from lanyard.checkup.report import words
from lanyard.checkup.report.as_text import write_text
from lanyard.checkup.result import Cover, Files, State
from lanyard.cli.page import Page
from tests.checkup.report.results import AT, POSTS, QUOTED, THEN, WHOLE, chapter, finding, result


def text_of(told, width=80, **settings):
    stream = io.StringIO()
    page = Page(stream)
    page.width = width
    write_text(told, page, **settings)
    return stream.getvalue()


def flat(told, **settings):
    return " ".join(text_of(told, **settings).split())


def test_a_finding_shows_text_place_reason_clauses_and_what_makes_it_go_away():
    said = flat(WHOLE)
    for each in (
        "Your own address, telephone number or e-mail (clauses 2.3.2, 2.4.2 and 2.4.3): 1 place",
        "1. Act on this: Facebook, posts, 3 May 2019 (posts/your_posts_<n>.json, entry 4)",
        "“Ring me on [07700 900123] tonight”",
        "A UK telephone number.",
        "What to do: Take it out of the profile or post",
    ):
        assert each in said


def test_the_same_reason_is_said_once():
    assert flat(WHOLE).count("A UK telephone number.") == 1


@pytest.mark.parametrize(("stance", "said"), [(each, words.STANCES[each]) for each in Stance if each is not Stance.ASSERTS])
def test_how_the_writer_stands_to_it_is_shown(stance, said):
    assert said and said in flat(result(chapter("contact-details", State.FOUND, found=(QUOTED._replace(stance=stance),))))


def test_what_was_checked_says_how_much_and_from_when_to_when():
    said = flat(WHOLE)
    assert "Facebook: 12 items looked at, from 3 May 2019 to 1 December 2026." in said
    assert "1 finding that you set aside is not shown." in said


def test_what_was_not_checked_says_what_to_do_by_hand():
    said = flat(WHOLE)
    assert "Facebook: the platform does not give it. By hand: Go through" in said
    assert "Facebook: what is missing, and how to get it - Facebook gives no settings." in said
    assert "What was not read is not cleared." in said


def test_a_check_that_found_something_still_says_what_it_could_not_see():
    cover = Cover("facebook", State.NOT_IN_ARCHIVE, words=("Tick “Comments”.",))
    told = result(chapter("contact-details", State.FOUND, cover, found=(finding(),)))
    assert "Facebook: not in this archive. Facebook: what is missing, and how to get it - Tick “Comments”." in flat(told)


def test_a_text_that_was_found_as_a_whole_is_not_marked():
    told = result(chapter("contact-details", State.FOUND, found=(finding(text="07700 900123"),)))
    assert "“07700 900123”" in flat(told)


def test_nothing_is_called_clear_or_fine():
    assert not {"clear", "fine", "safe", "all right"} & set(text_of(WHOLE).lower().replace(".", "").split())


def test_more_than_a_terminal_shows_is_said():
    told = result(chapter("contact-details", State.FOUND, found=tuple(finding() for _ in range(14)), total=500))
    assert "These are the first 10 of 500." in flat(told)
    assert "These are the first 14 of 500." in flat(told, most=200)


def test_nothing_recognised_is_no_good_news():
    said = flat(result(platforms=()))
    assert words.NO_PLATFORM in said and "No place to look at" not in said


@pytest.mark.parametrize("width", [24, 40, 80])
def test_no_line_is_longer_than_the_terminal_but_for_one_word(width):
    for line in text_of(WHOLE, width).splitlines():
        assert len(line) <= width or " " not in line.strip()


def test_what_became_of_the_files_is_told_in_words():
    said = flat(WHOLE)
    assert "20 files inside, of which: - read: 5 - pictures, films, sound and documents, not opened: 15" in said
    assert "12 entries in them were read. 1 entry was not: its time cannot be read." in said
    assert "Facebook: posts seen in a sample." in said


def test_every_closed_word_has_its_words():
    assert set(words.OUTCOMES) == set(Outcome) and set(words.EVIDENCE) == set(Evidence)
    assert set(words.STANCES) == set(Stance) and set(words.STATES) == set(State)
    for why in Why:
        assert why.value in words.rows_in_words(Files(1, (), 0, ((why, 2),)))


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [(None, None, ""), (THEN, THEN, ", of 3 May 2019"), (THEN, AT, ", from 3 May 2019 to 1 December 2026"), (THEN, None, "")],
)
def test_a_period_is_told_where_it_is_known(first, last, said):
    assert words.period_of(POSTS._replace(first=first, last=last)) == said


def test_how_to_get_what_is_missing_is_said_once_and_not_again_where_it_was_an_alarm():
    cover = Cover("facebook", State.NOT_IN_ARCHIVE, words=("Tick “Comments”.", "The newest message is old."))
    told = result(
        chapter("profanity", State.NOT_IN_ARCHIVE, cover),
        chapter("derogatory", State.NOT_IN_ARCHIVE, cover),
        alarms=("Facebook: The newest message is old.",),
    )
    assert flat(told).count("Tick “Comments”.") == flat(told).count("The newest message is old.") == 1
