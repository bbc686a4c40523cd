"""Guides come from the pack's own registers."""

from __future__ import annotations

import datetime
from importlib.resources import files

from lanyard.checkup.guides import load_guides

WELTON = files("lanyard.packs") / "welton"


def test_a_guide_has_the_packs_steps_and_the_day_of_its_oldest_source():
    (guide,) = load_guides(WELTON, [("facebook", "Facebook")])
    assert (guide.platform, guide.name, guide.checked) == ("facebook", "Facebook", datetime.date(2026, 11, 22))
    assert len(guide.steps) == 3 and "Privacy Checkup" in guide.steps[0]


def test_a_platform_without_steps_has_the_line_of_the_catalogue():
    (guide,) = load_guides(WELTON, [("signal", "Signal")])
    assert len(guide.steps) == 1 and guide.steps[0].startswith("Settings") and guide.checked is None


def test_a_platform_that_the_pack_does_not_know_has_none():
    assert load_guides(WELTON, [("carrier-pigeon", "Carrier pigeon")]) == ()


def test_a_pack_without_registers_has_none(tmp_path):
    assert load_guides(tmp_path, [("facebook", "Facebook")]) == ()
    (tmp_path / "self-review.toml").write_text("guide = 3\n")
    (tmp_path / "platforms.toml").write_text("not toml [")
    assert load_guides(tmp_path, [("facebook", "Facebook")]) == ()
