"""Whatever a file holds, a decoder gives rows or one of the known outcomes, and never loses what is of another kind."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lanyard.checkup.archive.outcomes import Outcome, Why
from tests.checkup.dialects import linkedin_archive, reddit_archive, snapchat_archive, tiktok_archive, x_archive
from tests.checkup.dialects.trying import fate, keys_of, try_file

FILES = [
    *(("x", path, text) for path, text in {**x_archive.of_2018(), **x_archive.of_2024()}.items()),
    *(("linkedin", path, text) for path, text in linkedin_archive.of_2026().items()),
    *(("reddit", path, text) for path, text in reddit_archive.of_2024().items()),
    *(("snapchat", path, text) for path, text in {**snapchat_archive.of_2024(), "json/chat_history.json": "{}"}.items()),
    ("tiktok", "user_data.json", json.dumps(tiktok_archive.NEW)),
]
READ = [each for each in FILES if fate(*each[:2]) not in ("ignored", "twin", "unknown")]
NAMES = [f"{platform}-{path}" for platform, path, _ in READ]
# What a decoder raises besides is an error of ours; hypothesis shows it as it is.
OUTCOMES = frozenset(Outcome)


@pytest.mark.parametrize(("platform", "path", "text"), READ, ids=NAMES)
@settings(max_examples=25)
@given(data=st.data())
def test_any_text_ends_in_an_outcome(platform, path, text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    put = data.draw(
        st.one_of(st.binary(max_size=20), st.sampled_from([b"", b'"', b"{", b"]", b"\x00", b"null", b"\xff\xfe", b",,,"]))
    )
    found = try_file(platform, path, text[:start].encode() + put + text[end:].encode())
    assert found.outcome in OUTCOMES


def _same_keys(told):
    """JSON with the keys of a format and values of any kind."""
    keys = st.sampled_from(sorted(keys_of(told)))
    values = st.one_of(
        st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.text(max_size=9)
    )
    return st.recursive(
        values, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=5), max_leaves=12
    )


X_ROWS = {path: json.loads(text.partition("=")[2]) for platform, path, text in READ if platform == "x"}


@pytest.mark.parametrize("path", X_ROWS)
@settings(max_examples=25)
@given(data=st.data())
def test_any_values_under_known_keys_of_x_end_in_an_outcome(path, data):
    rows = data.draw(_same_keys(X_ROWS[path]))
    assert try_file("x", path, "window.YTD.a.part0 = " + json.dumps(rows)).outcome in OUTCOMES


@given(told=_same_keys(tiktok_archive.NEW))
def test_any_values_under_known_keys_of_tiktok_end_in_an_outcome(told):
    assert try_file("tiktok", "user_data.json", told if isinstance(told, list | dict) else json.dumps(told)).outcome in OUTCOMES


@pytest.mark.parametrize(
    ("platform", "path", "content"),
    [
        ("x", "data/tweets.js", x_archive.ytd("a", [{"tweet": x_archive.tweet("a") | {"full_text": {"text": "a"}}}])),
        ("x", "data/tweets.js", x_archive.ytd("a", [{"tweet": x_archive.tweet("a") | {"entities": ["a"]}}])),
        ("x", "data/note-tweet.js", x_archive.ytd("a", [{"noteTweet": {"createdAt": "", "core": None}}])),
        ("x", "data/follower.js", x_archive.ytd("a", [{"follower": {"accountId": ["1"]}}])),
        ("x", "data/contact.js", x_archive.ytd("a", [{"contact": {"emails": "a@example.org", "phoneNumbers": []}}])),
        ("x", "data/profile.js", x_archive.ytd("a", [{"profile": {"description": "I teach"}}])),
        (
            "tiktok",
            "user_data.json",
            {"Your Activity": {"Follower": {"FansList": [{"Date": "", "UserName": {"name": "amber_k"}}]}}},
        ),
        (
            "snapchat",
            "json/chat_history.json",
            {"amber_k": [snapchat_archive.chat("a", "b", own=False) | {"Content": {"text": "b"}}]},
        ),
    ],
)
def test_a_value_of_another_kind_is_rejected_and_not_read_as_nothing(platform, path, content):
    found = try_file(platform, path, content)
    assert (found.items, found.rejected) == ([], [Why.WRONG_KIND])
