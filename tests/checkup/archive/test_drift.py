"""A drift report says how an archive is built and nothing of what is in it; a made-up archive can be built from it."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lanyard.checkup.archive.dialects import load_dialects
from lanyard.checkup.archive.drift import as_text, report_drift, rounded
from lanyard.checkup.archive.reading import open_archive, read
from lanyard.checkup.archive.rebuilding import rebuild
from lanyard.checkup.archive.templates import templates_of
from lanyard.checkup.archive.vocabulary import vocabulary_of
from tests.checkup.dialects import x_archive

from . import packing
from .test_reading import AT, KNOWN

WORDS = vocabulary_of(load_dialects())


def reported(files: packing.Files) -> dict:
    with open_archive([packing.zipped(files)]) as archive:
        for _ in read(archive, at=AT):
            pass
        return report_drift(archive)


def lines(report: dict) -> set[tuple[str, str]]:
    return {(each["path"], key) for each in report["files"] for key in each["keys"]}


def test_keys_are_told_with_the_kinds_of_their_values():
    row = {"tweet": {"id": "1", "count": 2, "media": [True, None]}}
    report = reported({**KNOWN["x"], "data/list-thing.js": x_archive.ytd("thing", [row])})
    told = next(each for each in report["files"] if each["path"] == "data/list-~.js")
    assert (told["platform"], told["outcome"], told["form"], told["files"]) == ("x", "unknown_file", "js", 1)
    inner = ["id:s", "count:n", "media:a", "media[]:b", "media[]:z"]
    assert told["keys"] == sorted([".:a", "[]:o", "[].tweet:o", *(f"[].tweet.{each}" for each in inner)])


def test_a_file_of_another_shape_is_told_with_what_was_looked_for_and_what_is_there_instead():
    report = reported({**KNOWN["snapchat"], "json/friends.json": {"Friends": [{"User": "janedoe", "Display Name": "Jane Doe"}]}})
    told = next(each for each in report["files"] if each["path"] == "json/friends.json")
    assert told["outcome"] == "unknown_shape" and "Friends[].User:s" in told["keys"]


def test_maps_by_person_are_told_by_their_size_alone():
    chats = {f"Chat History with {name}:": [{"Content": "hello"}] for name in ("janedoe", "bobby")}
    text = as_text(reported({"user_data.json": {"Direct Messages": {"ChatHistory": chats, "x_janedoe": 1}}}))
    assert "Direct Messages.ChatHistory.<map:2>[].Content:s" in text
    assert not re.search("janedoe|bobby|hello", text)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("friends_v2", "friends_v#"),
        ("relationships_permanently_blocked", "relationships_~_blocked"),
        ("Chat History with janedoe:", "Chat History with ~:"),
        ("janedoe", "<key>"),
        ("jane doe messages today now", "<key>"),
        ("0117 496 0123", "<key>"),
        ("jane.doe@example.org", "<key>"),
        ("https://example.org/name", "<key>"),
        ("", "<key>"),
        ("we sent the photos of you and your friends to all members of the group", "<key>"),
    ],
)
def test_of_a_key_only_words_of_formats_are_shown(name, shown):
    assert WORDS.shown(name) == shown


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("data/tweets-part1.js", "data/tweets-part1.js"),
        ("direct-messages/janedoe_h63g/message_12.json", "direct-messages/<name>/message_12.json"),
        ("Photo of Jane 07700900123.csv", "<name>.csv"),
        ("data/07700900123.js", "data/N.js"),
    ],
)
def test_of_a_path_only_words_of_dialects_are_shown(path, shown):
    assert templates_of([each for each in load_dialects() if each.id == "x"]).of_path(path) == shown


@pytest.mark.parametrize("platform", KNOWN)
def test_a_made_up_archive_of_the_same_build_can_be_made_from_a_report(platform):
    report = reported(KNOWN[platform])
    again = reported(rebuild(json.loads(as_text(report))))
    assert [each["id"] for each in again["platforms"]] == [platform]
    assert {each["path"] for each in again["files"]} == {each["path"] for each in report["files"]}
    assert lines(again) <= lines(report) and len(lines(again)) > 0.9 * len(lines(report))


def test_a_report_of_another_version_is_not_rebuilt():
    with pytest.raises(ValueError, match="not a drift report"):
        rebuild({"schema": "lanyard-drift/0", "files": []})


def test_the_fingerprint_tells_builds_apart_and_not_contents():
    one = reported(KNOWN["x"])
    other = reported({path: text.replace("2024", "2023") for path, text in KNOWN["x"].items()})
    new = reported({**KNOWN["x"], "data/note-tweet.js": 'window.YTD.note_tweet.part0 = [{"noteTweet": {"body": "x"}}]'})
    assert one["fingerprint"] == other["fingerprint"] != new["fingerprint"]


@given(st.integers(0, 10**9))
def test_counts_are_told_by_their_size(number):
    assert rounded(number) <= number <= rounded(number) * 2.5 or number == 0
    assert str(rounded(number)).rstrip("0") in ("1", "2", "5", "")


PLANTED = st.from_regex(r"[b-df-hj-np-tv-z]{4}[aeiou][b-df-hj-np-tv-z]{3}", fullmatch=True)


@given(PLANTED, st.sampled_from(sorted(KNOWN)), st.data())
def test_what_is_planted_in_an_archive_never_is_in_its_report(planted, platform, data):
    files = dict(KNOWN[platform])
    row = {planted: {"a": planted}, f"{planted} {planted}": [planted], f"chat with {planted}": 1, planted.title(): planted}
    json_ = {"messages": [row], planted: planted}
    files |= {
        f"{planted}/new.json": json_,
        f"messages/inbox/{planted}_77/message_1.json": json_,
        f"json/chat with {planted}.json": [json_],
        f"{planted}.csv": f"{planted},id\nname {planted},{planted}\n",
        f"data/{planted}-data.js": f"window.YTD.{planted}.part0 = {json.dumps([json_])}",
        f"WhatsApp Chat with {planted}.txt": f"01/02/2024, 10:00 - {planted}: {planted}",
        f"photos/{planted}.jpg": planted,
    }
    known = data.draw(st.sampled_from([path for path in sorted(KNOWN[platform]) if path.endswith(".json")] or ["x.json"]))
    files[known] = {planted: [{planted: planted}], "Friends": [{planted: 1}]}
    assert planted not in as_text(reported(files)).casefold()
