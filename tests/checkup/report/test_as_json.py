"""The report as JSON: a stable form in which everything is told."""

from __future__ import annotations

import json

from lanyard.checkup.report.as_json import SCHEMA, as_json
from lanyard.checkup.result import State
from tests.checkup.report.results import WHOLE, chapter, finding, result


def test_it_is_plain_data_with_its_version():
    told = json.loads(json.dumps(as_json(WHOLE)))
    assert told == as_json(WHOLE)
    assert (told["schema"], told["pack"], told["made_at"]) == (SCHEMA, "welton", "2026-12-01T09:30:00Z")


def test_the_keys_are_those_that_the_documents_describe():
    told = as_json(WHOLE)
    assert list(told) == [
        *(
            "schema",
            "pack",
            "made_at",
            "urgent",
            "summary",
            "alarms",
            "parts",
            "platforms",
            "compared",
            "owner_unknown",
            "checks",
            "guides",
            "files",
        )
    ]
    check = told["checks"][0]
    assert list(check) == [
        *("id", "title", "clauses", "why", "mend", "by_hand", "state", "coverage", "count", "set_aside", "findings")
    ]
    assert list(check["coverage"][0]) == ["platform", "state", "items", "from", "to", "words", "level"]
    assert list(check["findings"][0]) == [
        *("number", "tier", "reason", "stance", "platform", "evidence", "where", "when", "who", "text", "spans", "mend")
    ]


def test_a_finding_says_where_it_stands_and_what_was_found():
    (found,) = as_json(WHOLE)["checks"][0]["findings"]
    assert found["where"] == {"part": 0, "path": "posts/your_posts_<n>.json", "row": 3}
    assert found["when"] == "2019-05-03T20:15:00Z"
    (span,) = found["spans"]
    assert found["text"][span["start"] : span["end"]] == "07700 900123"


def test_a_check_that_was_not_made_is_never_told_as_clear():
    told = {each["id"]: each for each in as_json(WHOLE)["checks"]}
    assert told["privacy-settings"]["state"] == "not_exported"
    assert told["photos"]["state"] == "not_examined"
    assert told["profanity"]["coverage"] == [
        {
            "platform": "facebook",
            "state": "nothing_found",
            "items": 12,
            "from": "2019-05-03T20:15:00Z",
            "to": "2026-12-01T09:30:00Z",
            "words": [],
            "level": None,
        }
    ]


def test_outcomes_add_up_to_the_files():
    files = as_json(WHOLE)["files"]
    assert sum(files["outcomes"].values()) == files["members"]
    assert files["rows_rejected"] == {"not_a_time": 1}


def test_what_is_unknown_is_null_and_not_left_out():
    told = as_json(result(chapter("contact-details", State.FOUND, found=(finding(when=None),))))
    assert told["checks"][0]["findings"][0]["when"] is None
