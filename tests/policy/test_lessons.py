"""Lessons: short, beside their clauses, and never a step towards an image that nobody may handle."""

from __future__ import annotations

import re

import pytest

from lanyard.policy.lessons import Lessons, load_lessons
from lanyard.policy.pack import BUILT_IN, load_pack
from lanyard.policy.refusal import Refusal

FOLDER = BUILT_IN / "welton" / "lessons"

GOOD = """---
id: short
title: A short one
clauses: 2.3.5, 2.3.6
minutes: 3
words: friend, follow
---

Read this.
"""


@pytest.fixture(scope="module")
def lessons() -> Lessons:
    return load_lessons(FOLDER)


@pytest.fixture
def refused(tmp_path):
    def load(text: str, name: str = "short.md") -> str:
        (tmp_path / name).write_text(text, encoding="utf-8")
        with pytest.raises(Refusal) as refusal:
            load_lessons(tmp_path)
        return str(refusal.value)

    return load


def test_there_is_a_lesson_for_each_thing_that_goes_wrong_most(lessons):
    assert len(lessons) == 15
    assert [lesson.title for lesson in lessons] == sorted(lesson.title for lesson in lessons)


def test_every_lesson_is_read_in_a_few_minutes(lessons):
    for lesson in lessons:
        words = len(re.findall(r"\w+", lesson.body))
        assert 120 <= words <= 420, (lesson.id, words)
        assert lesson.minutes <= 5


def test_every_lesson_goes_with_clauses_that_exist(lessons):
    known = {clause.number for clause in load_pack("welton").clauses}
    for lesson in lessons:
        assert set(lesson.clauses) <= known, lesson.id
    assert "friend-requests" in [lesson.id for lesson in lessons.explaining("2.3.5")]


def test_the_lesson_on_indecent_images_says_stop_and_whom_to_phone(lessons):
    body = lessons.get("indecent-images-stop").body
    assert "**999**" in body and "**101**" in body and "LADO" in body
    assert "Do not copy, capture, print, forward, save or delete" in body


def test_the_lesson_on_keeping_a_record_asks_first_what_the_picture_is(lessons):
    body = lessons.get("attacked-online").body
    assert body.index("under 18") < body.index("picture of your screen")


def test_an_unknown_lesson_is_answered_with_suggestions(lessons):
    with pytest.raises(KeyError, match="passwords"):
        lessons.get("password")


def test_a_good_lesson_loads(tmp_path):
    (tmp_path / "short.md").write_text(GOOD, encoding="utf-8")
    lesson = load_lessons(tmp_path).get("short")
    assert lesson.clauses == ("2.3.5", "2.3.6")
    assert (lesson.minutes, lesson.words, lesson.body) == (3, ("friend", "follow"), "Read this.\n")


def test_a_folder_without_lessons_is_refused(tmp_path):
    with pytest.raises(Refusal, match="this folder holds no lessons"):
        load_lessons(tmp_path)


@pytest.mark.parametrize("text", ["", "# A title\n", "---\nid: short\n"])
def test_a_lesson_without_front_matter_is_refused(refused, text):
    assert "short.md:1: the lesson must begin with its front matter" in refused(text)


def test_an_unknown_or_broken_line_is_refused_with_its_place(refused):
    assert "short.md:5: “minuets: 3” is not a key of a lesson. Did you mean “minutes”?" in refused(
        GOOD.replace("minutes", "minuets")
    )
    assert "short.md:5: “three” is not a key" in refused(GOOD.replace("minutes: 3", "three"))


def test_a_missing_key_is_refused(refused):
    assert "“words” is missing" in refused(GOOD.replace("words: friend, follow\n", ""))


def test_a_lesson_is_called_like_its_file(refused):
    assert "the lesson is called “short” but its file “long.md”" in refused(GOOD, "long.md")


@pytest.mark.parametrize("minutes", ["0", "three", "100"])
def test_minutes_are_a_sensible_number(refused, minutes):
    assert "“minutes” must be a whole number from 1 to 99" in refused(GOOD.replace("minutes: 3", f"minutes: {minutes}"))


def test_a_lesson_without_text_is_refused(refused):
    assert "short.md:8: the lesson has no text" in refused(GOOD.replace("Read this.\n", ""))
