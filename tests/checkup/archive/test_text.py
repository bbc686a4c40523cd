"""Garbled letters are put right, right ones are left alone, and HTML gives its words."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lanyard.checkup.archive.outcomes import OverLimit
from lanyard.checkup.archive.text import decode_bytes, plain_text, repair_meta, repair_meta_all, stream_lines

TEXTS = st.text(alphabet=st.characters(blacklist_categories=("Cs",)), max_size=40)


@given(TEXTS)
def test_whatever_meta_garbles_is_put_right(said):
    assert repair_meta(said.encode().decode("latin-1")) == said


@pytest.mark.parametrize(
    "said",
    [
        "plain",
        "café",
        "Zażółć",
        "日本語",
        "naïve “quotes”",
        "emoji 🎉",
        "Ã",
        "Ã© already 🎉",
        "cut \u00f0\u009f\u008e",
        "\ud83d",
        "£5 – half",
    ],
)
def test_what_is_not_garbled_as_a_whole_is_left_alone(said):
    assert repair_meta(said) == said


@given(TEXTS.filter(lambda said: any(ord(letter) > 255 for letter in said)))
def test_a_text_with_a_letter_beyond_latin_is_never_changed(said):
    assert repair_meta(said) == said


def test_keys_are_put_right_too():
    garbled = {"Compte priv\u00c3\u00a9": [{"value": "d\u00c3\u00a9j\u00c3\u00a0"}], "n": 1, "none": None}
    assert repair_meta_all(garbled) == {"Compte privé": [{"value": "déjà"}], "n": 1, "none": None}


def test_what_is_nested_too_deeply_is_over_the_limit():
    deep: object = "x"
    for _ in range(300):
        deep = [deep]
    with pytest.raises(OverLimit):
        repair_meta_all(deep)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_bytes_of_usual_encodings_are_read(encoding):
    assert decode_bytes("Zoë’s £5".encode(encoding)) == "Zoë’s £5"


@given(st.binary(max_size=60))
def test_any_bytes_are_some_text(said):
    assert isinstance(decode_bytes(said), str)


@given(
    st.lists(
        st.text(alphabet=st.characters(blacklist_categories=("Cs",), blacklist_characters="\n\ufeff"), max_size=8), max_size=6
    ),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_lines_put_together_are_the_text(lines, encoding):
    text = "\n".join(lines)
    assert "".join(stream_lines(io.BytesIO(text.encode(encoding)))) == text


def test_lines_keep_how_they_end():
    assert list(stream_lines(io.BytesIO(b"a\r\nb\n\nc"))) == ["a\r\n", "b\n", "\n", "c"]


def test_a_line_without_an_end_is_over_the_limit():
    with pytest.raises(OverLimit):
        list(stream_lines(io.BytesIO(b"x" * 2_000_000)))


def test_html_gives_its_words_and_nothing_of_scripts():
    html = "<html><style>p{}</style><p>One &amp; <b>two</b><br>three</p><script>alert(1)</script><div>four</div></html>"
    assert plain_text(html) == "One & two\nthree\nfour"


@given(st.text(max_size=60))
def test_any_text_taken_for_html_gives_some_text(said):
    assert isinstance(plain_text(said), str)
