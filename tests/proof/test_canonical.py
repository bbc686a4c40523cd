"""One spelling for one statement."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lanyard.proof.canonical import LARGEST, NotPlain, canonical

texts = st.text(st.characters(exclude_categories=("Cs",)))
plain = st.recursive(
    st.none() | st.booleans() | st.integers(-LARGEST, LARGEST) | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
)


@given(plain)
def test_it_reads_back_as_what_it_was(value):
    assert json.loads(canonical(value)) == value


@given(st.dictionaries(texts, plain), st.randoms())
def test_the_order_of_names_makes_no_difference(value, chance):
    names = list(value)
    chance.shuffle(names)
    assert canonical({name: value[name] for name in names}) == canonical(value)


def test_names_stand_in_the_order_of_the_standard():
    """RFC 8785, section 3.2.3, sorts by UTF-16 units: an emoji comes before U+FB33."""
    value = {"\u20ac": 1, "\r": 2, "\ufb33": 3, "1": 4, "\U0001f600": 5, "\x80": 6, "\xf6": 7}
    assert [*json.loads(canonical(value))] == ["\r", "1", "\x80", "\xf6", "\u20ac", "\U0001f600", "\ufb33"]


@pytest.mark.parametrize(
    ("value", "where"),
    [
        (1.5, "the statement is a float"),
        ({"a": [1, LARGEST + 1]}, "the statement, a, item 2 is too large"),
        ({"a": "\ud83d"}, "the statement, a holds half a letter"),
        ({1: "a"}, "has a name that is no text"),
        ({"a": {"b": b"x"}}, "the statement, a, b is a bytes"),
    ],
)
def test_what_has_no_one_spelling_is_refused_with_its_place(value, where):
    with pytest.raises(NotPlain, match=where):
        canonical(value)
