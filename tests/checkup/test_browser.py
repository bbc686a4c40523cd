"""The check-up as a page runs it: texts in, texts out, and the same as the command writes."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest

from lanyard.checkup.browser import check_up_in_browser
from lanyard.checkup.checks import BadChecks
from lanyard.policy.pack import BUILT_IN
from tests.checkup.archives import PLANTED, saved, with_planted

TOLD = {
    "folder": str(BUILT_IN / "welton"),
    "pack": "welton",
    "at": "2026-12-01T09:30:00.000Z",
    "names": [],
    "me": [],
    "school": [],
}


def test_the_report_comes_in_three_forms_that_say_the_same(tmp_path: Path) -> None:
    seen: list[tuple[int, int, str]] = []
    asked = json.dumps({**TOLD, "parts": [["twitter.zip", saved(tmp_path, with_planted())]]})
    found = json.loads(check_up_in_browser(asked, lambda *said: seen.append(said)))
    assert set(found) == {"fragment", "document", "data"}
    assert all(PLANTED[1] in text for text in found.values())
    assert found["document"].startswith("<!DOCTYPE html>") and not found["fragment"].startswith("<!")
    data = json.loads(found["data"])
    assert datetime.datetime.fromisoformat(data["made_at"]) == datetime.datetime(2026, 12, 1, 9, 30, tzinfo=datetime.UTC)
    assert [each["id"] for each in data["platforms"]] == ["x"] and data["guides"]
    assert seen and seen[-1][0] == seen[-1][1] > 0


def test_what_is_no_archive_is_told_and_raises_nothing(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear all")
    asked = json.dumps(
        {**TOLD, "parts": [["letter.txt", str(tmp_path / "letter.txt")], ["gone.zip", str(tmp_path / "gone.zip")]]}
    )
    data = json.loads(json.loads(check_up_in_browser(asked, lambda *_: None))["data"])
    assert data["platforms"] == [] and all(each["advice"] for each in data["parts"])


def test_checks_that_cannot_be_used_are_refused(tmp_path: Path) -> None:
    (tmp_path / "checkup.toml").write_text("check = 1")
    with pytest.raises(BadChecks):
        check_up_in_browser(json.dumps({**TOLD, "folder": str(tmp_path), "parts": []}), lambda *_: None)
