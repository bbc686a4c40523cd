"""The page of platforms says what the dialects say."""

from __future__ import annotations

from tools.checkup_doc import PAGE, platforms_page


def test_the_page_of_platforms_is_up_to_date():
    assert PAGE.read_text(encoding="utf-8") == platforms_page(), "run python -m tools.checkup_doc"
