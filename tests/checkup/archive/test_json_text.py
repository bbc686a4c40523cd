"""JSON of any length is read row by row; what is broken, empty or built otherwise is said to be so."""

from __future__ import annotations

import contextlib
import io
import json
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lanyard.checkup.archive import json_scan
from lanyard.checkup.archive.json_text import read_json, stream_nested, stream_pairs, stream_rows
from lanyard.checkup.archive.members import Member
from lanyard.checkup.archive.outcomes import Damaged, KnownEmpty, NotRead, OverLimit, UnknownShape

from .files import member

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**20), 10**20)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=12,
)


@given(st.lists(VALUES, min_size=1, max_size=6), st.booleans(), st.sampled_from([None, 1]), st.integers(1, 9))
def test_rows_are_what_the_whole_parser_reads_however_small_the_window(rows, ascii_only, indent, chunk):
    text = json.dumps({"before": rows, "here": {"list": rows}, "after": rows}, ensure_ascii=ascii_only, indent=indent)
    slow = Member("a.json", len(text), lambda: _Slow(text.encode("utf-8", "replace"), chunk))
    expected = json.loads(text.encode("utf-8", "replace"))["here"]["list"]
    assert list(stream_rows(slow, "here.list")) == expected


class _Slow(io.BytesIO):
    """Gives a few bytes at a time, so that every place in the text is once the end of the window."""

    def __init__(self, content: bytes, chunk: int) -> None:
        super().__init__(content)
        self.chunk = chunk

    def read(self, size: int | None = -1) -> bytes:
        return super().read(min(self.chunk, size) if size and size > 0 else self.chunk)


@given(VALUES, st.integers(0, 200))
def test_a_text_that_is_cut_off_is_damaged_and_never_read_as_whole(value, cut):
    text = json.dumps({"rows": [value, value]})
    part = text[: min(cut, len(text) - 1)]
    with pytest.raises(NotRead):
        list(stream_rows(member(part), "rows"))


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_and_nothing_else(text):
    for read in (
        read_json,
        lambda it: list(stream_rows(it)),
        lambda it: list(stream_pairs(it, "a")),
        lambda it: list(stream_nested(it, "", "a")),
    ):
        with contextlib.suppress(NotRead):
            read(member(text.encode("utf-8", "surrogatepass")))


@pytest.mark.parametrize("text", ["", "  ", "[]", "{}", "null", '{"a": []}', '{"a": {}}', '{"a": null}'])
def test_a_file_that_says_nothing_is_empty_and_not_damaged(text):
    with pytest.raises(KnownEmpty):
        list(stream_rows(member(text), "a"))


@pytest.mark.parametrize("text", ['{"b": [1]}', '[{"b": 1}]', '"a"', '{"a": "text"}', '{"a": 5}'])
def test_a_root_that_is_not_there_is_an_unknown_shape(text):
    with pytest.raises(UnknownShape):
        list(stream_rows(member(text), "a"))


def test_an_unknown_shape_names_the_keys_that_are_there_instead():
    with pytest.raises(UnknownShape) as caught:
        list(stream_rows(member({"friends_v3": [1]}), "friends_v2"))
    assert caught.value.missing == {"friends_v2"} and caught.value.extra == {"friends_v3"}


def test_an_object_is_a_list_of_one():
    assert list(stream_rows(member({"a": {"b": 1}}), "a")) == [{"b": 1}]


def test_both_of_two_lists_under_one_key_are_read():
    assert list(stream_rows(member('{"a": [1], "a": [2]}'), "a")) == [1, 2]
    assert list(stream_pairs(member('{"Chat with A": [1], "Chat with A": [2]}'))) == [("Chat with A", [1]), ("Chat with A", [2])]
    assert read_json(member('{"x": {"Chat with A": [1], "Chat with A": [2]}}')) == {"x": {"Chat with A": [1, 2]}}


def test_a_key_with_two_values_is_damaged_because_one_would_be_lost():
    with pytest.raises(Damaged):
        read_json(member('{"a": "one", "a": "two"}'))


def test_rows_before_the_place_that_is_damaged_are_given():
    rows = stream_rows(member('[{"a": 1}, {"a": 2}, {"a": '))
    assert [next(rows), next(rows)] == [{"a": 1}, {"a": 2}]
    with pytest.raises(Damaged):
        next(rows)


@pytest.mark.parametrize(
    "text", ["[NaN]", "[Infinity]", "[1] [2]", "[1,]", "[1 2]", "{'a': 1}", '[{"a" 1}]', b"[\xff]", "[" + "9" * 5000 + "]"]
)
def test_what_is_no_json_is_damaged(text):
    with pytest.raises(Damaged):
        read_json(member(text))
    with pytest.raises(Damaged):
        list(stream_rows(member(text)))


def test_what_is_nested_too_deeply_is_over_the_limit():
    deep = "[" * 200_000 + "]" * 200_000
    for read in (read_json, lambda it: list(stream_rows(it)), lambda it: list(stream_rows(it, "a"))):
        with pytest.raises((OverLimit, UnknownShape)):
            read(member(deep))


def test_a_row_longer_than_the_limit_is_refused_in_bounded_memory():
    long = '[{"a": "' + "x" * 3_000_000 + '"}]'
    with pytest.raises(OverLimit):
        list(stream_rows(member(long), longest=500_000))
    assert len(list(stream_rows(member(long)))) == 1


def test_a_broken_row_is_noticed_at_once_and_not_after_the_limit():
    broken = member('[{"a": nope}, "' + "x" * (json_scan.LONGEST + 10) + '"]')
    with pytest.raises(Damaged):
        list(stream_rows(broken))


def test_a_long_list_is_read_in_memory_that_does_not_grow_with_it():
    row = b'{"sender_name": "A", "timestamp_ms": 1700000000000, "content": "' + b"word " * 40 + b'"},'
    content = b'{"skipped": [' + row * 20_000 + b'0], "messages": [' + row * 20_000 + b'{"end": 1}]}'
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    count = sum(1 for _ in stream_rows(Member("m.json", len(content), lambda: io.BytesIO(content)), "messages"))
    peak = tracemalloc.get_traced_memory()[1] - before
    tracemalloc.stop()
    assert count == 20_001
    assert peak < 4_000_000 < len(content)


def test_the_head_of_an_object_is_told_with_each_row_of_its_inner_list():
    chats = {
        "chats": [
            {"name": "One", "messages": [1, 2], "end": True},
            {"name": "Two", "messages": []},
            {"name": "Three", "messages": [3]},
        ]
    }
    got = [(dict(head), row) for head, row in stream_nested(member(chats), "chats", "messages")]
    assert got == [({"name": "One"}, 1), ({"name": "One"}, 2), ({"name": "Three"}, 3)]
    heads = [head for head, _ in stream_nested(member(chats), "chats", "messages")]
    assert heads[0] == {"name": "One", "end": True} and heads[0] is heads[1]


def test_an_inner_list_that_no_object_has_is_an_unknown_shape():
    with pytest.raises(UnknownShape):
        list(stream_nested(member({"chats": [{"name": "One"}]}), "chats", "messages"))


def test_a_script_is_read_behind_its_equals_sign():
    script = member('\ufeffwindow.YTD.tweets.part0 = [ {"tweet": {"full_text": "a = b;"}} ];\n')
    assert list(stream_rows(script, after="=")) == read_json(script, after="=") == [{"tweet": {"full_text": "a = b;"}}]
    with pytest.raises(UnknownShape):
        list(stream_rows(member("[1]"), after="="))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_marks_of_byte_order_are_understood(encoding):
    content = '[{"a": "ünï"}]'.encode(encoding)
    assert list(stream_rows(member(content))) == read_json(member(content)) == [{"a": "ünï"}]
