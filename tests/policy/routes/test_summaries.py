"""What to say on the phone: nothing guessed, nothing left out unseen, nothing slipped in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lanyard.policy.routes.summaries import referral
from tests.policy.routes.given import BOOK


@pytest.mark.parametrize("summary", BOOK.summaries, ids=lambda one: one.id)
def test_with_nothing_known_every_line_says_so(summary):
    text = referral(summary, {})
    assert text.count(": not known\n") == len(summary.lines)
    assert text.startswith(summary.opening) and text.endswith(summary.closing + "\n")


def test_what_is_known_stands_in_its_line():
    text = referral(BOOK.summary("lado"), {"school": "Welton Primary School", "words": " She said:\n“It hurt.” ", "safe": " "})
    assert "School: Welton Primary School\n" in text
    assert "words that were used: She said: “It hurt.”\n" in text and "safe now: not known" in text


def test_no_line_asks_what_a_picture_shows():
    labels = " ".join(label for label, _ in BOOK.summary("police-images").lines).casefold()
    assert not any(word in labels for word in ("picture shows", "what it shows", "describe", "image shows"))


def test_a_name_without_a_line_is_refused():
    with pytest.raises(KeyError, match="words"):
        referral(BOOK.summary("lado"), {"word": "Lost otherwise."})


@given(st.text())
def test_no_text_can_pass_for_another_line(text):
    summary = BOOK.summary("social-care")
    said = referral(summary, {"words": text})
    assert len(said.splitlines()) == len(referral(summary, {}).splitlines())
