"""Texts are folded in place, and every span stands within its text."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from lanyard.checkup.checks import load_checks
from lanyard.checkup.detect import Detector
from lanyard.checkup.detect.text import around, cue_pattern, fold

DETECTOR = Detector(load_checks())
PIECES = st.sampled_from(
    [
        "07700 900123",
        "I hate ",
        "women",
        "BA1 5XX",
        " are ",
        "scum",
        "“",
        "İ",
        "ß",
        "w0men",
        "a@b.example",
        "\n",
        "😂",
        " 12 Mill Lane",
        "fuck",
        "…",
    ]
)


@given(st.text())
@example("İstanbul ß ﬁ “x”")
def test_folding_keeps_the_place_of_every_letter(text: str):
    assert len(fold(text)) == len(text)


def test_folding_makes_quotation_marks_dashes_and_wide_figures_plain():
    assert fold("“Don’t” – ０７") == '"don\'t" - 07'


@given(st.lists(PIECES | st.text(max_size=8), max_size=12).map("".join))
def test_every_span_stands_within_its_text(text: str):
    for span in DETECTOR.spans(text):
        assert 0 <= span.start < span.end <= len(text)


def test_places_in_a_long_text_are_those_of_the_whole_text():
    before = "We walked to the weir and had tea. " * 1_500
    text = before + "Ring me on 07700 900123. I hate immigrants."
    found = {text[span.start : span.end] for span in DETECTOR.spans(text)}
    assert {"07700 900123", "hate immigrants"} <= found


def test_cues_are_whole_words():
    cue = cue_pattern(["ni", "sort code"])
    assert cue.search("my ni number") and cue.search("Sort code:".lower())
    assert not cue.search("opinion") and not cue.search("resort coded")


def test_what_is_around_a_place_leaves_the_place_out():
    assert around("one two three", 4, 7, 3) == "ne  |  th"
