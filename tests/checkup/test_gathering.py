"""Findings are kept within bounds, and every one is counted."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from lanyard.checkup.findings import Span, Stance, Tier
from lanyard.checkup.gathering import Gathered, shorten
from tests.checkup.report.results import finding


def test_all_are_counted_and_the_first_are_kept():
    gathered = Gathered(most=3)
    for number in range(5):
        gathered.add(finding(text=f"{number}: 07700 900123"))
    assert gathered.counts == {"contact-details": 5}
    assert [each.text[0] for each in gathered.of("contact-details")] == ["0", "1", "2"]
    assert list(gathered.of("profanity")) == []


def test_what_is_surer_is_kept_before_what_came_earlier():
    gathered = Gathered(most=2)
    for tier in (Tier.LOOK, Tier.LOOK, Tier.LOOK, Tier.ACT):
        gathered.add(finding(tier=tier))
    assert [each.tier for each in gathered.of("contact-details")] == [Tier.ACT, Tier.LOOK]


def test_what_was_set_aside_is_counted_apart():
    gathered = Gathered()
    gathered.add_aside(finding())
    assert (gathered.counts, gathered.set_aside("contact-details"), gathered.set_aside("profanity")) == ({}, 1, 0)


def test_a_short_text_stays_as_it_is():
    assert shorten(finding()) == finding()


def test_a_long_text_is_cut_around_the_place():
    long = finding(text="a" * 5000 + " 07700 900123 " + "b" * 5000)
    short = shorten(long)
    (span,) = short.spans
    assert short.text[span.start : span.end] == "07700 900123"
    assert short.text[0] == short.text[-1] == "…" and len(short.text) == 602


def test_a_long_text_without_a_place_keeps_its_beginning():
    assert shorten(finding(text="07700 900123" + "b" * 5000)._replace(spans=())).text == "07700 900123" + "b" * 588 + "…"


@given(
    st.integers(0, 3000),
    st.lists(st.tuples(st.integers(0, 2999), st.integers(1, 400)), min_size=1, max_size=6),
    st.integers(300, 900),
)
def test_places_still_mark_what_they_marked(length, places, most):
    text = "".join(chr(0x4E00 + number) for number in range(length))
    spans = tuple(
        Span("r", start, min(length, start + size), Tier.ACT, "l", "", Stance.ASSERTS) for start, size in places if start < length
    )
    before = finding()._replace(text=text, spans=spans)
    after = shorten(before, most)
    assert len(after.text) <= max(most + 2, 0)
    first = min((span.start for span in spans), default=None)
    marked = [after.text[span.start : span.end].rstrip("…") for span in after.spans]
    assert all(each and each in text for each in marked)
    if first is not None:
        assert any(each[0] == text[first] for each in marked)
