"""The self-review: what is gone through, and when it is asked for."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lanyard.policy.pack import BUILT_IN, load_pack
from lanyard.policy.platforms import load_catalogue
from lanyard.policy.refusal import Refusal
from lanyard.policy.self_review import JOINED, PARTS, Occasion, load_self_review, occasion
from lanyard.policy.terms import Terms, load_terms

FOLDER = BUILT_IN / "welton"
TERMS = load_terms(FOLDER / "terms.toml")
DAYS = st.dates(dt.date(2025, 6, 1), dt.date(2027, 12, 31))


@pytest.fixture(scope="module")
def review():
    return load_self_review(FOLDER / "self-review.toml")


def test_it_serves_the_clauses_that_ask_for_it(review):
    clauses = {clause.id: clause.number for clause in load_pack("welton").clauses}
    served = {clauses[each.clause] for each in (*review.checks, *review.puzzles)}
    assert {"1.4c", "2.3.1", "2.3.2", "2.3.3", "2.3.4", "2.3.11", "2.4.4", "2.4.5"} <= served
    assert all(review.part(part) for part in PARTS)


def test_each_guide_is_for_a_platform_of_the_catalogue_and_says_what_nobody_checked(review):
    platforms = {platform.id for platform in load_catalogue(FOLDER / "platforms.toml")}
    assert {guide.id for guide in review.guides} <= platforms
    for guide in review.guides:
        assert guide.verified or guide.unverified


def test_a_guide_grows_stale_after_six_months_and_is_stale_without_a_source(review):
    guides = {guide.id: guide for guide in review.guides}
    assert not guides["whatsapp"].is_stale(dt.date(2027, 5, 22)) and guides["whatsapp"].is_stale(dt.date(2027, 5, 23))
    assert guides["tiktok"].last_checked is None and guides["tiktok"].is_stale(dt.date(2026, 11, 22))


def ask(starts_on: str, on: str) -> Occasion | None:
    return occasion(TERMS, starts_on=dt.date.fromisoformat(starts_on), on=dt.date.fromisoformat(on))


def test_somebody_who_was_there_when_term_began_is_asked_for_the_term():
    expected = Occasion("2026-autumn", "autumn term 2026", dt.date(2026, 10, 13))
    assert ask("2024-09-02", "2026-09-01") == ask("2026-09-01", "2026-12-31") == expected
    assert ask("2024-09-02", "2027-01-04").key == "2027-spring"


def test_a_joiner_is_asked_once_within_four_weeks():
    joining = Occasion(JOINED, "on joining", dt.date(2026, 11, 30))
    assert ask("2026-11-02", "2026-11-02") == ask("2026-11-02", "2026-12-20") == joining
    assert ask("2026-11-02", "2027-01-05").key == "2027-spring"


def test_nobody_is_late_for_what_they_could_not_do():
    """A school that begins with the service in mid-term gives everybody four weeks."""
    asked = occasion(TERMS, starts_on=dt.date(2024, 9, 2), on=dt.date(2026, 11, 22), since=dt.date(2026, 11, 20))
    assert asked == Occasion("2026-autumn", "autumn term 2026", dt.date(2026, 12, 18))
    joined = occasion(TERMS, starts_on=dt.date(2026, 11, 2), on=dt.date(2026, 11, 22), since=dt.date(2026, 11, 20))
    assert joined == Occasion(JOINED, "on joining", dt.date(2026, 12, 18))


def test_nobody_is_asked_before_they_start_or_long_after_the_last_recorded_term():
    assert ask("2026-11-23", "2026-11-22") is None
    assert ask("2024-09-02", "2030-03-01") is None
    assert occasion(Terms(), starts_on=dt.date(2026, 9, 1), on=dt.date(2026, 9, 2)).key == JOINED


@given(DAYS, DAYS)
def test_an_occasion_leaves_its_adult_the_whole_time(starts_on, on):
    """Whatever is asked was asked of somebody already there, with 28 or 42 days for it."""
    asked = occasion(TERMS, starts_on=starts_on, on=on)
    if asked is None:
        return
    assert starts_on <= on
    begun = asked.due - dt.timedelta(days=28 if asked.key == JOINED else 42)
    assert starts_on <= begun <= on if asked.key != JOINED else begun == starts_on


CHECK = '[[check]]\nid = "a"\npart = "phone"\nclause = "b"\ntext = "c"\n'
GUIDE = '[[guide]]\nplatform = "a"\nsteps = ["b"]\nverified = false\nunverified = ["c"]\n'
PUZZLE = '[[puzzle]]\nid = "a"\nclause = "b"\nquestion = "c"\nanswers = ["d", "e"]\nright = 2\nbecause = "f"\n'


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('part = "phone"', 'part = "phones"', "no part of a review"),
        ('steps = ["b"]', "steps = []", "no steps"),
        ('unverified = ["c"]', "unverified = []", "does not say what is not"),
        ("right = 2", "right = 3", "not the number of one of its answers"),
        ("right = 2", "right = 0", "not the number of one of its answers"),
        (PUZZLE, PUZZLE + PUZZLE, "a"),
    ],
)
def test_what_cannot_be_right_is_refused(tmp_path, old, new, said):
    file = tmp_path / "self-review.toml"
    whole = CHECK + GUIDE + PUZZLE
    file.write_text(whole)
    assert load_self_review(file).puzzles[0].right == 2
    file.write_text(whole.replace(old, new))
    with pytest.raises(Refusal, match=said):
        load_self_review(file)
